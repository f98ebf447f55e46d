"""`card.json`: everything about a model that is not the pipeline."""

from pydantic import BaseModel

from segmentation.card.changes import Changes
from segmentation.card.data import Cell, Oddity, OrdersRead, RuleCount, Source
from segmentation.card.evidence import Choice, Methods, Metrics, Structure
from segmentation.card.exploration import Exploration
from segmentation.card.features import FeatureUsed
from segmentation.card.novelty import Novelty
from segmentation.card.projection import Projection
from segmentation.card.segments import Profile, Segment


class Card(BaseModel, frozen=True):
    """See the module; `created` is in UTC, `today` the newest date in the data.

    `variant` names the variant of the recipe that was used, None for the recipe itself.
    `asked_by` says who wants the number of segments, where one was asked for.
    `structure` is None where the evidence was left out.
    `left_out` are columns that an inferred recipe does not use, and why. `quintiles`
    are the values that cut the customers in fifths, for the features
    that scores are reckoned from, `rfm_cells` how many customers have which scores.
    `one_hot` are the categories that are features, one for each of the values.
    `methods` is None where a model was trained without evidence.

    `orders` is None where the data is no orders.

    `segments` come in the order of the labels that the pipeline's `predict` gives, largest
    first: label 0 is the first of them, whatever its `id`. Everything else that names a
    segment names its id. `used_ids` are all ids that the recipe's models ever had, `changes`
    what is different from the model before. `keyed` says whether every customer has a key in
    the data, so that they are the same ones in the next.

    `job` is the training in the app's line that made the model, empty for one by command;
    `copy_of` the version that this one is a copy of, empty for one that was trained.
    """

    recipe: str
    title: str
    variant: str | None = None
    version: str = ""
    created: str = ""
    source: Source
    orders: OrdersRead | None = None
    cleaning: list[RuleCount]
    rows_used: int
    customers: int
    keyed: bool = False
    today: str | None
    features: list[FeatureUsed]
    k: int
    seed: int
    settings: dict[str, object]
    metrics: Metrics
    everybody: Profile
    segments: list[Segment]
    used_ids: list[int] = []
    changes: Changes | None = None
    choice: Choice
    asked_by: str | None = None
    structure: Structure | None = None
    methods: Methods | None = None
    projection: Projection
    one_hot: dict[str, list[str]] = {}
    units: dict[str, str] = {}
    novelty: Novelty | None = None
    quintiles: dict[str, list[float]] = {}
    rfm_cells: list[Cell] = []
    oddities: list[Oddity] = []
    exploration: Exploration | None = None
    notes: list[str] = []
    left_out: dict[str, str] = {}
    libraries: dict[str, str]
    files: dict[str, str] = {}
    job: str = ""
    copy_of: str = ""

    @property
    def feature_names(self) -> list[str]:
        """The features in the order in which the pipeline takes them."""
        return [feature.name for feature in self.features]
