"""What a form says of a field, and how it is stepped through."""

from math import floor, log10

from segmentation.answering.what_if.ranges import decimals, possible_values
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature
from segmentation.words import span

STEPS = 50
ROUND = (5, 2, 1)


def seen(model: Model, feature: Feature) -> str:
    """The values seen in training, as a hint below a field: "Seen: 18 to 70 years"."""
    grid = possible_values(model, feature)
    return f"Seen: {span(grid.value(grid.first), grid.value(grid.last), feature.unit)}"


def step(model: Model, feature: Feature) -> float:
    """By how much a value changes at the press of a key: 1, 2 or 5 times a power of ten.

    At most a fiftieth of the spread, which is twice the width of the middle half, as a few
    very large values say nothing of the others; but never finer than values are written.
    """
    low, high = model.card.everybody.middle_half[feature.name]
    if low == high:
        low, high = model.card.everybody.range[feature.name]
    finest = 10.0 ** -decimals(model, feature)
    return max(_round_down(2 * (high - low) / STEPS), finest)


def _round_down(size: float) -> float:
    """The largest 1, 2 or 5 times a power of ten that is not above `size`; 0 of 0."""
    if size <= 0:
        return 0.0
    power = floor(log10(size))
    # 10.0**-2 times 5 is a little more than 0.05.
    return next(float(f"{digit}e{power}") for digit in ROUND if digit * 10.0**power <= size)
