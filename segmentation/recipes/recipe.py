"""What a data set means, written down once: columns, rules, features, words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import ibis.expr.types as ir


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the source table.

    `aliases` are other headers seen for it; case, spaces, punctuation and
    bracketed units never matter when a header is matched.
    """

    name: str
    kind: Literal["number", "date", "text"]
    aliases: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A cleaning rule. Rows where `keep` is false or unknown are taken out."""

    name: str
    reason: str
    keep: Callable[[ir.Table], ir.BooleanValue]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """How a value of a feature is written: a short label, and a phrase for text.

    `phrase` and `singular` hold one `{}` for the number: "{} years", "${}k".
    """

    label: str
    phrase: str
    singular: str = ""


@dataclass(frozen=True, kw_only=True)
class End:
    """Words for customers who are high, or low, on a feature.

    `adjective` and `noun` make names ("young" + "big spenders");
    `compared` completes "They … than average" ("earn more", "are younger").
    """

    adjective: str
    noun: str
    compared: str


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A number about a customer that segments are built on.

    `value` computes it from the cleaned table, which also has a column `today`,
    the newest date of the data. `times` completes "They … as the average
    customer" ("spend {} as much"); empty where a ratio means nothing, as for an
    age. `axis` names its direction on a map as (low, high). `lowest` and
    `highest` are what is possible at all, not what was seen.
    """

    name: str
    label: str
    unit: Unit
    value: Callable[[ir.Table], ir.NumericValue]
    high: End
    low: End
    axis: tuple[str, str]
    times: str = ""
    whole: bool = True
    actionable: bool = True
    lowest: float | None = 0
    highest: float | None = None


@dataclass(frozen=True, kw_only=True)
class Category:
    """A text about a customer, used to describe segments and never to build them."""

    name: str
    label: str
    value: Callable[[ir.Table], ir.StringValue]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a model is fitted.

    `clip` is a percentage: values beyond the `clip`-th percentile from either
    end are drawn in to it; None leaves them. `log` is "auto" (decided per
    feature, see `pipeline.needs_log`) or the names of the features to log.
    `segments` None means that the number is chosen from the data.
    """

    segments: int | None = None
    clip: float | None = 0.5
    log: Literal["auto"] | tuple[str, ...] = "auto"
    restarts: int = 20
    tolerance: float = 1e-6
    seed: int = 42


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """All that is particular to one kind of customer data.

    `key` names the column that identifies a customer, and `newest` the date
    column whose newest value counts as today.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    features: tuple[Feature, ...]
    rules: tuple[Rule, ...] = ()
    categories: tuple[Category, ...] = ()
    key: str
    newest: str | None = None
    settings: Settings = field(default_factory=Settings)

    def feature(self, name: str) -> Feature:
        """The feature called `name`; KeyError when there is none."""
        return {feature.name: feature for feature in self.features}[name]
