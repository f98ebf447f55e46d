"""`card.json`: everything about a model that is not the pipeline."""

from pydantic import BaseModel

from segmentation.choice import Choice, Metrics
from segmentation.claims import Claim
from segmentation.cleaning import RuleCount
from segmentation.novelty import Novelty
from segmentation.oddities import Oddity
from segmentation.profiles import Profile
from segmentation.projection import Projection
from segmentation.rfm import Cell


class Source(BaseModel, frozen=True):
    """What the model was trained on.

    `fingerprint` is over the customers' values; `understood` says how the source
    was read, where that was not the ordinary way.
    """

    name: str
    rows: int
    fingerprint: str
    understood: list[str] = []


class FeatureUsed(BaseModel, frozen=True):
    """A feature of the model: prepared how, and the values seen in training.

    `clip` is (low, high), None where nothing was clipped; `missing` customers
    had no value and were given the median.
    """

    name: str
    label: str
    unit: str
    log: bool
    clip: tuple[float, float] | None
    min: float
    max: float
    missing: int


class Segment(Profile, frozen=True):
    """A segment: `id` is the label that the pipeline's `predict` gives.

    `centre` is in the scaled space: standard deviations from the average customer.
    """

    id: int
    name: str
    description: str
    centre: dict[str, float]
    claims: list[Claim]
    actions: tuple[str, ...] = ()


class Structure(BaseModel, frozen=True):
    """Whether there are segments at all, or only an even spread cut in pieces."""

    verdict: str
    strength: float
    silhouette: float
    permuted_p: float
    copula_z: float
    copula_excess: float


class Card(BaseModel, frozen=True):
    """See the module; `created` is in UTC, `today` the newest date in the data.

    `left_out` are columns that an inferred recipe does not use, and why. `quintiles`
    are the values that cut the customers in fifths, for the features
    that scores are reckoned from, `rfm_cells` how many customers have which scores.
    """

    recipe: str
    title: str
    version: str = ""
    created: str = ""
    source: Source
    cleaning: list[RuleCount]
    rows_used: int
    customers: int
    today: str | None
    features: list[FeatureUsed]
    k: int
    seed: int
    settings: dict[str, object]
    metrics: Metrics
    everybody: Profile
    segments: list[Segment]
    choice: Choice
    structure: Structure | None = None
    projection: Projection
    novelty: Novelty | None = None
    quintiles: dict[str, list[float]] = {}
    rfm_cells: list[Cell] = []
    oddities: list[Oddity] = []
    notes: list[str] = []
    left_out: dict[str, str] = {}
    libraries: dict[str, str]
    files: dict[str, str] = {}

    @property
    def feature_names(self) -> list[str]:
        """The features in the order in which the pipeline takes them."""
        return [feature.name for feature in self.features]
