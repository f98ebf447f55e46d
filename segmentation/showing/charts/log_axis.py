"""An axis on which each step is a multiple of the one before, and which has a place for 0."""

from collections.abc import Sequence
from math import ceil, floor, log10

import numpy as np
import plotly.graph_objects as go

MOST_TICKS = 7
WITHIN_A_DECADE = (1, 2, 5)


def places(values: Sequence[float], *, log: bool) -> np.ndarray:
    """Where values stand on the axis: log(1 + x), or as they are."""
    numbers = np.asarray(values, dtype=float)
    return np.log1p(numbers) if log else numbers


def label_axis(chart: go.Figure, low: float, high: float) -> None:
    """Write at the x axis, on which `places` stand, what the values are from `low` to `high`."""
    ticks = _ticks(low, high)
    chart.update_xaxes(
        tickvals=np.log1p(ticks), ticktext=[f"{tick:,.12g}" for tick in ticks], tickangle=0
    )


def _ticks(low: float, high: float) -> list[float]:
    powers = range(0, ceil(log10(high)) + 1)
    for digits in (WITHIN_A_DECADE, (1,)):
        found = [float(digit * 10**power) for power in powers for digit in digits]
        inside = [tick for tick in [0.0, *found] if floor(low) <= tick <= high]
        if len(inside) <= MOST_TICKS:
            return inside
    return inside[:: ceil(len(inside) / MOST_TICKS)]
