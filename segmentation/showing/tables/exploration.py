"""The customers' values as tables: how they spread, what goes together, what is missing."""

from itertools import combinations, pairwise
from math import nan

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.exploration import FeatureExplored, Histogram
from segmentation.card.features import FeatureUsed
from segmentation.segments.spread import box, histogram
from segmentation.words import MOST_DIGITS, Unit, exact, span, with_unit

EVERYBODY = "Everybody"
LOG_BINS, ROUNDED = 32, 3
# Below this the logarithm of 1 + x hardly bends.
BENDS_FROM = 10
HISTOGRAM_HEADS = {
    "group": "Group",
    "what": "Values",
    "customers": "Customers",
    "share": "Share",
}
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


def is_on_a_log_axis(feature: FeatureUsed) -> bool:
    """Whether a feature's values are drawn on one: those that were logged, and reach far."""
    return feature.log and feature.max >= BENDS_FROM


def shown_histogram(card: Card, customers: pd.DataFrame, used: FeatureUsed) -> Histogram:
    """A feature's histogram: the card's, or for a log axis one in bins that are even there.

    Args:
        customers: those that the card is of.
    """
    if not is_on_a_log_axis(used):
        return explored(card, used.name).histogram
    places = {segment.id: at for at, segment in enumerate(card.segments)}
    known = customers[customers[used.name].notna()]
    whole = explored(card, used.name).histogram.whole
    return histogram(
        known[used.name].to_numpy(dtype=float),
        known.segment.map(places).to_numpy(),
        len(places),
        _growing_edges(used.min, used.max, whole),
        whole,
    )


def _growing_edges(low: float, high: float, whole: bool) -> np.ndarray:
    edges = np.expm1(np.linspace(np.log1p(low), np.log1p(high), LOG_BINS + 1))
    if whole:
        # Halfway between whole numbers, so that each bin holds one of them at least.
        return np.append(np.unique(np.rint(edges[:-1])), np.rint(high) + 1) - 0.5
    # What a power adds or loses must not put the ends outside.
    edges[0], edges[-1] = low, high
    return edges


def histogram_table(card: Card, found: Histogram, unit: Unit) -> pd.DataFrame:
    """A feature's histogram, everybody first, then each segment.

    Args:
        found: as `shown_histogram` returns it.

    Columns: group (a name), segment (its id, -1 for everybody), start and end of the
    bin, customers, share of the group's customers in it, what (the bin in words) and
    beyond: whether it is one that holds all who lie beyond the others.
    """
    everybody = [sum(column) for column in zip(*_rows(found))]
    groups = [(EVERYBODY, -1, everybody)]
    groups += [(s.name, s.id, row) for s, row in zip(card.segments, _rows(found))]
    # The edges of even bins are round; those of others are not, unless values are whole.
    is_round = found.whole or np.allclose(np.diff(found.edges, 2), 0)
    bins = _bins(found, unit, MOST_DIGITS if is_round else ROUNDED)
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
    prepared = explored(card, feature).prepared
    [counts] = _rows(prepared)
    table = pd.DataFrame(_bins(prepared, Unit(label="", phrase="{}"), digits=3))
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


def correlations(card: Card, method: str) -> pd.DataFrame:
    """Every pair of features once, the strongest first: one, other (their names) and value.

    `method` is "pearson" or "spearman". Pairs of which it is undefined come last, with NaN.
    """
    names, matrix = card.feature_names, getattr(card.exploration, method)
    rows = [
        {"one": names[one], "other": names[other], "value": matrix[one][other]}
        for one, other in combinations(range(len(names)), 2)
    ]
    table = pd.DataFrame(rows, columns=["one", "other", "value"]).astype({"value": float})
    return table.sort_values(
        "value", key=lambda value: -value.abs(), kind="stable", ignore_index=True
    )


def correlation_triangle(card: Card, method: str) -> list[tuple[str, list[float | None]]]:
    """Each feature with each one before it, NaN where that is undefined.

    A label with its number ("2 Annual income") and a value for each feature but the last; None
    for the half that would only repeat the other.
    """
    labels, matrix = numbered_labels(card), getattr(card.exploration, method)
    width = len(labels) - 1
    return [
        (
            labels[at],
            [
                (nan if matrix[at][other] is None else matrix[at][other]) if other < at else None
                for other in range(width)
            ],
        )
        for at in range(len(labels))
    ]


def numbered_labels(card: Card) -> list[str]:
    """The features' labels, numbered from 1."""
    return [f"{at} {feature.label}" for at, feature in enumerate(card.features, start=1)]


def correlations_for_download(table: pd.DataFrame, card: Card) -> pd.DataFrame:
    """`correlations` under headers that people read."""
    labels = {feature.name: feature.label for feature in card.features}
    return pd.DataFrame(
        {
            "Feature": table.one.map(labels),
            "And": table.other.map(labels),
            "Correlation": table.value,
        }
    )


def gaps_table(card: Card) -> pd.DataFrame:
    """For each feature: missing values, the lowest and highest, the outliers at either end."""
    rows = [
        {
            "Feature": with_unit(feature.label, feature.unit),
            "Missing": sum(found.missing),
            "Lowest": found.everybody.min,
            "Highest": found.everybody.max,
            "Unusually low": found.everybody.outliers_low,
            "Not unusual from": found.everybody.whisker_low,
            "Not unusual to": found.everybody.whisker_high,
            "Unusually high": found.everybody.outliers_high,
        }
        for feature, found in zip(card.features, card.exploration.features)
    ]
    return pd.DataFrame(rows)


def _rows(found: Histogram) -> list[list[int]]:
    """Groups x (below, the bins, above)."""
    return [
        [below, *counts, above]
        for below, counts, above in zip(found.below, found.counts, found.above)
    ]


def _bins(found: Histogram, unit: Unit, digits: int = MOST_DIGITS) -> list[dict]:
    edges = found.edges
    width = edges[1] - edges[0]
    # Whole numbers lie between the edges: from 19.5 to 24.5 is "20 to 24".
    inward = 0.5 if found.whole else 0.0
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
