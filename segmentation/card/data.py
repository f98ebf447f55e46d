"""What a model was trained on, and what became of the rows."""

from pydantic import BaseModel


class Source(BaseModel, frozen=True):
    """What the model was trained on.

    `fingerprint` is over the customers' values; `understood` says how the source
    was read, where that was not the ordinary way. `sample` says that it is one of ours.
    """

    name: str
    rows: int
    fingerprint: str
    understood: list[str] = []
    sample: bool = False


class RuleCount(BaseModel, frozen=True):
    """What one rule took out: rows that passed every rule before it."""

    rule: str
    reason: str
    rows: int


class OrdersRead(BaseModel, frozen=True):
    """The orders that customers were made of, for the owner to hold against their own books.

    `row` is what a row of the table is, `orders` how many `customers` placed between the days
    `first` and `last`, `amount` what they add up to, less what was returned, and `largest` the
    largest; both are None where orders have no amounts. `currency` is its code or sign, "" where
    it is not known. `left_out` customers had no order that counts.
    """

    row: str
    customers: int
    orders: int
    amount: float | None
    largest: float | None
    currency: str
    first: str
    last: str
    left_out: int = 0


class Oddity(BaseModel, frozen=True):
    """`what` is odd about a feature, of how many customers, and who the first are."""

    feature: str
    what: str
    customers: int
    first: list[str]


class Cell(BaseModel, frozen=True):
    """How many customers of a segment have these scores."""

    segment: int
    recency: int
    frequency: int
    monetary: int
    customers: int
