"""How segments differ from everybody and from each other, as the tables that pages draw."""

from collections.abc import Sequence
from math import asin, floor, isnan, log10, sqrt

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.card.segments import Profile, Segment
from segmentation.recipes.recipe import Recipe
from segmentation.segments.claims import STANDARD_ERRORS_OF_A_SHARE
from segmentation.words import (
    NOT_KNOWN,
    STATISTIC,
    Unit,
    free_name,
    number,
    percent,
    quantity,
    with_unit,
)

EVERYBODY = "Everybody"
MOST_DIFFERENCES = 6
# What Cohen calls a small difference of two shares: Statistical Power Analysis, 1988.
SMALL = 0.2
FIGURES = ("Mean", "Median", "Middle half")
# From where on a number is written in how many, and with which letter.
LARGE = ((1e9, 1e9, "bn"), (1e6, 1e6, "m"), (1e4, 1e3, "k"))


def without_repeats(card: Card, recipe: Recipe) -> list[FeatureUsed]:
    """The card's features; no score of a feature that is there, which would say it again."""
    return [
        used
        for used in card.features
        if recipe.feature(used.name).quintile_of not in card.feature_names
    ]


def differences(
    card: Card, segment: Segment, recipe: Recipe, against: Segment | None = None
) -> pd.DataFrame:
    """On which features a segment differs from everybody, or another segment, the most first.

    Only features on which figures and centres point the same way. Columns: feature, label,
    statistic (as `standing` has it), unit, own and other (the two centres: standard deviations
    from the average customer), figure and other_figure, value and reference (these as text).
    """
    rows = []
    for used in without_repeats(card, recipe):
        feature = recipe.feature(used.name)
        figure = segment.statistic(used.name, used.statistic)
        other_figure = (against or card.everybody).statistic(used.name, used.statistic)
        own = segment.centre[used.name]
        other = against.centre[used.name] if against else 0.0
        if (figure - other_figure) * (own - other) > 0:
            rows.append(
                {
                    "feature": used.name,
                    "label": feature.label,
                    "statistic": "" if feature.unit.yes_no else STATISTIC[used.statistic],
                    "unit": feature.unit.label,
                    "own": own,
                    "other": other,
                    "figure": figure,
                    "other_figure": other_figure,
                    "value": quantity(figure, feature.unit),
                    "reference": quantity(other_figure, feature.unit),
                }
            )
    rows.sort(key=lambda row: -abs(row["own"] - row["other"]))
    columns = "feature label statistic unit own other figure other_figure value reference"
    return pd.DataFrame(rows, columns=columns.split())


def kinds(
    card: Card, segment: Segment, recipe: Recipe, against: Segment | None = None
) -> pd.DataFrame:
    """How common each value of each category is, in a segment and in everybody or another one.

    The largest difference first. Columns: category (its label), label (the value), own and other
    (the shares), value and reference (these as text) and differs: whether the two are further
    apart than chance and habit have it, by Cohen's h.
    """
    other = against or card.everybody
    rows = [
        {
            "category": category.label,
            "label": str(value),
            "own": own,
            "other": share,
            "value": percent(own),
            "reference": percent(share),
            "effect": 2 * (asin(sqrt(min(own, 1))) - asin(sqrt(min(share, 1)))),
            "threshold": _threshold(category.name, segment, other),
        }
        for category in recipe.categories
        for value, own, share in _shares(category.name, card, segment, other)
    ]
    table = pd.DataFrame(
        rows,
        columns=["category", "label", "own", "other", "value", "reference", "effect", "threshold"],
    )
    table = table.sort_values(
        "effect", key=lambda effect: -effect.abs(), kind="stable", ignore_index=True
    )
    table["differs"] = table.effect.abs() >= table.threshold
    return table.drop(columns=["effect", "threshold"])


def _shares(
    category: str, card: Card, segment: Profile, other: Profile
) -> list[tuple[str, float, float]]:
    own, others = segment.categories[category], other.categories[category]
    values = card.everybody.categories[category]
    return [(value, own.get(value, 0.0), others.get(value, 0.0)) for value in values]


def _threshold(category: str, *groups: Profile) -> float:
    known = min(group.known.get(category, group.size) for group in groups)
    return max(SMALL, STANDARD_ERRORS_OF_A_SHARE / sqrt(max(known, 1)))


def differences_for_download(
    table: pd.DataFrame, segment: Segment, other: Segment | None
) -> pd.DataFrame:
    """`differences` under headers that people read, the numbers unrounded."""
    first, second = heads_of(segment, other)
    return pd.DataFrame(
        {
            "Feature": table.label,
            "Unit": table.unit,
            "Statistic": table.statistic,
            first: table.figure,
            second: table.other_figure,
            "Difference (standard deviations)": table.own - table.other,
        }
    )


def kinds_for_download(
    table: pd.DataFrame, segment: Segment, other: Segment | None
) -> pd.DataFrame:
    """`kinds` under headers that people read, category by category."""
    first, second = heads_of(segment, other)
    table = table.sort_values("category", kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "Category": table.category,
            "Value": table.label,
            first: table.own,
            second: table.other,
            "Differs": table.differs.map({True: "yes", False: "no"}),
        }
    )


def heads_of(segment: Segment, other: Segment | None) -> list[str]:
    """The heads of the columns of two groups."""
    return [segment.name, other.name if other else EVERYBODY]


def all_compared(card: Card, recipe: Recipe) -> pd.DataFrame:
    """Everybody (segment -1) and each segment on each feature, without what would repeat another.

    Columns: feature, label (with its unit), segment, effect (standard deviations from the average
    customer), value (short and without a unit, as in "51.4k") and told (with its unit).
    """
    groups = [(-1, card.everybody), *((segment.id, segment) for segment in card.segments)]
    rows = []
    for used in without_repeats(card, recipe):
        feature = recipe.feature(used.name)
        for key, profile in groups:
            value = profile.statistic(used.name, used.statistic)
            rows.append(
                {
                    "feature": used.name,
                    "label": with_unit(feature.label, feature.unit.label),
                    "segment": key,
                    "effect": 0.0 if key == -1 else profile.centre[used.name],
                    "value": _short(value, feature.unit),
                    "told": quantity(value, feature.unit),
                }
            )
    return pd.DataFrame(rows)


def _short(value: float, unit: Unit) -> str:
    if isnan(value):
        return "–"
    if unit.yes_no:
        return percent(value)
    if unit.is_year:
        return f"{value:.0f}"
    for least, size, letter in LARGE:
        if abs(value) >= least:
            return f"{number(value / size)}{letter}"
    return number(value)


def figure_table(card: Card, recipe: Recipe, figure: str) -> pd.DataFrame:
    """One of `FIGURES` of every feature, for everybody and each segment, as text.

    A row a feature under `Feature`, its unit in brackets, after one with how many customers there
    are; a column a group. The numbers of a row have the same decimals.
    """
    groups = _named_groups(card)
    rows = [{"Feature": "Customers", **{name: f"{p.size:,}" for name, p in groups}}]
    for used in card.features:
        feature = recipe.feature(used.name)
        figures = [_figure(profile, used.name, figure) for _, profile in groups]
        written = _same_decimals(figures, feature.unit)
        label = with_unit(feature.label, "%" if feature.unit.yes_no else feature.unit.label)
        rows.append({"Feature": label, **dict(zip((name for name, _ in groups), written))})
    return pd.DataFrame(rows)


def _named_groups(card: Card) -> list[tuple[str, Profile]]:
    groups: list[tuple[str, Profile]] = [(EVERYBODY, card.everybody)]
    for segment in card.segments:
        taken = [name for name, _ in groups]
        groups.append((free_name(segment.name, [*taken, "Feature"]), segment))
    return groups


def _figure(profile: Profile, feature: str, figure: str) -> tuple[float, ...]:
    if figure == "Middle half":
        return profile.middle_half[feature]
    return ((profile.mean if figure == "Mean" else profile.median)[feature],)


def _same_decimals(figures: Sequence[tuple[float, ...]], unit: Unit) -> list[str]:
    scale = 100 if unit.yes_no else 1
    known = [abs(value) * scale for values in figures for value in values if value == value]
    largest = max(known, default=0)
    decimals = 0 if unit.is_year or largest == 0 else min(max(0, 2 - floor(log10(largest))), 6)
    if all(value == round(value) for value in known):
        decimals = 0
    separator = "" if unit.is_year else ","
    return [
        " to ".join(f"{value * scale:{separator}.{decimals}f}" for value in values)
        if all(value == value for value in values)
        else NOT_KNOWN
        for values in figures
    ]
