"""What the card of a new model tells of its data, its fit and its segments."""

from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pandas as pd

from segmentation.card.data import Cell, Source
from segmentation.card.features import FeatureUsed
from segmentation.customers.features import fingerprint, rfm_scores
from segmentation.customers.from_source import CustomerData
from segmentation.customers.oddities import find_oddities
from segmentation.fitting.evidence.limits import equally_good, few_customers, going_together
from segmentation.fitting.evidence.repetition import repetition_notes
from segmentation.fitting.fit import Fit
from segmentation.fitting.novelty import fit_novelty
from segmentation.models.arithmetic import unclipped
from segmentation.models.previous import Previous
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.segments.profiles import statistic_of
from segmentation.sources import Opened
from segmentation.training.lineage import Identity, changes_since
from segmentation.training.segments import describe_segments, look_at_others


def data_on_card(data: CustomerData, opened: Opened) -> dict[str, object]:
    """What the card tells of the source and the customers in it."""
    return {
        "source": Source(
            name=opened.name,
            rows=data.rows,
            fingerprint=fingerprint(data.frame),
            understood=[*opened.understood, *data.understood],
        ),
        "orders": data.orders,
        "cleaning": data.cleaning,
        "rows_used": data.rows - sum(count.rows for count in data.cleaning),
        "customers": len(data.frame),
        "keyed": data.keyed,
        "today": data.today,
        "one_hot": data.one_hot,
        "quintiles": data.quintiles,
    }


def fit_on_card(
    fitted: Fit, data: CustomerData, recipe: Recipe, used: Sequence[Feature], settings: Settings
) -> dict[str, object]:
    """What the card tells of the features and of how the segments were found."""
    values = data.frame[names_of(used)]
    return {
        "features": [_feature_used(feature, values[feature.name], fitted) for feature in used],
        "seed": settings.seed,
        "settings": asdict(settings),
        "metrics": fitted.metrics,
        "choice": fitted.choice.model_copy(
            update={"looks": look_at_others(data.frame, fitted, recipe, used)}
        ),
        "asked_by": _asked_by(settings, recipe),
        "structure": fitted.structure,
        "novelty": fit_novelty(unclipped(fitted.pipeline, values), fitted.labels),
        "oddities": [*data.odd_dates, *find_oddities(data.frame, used)],
        "notes": [
            *recipe.notes,
            *_repetition(data, fitted, recipe, used),
            *_limits(fitted, used, settings.seed),
        ],
    }


def segments_on_card(
    fitted: Fit,
    data: CustomerData,
    recipe: Recipe,
    used: Sequence[Feature],
    identity: Identity,
    previous: Previous,
    stability: Sequence[float] | None,
) -> dict[str, object]:
    """What the card tells of the segments, and of what became of those before them.

    Args:
        stability: each segment's, None where it was not measured.
    """
    everybody, segments = describe_segments(data.frame, fitted, recipe, used, identity, stability)
    return {
        "k": len(segments),
        "everybody": everybody,
        "segments": segments,
        "used_ids": identity.used_ids,
        "changes": changes_since(previous, identity, segments, fitted),
        "rfm_cells": _rfm_cells(data, identity.of(fitted.labels), recipe),
    }


def cells(scores: dict[str, np.ndarray], segments: np.ndarray) -> list[Cell]:
    """Count the customers of each segment by their three scores.

    Args:
        segments: each customer's segment, by its id.
    """
    counts = pd.DataFrame({"segment": segments, **scores}).value_counts(sort=False).sort_index()
    return [
        Cell(**dict(zip(counts.index.names, map(int, key))), customers=int(count))
        for key, count in counts.items()
    ]


def names_of(features: Sequence[Feature]) -> list[str]:
    """The features' names, in their order."""
    return [feature.name for feature in features]


def _asked_by(settings: Settings, recipe: Recipe) -> str | None:
    if settings.segments is None:
        return None
    return "the recipe" if settings.segments == recipe.settings.segments else "the command"


def _repetition(
    data: CustomerData, fitted: Fit, recipe: Recipe, used: Sequence[Feature]
) -> list[str]:
    """Notes on the categories that are features beside numbers."""
    categories = [recipe.category(name) for name in data.one_hot]
    measured = [at for at, feature in enumerate(used) if not feature.indicates]
    return repetition_notes(data.frame, fitted.labels, fitted.scaled[:, measured], categories)


def _limits(fitted: Fit, used: Sequence[Feature], seed: int) -> list[str]:
    """Notes on how far the segments can be trusted; only beside the evidence."""
    if fitted.structure is None:
        return []
    # That a score says again what it is reckoned from is the recipe's to say.
    names = names_of(used)
    apart = [at for at, feature in enumerate(used) if feature.quintile_of not in names]
    return [
        *few_customers(len(fitted.scaled), len(used)),
        *going_together(fitted.scaled[:, apart], [used[at].in_a_sentence for at in apart]),
        *equally_good(fitted.scaled, fitted.centres, seed),
    ]


def _rfm_cells(data: CustomerData, ids: np.ndarray, recipe: Recipe) -> list[Cell]:
    if recipe.rfm is None:
        return []
    return cells(rfm_scores(data.frame, recipe, data.quintiles), ids)


def _feature_used(feature: Feature, values: pd.Series, fitted: Fit) -> FeatureUsed:
    return FeatureUsed(
        name=feature.name,
        label=feature.label,
        unit=feature.unit.label,
        min=float(values.min()),
        max=float(values.max()),
        missing=int(values.isna().sum()),
        statistic=statistic_of(feature, values, logged=fitted.preparations[feature.name].log),
        **dict(fitted.preparations[feature.name]),
    )
