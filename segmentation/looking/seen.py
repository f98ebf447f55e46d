"""What is seen of somebody's data: records that go from process to process as JSON."""

from typing import Literal

from pydantic import BaseModel

from segmentation.card.data import OrdersRead, RuleCount
from segmentation.recipes.own import Use

# What a table is: one of ours, orders, or one with a row a customer.
Kind = Literal["known", "orders", "own"]


class SeenColumn(BaseModel, frozen=True):
    """A column: its first values as they are written, and what it is taken for.

    Of orders and tables of ours `role` is what it says, "" where it says nothing that is used. Of
    a table of customers it has a `use`, the words for it, and `why` it is left out; `kind` is what
    its values are.
    """

    header: str
    first: tuple[str, ...]
    role: str = ""
    use: Use | None = None
    kind: str = ""
    label: str = ""
    unit: str = ""
    meaning: str = ""
    why: str = ""


class Question(BaseModel, frozen=True):
    """What the data leaves open: which of `choices` has the role. "" among them means none."""

    role: str
    sentence: str
    choices: tuple[str, ...]


class Seen(BaseModel, frozen=True):
    """A file as it is understood.

    `recipe` is the one of ours for a table that is known, `mapping` the text of what the columns
    mean for any other. `question` is what has to be answered first: then nothing is counted.
    `told` are sentences on how it was understood. `features` are what segments will be built on,
    by their labels.
    """

    name: str
    kind: Kind
    recipe: str
    title: str
    mapping: str = ""
    rows: int = 0
    customers: int = 0
    orders: OrdersRead | None = None
    features: tuple[str, ...] = ()
    taken_out: tuple[RuleCount, ...] = ()
    told: tuple[str, ...] = ()
    columns: tuple[SeenColumn, ...] = ()
    question: Question | None = None


class ColumnCorrected(BaseModel, frozen=True):
    """What somebody says of a column of a table of customers; None is left as it was."""

    use: Use | None = None
    label: str | None = None
    unit: str | None = None
    meaning: str | None = None


class Corrections(BaseModel, frozen=True):
    """What somebody says of a table instead of what was understood.

    `kind` is what it is ("" to find out), `mapping` the text of what columns mean as it was said
    of an earlier file. Of orders, `roles` are {role: header}, "" for none, `currency` the one to
    count, and `describes` the columns that describe customers (None: as found). Of a table of
    customers, `columns` are by header.
    """

    kind: Literal["", "orders", "own"] = ""
    mapping: str = ""
    roles: dict[str, str] = {}
    currency: str = ""
    describes: tuple[str, ...] | None = None
    columns: dict[str, ColumnCorrected] = {}
