"""Customers by how recently, how often and how much they bought, in scores from 1 to 5."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import gcd
from typing import NamedTuple

import pandas as pd

from segmentation.card.card import Card
from segmentation.models.model import Model
from segmentation.recipes.rfm import BEST_ENDS, GROUP_OF_CODE, SCORES, score
from segmentation.words import percent, quantity

ALL_SCORES = range(1, 6)
BEST = 4


class _Cell(NamedTuple):
    """How many customers of a segment have these scores."""

    segment: int
    scores: tuple[int, ...]
    customers: int


def cells_of(customers: pd.DataFrame, model: Model) -> pd.DataFrame:
    """How many of some customers have which scores, as `segments.rfm_table` tells it of all."""
    counts = _scored(customers, model).value_counts(["segment", *SCORES], sort=False)
    return counts.sort_index().rename("customers").reset_index()


def recency_by_frequency(
    cells: pd.DataFrame, customers: pd.DataFrame, model: Model
) -> pd.DataFrame:
    """The 25 cells of recency and frequency.

    Args:
        cells: as `segments.rfm_table` or `cells_of` returns it.
        customers: those of whom the value a head is taken.

    Returns:
        recency, frequency, customers, value (what each has spent on average, NaN where nobody is),
        told (that as it is written), groups (the groups' names, the largest first).
    """
    scored = _scored(customers, model)
    spent = customers[model.recipe.rfm[2]].astype(float)
    value = spent.groupby([scored.recency, scored.frequency]).mean()
    unit = model.recipe.feature(model.recipe.rfm[2]).unit
    rows = []
    for recency in ALL_SCORES:
        for frequency in ALL_SCORES:
            own = cells[(cells.recency == recency) & (cells.frequency == frequency)]
            a_head = value.get((recency, frequency), float("nan"))
            rows.append(
                {
                    "recency": recency,
                    "frequency": frequency,
                    "customers": int(own.customers.sum()),
                    "value": a_head,
                    "told": "" if a_head != a_head else quantity(a_head, unit),
                    "groups": _groups(own),
                }
            )
    return pd.DataFrame(rows)


def grid_data(grid: pd.DataFrame) -> pd.DataFrame:
    """What `recency_by_frequency` returns, under headers that people read."""
    headers = {
        "recency": "Recency (5: most recent)",
        "frequency": "Frequency (5: most often)",
        "customers": "Customers",
        "value": "Spend per customer",
        "groups": "Groups",
    }
    return grid[list(headers)].rename(columns=headers)


def grid_in_words(grid: pd.DataFrame) -> str:
    """How to read the grid, and what its best corner and its largest cell hold."""
    all_ = grid.customers.sum()
    start = (
        "Each cell is the customers with these two scores, and below them what each has spent on "
        "average: the stronger the colour, the more. Scores are fifths of all customers; who "
        "bought as often has the same score, so a column can be empty."
    )
    best = grid[(grid.recency >= BEST) & (grid.frequency >= BEST)]
    count = best.customers.sum()
    if not count:
        return start
    bought = (grid.value * grid.customers).sum()
    part = (best.value * best.customers).sum() / bought if bought else 0.0
    return (
        f"{start} In the four cells at the top right are {percent(count / all_)} of the customers, "
        f"and {percent(part)} of what all of them have spent."
    )


def triangle(cells: pd.DataFrame, card: Card) -> pd.DataFrame:
    """The cells by where they lie in the triangle, one row a place.

    Returns:
        recency, frequency, monetary (the proportion of the three in the smallest whole numbers),
        scores (those that lie there), customers, segment (the id of the one that most are in),
        name, part (of the customers there), groups.
    """
    names = {segment.id: segment.name for segment in card.segments}
    found: dict[tuple[int, ...], list[_Cell]] = defaultdict(list)
    for cell in cells[["segment", *SCORES, "customers"]].itertuples(index=False, name=None):
        segment, *scores, customers = map(int, cell)
        divisor = gcd(*scores)
        place = tuple(score // divisor for score in scores)
        found[place].append(_Cell(segment, tuple(scores), customers))
    columns = [*SCORES, "scores", "customers", "segment", "name", "part", "groups"]
    rows = [_place(place, found[place], names) for place in sorted(found)]
    return pd.DataFrame(rows, columns=columns).astype({"customers": int})


def _place(place: tuple[int, ...], own: Sequence[_Cell], names: Mapping[int, str]) -> tuple:
    """A row of `triangle`."""
    by_segment, by_group = Counter(), Counter()
    for cell in own:
        recency, frequency, monetary = cell.scores
        by_segment[cell.segment] += cell.customers
        by_group[GROUP_OF_CODE[100 * recency + 10 * frequency + monetary]] += cell.customers
    [(most, count)] = by_segment.most_common(1)
    there = by_segment.total()
    scores = "; ".join(", ".join(map(str, each)) for each in sorted({cell.scores for cell in own}))
    return (*place, scores, there, most, names[most], count / there, _in_order(by_group))


def triangle_data(places: pd.DataFrame) -> pd.DataFrame:
    """What `triangle` returns, under headers that people read."""
    headers = {
        "scores": "Scores (recency, frequency, spend)",
        "customers": "Customers",
        "name": "Mostly",
        "part": "Share of these",
        "groups": "Groups",
    }
    return places[list(headers)].rename(columns=headers)


def _scored(customers: pd.DataFrame, model: Model) -> pd.DataFrame:
    """Each customer's segment and three scores."""
    scores = {
        what: score(customers[feature], model.card.quintiles[feature], best)
        for what, feature, best in zip(SCORES, model.recipe.rfm, BEST_ENDS)
    }
    return pd.DataFrame({"segment": customers.segment, **scores}, index=customers.index)


def _groups(cells: pd.DataFrame) -> str:
    """The groups of these cells with how many are in each, the largest first."""
    codes = 100 * cells.recency + 10 * cells.frequency + cells.monetary
    counts = Counter()
    for code, customers in zip(codes.tolist(), cells.customers.tolist()):
        counts[GROUP_OF_CODE[int(code)]] += int(customers)
    return _in_order(counts)


def _in_order(counts: Counter[str]) -> str:
    return ", ".join(f"{group} ({count:,})" for group, count in counts.most_common())
