"""What the charts of the customers' values show, in words, from the same numbers."""

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.showing.tables.exploration import (
    box_table,
    correlations,
    explored,
    gaps_table,
    is_on_a_log_axis,
)
from segmentation.words import exact, how_many, quantity, span

MOST_PAIRS = 5
# From here on two features say much the same.
STRONG = 0.8
STRENGTHS = ((STRONG, "very strongly"), (0.5, "strongly"), (0.3, "moderately"), (0, "weakly"))
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


def segment_histogram_words(
    card: Card, used: FeatureUsed, table: pd.DataFrame, recipe: Recipe
) -> str:
    """How to read the histograms of `table`, and where the segments lie on the feature."""
    unit, boxes = recipe.feature(used.name).unit, box_table(card, used.name)
    boxes = boxes[boxes.segment >= 0]
    reading = (
        "Bars are shares of the row's own customers, the grey outline is everybody. "
        "Heights can be compared within a row only. "
    )
    if table.beyond.any():
        reading += "Faint bars hold all who lie beyond. "
    if is_on_a_log_axis(used):
        reading += "Each step of the axis is a multiple of the one before. "
    if boxes.empty:
        return f"{reading}It is known of nobody here."
    low, high = boxes.loc[boxes["median"].idxmin()], boxes.loc[boxes["median"].idxmax()]
    if low["median"] == high["median"]:
        return f"{reading}The middle customer is the same in all: {quantity(low['median'], unit)}."
    highest, lowest = (quantity(box["median"], unit) for box in (high, low))
    return (
        f"{reading}Highest: {high.group}, with the middle customer at {highest}. "
        f"Lowest: {low.group}, at {lowest}."
    )


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


def pairs_in_words(card: Card, method: str, recipe: Recipe) -> list[str]:
    """The strongest pairs of features, a sentence each; none where no two can be compared.

    Without scores beside what they are reckoned from.
    """
    pairs = [
        (recipe.feature(row.one), recipe.feature(row.other), row.value)
        for row in correlations(card, method).dropna().itertuples()
    ]
    told = [
        _pair(one, other, value)
        for one, other, value in pairs
        if one.name != other.quintile_of and other.name != one.quintile_of
    ]
    return told[:MOST_PAIRS]


def _pair(one: Feature, other: Feature, correlation: float) -> str:
    # Adding 0 makes a negative zero a plain one.
    value = round(correlation, 2) + 0.0
    so = next(word for least, word in STRENGTHS if abs(value) >= least)
    together = "rise together" if value >= 0 else "go opposite ways"
    return f"{one.label} and {other.in_a_sentence} {together}, {so} ({value:.2f})."


def doubled_words(card: Card, method: str) -> str:
    """What it means that features go together; empty where none do so very strongly."""
    values = correlations(card, method)["value"].abs()
    if values.empty or values.isna().all():
        return "No two features can be compared here."
    if values.max() < STRONG:
        return ""
    return f"From {STRONG} on, two features say much the same, and so weigh nearly double."


def correlation_words(method: str) -> str:
    """How to read the correlations."""
    return (
        f"{METHODS[method]} 1 (blue): they rise together. -1 (brown): one rises where the other "
        "falls. 0 (no colour): no such relation."
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


def taken_out_words(card: Card) -> str:
    """How many rows cleaning took out, which filters have nothing to do with."""
    rows = sum(count.rows for count in card.cleaning)
    if not rows:
        return f"Cleaning took out none of the {how_many(card.source.rows, 'row')}."
    return (
        f"Cleaning took out {how_many(rows, 'row')} of {card.source.rows:,} before customers were "
        "made of them, each for the first of these reasons that held."
    )


def _most(unusual: pd.Series) -> str:
    """How to begin with where most unusual values are."""
    if unusual.sum() == 1:
        return "The only one is"
    return "All are" if unusual.max() == unusual.sum() else "Most are"


def _between(low: float, high: float, unit) -> str:
    return span(low, high, unit, digits=3).replace(" to ", " and ", 1)
