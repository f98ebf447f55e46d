"""What the columns of a table of orders mean: a record, read from TOML and written as it."""

from collections.abc import Mapping
from typing import Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from segmentation.errors import BrokenMapping

KIND = "orders"
TITLE = "Orders"

Row = Literal["order line", "order", "payment", "visit"]
ToldApart = Literal["number", "customer and number", "customer, number and day", "day", "row"]


# The columns of statuses; the first says whether an order was paid.
STATUSES = ("status", "order_status", "delivery_status")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Columns(_Part):
    """The header of the column with each role; None where there is none.

    `amount` is what a row, or its order, cost in all; without it `quantity` times `price`. A
    `discount` is taken off either. `email` tells guests apart who have no number, `returned_to` is
    the customer in rows that give money back. `cancelled` is filled, or says yes, for an order
    that was cancelled, `returned` for one that was returned, `test` for one that was only tried.

    `status` says whether an order counts; where several columns do, it is the one of the payment,
    and `order_status` and `delivery_status` stand beside it: an order counts where none of them
    says that it does not, and whether it was paid, `status` alone says. `kind` tells sales from
    refunds, fees and voids, `item` the lines of an order from those that add them up, and
    `returned_quantity` is how many of a row's pieces came back.
    """

    customer: str
    date: str
    amount: str | None = None
    quantity: str | None = None
    price: str | None = None
    discount: str | None = None
    order: str | None = None
    status: str | None = None
    refunded: str | None = None
    currency: str | None = None
    email: str | None = None
    order_status: str | None = None
    delivery_status: str | None = None
    kind: str | None = None
    item: str | None = None
    returned_quantity: str | None = None
    returned_to: str | None = None
    returned: str | None = None
    cancelled: str | None = None
    test: str | None = None

    def mapped(self) -> dict[str, str]:
        """{role: header} of the roles that a column has."""
        return {role: header for role, header in self if header is not None}


class Orders(_Part):
    """How rows become orders.

    `row` is what a row is. `told_apart_by` is what makes rows one order: its "number", its number
    with the "customer" whose numbers start anew, also with the day where they do so every day, the
    customer's "day"; by "row" each row is one.
    `total` is where an order's own amount stands: on "each row" its part, on the "first row"
    alone, or on "every row" again. `returns` says whether amounts below 0 are returns.
    """

    row: Row = "order"
    told_apart_by: ToldApart = "row"
    total: Literal["each row", "first row", "every row"] = "each row"
    returns: bool = False


class Statuses(_Part):
    """Which statuses and kinds, as they are written, do not count as an order: {reason: statuses}.

    `kept` are those that count whatever they say, `given_back` the kinds of rows whose amount is
    money given back, `totals` the items whose lines add up the others of their order. `of_lines`
    says that the lines of one order have statuses of their own.
    """

    kept: tuple[str, ...] = ()
    left_out: dict[str, tuple[str, ...]] = {}
    given_back: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    of_lines: bool = False


class Money(_Part):
    """The currency that amounts are told in, by its code or sign; "" where it is not known.

    Of several, orders in others than `only` do not count; with `rates` they are converted:
    {currency: what one of it is in `currency`}. `in_cents` are the roles whose columns are in
    hundredths of the currency, `discount` says whether that column is a share of a row's pieces
    times price, percent of it, or an amount.
    """

    currency: str = ""
    only: str | None = None
    rates: dict[str, float] = {}
    in_cents: tuple[Literal["amount", "price", "refunded"], ...] = ()
    discount: Literal["share", "percent", "amount"] | None = None


class Customers(_Part):
    """What is done with customers' ids, and which columns describe customers.

    `capitals` says whether ids that differ in capitals alone are different people. `categories`
    are headers of texts, `measures` of numbers. `from_zero` says that ids are counted from 0,
    which is a customer like all others.
    """

    capitals: bool = True
    from_zero: bool = False
    categories: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


class OrdersMapping(_Part):
    """All that makes a recipe of a table of orders; `name` is what its models are saved under.

    `export` is what the columns are those of, such as "Shopify orders"; "" where that is not known.
    """

    kind: Literal["orders"] = KIND
    name: str = Field(KIND, pattern=r"^[a-z][a-z0-9_]*$")
    title: str = TITLE
    export: str = ""
    columns: Columns
    orders: Orders = Orders()
    statuses: Statuses = Statuses()
    money: Money = Money()
    customers: Customers = Customers()

    def to_toml(self) -> str:
        """The mapping as text that its owner can edit."""
        return tomlkit.dumps(self.model_dump(mode="json", exclude_none=True))


def mapping_of(values: Mapping[str, object], name: str) -> OrdersMapping:
    """The mapping that values read from TOML make; `name` is for messages.

    Raises:
        BrokenMapping
    """
    try:
        return OrdersMapping.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BrokenMapping(name, f'at "{where}": {first["msg"].lower()}') from error
