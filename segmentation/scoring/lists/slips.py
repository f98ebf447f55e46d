"""Slips that make a whole column wrong: another unit, or so many times too large."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis.expr.types as ir

from segmentation.recipes.recipe import Feature


@dataclass(frozen=True)
class Slip:
    """`mended` makes of a value what it would be without the slip; `question` asks for it."""

    question: str
    mended: Callable[[ir.NumericValue], ir.NumericValue]


# By the label of the unit: how many times as large a value is, and what it is then.
_UNITS = {
    "thousand $": ((1_000, "dollars instead of thousands?"),),
    "$": ((100, "cents instead of dollars?"), (1 / 1_000, "thousands instead of dollars?")),
    "£": ((100, "pence instead of pounds?"), (1 / 1_000, "thousands instead of pounds?")),
    "years": ((12, "months instead of years?"), (365.25, "days instead of years?")),
    "days": (
        (1 / 365.25, "years instead of days?"),
        (1 / 30.4375, "months instead of days?"),
        (24, "hours instead of days?"),
    ),
    "of 100": ((1 / 100, "shares of 1 instead of points of 100?"),),
}
_ANY = (
    (1_000, "a thousand times too large?"),
    (100, "a hundred times too large?"),
    (1 / 1_000, "a thousand times too small?"),
    (1 / 100, "a hundred times too small?"),
)


def slips_of(feature: Feature) -> list[Slip]:
    """The slips to think of where a feature's values are not what they should be."""
    of_unit = _UNITS.get(feature.unit.label, ())
    known = {factor for factor, _ in of_unit}
    times = [*of_unit, *((factor, asks) for factor, asks in _ANY if factor not in known)]
    return [_times(*each) for each in times]


def _times(factor: float, question: str) -> Slip:
    return Slip(question, lambda value: value / factor)
