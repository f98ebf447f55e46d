"""Whether segments say anything, or only repeat a category that they were built on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from segmentation.recipes.recipe import Category

REPEATED, HARDLY_DIFFERENT = 0.9, 0.05


def repetition_notes(
    frame: pd.DataFrame, labels: np.ndarray, numbers: np.ndarray, categories: Sequence[Category]
) -> list[str]:
    """A sentence for each category that the segments only repeat.

    Args:
        frame: the customers, with a column for each of the `categories`.
        labels: one segment a customer.
        numbers: customers x features that are numbers, in the scaled space.
    """
    if mean_eta_squared(labels, numbers) >= HARDLY_DIFFERENT:
        return []
    return [
        f"These segments only repeat ‘{category.label}’: the numbers hardly differ from "
        "segment to segment. Leave it out of --one-hot to build segments on the numbers."
        for category in categories
        if cramers_v(labels, frame[category.name]) > REPEATED
    ]


def cramers_v(labels: np.ndarray, values: pd.Series) -> float:
    """How closely segments and a category go together: 0 not at all, 1 fully (Cramér, 1946).

    Customers without a value are left out; 0 where there are fewer than two segments or values.
    """
    counts = pd.crosstab(labels, values.to_numpy()).to_numpy().astype(float)
    smaller = min(counts.shape) - 1
    if smaller < 1:
        return 0.0
    customers = counts.sum()
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / customers
    squared = ((counts - expected) ** 2 / expected).sum()
    return float(np.sqrt(squared / customers / smaller))


def mean_eta_squared(labels: np.ndarray, numbers: np.ndarray) -> float:
    """The share of a feature's variance that lies between the segments, mean over the features.

    A feature that is the same for everybody counts as 0.
    """
    everybody = numbers.mean(axis=0)
    between = sum(
        (labels == label).sum() * (numbers[labels == label].mean(axis=0) - everybody) ** 2
        for label in np.unique(labels)
    )
    total = ((numbers - everybody) ** 2).sum(axis=0)
    shares = np.divide(between, total, out=np.zeros_like(total), where=total > 0)
    return float(shares.mean())
