"""Take what tables of refunds and returns say on to the rows of the orders that they name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from segmentation.sources.engines.duck import as_literal
from segmentation.sources.reading import Opened, Workspace
from segmentation.sources.several.joining import NUMBER, free_name
from segmentation.sources.several.links import id_text
from segmentation.sources.several.names import is_id, may_be_same
from segmentation.words import how_many

# Of what was given back so much has to belong to orders that are there.
MOST = 0.5
REFUNDED, RETURNED = "Refunded", "Returned"
SAYS_REFUNDED = re.compile(r"refund|erstatt|rembours|reembols|rimbors|terugbetaa?l|iade", re.I)
OF_GOODS = re.compile(r"sku|product|item|articl|artikel|produ|client|custom|kunde|klant", re.I)
AMOUNT = re.compile(
    r"amount|refund|total|value|betrag|summe|erstatt|montant|rembours|importe|monto|valor|reembols"
    r"|importo|rimbors|bedrag|tutar|kwota|belopp|bel[oø]b",
    re.IGNORECASE,
)
OF_A_DAY = re.compile(r"date|datum|day|time|fecha|tarih", re.IGNORECASE)


@dataclass(frozen=True)
class _Back:
    """A table of what was given back: by which of its columns and of the orders', and how much.

    `amount` is None where a row says that all of an order came back.
    """

    name: str
    table: ir.Table
    column: str
    key: str
    amount: ir.FloatingValue | None
    lost: int


def with_given_back(opened: Opened, back: Mapping[str, Opened], workspace: Workspace) -> Opened:
    """The orders with a column of what other tables say was given back, or returned, of each.

    It stands on the first row of each order alone, so that it counts once.

    Args:
        opened: orders or their lines.
        back: tables of refunds and returns, by their names.

    Returns:
        The same rows; what was taken on, and what could not be, is told in `understood`.
    """
    own = next((h for h in opened.table.columns if SAYS_REFUNDED.search(h)), None)
    if own is not None:
        said = [f'Not read: "{name}", since "{own}" says what was given back.' for name in back]
        return replace(opened, understood=[*opened.understood, *said])
    found = {name: _understood(name, other.table, opened.table) for name, other in back.items()}
    taken = [one for one in found.values() if one is not None]
    said = [_told(one) for one in taken] + [
        f'Not read: "{name}", which holds what was given back: no column of it names most of the '
        "orders here, or says how much. Nothing of it was taken off."
        for name, one in found.items()
        if one is None
    ]
    table = _joined(opened.table, taken)
    copy = workspace.new_file(".parquet")
    workspace.connection.to_parquet(table, copy)
    copied = workspace.connection.read_parquet(as_literal(copy))
    return replace(opened, table=copied, understood=[*opened.understood, *said])


def _understood(name: str, back: ir.Table, orders: ir.Table) -> _Back | None:
    links = []
    for column in back.columns:
        for key in orders.columns:
            if may_be_same(column, name, key, "orders") and _may_name_orders(column, key):
                links += _link(back, orders, column, key)
    if not links:
        return None
    # Customers are named by it as well, but orders are more.
    _, lost, column, key = max(links, key=lambda link: (link[0], -link[1]))
    amounts = [h for h in back.columns if h != column and not is_id(h) and _may_be_amount(back, h)]
    named = [header for header in amounts if AMOUNT.search(header)] or amounts
    if len(named) > 1:
        return None
    amount = _number(back, named[0]) if named else None
    return _Back(name, back, column, key, amount, lost)


def _may_name_orders(column: str, key: str) -> bool:
    named = f"{column} {key}"
    return not OF_GOODS.search(named) and not OF_A_DAY.search(named)


def _link(back: ir.Table, orders: ir.Table, column: str, key: str) -> list[tuple]:
    """How many orders there are by a key, and how many rows belong to none of them."""
    ids = orders.select(id=id_text(orders[key])).filter(ibis._.id.notnull()).distinct()
    rows = back.select(id=id_text(back[column])).filter(ibis._.id.notnull())
    there, named = int(ids.count().execute()), int(rows.count().execute())
    lost = int(rows.anti_join(ids, "id").count().execute())
    return [(there, lost, column, key)] if named - lost > MOST * named else []


def _may_be_amount(back: ir.Table, header: str) -> bool:
    if OF_A_DAY.search(header):
        return False
    numbers = back.select(n=_number(back, header), text=id_text(back[header]))
    counted = numbers.aggregate(read=numbers.n.count(), filled=numbers.text.count()).execute()
    return bool(counted.filled.iloc[0]) and bool((counted["read"] == counted.filled).iloc[0])


def _number(back: ir.Table, header: str) -> ir.FloatingValue:
    """A column as amounts above 0, in whatever way decimals are written; null where it is none."""
    raw = back[header]
    if raw.type().is_numeric():
        return raw.cast("float64").abs()
    text = raw.cast("string").strip()
    is_comma = bool(text.re_search(r",\d{1,2}\D*$").any().fill_null(False).execute())
    decimal, thousands = (",", ".") if is_comma else (".", ",")
    # Signs, codes and spaces of all kinds, and what parts thousands.
    digits = text.re_replace(rf"^[^0-9(-]*|[^0-9]*$|[^0-9.,(-]|[{thousands}]", "")
    plain = digits.replace("(", "").replace("-", "").replace(decimal, ".")
    return plain.re_search(r"^\d+(\.\d+)?$").ifelse(plain, None).try_cast("float64")


def _joined(orders: ir.Table, taken: Sequence[_Back]) -> ir.Table:
    table = orders.mutate(ibis.row_number().name(NUMBER))
    free = {header.casefold() for header in orders.columns}
    for header, parts in (
        (REFUNDED, [one for one in taken if one.amount is not None]),
        (RETURNED, [one for one in taken if one.amount is None]),
    ):
        if parts:
            table = _with(table, parts, free_name(header, free), is_amount=header == REFUNDED)
    return table.order_by(NUMBER).drop(NUMBER)


def _with(table: ir.Table, parts: Sequence[_Back], header: str, *, is_amount: bool) -> ir.Table:
    key = parts[0].key
    each = ibis.union(
        *(
            part.table.select(
                key_=id_text(part.table[part.column]),
                amount_=part.amount if part.amount is not None else ibis.literal(0.0),
            )
            for part in parts
            if part.key == key
        )
    )
    each = each.filter(each.key_.notnull()).group_by("key_").aggregate(amount_=each.amount_.sum())
    numbered = table.mutate(
        key_of=id_text(table[key]),
        nth_of=ibis.row_number().over(group_by=id_text(table[key]), order_by=table[NUMBER]),
    )
    joined = numbered.left_join(each, numbered.key_of == each.key_)
    said = joined.amount_.round(2) if is_amount else joined.key_.notnull().ifelse("yes", None)
    return joined.mutate(**{header: (joined.nth_of == 0).ifelse(said, None)}).drop(
        "key_of", "nth_of", "key_", "amount_"
    )


def _told(back: _Back) -> str:
    rows, orders = int(back.table.count().execute()), back.table[back.column].nunique().execute()
    what = "is taken off" if back.amount is not None else "came back whole"
    verb = "belongs" if back.lost == 1 else "belong"
    rows_lost = how_many(back.lost, "row")
    lost = f" {rows_lost} of it {verb} to no order here." if back.lost else ""
    return (
        f'What "{back.name}" says was given back ({how_many(rows, "row")}, '
        f'{how_many(int(orders), "order")} by "{back.column}") {what}.{lost}'
    )
