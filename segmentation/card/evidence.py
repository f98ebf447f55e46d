"""The evidence for the segments: structure, numbers of segments, metrics, other methods."""

from typing import Literal

from pydantic import BaseModel

SMALLEST_SHARE = 0.02
STABLE = 0.8
# Structure is joint where shuffled columns reach it more seldom, or the copula lies further off.
LARGEST_P, SMALLEST_Z = 0.05, 3.0
K_MEANS = "K-Means"
DBSCAN = "DBSCAN"
HDBSCAN = "HDBSCAN"
WARD = "Ward"
GAUSSIAN_MIXTURE = "Gaussian mixture"


class Candidate(BaseModel, frozen=True):
    """One number of segments, measured in the scaled space; errors are standard errors.

    What only the full evidence has is None where that was left out.
    """

    k: int
    inertia: float
    silhouette: float
    calinski_harabasz: float
    davies_bouldin: float
    smallest_share: float
    gap: float | None = None
    gap_error: float | None = None
    stability: float | None = None
    stability_error: float | None = None
    prediction_strength: float | None = None
    prediction_strength_error: float | None = None

    @property
    def is_stable(self) -> bool:
        """Whether other samples of the customers are segmented alike."""
        return _reaches(self.stability, self.stability_error)

    @property
    def predicts_itself(self) -> bool:
        """Whether one half of the customers predicts the segments of the other."""
        return _reaches(self.prediction_strength, self.prediction_strength_error)


class Look(BaseModel, frozen=True):
    """A segment of a number of segments that the model does not have, so it has no id.

    `size` and `share` are of the customers whom the numbers were tried on.
    """

    name: str
    size: int
    share: float
    sentence: str


class Choice(BaseModel, frozen=True):
    """What the data speaks for, what was asked for instead (None: nothing), the figures.

    `evidence` 1 means that no number of segments holds up; `repeats` is what single samples of
    the customers spoke for, each on its own. `elbow` is None where the inertia falls without a
    bend; `gap_answer` None where the gap keeps rising, or where samples do not agree:
    `gap_answers` is what each of them said. The table was made on `customers` of them. `looks` are
    the segments of each number tried but the model's own, largest first; none on cards written
    before they were kept.
    """

    evidence: int
    asked: int | None
    elbow: int | None
    gap_answer: int | None
    table: list[Candidate]
    customers: int
    repeats: list[int] = []
    gap_answers: list[int | None] = []
    looks: dict[int, list[Look]] = {}

    def tried(self, segments: int) -> Candidate | None:
        """What was measured of a number of segments; None where it was not tried."""
        return next((row for row in self.table if row.k == segments), None)

    @property
    def is_full(self) -> bool:
        """Whether more than the silhouette was measured."""
        return self.table[0].gap is not None

    @property
    def chosen(self) -> int:
        """The number to use: the one asked for, else the evidence's.

        Where that is 1, the best silhouette: a partition may be of use all the same.
        """
        if self.asked is not None:
            return self.asked
        return self.evidence if self.evidence > 1 else best_by_silhouette(self.table).k


class Metrics(BaseModel, frozen=True):
    """How the chosen segments stand apart, in the scaled space.

    The silhouette is taken over `silhouette_customers` of the customers; `silhouettes` are
    its percentiles from 0 to 100 within each segment, in the order of the labels.
    """

    inertia: float
    silhouette: float
    davies_bouldin: float
    calinski_harabasz: float
    silhouette_customers: int
    silhouettes: list[list[float]]


class Crowds(BaseModel, frozen=True):
    """A feature by which customers fall into groups of their own, whatever the others say.

    `typical` is the median of each group, in the customers' own values and from the lowest;
    `borders` lie between them, one fewer. `shares` is what part of the customers is in each, `p`
    the dip test's p-value.
    """

    feature: str
    p: float
    typical: list[float]
    borders: list[float]
    shares: list[float]


class Structure(BaseModel, frozen=True):
    """How far the segments are real.

    `silhouette` is the best over 2 to 8 segments, on `customers` of them. `permuted_p` is the
    p-value of as many shuffled sets as it took; `copula_z` and `copula_excess` say how far it lies
    above those with the same correlations, in their standard deviations and as a difference.

    `none`: an even spread, cut arbitrarily. `gradient`: customers differ along a continuum
    without borders. `distinct`: groups in all features together, `strength` saying how clear they
    are, or in some features alone, which `features` names; `strength` is None where it is only
    these.
    """

    verdict: Literal["none", "gradient", "distinct"]
    strength: Literal["weak", "clear"] | None
    silhouette: float
    permuted_p: float
    copula_z: float
    copula_excess: float
    customers: int
    features: list[Crowds] = []


class Method(BaseModel, frozen=True):
    """What one method made of the sample.

    `segments` is the number of its groups, noise not counted; `noise` and
    `largest_share` (of the largest group) are shares of the sample. The `silhouette` is that
    of the customers who are not noise, None when they are in fewer than two groups.
    `agreement` is the adjusted Rand index to K-Means over the whole sample, noise being
    one more group: 1 for the same groups, 0 for what chance would give.

    `overlap` is groups x segments: how many customers of each group, the largest first, are in
    which of the model's segments, in the order of their labels; `noise_in` the same of the noise.
    Both are empty on cards written before they were kept.
    """

    name: str
    settings: dict[str, float | int | str]
    segments: int
    noise: float
    silhouette: float | None
    largest_share: float
    agreement: float
    overlap: list[list[int]] = []
    noise_in: list[int] = []


class Dendrogram(BaseModel, frozen=True):
    """The last merges of Ward's method, as SciPy draws them.

    Each merge is a bracket of four points, `x` and `height`; `leaves` are the customers in
    each of the groups at its foot, from left to right, at x = 5, 15, 25 …

    `overlap` is leaves x the model's segments, as for a method.
    """

    x: list[list[float]]
    height: list[list[float]]
    leaves: list[int]
    overlap: list[list[int]] = []


class Methods(BaseModel, frozen=True):
    """Every method on the same `customers`, K-Means first, and how Ward's merged them."""

    customers: int
    methods: list[Method]
    dendrogram: Dendrogram


def best_by_silhouette(table: list[Candidate]) -> Candidate:
    """The number with the best silhouette, of those without a tiny segment if there are any."""
    eligible = [row for row in table if row.smallest_share >= SMALLEST_SHARE] or table
    return max(eligible, key=lambda row: row.silhouette)


def _reaches(value: float | None, error: float | None) -> bool:
    """Whether a figure is as high as it should be, within its standard error."""
    return value is not None and value + error >= STABLE
