"""A model's customers as the tables that charts draw and pages show."""

import pandas as pd

from segmentation.answering.similar import Similar
from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.card.projection import Axis
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.recipes.indicators import NO_UNIT
from segmentation.recipes.recipe import Recipe
from segmentation.words import (
    NOT_KNOWN,
    STATISTIC,
    Unit,
    exact,
    percent,
    quantity,
    span,
    together,
    with_unit,
)

MOST_POINTS = 10_000
UNBROKEN = "\u00a0"


def map_points(model: Model) -> pd.DataFrame:
    """At most 10,000 of the model's customers, the same ones every time."""
    return at_most(model.customers, model.card.seed)


def at_most(customers: pd.DataFrame, seed: int) -> pd.DataFrame:
    """At most 10,000 of these customers, the same ones for the same seed."""
    if len(customers) <= MOST_POINTS:
        return customers
    return customers.sample(MOST_POINTS, random_state=seed).sort_index()


def axis_words(axes: list[Axis]) -> str:
    """How to read a map with these axes, in words."""
    if len(axes) > 2:
        told = [f"From {axis.low} to {axis.high}." for axis in axes]
    else:
        told = [f"{way}: {axis.high}." for way, axis in zip(("Right", "Up"), axes)]
    part = sum(axis.variance for axis in axes)
    return (
        f"{' '.join(told)} The map shows {percent(part)} of all the differences between customers."
    )


def customer_table(customers: pd.DataFrame, card: Card) -> pd.DataFrame:
    """Customers with their segment's name and their values, under readable headers."""
    names = {segment.id: segment.name for segment in card.segments}
    labels = {f.name: with_unit(f.label, f.unit) for f in card.features}
    table = customers[["customer", *labels]].rename(columns={"customer": "Customer", **labels})
    table.insert(1, "Segment", customers.segment.map(names))
    return table


def segments_in_words(customers: pd.DataFrame, card: Card) -> str:
    """How many customers are of which segments, the most first: "31 Savers and 16 Spenders"."""
    names = {segment.id: segment.name for segment in card.segments}
    counts = customers.segment.value_counts()
    return together([f"{count:,} {names[segment]}" for segment, count in counts.items()])


def beside(
    card: Card, segment: Segment, values: dict[str, float], recipe: Recipe, similar: Similar
) -> pd.DataFrame:
    """One customer beside those most alike, the segment and everybody, as text.

    Of each group what the feature's statistic is, which stands beside its label; of those most
    alike also the middle half, in brackets.
    """
    rows = []
    for used in card.features:
        name, unit = used.name, recipe.feature(used.name).unit
        word = "" if unit.yes_no else STATISTIC[used.statistic]
        rows.append(
            {
                "Feature": with_unit(recipe.feature(name).label, word),
                "This customer": exact(round(values[name], 3), unit),
                f"The {similar.count} most alike": _most_alike(similar, used, unit),
                "The segment": quantity(segment.statistic(name, used.statistic), unit),
                "Everybody": quantity(card.everybody.statistic(name, used.statistic), unit),
            }
        )
    return pd.DataFrame(rows)


def _most_alike(similar: Similar, used: FeatureUsed, unit: Unit) -> str:
    quartiles, average = similar.typical[used.name], similar.average[used.name]
    if quartiles is None or average is None:
        return NOT_KNOWN
    if unit.yes_no:
        return quantity(average, unit)
    lower, median, upper = quartiles
    value = quantity(median if used.statistic == "median" else average, unit)
    # A unit that follows the number stands there already.
    beside = NO_UNIT if unit.phrase.startswith("{}") else unit
    half = f"({span(lower, upper, beside, digits=3)})"
    # In a narrow column nothing else may be torn apart.
    return " ".join(part.replace(" ", UNBROKEN) for part in (value, half))
