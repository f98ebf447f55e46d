"""How values spread and go together: histograms, boxes and correlations of any customers."""

from typing import Literal

import numpy as np
import pandas as pd

from segmentation.card.exploration import Box, Histogram, Matrix

# Tukey's inner fence, in widths of the middle half: beyond it lie outliers.
INNER_FENCE = 1.5


def histogram(
    known: np.ndarray, labels: np.ndarray, groups: int, edges: np.ndarray, whole: bool
) -> Histogram:
    """Count the values of each group by the bins between these edges.

    Args:
        known: one value or more, none of them missing.
        labels: of each value the group, from 0 to below `groups`.
        whole: whether the edges lie halfway between whole numbers.
    """
    places = len(edges) + 1
    at = np.searchsorted(edges, known, side="right")
    at[known == edges[-1]] = len(edges) - 1
    counts = np.bincount(labels * places + at, minlength=groups * places).reshape(groups, places)
    return Histogram(
        edges=edges.tolist(),
        whole=whole,
        counts=counts[:, 1:-1].tolist(),
        below=counts[:, 0].tolist(),
        above=counts[:, -1].tolist(),
    )


def box(known: np.ndarray) -> Box | None:
    """A group's box plot in numbers; None of a group without a value."""
    if not len(known):
        return None
    lowest, q1, median, q3, highest = np.quantile(known, [0, 0.25, 0.5, 0.75, 1]).tolist()
    reach = INNER_FENCE * (q3 - q1)
    low, high = known < q1 - reach, known > q3 + reach
    inside = known[~low & ~high]
    return Box(
        min=lowest,
        whisker_low=float(inside.min()),
        q1=q1,
        median=median,
        q3=q3,
        whisker_high=float(inside.max()),
        max=highest,
        outliers_low=int(low.sum()),
        outliers_high=int(high.sum()),
    )


def correlations(values: pd.DataFrame, method: Literal["pearson", "spearman"]) -> Matrix:
    """Features x features, over the customers who have both values; None where undefined."""
    return [
        [float(value) if np.isfinite(value) else None for value in row]
        for row in values.corr(method=method).to_numpy()
    ]
