"""From a table and a recipe to a model: the only place that knows the whole order."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version as installed_version

import ibis.expr.types as ir
import numpy as np
import pandas as pd

from segmentation.card import Card, FeatureUsed, Segment, Source
from segmentation.claims import make_claims
from segmentation.cleaning import RuleCount, clean, with_today
from segmentation.columns import read_columns
from segmentation.customers import customer_table, fingerprint, load_customers
from segmentation.fitting import Fit, fit
from segmentation.names import name_segments
from segmentation.profiles import Profile, profile_segments
from segmentation.projection import Projection, fit_projection
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.store import Model
from segmentation.tables import plain_read_errors
from segmentation.words import describe

LIBRARIES = ("scikit-learn", "numpy", "pandas", "ibis-framework", "duckdb")
KEPT_CUSTOMERS = 20_000


def train(
    table: ir.Table,
    recipe: Recipe,
    *,
    source: str,
    settings: Settings | None = None,
    features: Sequence[str] | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Model:
    """Fit a model.

    Args:
        table: as `tables.open_table` returns it.
        recipe: what the table means.
        source: the table's name, for the card and for messages.
        settings: instead of the recipe's.
        features: names of the recipe's features to use; None means all.
        progress: called with a few words at the start of each step.

    Returns:
        The model, not saved yet.

    Raises:
        DataError: the data cannot be segmented; the message says why.
    """
    settings = settings or recipe.settings
    used = tuple(recipe.feature(name) for name in features or _names(recipe.features))
    data = _prepare(table, recipe, used, source, progress)
    fitted = fit(data.frame[_names(used)], settings, progress)
    progress("Describing the segments")
    everybody, segments = _describe(data.frame, fitted, recipe, used)
    projection = fit_projection(fitted.scaled, used)
    card = Card(
        recipe=recipe.name,
        title=recipe.title,
        source=Source(name=source, rows=data.rows, fingerprint=fingerprint(data.frame)),
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
        libraries={name: installed_version(name) for name in LIBRARIES},
    )
    return Model(
        card=card,
        pipeline=fitted.pipeline,
        customers=_kept(data.frame, fitted, projection, settings.seed),
    )


@dataclass(frozen=True)
class _Data:
    frame: pd.DataFrame
    rows: int
    today: str | None
    cleaning: list[RuleCount]


def _prepare(
    table: ir.Table,
    recipe: Recipe,
    used: tuple[Feature, ...],
    source: str,
    progress: Callable[[str], None],
) -> _Data:
    with plain_read_errors(source):
        progress("Reading and cleaning")
        read = with_today(read_columns(table, recipe), recipe)
        cleaned, counts = clean(read, recipe)
        progress("Computing features")
        return _Data(
            frame=load_customers(customer_table(cleaned, recipe, used)),
            rows=int(table.count().execute()),
            today=read.today.max().execute().isoformat()[:10] if recipe.newest else None,
            cleaning=counts,
        )


def _describe(
    frame: pd.DataFrame, fitted: Fit, recipe: Recipe, used: tuple[Feature, ...]
) -> tuple[Profile, list[Segment]]:
    everybody, profiles = profile_segments(
        frame, fitted.labels, features=used, categories=recipe.categories
    )
    centres = [dict(zip(_names(used), centre.tolist())) for centre in fitted.centres]
    claims = [
        make_claims(profile, everybody, centre=centre, lopsided=fitted.logged)
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
