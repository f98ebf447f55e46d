"""How the scaled space is laid on the map."""

import numpy as np
from pydantic import BaseModel


class Axis(BaseModel, frozen=True):
    """One axis of the map.

    `variance` is the share of all variance that it shows; `loadings` are by
    feature; `low` and `high` say in words what lies at either end.
    """

    variance: float
    loadings: dict[str, float]
    low: str
    high: str


class Projection(BaseModel, frozen=True):
    """How the scaled space is laid on the map, one to three axes."""

    centre: list[float]
    axes: list[Axis]

    def place(self, scaled: np.ndarray) -> np.ndarray:
        """Customers x features in the scaled space -> customers x axes."""
        directions = np.array([list(axis.loadings.values()) for axis in self.axes])
        return (scaled - np.array(self.centre)) @ directions.T
