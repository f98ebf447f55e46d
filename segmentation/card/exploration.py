"""How the customers' values spread, go together and are missing."""

from pydantic import BaseModel

Matrix = list[list[float | None]]


class Histogram(BaseModel, frozen=True):
    """How many customers lie in each bin.

    A bin holds its lower edge, the last one its upper edge too. `counts` is groups x bins,
    `below` and `above` are those beyond the first and the last edge, a number a group.
    `whole` numbers have edges halfway between them.
    """

    edges: list[float]
    whole: bool
    counts: list[list[int]]
    below: list[int]
    above: list[int]


class Box(BaseModel, frozen=True):
    """Five numbers of a group, in the customers' own values.

    Whiskers end at the last value within 1.5 times the middle half's width from it;
    the values beyond are outliers (Tukey, Exploratory Data Analysis, 1977).
    """

    min: float
    whisker_low: float
    q1: float
    median: float
    q3: float
    whisker_high: float
    max: float
    outliers_low: int
    outliers_high: int


class FeatureExplored(BaseModel, frozen=True):
    """A feature: groups are the segments in the order of their label.

    `prepared` is over everybody (one group) and in the scaled space; a box is None
    where nobody in the segment has a value.
    """

    name: str
    histogram: Histogram
    prepared: Histogram
    everybody: Box
    segments: list[Box | None]
    missing: list[int]


class CategoryExplored(BaseModel, frozen=True):
    """How many customers have which value, `counts` being segments x `values`.

    The 20 most frequent values are named, `others` counts the customers of the
    `other_values` that are not; both it and `missing` are a number a segment.
    """

    name: str
    values: list[str]
    counts: list[list[int]]
    other_values: int
    others: list[int]
    missing: list[int]


class Exploration(BaseModel, frozen=True):
    """Everything about the customers' values, over all of them.

    The correlations are features x features, over the customers who have both values;
    None where they are undefined. `incomplete` customers lack at least one value.
    """

    features: list[FeatureExplored]
    pearson: Matrix
    spearman: Matrix
    categories: list[CategoryExplored]
    incomplete: int
