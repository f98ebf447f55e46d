"""From a table and a recipe to a model: the only place that knows the whole order."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version as installed_version

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation import rfm
from segmentation.arithmetic import unclipped
from segmentation.card.card import Card
from segmentation.card.data import Oddity, RuleCount, Source
from segmentation.card.evidence import Methods
from segmentation.card.features import FeatureUsed
from segmentation.cleaning import load_taken_out, with_today
from segmentation.columns import match_columns, read_columns, refuse_text
from segmentation.customers import (
    fingerprint,
    load_customers,
    rfm_scores,
    sorted_customers,
    unsorted_customers,
)
from segmentation.describing import describe_segments
from segmentation.errors import UnknownFeatures
from segmentation.exploration import explore
from segmentation.fitting import Fit, fit
from segmentation.identity import Identity, Previous, centres_of, changes_since, identify
from segmentation.methods import compare
from segmentation.model import Model
from segmentation.novelty import fit_novelty
from segmentation.oddities import find_oddities, odd_dates
from segmentation.projection import fit_projection
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.indicators import find_values, refuse_unknown, with_indicators
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.refits import no_refits, refit
from segmentation.repetition import repetition_notes
from segmentation.roll_up import rolled_up_here
from segmentation.sampling import draw, drawn_by
from segmentation.sources import Opened, plain_read_errors
from segmentation.today import clean_with_today
from segmentation.values import EVERYDAY_NOTATION, Notation

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
    one_hot: Sequence[str] = (),
    evidence: bool = True,
    most_customers: int | None = None,
    previous: Previous = None,
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
        one_hot: categories of the recipe to build segments on as well, beside the features.
        evidence: whether to gather the evidence for the segments, explore the data and find out
            how sure the model is of a customer, which takes a while.
        most_customers: above this a sample of them is drawn (see `sampling`), which the
            card tells; None takes everybody.
        previous: the recipe's newest model so far, as `store.load_previous` returns it. What
            it has of segments keeps its ids, names and colours.
        progress: called with a few words at the start of each step.

    Returns:
        The model, not saved yet.

    Raises:
        DataError: the data cannot be segmented; the message says why.
        WrongRequest: a feature or a category that is not the recipe's.
    """
    settings = settings or recipe.settings
    used = _used(recipe, features, settings)
    refuse_unknown(one_hot, recipe)
    by = drawn_by(recipe, used) if most_customers else ()
    data = _prepare(opened, recipe, one_hot, notation, progress, most_customers, by)
    recipe = with_indicators(recipe, data.one_hot)
    used += tuple(feature for feature in recipe.features if feature.indicates)
    values = data.frame[_names(used)]
    start = centres_of(previous, _names(used))
    fitted = fit(values, settings, progress, start=start, evidence=evidence)
    methods = _methods(fitted, settings.seed, progress) if evidence else None
    refits = _refits(fitted, settings, progress) if evidence else no_refits(fitted.centres)
    progress("Describing the segments")
    identity = identify(previous, fitted, data.frame, keyed=data.keyed)
    projection = fit_projection(fitted.scaled, used)
    card = Card(
        recipe=recipe.name,
        title=recipe.title,
        variant=recipe.varied,
        **_told_of_data(data, opened),
        **_told_of_fit(fitted, data, recipe, used, settings),
        **_told_of_segments(fitted, data, recipe, used, identity, previous),
        methods=methods,
        projection=projection,
        exploration=explore(data.frame, fitted, used, recipe.categories) if evidence else None,
        left_out=own.left_out if own else {},
        libraries={name: installed_version(name) for name in LIBRARIES},
    )
    return Model(
        card=card,
        pipeline=fitted.pipeline,
        customers=_kept(
            data.frame, identity.of(fitted.labels), projection.place(fitted.scaled), settings.seed
        ),
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


def _asked_by(settings: Settings, recipe: Recipe) -> str | None:
    if settings.segments is None:
        return None
    return "the recipe" if settings.segments == recipe.settings.segments else "the command"


@dataclass(frozen=True)
class _Data:
    frame: pd.DataFrame
    one_hot: dict[str, list[str]]
    quintiles: dict[str, list[float]]
    rows: int
    understood: list[str]
    keyed: bool
    today: str | None
    odd_dates: list[Oddity]
    cleaning: list[RuleCount]
    taken_out: pa.Table


def _prepare(
    opened: Opened,
    recipe: Recipe,
    one_hot: Sequence[str],
    notation: Notation,
    progress: Callable[[str], None],
    most: int | None,
    by: Sequence[Feature],
) -> _Data:
    with plain_read_errors(opened.name):
        progress("Reading and cleaning")
        refuse_text(opened.table, recipe, opened.name)
        read = read_columns(opened.table, recipe, notation)
        cleaned, today = clean_with_today(read, recipe)
        progress("Computing features")
        customers = with_today(rolled_up_here(cleaned.table, recipe), today and today.moment)
        values = find_values(customers, one_hot, recipe)
        recipe = with_indicators(recipe, values)
        chosen, understood = unsorted_customers(customers, recipe), []
        if most:
            chosen, understood = draw(chosen, by, most)
        frame, quintiles, keyed = load_customers(sorted_customers(chosen, recipe), recipe)
        return _Data(
            frame=frame,
            one_hot=values,
            quintiles=quintiles,
            rows=cleaned.rows + opened.skipped,
            understood=understood,
            keyed=keyed,
            today=None if today is None else today.moment.isoformat()[:10],
            odd_dates=odd_dates(today, match_columns(recipe, opened.table.columns), recipe),
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


def _told_of_data(data: _Data, opened: Opened) -> dict[str, object]:
    """What the card tells of the source and the customers in it."""
    return {
        "source": Source(
            name=opened.name,
            rows=data.rows,
            fingerprint=fingerprint(data.frame),
            understood=[*opened.understood, *data.understood],
        ),
        "cleaning": data.cleaning,
        "rows_used": data.rows - sum(count.rows for count in data.cleaning),
        "customers": len(data.frame),
        "keyed": data.keyed,
        "today": data.today,
        "one_hot": data.one_hot,
        "quintiles": data.quintiles,
    }


def _told_of_fit(
    fitted: Fit, data: _Data, recipe: Recipe, used: Sequence[Feature], settings: Settings
) -> dict[str, object]:
    """What the card tells of the features and of how the segments were found."""
    values = data.frame[_names(used)]
    return {
        "features": [_feature_used(feature, values[feature.name], fitted) for feature in used],
        "seed": settings.seed,
        "settings": asdict(settings),
        "metrics": fitted.metrics,
        "choice": fitted.choice,
        "asked_by": _asked_by(settings, recipe),
        "structure": fitted.structure,
        "novelty": fit_novelty(unclipped(fitted.pipeline, values), fitted.labels),
        "oddities": [*data.odd_dates, *find_oddities(data.frame, used)],
        "notes": [*recipe.notes, *_repetition(data, fitted, recipe, used)],
    }


def _told_of_segments(
    fitted: Fit,
    data: _Data,
    recipe: Recipe,
    used: Sequence[Feature],
    identity: Identity,
    previous: Previous,
) -> dict[str, object]:
    """What the card tells of the segments, and of what became of those before them."""
    everybody, segments = describe_segments(data.frame, fitted, recipe, used, identity)
    return {
        "k": len(segments),
        "everybody": everybody,
        "segments": segments,
        "used_ids": identity.used_ids,
        "changes": changes_since(previous, identity, segments, fitted),
        "rfm_cells": _rfm_cells(data, identity.of(fitted.labels), recipe),
    }


def _refits(fitted: Fit, settings: Settings, progress: Callable[[str], None]) -> np.ndarray:
    progress("Asking how sure it is")
    return refit(fitted.scaled, fitted.centres, settings)


def _methods(fitted: Fit, seed: int, progress: Callable[[str], None]) -> Methods:
    progress("Trying other methods")
    return compare(fitted.scaled, fitted.labels, len(fitted.centres), seed)


def _repetition(data: _Data, fitted: Fit, recipe: Recipe, used: Sequence[Feature]) -> list[str]:
    """Notes on the categories that are features beside numbers."""
    categories = [recipe.category(name) for name in data.one_hot]
    measured = [at for at, feature in enumerate(used) if not feature.indicates]
    return repetition_notes(data.frame, fitted.labels, fitted.scaled[:, measured], categories)


def _rfm_cells(data: _Data, ids: np.ndarray, recipe: Recipe) -> list[rfm.Cell]:
    if recipe.rfm is None:
        return []
    return rfm.cells(rfm_scores(data.frame, recipe, data.quintiles), ids)


def _feature_used(feature: Feature, values: pd.Series, fitted: Fit) -> FeatureUsed:
    return FeatureUsed(
        name=feature.name,
        label=feature.label,
        unit=feature.unit.label,
        min=float(values.min()),
        max=float(values.max()),
        missing=int(values.isna().sum()),
        **dict(fitted.preparations[feature.name]),
    )


def _kept(frame: pd.DataFrame, ids: np.ndarray, places: np.ndarray, seed: int) -> pd.DataFrame:
    """At most 20,000 customers, each segment in its share, with their place on the map."""
    axes = {f"axis_{at + 1}": places[:, at] for at in range(places.shape[1])}
    told = frame.assign(segment=ids, **axes)
    if len(told) <= KEPT_CUSTOMERS:
        return told
    sample = told.groupby("segment").sample(frac=KEPT_CUSTOMERS / len(told), random_state=seed)
    return sample.sort_index(ignore_index=True)


def _names(features: Sequence[Feature]) -> list[str]:
    return [feature.name for feature in features]
