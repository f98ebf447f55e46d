"""Which segments a customer would be placed in along all possible values of one feature.

A feature on which no other depends moves a customer on a straight line through the scaled
space. With t the way gone, segment b is at least as near as segment c while

    2t (c_j - b_j) <= |z - c|^2 - |z - b|^2,

so every other segment bounds t from one side, and each segment has one interval. It
is brought back to the customers' own values and rounded to the possible ones in it.

A feature that others follow from bends the line. Since each of those only rises or only
falls with it, the places between two values lie in the box between their places; where one
segment is nearest in the whole box nothing changes between them, and otherwise the
interval is cut in pieces, down to neighbouring values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from segmentation.customers.bounds import bounds_of
from segmentation.customers.features import Numbers, asked_for, follow
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature

PIECES = 32
FEWEST_STEPS = 1000


@dataclass(frozen=True)
class Stretch:
    """Possible values, `lowest` to `highest`, with all of which `segment` is the one."""

    segment: int
    lowest: float
    highest: float


@dataclass(frozen=True)
class Possible:
    """The values that a feature can have, within those seen: `first` / `per` to `last` / `per`."""

    first: int
    last: int
    per: int

    def value(self, rank: np.ndarray | int) -> np.ndarray | float:
        """The value with this rank, as its decimals read."""
        return rank / self.per


def possible_values(model: Model, feature: Feature) -> Possible:
    """Whole numbers, or else hundredths (finer where fewer than 1,000 were seen).

    They lie within what was seen in training and what the recipe says is possible.
    """
    low, high = model.card.everybody.range[feature.name]
    bounds = bounds_of(feature)
    low, high = max(low, bounds.lowest), min(high, bounds.highest)
    # A feature called whole whose values are fractions is not.
    whole = feature.whole and floor(high) > ceil(low)
    per = 1 if whole else 10 ** max(2, _digits(high - low))
    # 4.35 times 100 is a little less than 435.
    return Possible(first=ceil(round(low * per, 6)), last=floor(round(high * per, 6)), per=per)


def decimals(model: Model, feature: Feature) -> int:
    """How many decimals a value typed in has: none of a whole number, else those possible."""
    return 0 if feature.whole else len(str(possible_values(model, feature).per)) - 1


def _digits(spread: float) -> int:
    """How many decimals part a range in 1,000 values or more."""
    return ceil(log10(FEWEST_STEPS / spread)) if spread > 0 else 0


def typed_values(model: Model, values: Mapping[str, float | None]) -> dict[str, float]:
    """The values that a form asks for, NaN where one is missing or None."""
    asked = asked_for(model.card.feature_names, model.recipe)
    given = {feature.name: values.get(feature.name) for feature in asked}
    return {name: np.nan if value is None else float(value) for name, value in given.items()}


def own_rows(model: Model, typed: Mapping[str, Numbers]) -> np.ndarray:
    """Customers x features in their own values, from what is typed in and arrays of it."""
    known = follow(typed, model.recipe, model.card.quintiles)
    columns = [known[name] for name in model.card.feature_names]
    # By hand, as NumPy's broadcasting of many arrays takes longer than all the rest.
    rows = np.empty((*max((np.shape(column) for column in columns), key=len), len(columns)))
    for at, column in enumerate(columns):
        rows[..., at] = column
    return rows


def stretches(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float], names: Sequence[str]
) -> dict[str, list[Stretch]]:
    """For each feature of `names`, its possible values cut where the segment changes.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        typed: one customer, as `typed_values` returns it; the value of the feature itself
            does not matter.
        names: features that are typed in.

    Returns:
        By feature, stretches that follow one another from the lowest value to the highest.
    """
    bent = followed(model)
    found = {}
    for name in names:
        grid = possible_values(model, model.recipe.feature(name))
        if grid.first > grid.last:
            found[name] = []
        elif name in bent:
            found[name] = _bent(model, arithmetic, typed, name, grid)
        else:
            found[name] = _straight(arithmetic, own_rows(model, typed), name, grid)
    return found


def followed(model: Model) -> set[str]:
    """The features typed in that other features of the model follow from."""
    following = [name for name in model.card.feature_names if model.recipe.feature(name).sources]
    return {f.name for name in following for f in asked_for([name], model.recipe)}


def _straight(arithmetic: Arithmetic, row: np.ndarray, name: str, grid: Possible) -> list[Stretch]:
    column = arithmetic.features.index(name)
    from_z, to_z = _intervals(arithmetic, arithmetic.scaled(row), column)
    ends = _ranks(arithmetic, column, grid, from_z, to_z)
    # What a float adds may move an end by one rank: those beside it are tried as well.
    ranks = np.clip(ends[..., None] + np.arange(-1, 2), grid.first, grid.last)
    rows = np.tile(row, (*ranks.shape, 1))
    rows[..., column] = grid.value(ranks)
    segments = np.arange(len(arithmetic.centres))
    there = arithmetic.nearest(arithmetic.scaled(rows)) == segments[:, None, None]
    lowest = np.where(there[:, 0], ranks[:, 0], grid.last + 1).min(-1)
    highest = np.where(there[:, 1], ranks[:, 1], grid.first - 1).max(-1)
    order = [b for b in np.argsort(lowest) if lowest[b] <= highest[b]]
    return [_stretch(b, lowest[b], highest[b], grid) for b in order]


def _stretch(segment: int, lowest: int, highest: int, grid: Possible) -> Stretch:
    return Stretch(int(segment), float(grid.value(lowest)), float(grid.value(highest)))


def _intervals(arithmetic: Arithmetic, z: np.ndarray, column: int) -> tuple[np.ndarray, np.ndarray]:
    """From and to which scaled value of one feature each segment is the nearest."""
    away, along = arithmetic.distances(z), arithmetic.centres[:, column]
    room = away[None, :] - away[:, None]
    slope = 2 * (along[None, :] - along[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = room / slope
    from_z = z[column] + np.where(slope < 0, bound, -np.inf).max(-1)
    to_z = z[column] + np.where(slope > 0, bound, np.inf).min(-1)
    never = ((slope == 0) & (room < 0)).any(-1)
    return np.where(never, np.inf, from_z), np.where(never, -np.inf, to_z)


def _ranks(
    arithmetic: Arithmetic, column: int, grid: Possible, from_z: np.ndarray, to_z: np.ndarray
) -> np.ndarray:
    """The ranks of the first and last possible value in each interval: segments x 2.

    Beyond the clipping every value is at the same place, so there an interval goes to the end.
    """
    low, high = arithmetic.reachable(column, grid.value(grid.first), grid.value(grid.last))
    ends = np.clip(np.stack([from_z, to_z], -1), low, high)
    own = arithmetic.own_value(column, ends) * grid.per
    first = np.where(from_z <= low, grid.first, np.ceil(own[:, 0]))
    last = np.where(to_z >= high, grid.last, np.floor(own[:, 1]))
    return np.stack([first, last], -1).astype(np.int64)


def _bent(
    model: Model, arithmetic: Arithmetic, typed: Mapping[str, float], name: str, grid: Possible
) -> list[Stretch]:
    def place(ranks: np.ndarray) -> np.ndarray:
        return arithmetic.scaled(own_rows(model, {**typed, name: grid.value(ranks)}))

    ranks, segments = _search(arithmetic, place, grid)
    starts = np.flatnonzero(np.diff(segments, prepend=-1))
    ends = np.append(starts[1:], len(ranks)) - 1
    return [_stretch(segments[at], ranks[at], ranks[end], grid) for at, end in zip(starts, ends)]


def _search(
    arithmetic: Arithmetic, place: Callable[[np.ndarray], np.ndarray], grid: Possible
) -> tuple[np.ndarray, np.ndarray]:
    """Ranks and their segments, such that between two ranks nothing changes on the way."""
    low, high = np.array([grid.first]), np.array([grid.last])
    ranks, segments = [], []
    while len(low):
        cuts = low[:, None] + (high - low)[:, None] * np.arange(PIECES + 1) // PIECES
        z = place(cuts)
        nearest = arithmetic.nearest(z)
        ranks.append(cuts.ravel())
        segments.append(nearest.ravel())
        undecided = ~_sure(arithmetic, z[:, :-1], z[:, 1:], nearest[:, :-1])
        undecided &= np.diff(cuts) > 1
        low, high = cuts[:, :-1][undecided], cuts[:, 1:][undecided]
    tried, at = np.unique(np.concatenate(ranks), return_index=True)
    return tried, np.concatenate(segments)[at]


def _sure(
    arithmetic: Arithmetic, start: np.ndarray, end: np.ndarray, segment: np.ndarray
) -> np.ndarray:
    """Whether `segment` is the nearest everywhere in the box between two places."""
    centres = arithmetic.centres
    towards = 2 * (centres - centres[segment][..., None, :])
    lengths = (centres**2).sum(-1)
    middle, half = (start + end)[..., None, :] / 2, np.abs(end - start)[..., None, :] / 2
    most = (towards * middle + np.abs(towards) * half).sum(-1)
    lost = most + lengths[segment][..., None] - lengths
    return ((lost < 0) | (np.arange(len(centres)) == segment[..., None])).all(-1)
