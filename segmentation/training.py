"""From a table and a recipe to a model: the only place that knows the whole order."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version as installed_version

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation import rfm
from segmentation.card import Card, FeatureUsed, Segment, Source
from segmentation.certainty import refit
from segmentation.claims import make_claims
from segmentation.cleaning import RuleCount, clean, load_taken_out, newest_of, with_today
from segmentation.columns import read_columns
from segmentation.customers import (
    asked_for,
    customer_table,
    fingerprint,
    load_customers,
    rfm_scores,
    rolled_up,
)
from segmentation.errors import UnknownFeatures
from segmentation.fitting import Fit, fit
from segmentation.names import name_segments
from segmentation.novelty import fit_novelty
from segmentation.oddities import find_oddities
from segmentation.pipeline import unclipped
from segmentation.profiles import Profile, profile_segments
from segmentation.projection import Projection, fit_projection
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.sources import Opened, plain_read_errors
from segmentation.store import Model
from segmentation.values import EVERYDAY_NOTATION, Notation
from segmentation.words import describe

LIBRARIES = ("scikit-learn", "numpy", "pandas", "ibis-framework", "duckdb")
KEPT_CUSTOMERS = 20_000
UNREADABLE = "lines that cannot be read"
UNREADABLE_REASON = "Too many or too few columns, or a quote never closed; left out as asked for."


def train(
    opened: Opened,
    recipe: Recipe,
    *,
    settings: Settings | None = None,
    features: Sequence[str] | None = None,
    notation: Notation = EVERYDAY_NOTATION,
    own: OwnRecipe | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Model:
    """Fit a model.

    Args:
        opened: as `sources.open_table` yields it.
        recipe: what the table means.
        settings: instead of the recipe's.
        features: names of the recipe's features to use; None means its standard ones.
        notation: how numbers and dates are written, where that is not to be recognised.
        own: the recipe's source, where it is not one of ours; it is kept with the model.
        progress: called with a few words at the start of each step.

    Returns:
        The model, not saved yet.

    Raises:
        DataError: the data cannot be segmented; the message says why.
        WrongRequest: a feature that is not the recipe's.
    """
    settings = settings or recipe.settings
    used = _used(recipe, features, settings)
    data = _prepare(opened, recipe, notation, progress)
    values = data.frame[_names(used)]
    fitted = fit(values, settings, progress)
    progress("Asking how sure it is")
    refits = refit(fitted.scaled, fitted.centres, settings)
    progress("Describing the segments")
    everybody, segments = _describe(data.frame, fitted, recipe, used)
    projection = fit_projection(fitted.scaled, used)
    card = Card(
        recipe=recipe.name,
        title=recipe.title,
        source=Source(
            name=opened.name,
            rows=data.rows,
            fingerprint=fingerprint(data.frame),
            understood=opened.understood,
        ),
        cleaning=data.cleaning,
        rows_used=data.rows - sum(count.rows for count in data.cleaning),
        customers=len(data.frame),
        today=data.today,
        features=[_feature_used(feature, data.frame[feature.name], fitted) for feature in used],
        k=len(segments),
        seed=settings.seed,
        settings=asdict(settings),
        metrics=fitted.metrics,
        everybody=everybody,
        segments=segments,
        choice=fitted.choice,
        projection=projection,
        novelty=fit_novelty(unclipped(fitted.pipeline, values), fitted.labels),
        quintiles=data.quintiles,
        rfm_cells=_rfm_cells(data, fitted, recipe),
        oddities=find_oddities(data.frame, used),
        notes=list(recipe.notes),
        left_out=own.left_out if own else {},
        libraries={name: installed_version(name) for name in LIBRARIES},
    )
    return Model(
        card=card,
        pipeline=fitted.pipeline,
        customers=_kept(data.frame, fitted, projection, settings.seed),
        taken_out=data.taken_out,
        refits=refits,
        recipe=recipe,
        recipe_source=own.source if own else "",
    )


def _used(
    recipe: Recipe, features: Sequence[str] | None, settings: Settings
) -> tuple[Feature, ...]:
    """The features to build segments on."""
    names = list(features or recipe.standard_features)
    known = _names(recipe.features)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownFeatures(unknown=unknown, known=known)
    unused = [name for name in settings.log if name not in names] if settings.log != "auto" else []
    if unused:
        raise UnknownFeatures(unknown=unused, known=names)
    return tuple(recipe.feature(name) for name in names)


@dataclass(frozen=True)
class _Data:
    frame: pd.DataFrame
    quintiles: dict[str, list[float]]
    rows: int
    today: str | None
    cleaning: list[RuleCount]
    taken_out: pa.Table


def _prepare(
    opened: Opened,
    recipe: Recipe,
    notation: Notation,
    progress: Callable[[str], None],
) -> _Data:
    with plain_read_errors(opened.name):
        progress("Reading and cleaning")
        read = read_columns(opened.table, recipe, notation)
        today = newest_of(read, recipe)
        cleaned = clean(read if recipe.roll_up else with_today(read, today), recipe)
        progress("Computing features")
        customers = with_today(rolled_up(cleaned.table, recipe), today)
        frame, quintiles = load_customers(customer_table(customers, recipe), recipe)
        return _Data(
            frame=frame,
            quintiles=quintiles,
            rows=cleaned.rows + opened.skipped,
            today=None if today is None else today.isoformat()[:10],
            cleaning=[*_skipped(opened), *cleaned.counts],
            taken_out=pa.concat_tables(
                [_skipped_lines(opened), load_taken_out(cleaned)], promote_options="default"
            ),
        )


def _skipped(opened: Opened) -> list[RuleCount]:
    if not opened.skipped:
        return []
    return [RuleCount(rule=UNREADABLE, reason=UNREADABLE_REASON, rows=opened.skipped)]


def _skipped_lines(opened: Opened) -> pa.Table:
    """The lines left out, in the form of the rows that cleaning takes out."""
    lines = opened.skipped_lines
    columns = {name: lines[name].astype(str).tolist() for name in lines}
    columns["rule"] = [UNREADABLE] * len(lines)
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _describe(
    frame: pd.DataFrame, fitted: Fit, recipe: Recipe, used: tuple[Feature, ...]
) -> tuple[Profile, list[Segment]]:
    known = {feature.name: feature for feature in (*used, *asked_for(_names(used), recipe))}
    everybody, profiles = profile_segments(
        frame, fitted.labels, features=list(known.values()), categories=recipe.categories
    )
    centres = [dict(zip(_names(used), centre.tolist())) for centre in fitted.centres]
    # A score would only say again what the feature behind it says.
    said = [feature.name for feature in used if not feature.quintile_of]
    claims = [
        make_claims(
            profile,
            everybody,
            centre={name: centre[name] for name in said},
            lopsided=fitted.logged,
        )
        for profile, centre in zip(profiles, centres)
    ]
    names = name_segments(claims, profiles, recipe)
    segments = [
        Segment(
            id=label,
            name=names[label],
            description=describe(claims[label], profile, recipe),
            centre=centres[label],
            claims=claims[label],
            **dict(profile),
        )
        for label, profile in enumerate(profiles)
    ]
    return everybody, segments


def _rfm_cells(data: _Data, fitted: Fit, recipe: Recipe) -> list[rfm.Cell]:
    if recipe.rfm is None:
        return []
    return rfm.cells(rfm_scores(data.frame, recipe, data.quintiles), fitted.labels)


def _feature_used(feature: Feature, values: pd.Series, fitted: Fit) -> FeatureUsed:
    low, high = fitted.limits[feature.name]
    return FeatureUsed(
        name=feature.name,
        label=feature.label,
        unit=feature.unit.label,
        log=feature.name in fitted.logged,
        clip=(float(low), float(high)) if np.isfinite(low) else None,
        min=float(values.min()),
        max=float(values.max()),
        missing=int(values.isna().sum()),
    )


def _kept(frame: pd.DataFrame, fitted: Fit, projection: Projection, seed: int) -> pd.DataFrame:
    """At most 20,000 customers, each segment in its share, with their place on the map."""
    places = projection.place(fitted.scaled)
    axes = {f"axis_{at + 1}": places[:, at] for at in range(places.shape[1])}
    told = frame.assign(segment=fitted.labels, **axes)
    if len(told) <= KEPT_CUSTOMERS:
        return told
    sample = told.groupby("segment").sample(frac=KEPT_CUSTOMERS / len(told), random_state=seed)
    return sample.sort_index(ignore_index=True)


def _names(features: Sequence[Feature]) -> list[str]:
    return [feature.name for feature in features]
