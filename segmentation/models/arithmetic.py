"""The fitted pipeline laid open: the numbers it is made of, and its steps in plain arithmetic.

What the pipeline does to a customer is: fill, clip, log, subtract, divide, take the nearest
centre. Written out, it can be reasoned about exactly and turned around, and many
values of one customer are tried in microseconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline

# In standard deviations: squares of what lies farther would drown all the rest.
FARTHEST = 1e4


@dataclass(frozen=True)
class Arithmetic:
    """A fitted pipeline in numbers, one a feature; `centres` is segments x features.

    `fill` stands in for a missing value, `low` and `high` are the clipping (infinite
    where nothing is clipped), `logged` says whether log(1 + x) is taken.
    """

    features: tuple[str, ...]
    fill: np.ndarray
    low: np.ndarray
    high: np.ndarray
    logged: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    centres: np.ndarray

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Customers x features in their own values, NaN where missing → in the scaled space."""
        filled = np.where(np.isnan(values), self.fill, values)
        clipped = np.minimum(np.maximum(filled, self.low), self.high)
        clipped[..., self.logged] = np.log1p(clipped[..., self.logged])
        return (clipped - self.mean) / self.scale

    def distances(self, scaled: np.ndarray) -> np.ndarray:
        """Squared distances of customers x features, scaled, to each centre."""
        return ((scaled[..., None, :] - self.centres) ** 2).sum(axis=-1)

    def nearest(self, scaled: np.ndarray) -> np.ndarray:
        """The segment of each customer; of equally near ones the first, as in K-Means."""
        return self.distances(scaled).argmin(axis=-1)

    def second_nearest(self, scaled: np.ndarray, nearest: np.ndarray | int) -> np.ndarray:
        """The nearest of all segments but `nearest`; of equally near ones the first."""
        distances = self.distances(scaled)
        np.put_along_axis(distances, np.asarray(nearest)[..., None], np.inf, axis=-1)
        return distances.argmin(axis=-1)

    def own_value(self, feature: int, scaled: np.ndarray | float) -> np.ndarray | float:
        """Scaled values of one feature in the customers' own: the scale and the log undone.

        What clipping took away cannot be brought back: no value leads beyond `reachable`.
        """
        value = scaled * self.scale[feature] + self.mean[feature]
        return np.expm1(value) if self.logged[feature] else value

    def reachable(self, feature: int, lowest: float, highest: float) -> tuple[float, float]:
        """The lowest and highest scaled value for own values from `lowest` to `highest`."""
        ends = np.tile(self.fill, (2, 1))
        ends[:, feature] = lowest, highest
        low, high = self.scaled(ends)[:, feature]
        return float(low), float(high)


def laid_open(pipeline: "Pipeline", features: Sequence[str]) -> Arithmetic:
    """The numbers of a pipeline of ours, fitted to `features` in this order."""
    steps = pipeline.named_steps
    limits, scale = steps["clip"].kw_args, steps["scale"]
    # One for each feature, in the same order.
    logs = [step for _, step, _ in steps["log"].transformers_]
    return Arithmetic(
        features=tuple(features),
        fill=steps["fill"].statistics_,
        low=np.asarray(limits["a_min"]),
        high=np.asarray(limits["a_max"]),
        logged=np.array([getattr(step, "func", None) is np.log1p for step in logs]),
        mean=scale.mean_,
        scale=scale.scale_,
        centres=steps["segment"].cluster_centers_,
    )


def unclipped(pipeline: "Pipeline", values: pd.DataFrame) -> np.ndarray:
    """Customers x features filled, logged and scaled as by the fitted pipeline, but not clipped.

    Below 0, where clipping would have come first, the log of a logged feature is mirrored.
    Values beyond 10,000 standard deviations count as that far.
    """
    steps = pipeline.named_steps
    filled = steps["fill"].transform(values)
    logged = np.copysign(steps["log"].transform(np.abs(filled)), filled)
    return np.clip(steps["scale"].transform(logged), -FARTHEST, FARTHEST)
