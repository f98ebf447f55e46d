"""What a feature of a model is, and what is done to it."""

from typing import Literal

from pydantic import BaseModel, Field

Statistic = Literal["mean", "median"]


class Skew(BaseModel, frozen=True):
    """How lopsided a feature is: as it came, clipped, and clipped and logged.

    The adjusted Fisher-Pearson coefficient, 0 where both sides are alike; None where it
    is undefined, and `logged` also where values below 0 rule a log out.
    """

    values: float | None
    clipped: float | None
    logged: float | None


class Preparation(BaseModel, frozen=True):
    """What is done to a feature, and a sentence each on why.

    `clip` is (low, high), None where nothing is clipped. Models trained before
    reasons were kept have none.
    """

    clip: tuple[float, float] | None
    log: bool
    clip_reason: str = ""
    log_reason: str = ""
    skew: Skew | None = None

    @property
    def skew_after(self) -> float | None:
        """The skew of what K-Means is given."""
        if self.skew is None:
            return None
        return self.skew.logged if self.log else self.skew.clipped


class FeatureUsed(Preparation, frozen=True):
    """A feature of the model: prepared how and why, and the values seen in training.

    `missing` customers had no value and were given the median. `statistic` is the one that is
    told of it wherever groups are compared; on cards written before that was kept it is the
    median of what is logged.
    """

    name: str
    label: str
    unit: str
    min: float
    max: float
    missing: int
    statistic: Statistic = Field(
        default_factory=lambda known: "median" if known.get("log") else "mean"
    )
