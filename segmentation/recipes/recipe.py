"""What a data set means, written down once: columns, rules, features, words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

import ibis.expr.types as ir

from segmentation.errors import UnknownVariant
from segmentation.recipes.yes_no import answer_of, having, not_having
from segmentation.words import Unit, in_a_sentence


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the source table.

    `aliases` are other headers seen for it; case, spaces, punctuation and
    bracketed units never matter when a header is matched. `carried` is false for
    a column that only serves to tell repeated rows from others. In a column with dates years of
    two digits are at most `latest_year`, where there is one.
    """

    name: str
    kind: Literal["key", "number", "date", "moment", "text"]
    aliases: tuple[str, ...] = ()
    required: bool = True
    carried: bool = True
    latest_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A cleaning rule. Rows where `keep` is false or unknown are taken out."""

    name: str
    reason: str
    keep: Callable[[ir.Table], ir.BooleanValue]


@dataclass(frozen=True, kw_only=True)
class RepeatedRows:
    """The cleaning rule that, of rows equal in every column, keeps one."""

    name: str = "repeated rows"
    reason: str = "A row that repeats another in every column was recorded twice."


@dataclass(frozen=True, kw_only=True)
class Regrouped:
    """Where among the rules `adjust` makes of several rows one, as of an order's lines an order.

    The column `LINES` of what comes out says of how many.
    """


LINES = "lines"


@dataclass(frozen=True, kw_only=True)
class OrdersTold:
    """What is told of the orders that a recipe adds up.

    `row` is what a row of the table is, `currency` what amounts are in ("" where that is not
    known). `sums` are aggregates of the cleaned rows: `customers`, `orders`, `amount`, `largest`,
    `first` and `last`; amounts are null where orders have none.
    """

    row: str
    currency: str
    sums: Callable[[ir.Table], dict[str, ir.Value]]


@dataclass(frozen=True, kw_only=True)
class End:
    """Words for customers who are high, or low, on a feature.

    `adjective` and `noun` make names ("younger" + "big spenders");
    `compared` completes "They … than other customers" ("earn more", "are younger"),
    `most` "Of all segments, they …" ("earn the most", "are the youngest"); without it
    that is never said.
    """

    adjective: str
    noun: str
    compared: str
    most: str = ""


Role = Literal[
    "value", "basket", "frequency", "recency", "tenure", "age", "income", "support", "other"
]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A number about a customer that segments are built on.

    `value` computes it from the table of customers, which also has a column
    `today`, the newest moment of the data. A feature that is `derived_from`
    others is computed from those instead, by item access and arithmetic only, so that
    the same function serves a table and a single customer, and only rises or only falls
    with each of them. A feature with `quintile_of` is a score from 1 to 5 by the fifths of
    that feature, 5 at the end `best`. One that `indicates` (a category, a value of it) is 1
    for the customers with that value, else 0.

    `role` is what the feature tells of a customer, whatever it is called: names say no role
    twice, and what to do with a segment follows from the roles in which it stands out. A
    `turnover` is money that customers bring in, so that its sum means something.

    `after_an_order` is what one more order does to a feature: it "counts" up by one, "adds"
    what the customer's orders brought on average, or "restarts" at its `lowest`.

    `times` completes "They … as everybody" ("spend {} as much"); empty
    where a ratio means nothing, as for an age. `said` completes "74% …" where the unit is
    of yes and no ("have a card"). `axis` names its direction on a map
    as (low, high). `lowest` and `highest` are what is possible at all, not what was
    seen. A feature that is not `standard` is used only when it is asked for. A label that
    `keeps_capital` has it in a sentence as well, as nouns have in German.
    """

    name: str
    label: str
    unit: Unit
    value: Callable[[Any], Any] | None = None
    derived_from: tuple[str, ...] = ()
    quintile_of: str = ""
    best: Literal["low", "high"] = "high"
    indicates: tuple[str, str] | None = None
    high: End
    low: End
    axis: tuple[str, str]
    times: str = ""
    said: str = ""
    role: Role = "other"
    turnover: bool = False
    after_an_order: Literal["unchanged", "counts", "adds", "restarts"] = "unchanged"
    whole: bool = True
    actionable: bool = True
    lowest: float | None = 0
    highest: float | None = None
    standard: bool = True
    keeps_capital: bool = False

    @property
    def in_a_sentence(self) -> str:
        """The label as it stands in a sentence."""
        return self.label if self.keeps_capital else in_a_sentence(self.label)

    @property
    def typed_in(self) -> bool:
        """Whether a form asks for it; the others follow from those that are."""
        return not self.sources

    @property
    def sources(self) -> tuple[str, ...]:
        """The features that this one follows from; none for one that is measured."""
        return self.derived_from or ((self.quintile_of,) if self.quintile_of else ())


@dataclass(frozen=True, kw_only=True)
class Category:
    """A text about a customer that describes segments; it builds them only where asked to.

    See `recipes.indicators` for that. Without a `value` it is one that the library adds: see `rfm`.
    `said` completes "43% …" with its `{}` for the value ("prefer {}"). A `preference`
    is for something that the business sells.
    """

    name: str
    label: str
    said: str = ""
    preference: bool = False
    value: Callable[[ir.Table], ir.StringValue] | None = None
    keeps_capital: bool = False

    @property
    def in_a_sentence(self) -> str:
        """The label as it stands in a sentence."""
        return self.label if self.keeps_capital else in_a_sentence(self.label)

    def saying(self, value: str) -> str:
        """What is said of those who have a value: completes "43% …"."""
        if self.said:
            return self.said.format(value)
        answer = answer_of(value)
        if answer is None:
            return f'have the {self.in_a_sentence} "{value}"'
        return having(self.in_a_sentence) if answer else not_having(self.in_a_sentence)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a model is fitted.

    `clip` is a percentage: values beyond the `clip`-th percentile from either
    end are drawn in to it; None leaves them. `log` is "auto" (decided per
    feature, see `preparation.decide`) or the names of the features to log.
    `segments` None means that the number is chosen from the data.
    """

    segments: int | None = None
    clip: float | None = 0.5
    log: Literal["auto"] | tuple[str, ...] = "auto"
    restarts: int = 20
    tolerance: float = 1e-6
    seed: int = 42


Adjust = Callable[[ir.Table], ir.Table]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """All that is particular to one kind of customer data.

    `key` names the column that identifies a customer, and `newest` the date column
    whose newest value, among the rows that stay, counts as today. `roll_up` makes one row
    a customer out of the cleaned rows, where a customer has several: a function from the
    table to {column: aggregate}; the features are then computed from these.
    `adjust` changes rows once repeated ones are out, before the rules that follow: in one go, or
    in steps, each with a name of its own in a long query.
    `rfm` names the features that are recency, frequency and monetary value, `orders` what is
    told of orders, and `home` the category, {its name: value}, with which the money that the
    recipe's amounts are told in is paid; elsewhere they have no sign unless the data has one.
    `published` are headers that together only the published data has: with all of them a table
    is that, whatever other columns it has.
    `notes` are told with every model; `variants` are the same recipe with some of
    it done otherwise, by name, and `varied` is the name of the variant that this is.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    features: tuple[Feature, ...]
    rules: tuple[Rule | RepeatedRows | Regrouped, ...] = ()
    categories: tuple[Category, ...] = ()
    key: str
    newest: str | None = None
    adjust: Adjust | Mapping[str, Adjust] | None = None
    roll_up: Callable[[ir.Table], dict[str, ir.Value]] | None = None
    rfm: tuple[str, str, str] | None = None
    orders: OrdersTold | None = None
    home: Mapping[str, str] = field(default_factory=dict)
    published: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    variants: Mapping[str, "Recipe"] = field(default_factory=dict)
    varied: str | None = None
    settings: Settings = field(default_factory=Settings)

    @property
    def adjustments(self) -> Mapping[str, Adjust]:
        """What changes the rows, step by step, by the name of each step."""
        if self.adjust is None:
            return {}
        return {"adjusted": self.adjust} if callable(self.adjust) else self.adjust

    def adjusted(self, rows: ir.Table) -> ir.Table:
        """The rows after all of these steps (lazy)."""
        for change in self.adjustments.values():
            rows = change(rows)
        return rows

    def feature(self, name: str) -> Feature:
        """The feature called `name`; KeyError when there is none."""
        return _called(name, self.features)

    def category(self, name: str) -> Category:
        """The category called `name`; KeyError when there is none."""
        return _called(name, self.categories)

    def variant(self, name: str | None) -> "Recipe":
        """This recipe, or its variant called `name`.

        Raises:
            UnknownVariant
        """
        if name is None:
            return self
        if name not in self.variants:
            raise UnknownVariant(name, recipe=self.name, known=list(self.variants))
        return replace(self.variants[name], varied=name)

    @property
    def carried(self) -> tuple[str, ...]:
        """The columns that are still needed once repeated rows are out."""
        return tuple(c.name for c in self.columns if c.carried or c.name == self.newest)

    @property
    def standard_features(self) -> tuple[str, ...]:
        """The features that a model uses when none are named."""
        return tuple(feature.name for feature in self.features if feature.standard)


Named = TypeVar("Named", Feature, Category)


def _called(name: str, things: Iterable[Named]) -> Named:
    for thing in things:
        if thing.name == name:
            return thing
    raise KeyError(name)
