"""Where customers stand on a map of two features, how large they are drawn, and finding one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.words import exact, number, together, with_unit

# Of a log axis, as long as they are not too many: 1, 3, 10, 30 …
STEPS = (1, 3)
MOST_TICKS = 7
# Values beyond this part of all are drawn as large as the value there.
LARGEST_DRAWN = 0.98


@dataclass(frozen=True)
class AxisShown:
    """What stands at an axis; without ticks Plotly chooses them."""

    title: str
    ticks: list[float] | None = None
    written: list[str] | None = None


def on_features(
    points: pd.DataFrame, card: Card, across: str, up: str
) -> tuple[pd.DataFrame, list[AxisShown]]:
    """The customers by two of the model's features, as `axis_1` and `axis_2`; and both axes.

    What the model logs is drawn so, too: else most customers would lie in a corner. Customers
    without one of the two values are left out.
    """
    known = points[points[[across, up]].notna().all(axis=1)]
    used = {feature.name: feature for feature in card.features}
    shown = [_axis(used[name], known[name]) for name in (across, up)]
    placed = {
        f"axis_{at}": np.log1p(known[name]) if used[name].log else known[name].astype(float)
        for at, name in enumerate((across, up), 1)
    }
    return known.assign(**placed), shown


def sizes(points: pd.DataFrame, feature: str) -> pd.Series:
    """From 0 to 1, such that areas are as a feature's values: for how large points are drawn."""
    values = points[feature].astype(float).clip(lower=0).fillna(0)
    most = values.quantile(LARGEST_DRAWN) or values.max()
    return np.sqrt((values / most).clip(upper=1)) if most else values


def spend_of(card: Card, recipe: Recipe) -> str | None:
    """The feature that is money which customers bring in, None where the model has none."""
    spent = (name for name in card.feature_names if recipe.feature(name).turnover)
    return next(spent, None)


def customer_in_words(found: pd.Series, card: Card, recipe: Recipe) -> str:
    """A customer, their segment and their values: "Customer 7: Savers. Age 30 years."."""
    names = {segment.id: segment.name for segment in card.segments}
    values = [
        f"{feature.in_a_sentence} {exact(round(float(found[name]), 3), feature.unit)}"
        for name in card.feature_names
        for feature in [recipe.feature(name)]
    ]
    said = ", ".join(values)
    return f"Customer {found.customer}: {names[found.segment]}. {said[0].upper()}{said[1:]}."


def places_data(points: pd.DataFrame, card: Card) -> pd.DataFrame:
    """What a map draws, under headers that people read."""
    names = {segment.id: segment.name for segment in card.segments}
    labels = {used.name: with_unit(used.label, used.unit) for used in card.features}
    table = points[["customer", *labels]].rename(columns={"customer": "Customer", **labels})
    places = {
        f"Direction {at}": points[f"axis_{at}"].round(4)
        for at in range(1, len(card.projection.axes) + 1)
    }
    return table.assign(Segment=points.segment.map(names), **places)


def features_in_words(model: Model, across: str, up: str, hidden: int) -> str:
    """How to read a map of two features; `hidden` customers have no value of one of them."""
    first, second = (model.recipe.feature(name) for name in (across, up))
    used = {feature.name: feature for feature in model.card.features}
    logged = [
        feature.in_a_sentence
        for feature in dict.fromkeys((first, second))
        if used[feature.name].log
    ]
    told = [f"Right: more {first.in_a_sentence}. Up: more {second.in_a_sentence}."]
    if logged:
        told.append(
            f"For {together(logged)} each further step is many times as much, since few customers "
            "have very much."
        )
    if hidden:
        told.append(f"{hidden:,} without one of the two values are not drawn.")
    return " ".join(told)


def _axis(used: FeatureUsed, values: pd.Series) -> AxisShown:
    title = with_unit(used.label, used.unit)
    if not used.log or values.empty:
        return AxisShown(title)
    ticks = _log_ticks(float(values.min()), float(values.max()))
    return AxisShown(title, np.log1p(ticks).tolist(), [number(tick) for tick in ticks])


def _log_ticks(low: float, high: float) -> list[float]:
    powers = range(int(np.floor(np.log10(max(low, 1)))), int(np.ceil(np.log10(max(high, 1)))) + 1)
    fine = [float(step * 10**power) for power in powers for step in STEPS]
    coarse = [float(10**power) for power in powers]
    for ticks in (fine, coarse):
        within = [tick for tick in ticks if low <= tick <= high]
        if len(within) <= MOST_TICKS:
            break
    return [*([0.0] if low <= 0 else []), *within]


def choices(card: Card, recipe: Recipe) -> Sequence[str]:
    """The features that a map can be laid by: those of which a model has numbers."""
    return [name for name in card.feature_names if not recipe.feature(name).unit.yes_no]
