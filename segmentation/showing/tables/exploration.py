"""The customers' values as tables: how they spread, what goes together, what is missing."""

from itertools import pairwise

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.exploration import Box, FeatureExplored, Histogram
from segmentation.card.features import FeatureUsed
from segmentation.recipes.recipe import Recipe
from segmentation.segments.spread import box
from segmentation.words import Unit, exact, span, with_unit

EVERYBODY = "Everybody"
BOX_HEADS = {
    "group": "Group",
    "min": "Lowest",
    "whisker_low": "Not unusual from",
    "q1": "Middle half from",
    "median": "Median",
    "q3": "Middle half to",
    "whisker_high": "Not unusual to",
    "max": "Highest",
    "outliers_low": "Unusually low",
    "outliers_high": "Unusually high",
}


def explored(card: Card, feature: str) -> FeatureExplored:
    """What was found out about a feature; KeyError where it is not one of the model's."""
    return {found.name: found for found in card.exploration.features}[feature]


def histogram_table(card: Card, feature: str, recipe: Recipe) -> pd.DataFrame:
    """A feature's histogram, everybody first, then each segment.

    Columns: group (a name), segment (its id, -1 for everybody), start and end of the
    bin, customers, share of the group's customers in it, what (the bin in words) and
    beyond: whether it is one that holds all who lie beyond the others.
    """
    histogram, unit = explored(card, feature).histogram, recipe.feature(feature).unit
    everybody = [sum(column) for column in zip(*_rows(histogram))]
    groups = [(EVERYBODY, -1, everybody)]
    groups += [(s.name, s.id, row) for s, row in zip(card.segments, _rows(histogram))]
    bins = _bins(histogram, unit)
    rows = [
        {
            "group": name,
            "segment": segment,
            **place,
            "customers": count,
            "share": count / max(sum(counts), 1),
        }
        for name, segment, counts in groups
        for place, count in zip(bins, counts)
    ]
    table = pd.DataFrame(rows)
    # Nobody beyond an end: no bin for them, so that the picture ends where the values do.
    empty = table.beyond & (table.groupby("what").customers.transform("sum") == 0)
    return table[~empty].reset_index(drop=True)


def prepared_table(card: Card, feature: str) -> pd.DataFrame:
    """The prepared values of everybody: start, end, customers, what, beyond, as above."""
    histogram = explored(card, feature).prepared
    [counts] = _rows(histogram)
    table = pd.DataFrame(_bins(histogram, Unit(label="", phrase="{}"), digits=3))
    table["customers"] = counts
    return table[~table.beyond | (table.customers > 0)].reset_index(drop=True)


def box_table(card: Card, feature: str) -> pd.DataFrame:
    """Box statistics of a feature, everybody first.

    Columns: group, segment (-1: everybody) and the nine figures of `exploration.Box`.
    A segment without a value is left out.
    """
    found = explored(card, feature)
    groups = [(EVERYBODY, -1, found.everybody)]
    groups += [(s.name, s.id, own) for s, own in zip(card.segments, found.segments)]
    return pd.DataFrame(
        [
            {"group": name, "segment": segment, **found.model_dump()}
            for name, segment, found in groups
            if found
        ]
    )


def boxes_of(card: Card, customers: pd.DataFrame, feature: str) -> pd.DataFrame:
    """`box_table`, also of a model without exploration: then from these customers of it."""
    if card.exploration:
        return box_table(card, feature)
    values = customers[feature].dropna()
    whose = customers.segment[values.index]
    groups = [(EVERYBODY, -1, values)]
    groups += [(segment.name, segment.id, values[whose == segment.id]) for segment in card.segments]
    return pd.DataFrame(
        [
            {"group": name, "segment": key, **box(those.to_numpy(dtype=float)).model_dump()}
            for name, key, those in groups
            if len(those)
        ]
    )


def correlation_table(card: Card, method: str) -> pd.DataFrame:
    """Features x features by their labels; `method` is "pearson" or "spearman".

    NaN where a correlation is undefined.
    """
    labels = [feature.label for feature in card.features]
    matrix = getattr(card.exploration, method)
    return pd.DataFrame(matrix, index=labels, columns=labels, dtype=float)


def category_table(card: Card, category: str) -> pd.DataFrame:
    """How many customers of each segment have which value: value, segment, customers, share.

    `share` is of all the customers with that value. The rare values come last, together.
    """
    found = {found.name: found for found in card.exploration.categories}[category]
    columns = list(zip(found.values, zip(*found.counts)))
    if found.other_values:
        columns.append((f"{found.other_values:,} others", found.others))
    if any(found.missing):
        columns.append(("Not known", found.missing))
    rows = [
        {"value": value, "segment": s.id, "customers": count, "share": count / max(sum(counts), 1)}
        for value, counts in columns
        for s, count in zip(card.segments, counts)
    ]
    return pd.DataFrame(rows)


def gaps_table(card: Card) -> pd.DataFrame:
    """For each feature: missing values, the lowest and highest, the outliers at either end."""
    rows = [
        {
            "Feature": with_unit(feature.label, feature.unit),
            "Missing": feature.missing,
            "Lowest": box.min,
            "Highest": box.max,
            "Unusually low": box.outliers_low,
            "Not unusual from": box.whisker_low,
            "Not unusual to": box.whisker_high,
            "Unusually high": box.outliers_high,
        }
        for feature, box in _boxes(card)
    ]
    return pd.DataFrame(rows)


def explored_categories(card: Card) -> list[str]:
    """The categories of which some customer has a value."""
    return [found.name for found in card.exploration.categories if found.values]


def _boxes(card: Card) -> list[tuple[FeatureUsed, Box]]:
    everybody = {f.name: f.everybody for f in card.exploration.features}
    return [(feature, everybody[feature.name]) for feature in card.features]


def _rows(histogram: Histogram) -> list[list[int]]:
    """Groups x (below, the bins, above)."""
    return [
        [below, *counts, above]
        for below, counts, above in zip(histogram.below, histogram.counts, histogram.above)
    ]


def _bins(histogram: Histogram, unit: Unit, digits: int = 12) -> list[dict]:
    edges = histogram.edges
    width = edges[1] - edges[0]
    # Whole numbers lie between the edges: from 19.5 to 24.5 is "20 to 24".
    inward = 0.5 if histogram.whole else 0.0
    first, last = (exact(edges[0] + inward, unit), exact(edges[-1] - inward, unit))
    inner = [
        {
            "start": start,
            "end": end,
            "what": span(start + inward, end - inward, unit, digits),
            "beyond": False,
        }
        for start, end in pairwise(edges)
    ]
    # Set apart from the others by half of a bin's width.
    below = {"start": edges[0] - 2 * width, "end": edges[0] - width / 2, "what": f"below {first}"}
    above = {"start": edges[-1] + width / 2, "end": edges[-1] + 2 * width, "what": f"above {last}"}
    return [{**below, "beyond": True}, *inner, {**above, "beyond": True}]
