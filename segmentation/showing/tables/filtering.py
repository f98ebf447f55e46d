"""Some of the customers only: by segment, by categories, and by ranges of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.recipes.recipe import Recipe
from segmentation.words import exact, together

MOST_CHOICES = 60
STEPS = 100
# Of each power of ten, where values reach over several.
OF_A_DECADE = (1, 1.5, 2, 3, 5, 7)


@dataclass(frozen=True)
class Filters:
    """What customers are to be like.

    `among` has the values wanted of a column, `within` the lowest and the highest of a feature;
    what is in neither may be anything.
    """

    among: Mapping[str, Sequence[object]]
    within: Mapping[str, tuple[float, float]]

    def __bool__(self) -> bool:
        return any(self.among.values()) or bool(self.within)


def left_by(filters: Filters, customers: pd.DataFrame) -> pd.DataFrame:
    """The customers who are so; of whom a value is not known is in no range."""
    kept = customers
    for column, values in filters.among.items():
        if values:
            kept = kept[kept[column].isin(values)]
    for column, (low, high) in filters.within.items():
        kept = kept[kept[column].between(low, high)]
    return kept


def filters_in_words(filters: Filters, card: Card, recipe: Recipe) -> str:
    """What the customers are who are shown: "age 20 to 40 years; gender: Female"."""
    names = {segment.id: segment.name for segment in card.segments}
    told = []
    for column, values in filters.among.items():
        said = [str(names.get(value, value) if column == "segment" else value) for value in values]
        if said:
            label = column if column == "segment" else recipe.category(column).in_a_sentence
            told.append(f"{label}: {together(said)}")
    for name, (low, high) in filters.within.items():
        feature = recipe.feature(name)
        told.append(
            f"{feature.in_a_sentence} from {exact(low, feature.unit)} to "
            f"{exact(high, feature.unit)}"
        )
    return "; ".join(told)


def wanted_categories(card: Card, recipe: Recipe) -> dict[str, list[str]]:
    """The categories to choose by and their values: those with two or more, and not too many."""
    values = {c.name: list(card.everybody.categories[c.name]) for c in recipe.categories}
    return {name: those for name, those in values.items() if 1 < len(those) <= MOST_CHOICES}


def ranged_features(card: Card, recipe: Recipe) -> list[FeatureUsed]:
    """The features to choose a range of: neither yes or no, nor scores of a feature that is there.

    Only those that differ between customers.
    """
    own = {used.name: recipe.feature(used.name) for used in card.features}
    return [
        used
        for used in card.features
        if used.min < used.max
        and not own[used.name].unit.yes_no
        and own[used.name].quintile_of not in own
    ]


def steps_of(used: FeatureUsed, *, whole: bool) -> list[float]:
    """Round values from the lowest to the highest that was seen, to step through a feature.

    In even steps; where it was logged, in steps that grow with the values.
    """
    inner = _growing(used.max) if used.log else _even(used.min, used.max)
    if whole:
        inner = [value for value in inner if value == round(value)]
    return [used.min, *(value for value in inner if used.min < value < used.max), used.max]


def _even(low: float, high: float) -> list[float]:
    width = (high - low) / STEPS
    power = floor(log10(width))
    width = next(float(f"{step}e{power}") for step in (1, 2, 5, 10) if step * 10.0**power >= width)
    # A power of ten below one is not exact: 3 / 10 is 0.3, 3 * 0.1 is not.
    return [float(f"{value:.12g}") for value in np.arange(ceil(low / width), high / width) * width]


def _growing(high: float) -> list[float]:
    powers = range(min(0, floor(log10(high))), ceil(log10(high)) + 1)
    return [float(f"{digit}e{power}") for power in powers for digit in OF_A_DECADE]
