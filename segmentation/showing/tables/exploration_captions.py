"""What the charts of the customers' values show, in words, from the same numbers."""

from itertools import combinations

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.recipes.recipe import Recipe
from segmentation.showing.tables.exploration import (
    box_table,
    category_table,
    correlation_table,
    explored,
    gaps_table,
)
from segmentation.words import exact, how_many, quantity, span

# From here on two features say much the same.
STRONG, WEAK = 0.8, 0.3
METHODS = {
    "pearson": "Pearson asks how close the customers lie to a straight line.",
    "spearman": "Spearman asks whether customers come in the same order on both, so that single "
    "extreme customers hardly matter.",
}


def histogram_words(card: Card, feature: str, recipe: Recipe) -> str:
    """How everybody spreads on a feature."""
    found, unit = explored(card, feature), recipe.feature(feature).unit
    box, histogram = found.everybody, found.histogram
    half = (
        f"Half of them and more have {quantity(box.median, unit)}."
        if box.q1 == box.q3
        else f"Half of them lie between {_between(box.q1, box.q3, unit)}, the middle one at "
        f"{quantity(box.median, unit)}."
    )
    told = [f"The taller the bar, the more customers. {half}"]
    inward = 0.5 if histogram.whole else 0.0
    for count, side, edge, end, extreme in (
        (sum(histogram.below), "below", histogram.edges[0] + inward, "lowest", box.min),
        (sum(histogram.above), "above", histogram.edges[-1] - inward, "highest", box.max),
    ):
        if count:
            told.append(
                f"The faint bar holds {how_many(count, 'customer')} {side} {exact(edge, unit)}; "
                f"the {end} is at {quantity(extreme, unit)}."
            )
    return " ".join(told)


def segment_histogram_words(card: Card, feature: str, recipe: Recipe) -> str:
    """Where the segments lie on a feature."""
    unit, boxes = recipe.feature(feature).unit, _segments(card, feature)
    low, high = boxes.loc[boxes["median"].idxmin()], boxes.loc[boxes["median"].idxmax()]
    reading = "Each row is a segment, in a height of its own; the grey outline is everybody. "
    histogram = explored(card, feature).histogram
    if any(histogram.below) or any(histogram.above):
        reading += "Faint bars hold all who lie beyond. "
    if low["median"] == high["median"]:
        return f"{reading}The middle customer is the same in all: {quantity(low['median'], unit)}."
    highest, lowest = (quantity(box["median"], unit) for box in (high, low))
    return (
        f"{reading}Highest: {high.group}, with the middle customer at {highest}. "
        f"Lowest: {low.group}, at {lowest}."
    )


def box_words(card: Card, feature: str) -> str:
    """Whether a feature tells segments apart."""
    boxes = _segments(card, feature)
    low, high = boxes.loc[boxes.q3.idxmin()], boxes.loc[boxes.q1.idxmax()]
    reading = (
        "A box holds the middle half of a segment's customers, the line in it is the middle one. "
        "The whiskers reach to the last value that is not unusual: 1.5 widths of the box away at "
        "most. The dotted line is everybody's middle. "
    )
    if high.q1 > low.q3:
        return f"{reading}The boxes of {high.group} and {low.group} do not overlap."
    return f"{reading}All boxes overlap: by this feature alone segments are hard to tell apart."


def preparation_words(feature: FeatureUsed) -> list[str]:
    """What was done to a feature and why, a sentence each; skews where they are known."""
    told = [feature.clip_reason, feature.log_reason]
    if feature.missing:
        told.append(f"{how_many(feature.missing, 'customer')} had no value and got the median.")
    told.append("Then scaled to mean 0 and standard deviation 1.")
    return told


def skew_words(feature: FeatureUsed) -> str:
    """The skew before and after preparation, and what a skew is."""
    skew = feature.skew
    figures = [("as it came", skew.values)]
    if feature.clip:
        figures.append(("clipped", skew.clipped))
    if feature.log:
        figures.append(("logged", skew.logged))
    known = ", ".join(f"{value:.2f} {when}" for when, value in figures if value is not None)
    return (
        f"Skew: {known or 'cannot be computed'}. It is 0 where both sides are alike, and above 0 "
        "where a long tail reaches to the right: few customers far above the rest."
    )


def correlation_words(card: Card, method: str) -> str:
    """How to read the correlations, and the strongest one."""
    table = correlation_table(card, method)
    pairs = [
        (abs(table.iloc[one, other]), table.iloc[one, other], one, other)
        for one, other in combinations(range(len(table)), 2)
        if np.isfinite(table.iloc[one, other])
    ]
    reading = (
        f"{METHODS[method]} 1 (blue): they rise together. -1 (brown): one rises where the other "
        "falls. 0 (no colour): no such relation. "
    )
    if not pairs:
        return f"{reading}No pair of features can be compared here."
    size, value, one, other = max(pairs)
    named = f"{table.index[one]} and {table.index[other]}, {value:.2f}"
    if size < WEAK:
        return f"{reading}Even the strongest is weak: {named}."
    if size < STRONG:
        return f"{reading}Strongest: {named}."
    return f"{reading}Strongest: {named}. They say much the same, and so weigh nearly double."


def category_words(card: Card, category: str) -> str:
    """How to read a category's bars, and which value most customers have."""
    totals = category_table(card, category).groupby("value", sort=False).customers.sum()
    return (
        "A bar is as long as there are customers with that value; its colours are their segments. "
        f"Most frequent: {totals.index[0]}, {totals.iloc[0]:,} of {card.customers:,} customers."
    )


def gaps_words(card: Card) -> str:
    """How many values are missing, and where unusual ones are."""
    incomplete = card.exploration.incomplete
    lack = "lacks" if incomplete == 1 else "lack"
    missing = (
        f"{how_many(incomplete, 'customer')} of {card.customers:,} {lack} at least one value."
        if incomplete
        else "No value is missing."
    )
    table = gaps_table(card)
    unusual = table["Unusually low"] + table["Unusually high"]
    if not unusual.any():
        return f"{missing} No value lies more than 1.5 widths of the middle half away from it."
    most = unusual.idxmax()
    return (
        f"{missing} Unusual is what lies more than 1.5 widths of the middle half away from it, "
        "which a long tail alone brings about; nobody is left out for it. "
        f"{_most(unusual)} in {table.Feature[most]}: {how_many(unusual[most], 'customer')}."
    )


def _segments(card: Card, feature: str):
    boxes = box_table(card, feature)
    return boxes[boxes.segment >= 0]


def _most(unusual: pd.Series) -> str:
    """How to begin with where most unusual values are."""
    if unusual.sum() == 1:
        return "The only one is"
    return "All are" if unusual.max() == unusual.sum() else "Most are"


def _between(low: float, high: float, unit) -> str:
    return span(low, high, unit, digits=3).replace(" to ", " and ", 1)
