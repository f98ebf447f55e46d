"""What each segment is: its numbers, what is claimed of it, its name and actions."""

from math import nan
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from segmentation.card.features import Statistic

SMALLEST_EFFECT = 0.3
SMALLEST_LEAD = 0.5
# Of a segment's stability: Hennig, "Cluster-wise assessment of cluster stability", 2007.
FIRM, NOT_FIRM = 0.75, 0.6
# In widths of everybody's middle half.
LARGEST_LIKENESS = 0.25
NARROW = 0.5

Direction = Literal["higher", "lower"]
# JSON has no NaN, which stands for a feature that is known of nobody in the group.
Number = Annotated[float, BeforeValidator(lambda value: nan if value is None else value)]


class Profile(BaseModel, frozen=True):
    """A group of customers in numbers, in the customers' own values.

    `middle_half` holds the first and third quartile of each feature, `range` its
    lowest and highest value, `categories` each value's share among the customers
    for whom it is known, most frequent first; `known` says of how many that is.
    """

    size: int
    share: float
    mean: dict[str, Number]
    median: dict[str, Number]
    middle_half: dict[str, tuple[Number, Number]]
    range: dict[str, tuple[Number, Number]]
    categories: dict[str, dict[str, float]]
    known: dict[str, int] = {}

    def statistic(self, feature: str, statistic: Statistic) -> float:
        """The group's mean or median of a feature."""
        return self.mean[feature] if statistic == "mean" else self.median[feature]


class _Compared(BaseModel, frozen=True):
    """A segment's value of a feature beside another one.

    `value` and `reference` are what the feature's `statistic` is of both, in the customers'
    own values; `effect` is a distance of centres, in standard deviations of the scaled feature.
    """

    feature: str
    direction: Direction
    statistic: Statistic
    value: float
    reference: float
    effect: float


class Difference(_Compared, frozen=True):
    """A segment stands higher or lower on a feature than everybody, or than its nearest segment.

    `effect` is the distance between the two centres (everybody's is the average customer); a
    claim is made from `threshold` on, which rises where one of the two is small. `against` is
    the id of the nearest other segment, None for everybody. `share` is then the share of the
    segment's customers who lie on that side of everybody's median, of whom it is true; of a
    value that is 1 or 0 of those who have it, or have it not. None where it was not counted.
    """

    kind: Literal["difference"] = "difference"
    threshold: float = SMALLEST_EFFECT
    against: int | None = None
    share: float | None = None

    @property
    def is_of_most(self) -> bool:
        """Whether more than half of the segment's customers are so, as far as was counted."""
        return self.share is None or self.share > 0.5


class Superlative(_Compared, frozen=True):
    """A segment stands higher, or lower, on a feature than each other one.

    `reference` is the next segment's value, `effect` the lead of the segment's centre over
    every other.
    """

    kind: Literal["superlative"] = "superlative"
    threshold: float = SMALLEST_LEAD


class Alike(BaseModel, frozen=True):
    """A segment lies on a feature where everybody does.

    `effect` is how far its value lies from everybody's, or its middle half beside everybody's
    median or beyond everybody's middle half, in widths of that; the claim is made up to
    `threshold`. `width` is that of its own middle half, in the same: below .5 most of the segment
    are near the middle, where everybody is not.
    """

    kind: Literal["alike"] = "alike"
    feature: str
    statistic: Statistic
    value: float
    reference: float
    effect: float
    threshold: float = LARGEST_LIKENESS
    width: float = 1.0

    @property
    def is_in_the_middle(self) -> bool:
        """Whether the segment's customers lie much closer together than everybody's."""
        return self.width < NARROW


class MoreCommon(BaseModel, frozen=True):
    """A value of a category is had by a larger share of a segment than of everybody.

    `effect` is Cohen's h (1988), `threshold` rises where the segment is small.
    """

    kind: Literal["more common"] = "more common"
    category: str
    value: str
    share: float
    reference: float
    effect: float
    threshold: float


class Size(BaseModel, frozen=True):
    """How many customers a segment has, and which share of all that is.

    `turnover` is the feature that adds up to what customers bring in, and `part` the
    segment's part of its sum, where there is one.
    """

    kind: Literal["size"] = "size"
    size: int
    share: float
    turnover: str | None = None
    part: float | None = None


Claim = Annotated[Difference | Superlative | Alike | MoreCommon | Size, Field(discriminator="kind")]


class NamedFor(BaseModel, frozen=True):
    """What a name says, so that a later model can tell whether it is still true.

    `claims` are features and directions, none where nothing stands out; `value` is a feature
    and what its statistic is of the segment as written, where it took one to tell namesakes apart.
    """

    claims: tuple[tuple[str, Literal["higher", "lower"]], ...] = ()
    value: tuple[str, str] | None = None


class Action(BaseModel, frozen=True):
    """An idea to test, and why, each a sentence; `claims` are the places of those that carry it.

    `kinds` say what sort of thing is done, by which some ideas exclude each other; none on cards
    written before that was kept.
    """

    what: str
    why: str
    claims: tuple[int, ...]
    kinds: tuple[str, ...] = ()


class Segment(Profile, frozen=True):
    """A segment: `id` is its own for good, through all later models of the recipe.

    `named_for` is what its name says, None on cards written before that was kept. `centre`
    is in the scaled space: standard deviations from the average customer. `stability` is how
    much of it is found again in other samples, from 0 to 1, None where that was not measured.
    `computed_name` is the model's own where the owner gave another (see `own_names`), else
    empty; never saved.
    """

    id: int
    name: str
    named_for: NamedFor | None = None
    description: str
    centre: dict[str, float]
    claims: list[Claim]
    actions: tuple[Action, ...] = ()
    stability: float | None = None
    computed_name: str = Field(default="", exclude=True)
