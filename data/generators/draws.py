"""Draws that the generators share.

A sample starts from a small table of personas: groups of customers with a share, means and
standard deviations (`sd`). Each customer gets a persona, then values drawn around its means.
"""

from io import StringIO

import numpy as np
import pandas as pd


def read_table(text: str) -> pd.DataFrame:
    """A table written as text, its columns at least two spaces apart, indexed by the first."""
    return pd.read_csv(StringIO(text), sep=r"\s{2,}", engine="python", index_col=0)


def draw_personas(rng: np.random.Generator, personas: pd.DataFrame, rows: int) -> pd.DataFrame:
    """One persona a row, drawn by share; its name is in the column `persona`."""
    drawn = personas.sample(rows, replace=True, weights="share", random_state=rng)
    return drawn.reset_index()


def draw_labels(rng: np.random.Generator, shares: dict[str, float], rows: int) -> np.ndarray:
    """One label a row, drawn by share."""
    return rng.choice(list(shares), rows, p=list(shares.values()))


def draw_columns(rng: np.random.Generator, weights: np.ndarray) -> np.ndarray:
    """The number of a column for each row, drawn by the row's weights."""
    borders = weights.cumsum(axis=1) / weights.sum(axis=1, keepdims=True)
    return (rng.random((len(weights), 1)) > borders).sum(axis=1)


def bounded_normal(rng: np.random.Generator, mean, sd, low: float, high: float) -> np.ndarray:
    """Normal values from `low` to `high`, one for each mean."""
    values = rng.normal(mean, sd)
    # Clipping instead would pile customers up at the bounds.
    while (outside := (values < low) | (values > high)).any():
        values = np.where(outside, rng.normal(mean, sd), values)
    return values


def bounded_lognormal(rng: np.random.Generator, median, sd, low: float, high: float) -> np.ndarray:
    """Values from `low` to `high` with a long tail to the right, one for each median.

    `sd` is the standard deviation of the logarithms.
    """
    return np.exp(bounded_normal(rng, np.log(median), sd, np.log(low), np.log(high)))


def whole(values: np.ndarray) -> np.ndarray:
    """The nearest integers."""
    return np.rint(values).astype(int)
