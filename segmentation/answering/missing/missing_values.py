"""A customer of whom not everything is known: which segments they may belong to.

With one value missing, all that it could be is gone through exactly. With several, a
segment is possible where the region nearest to its centre, cut by one plane for each other
segment, meets the box of what the missing values could be: a linear program, exact as long as
no other feature follows from what is missing. Otherwise values are drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from segmentation.answering.what_if.ranges import (
    Possible,
    Stretch,
    followed,
    own_rows,
    possible_values,
    stretches,
    typed_values,
)
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model

DRAWS = 20_000
# How far outside a plane the solver of linear programs may lie.
TOLERANCE = 1e-7


@dataclass(frozen=True)
class Undecided:
    """The segments a customer may belong to, as long as some values are missing.

    `fields` has for each missing value the stretches with which a segment is possible. Where
    it is the only one they part its range; where there are several they overlap, since
    the others decide as well. `exact` is false where values were drawn: a segment that only
    few combinations lead to may then be missing.
    """

    segments: tuple[int, ...]
    fields: dict[str, list[Stretch]]
    exact: bool


def with_empty_fields(
    model: Model, arithmetic: Arithmetic, values: Mapping[str, float | None]
) -> Undecided:
    """The segments that are possible over all values that the missing ones could have.

    These are the values seen in training. With several missing, whole numbers count as any
    numbers between; only the ends of the stretches are rounded, inwards.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        values: the customer's own, at least those typed in that are known; None or NaN for
            the others.
    """
    typed = typed_values(model, values)
    empty = [name for name, value in typed.items() if np.isnan(value)]
    if not empty:
        own = arithmetic.nearest(arithmetic.scaled(own_rows(model, typed)))
        return Undecided(segments=(int(own),), fields={}, exact=True)
    exact = True
    if len(empty) == 1:
        fields = stretches(model, arithmetic, typed, empty)
    elif followed(model).isdisjoint(empty):
        fields = _by_linear_programs(model, arithmetic, typed, empty)
    else:
        fields, exact = _by_draws(model, arithmetic, typed, empty), False
    possible = {part.segment for parts in fields.values() for part in parts}
    return Undecided(segments=tuple(sorted(possible)), fields=fields, exact=exact)


def _by_linear_programs(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float], empty: Sequence[str]
) -> dict[str, list[Stretch]]:
    grids = [possible_values(model, model.recipe.feature(name)) for name in empty]
    columns = [arithmetic.features.index(name) for name in empty]
    known = arithmetic.scaled(own_rows(model, typed))
    known[columns] = 0
    box = [
        arithmetic.reachable(column, grid.value(grid.first), grid.value(grid.last))
        for column, grid in zip(columns, grids)
    ]
    fields = {name: [] for name in empty}
    for segment in range(len(arithmetic.centres)):
        planes = _planes(arithmetic, known, columns, segment)
        for at, (name, column, grid) in enumerate(zip(empty, columns, grids)):
            ends = _furthest(planes, box, at)
            if ends is not None:
                low, high = _values(arithmetic, column, grid, ends, box[at])
                if low <= high:
                    fields[name].append(Stretch(segment, low, high))
    return fields


def _planes(
    arithmetic: Arithmetic, known: np.ndarray, columns: Sequence[int], segment: int
) -> tuple[np.ndarray, np.ndarray]:
    """What keeps `segment` at least as near as each other one: A and b of A z <= b."""
    others = np.delete(arithmetic.centres, segment, axis=0)
    own = arithmetic.centres[segment]
    away = 2 * (others - own)
    bound = (others**2).sum(-1) - (own**2).sum() - away @ known
    return away[:, columns], bound


def _furthest(
    planes: tuple[np.ndarray, np.ndarray], box: Sequence[tuple[float, float]], at: int
) -> tuple[float, float] | None:
    """The lowest and highest that variable `at` can be; None where the planes miss the box."""
    aim = np.zeros(len(box))
    aim[at] = 1
    lowest = linprog(aim, *planes, bounds=box)
    if not lowest.success:
        return None
    return lowest.x[at], linprog(-aim, *planes, bounds=box).x[at]


def _values(
    arithmetic: Arithmetic,
    column: int,
    grid: Possible,
    ends: tuple[float, float],
    box: tuple[float, float],
) -> tuple[float, float]:
    """The first and last possible value between two scaled ones."""
    low, high = ends[0] - TOLERANCE, ends[1] + TOLERANCE
    first = ceil(arithmetic.own_value(column, low) * grid.per) if low > box[0] else grid.first
    last = floor(arithmetic.own_value(column, high) * grid.per) if high < box[1] else grid.last
    return grid.value(first), grid.value(last)


def _by_draws(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float], empty: Sequence[str]
) -> dict[str, list[Stretch]]:
    random = np.random.default_rng(model.card.seed)
    drawn = {name: _draw(model, arithmetic, name, random) for name in empty}
    segments = arithmetic.nearest(arithmetic.scaled(own_rows(model, {**typed, **drawn})))
    return {
        name: [
            Stretch(int(b), float(values[segments == b].min()), float(values[segments == b].max()))
            for b in np.unique(segments)
        ]
        for name, values in drawn.items()
    }


def _draw(
    model: Model, arithmetic: Arithmetic, name: str, random: np.random.Generator
) -> np.ndarray:
    """Possible values, evenly over the scaled range, and both ends in one of twenty draws."""
    grid = possible_values(model, model.recipe.feature(name))
    ends = grid.value(grid.first), grid.value(grid.last)
    part = np.clip(random.uniform(-0.025, 1.025, DRAWS), 0, 1)
    if name not in arithmetic.features:
        values = ends[0] + part * (ends[1] - ends[0])
    else:
        column = arithmetic.features.index(name)
        low, high = arithmetic.reachable(column, *ends)
        values = arithmetic.own_value(column, low + part * (high - low))
    # Beyond the clipping nothing more is to be seen of a value, but others follow from it.
    ranks = np.select([part == 0, part == 1], [grid.first, grid.last], values * grid.per)
    return grid.value(np.clip(np.round(ranks), grid.first, grid.last))
