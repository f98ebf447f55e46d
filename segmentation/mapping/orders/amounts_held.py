"""What columns of amounts hold: signs, cents, sums of one another, one amount an order."""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations
from typing import TypeAlias

import ibis
import ibis.expr.types as ir

from segmentation.customers.values import currencies_of, number_of, text_of
from segmentation.mapping.orders.columns import Columns

# Books hold slips.
MOST = 0.98
SAME = 0.011
# So much of a column of amounts has a sign, or two decimals.
SIGNED = 0.5
# Of so many parts each combination is tried.
MOST_PARTS = 5
# A header, and 1 where it is added or -1 where it is taken off.
Part: TypeAlias = tuple[str, int]
CENTS_WRITTEN, CENTS_COUNTED = 0.5, 0.1
# So many of the products tell whether a price is of one piece or of all.
PRODUCTS = 0.9
FEWEST_PRODUCTS = 2


def _numbers(columns: Columns, **headers: str) -> ir.Table:
    return _numbers_in(columns.table, columns, headers)


def _numbers_in(table: ir.Table, columns: Columns, headers: Mapping[str, str]) -> ir.Table:
    read = {name: number_of(table[header], columns.notation) for name, header in headers.items()}
    return table.select(**read)


def _first(found: ir.Table) -> dict[str, float]:
    return {name: float(value or 0) for name, value in found.execute().iloc[0].items()}


def share_above_zero(columns: Columns, header: str) -> float:
    """The share of what a column holds that is above 0."""
    read = _numbers(columns, amount=header)
    found = _first(read.aggregate(above=(read.amount > 0).sum(), filled=read.amount.count()))
    return found["above"] / max(found["filled"], 1)


def highest(columns: Columns, header: str) -> float:
    """The largest number of a column, whatever its sign."""
    read = _numbers(columns, amount=header)
    return _first(read.aggregate(highest=read.amount.abs().max()))["highest"]


def is_whole(columns: Columns, header: str) -> bool:
    """Whether all numbers of a column are whole."""
    read = _numbers(columns, amount=header)
    return not _first(read.aggregate(parts=(read.amount != read.amount.round()).sum()))["parts"]


def has_signs(columns: Columns, header: str) -> bool:
    """Whether the cells of a column name a currency."""
    signs = currencies_of(columns.table, [header]).get(header, {})
    return sum(signs.values()) >= SIGNED * columns.filled(header)


def has_cents(columns: Columns, header: str) -> bool:
    """Whether the numbers of a column have two decimals, as amounts of money are written."""
    raw = columns.sample[header]
    if raw.type().is_string():
        text = text_of(raw)
        found = columns.sample.aggregate(
            cents=text.re_search(r"^[^.,]*(?:[.,' ]\d{3})*[.,]\d{2}\D*$").sum(), filled=text.count()
        )
        counted = _first(found)
        return counted["cents"] >= CENTS_WRITTEN * max(counted["filled"], 1)
    amount = columns.table.select(amount=raw.cast("float64")).amount
    hundredths, tenths = amount * 100, amount * 10
    counted = _first(
        amount.as_table().aggregate(
            filled=amount.count(),
            fit=((hundredths - hundredths.round()).abs() < 1e-6).sum(),
            cents=((tenths - tenths.round()).abs() > 1e-6).sum(),
        )
    )
    filled = max(counted["filled"], 1)
    return counted["fit"] >= MOST * filled and counted["cents"] >= CENTS_COUNTED * filled


def without_parts(
    columns: Columns, headers: list[str], *, discounts: list[str], extras: list[str]
) -> list[str]:
    """Amounts without those that another column says were not paid as they are.

    An amount from which a discount leads to another was not paid, nor was one that adds up to
    another with taxes, shipping, fees and tips, or with more of the amounts.
    """
    gone = set()
    for start, end in permutations(headers, 2):
        others = [header for header in headers if header not in (start, end)]
        parts = [*((h, 1) for h in (*extras, *others)), *((h, -1) for h in discounts)]
        if any(leaves(columns, start, part, end) for part in discounts) or adds_up(
            columns, start, parts, end
        ):
            gone.add(start)
    return [header for header in headers if header not in gone] or headers


def adds_up(
    columns: Columns,
    start: str,
    parts: Sequence[Part],
    end: str,
    *,
    always: tuple[Part, ...] = (),
) -> bool:
    """Whether an amount with some of its parts, added or taken off, is another nearly everywhere.

    Args:
        parts: those that may be among them.
        always: those that have to be among them.
    """
    few = parts[:MOST_PARTS]
    sizes = range(0 if always else 1, len(few) + 1)
    some = [(*always, *chosen) for size in sizes for chosen in combinations(few, size)]
    some += [(*always, *parts)] if len(parts) > len(few) else []
    # The first rows say of nearly all combinations that they do not.
    for table in (columns.sample, columns.table):
        some = _that_add_up(table, columns, start, some, end) if some else []
    return bool(some)


def _that_add_up(
    table: ir.Table,
    columns: Columns,
    start: str,
    some: list[tuple[Part, ...]],
    end: str,
) -> list[tuple[Part, ...]]:
    names = {header: f"part_{at}" for at, (header, _) in enumerate(dict(sum(some, ())).items())}
    headers = {name: header for header, name in names.items()}
    read = _numbers_in(table, columns, {"start": start, "end": end, **headers})
    sums = {}
    for at, parts in enumerate(some):
        more = sum(sign * read[names[header]].abs().fill_null(0) for header, sign in parts)
        # What came back is below 0 with its taxes.
        sums[f"same_{at}"] = ((read.start + read.start.sign() * more - read.end).abs() < SAME).sum()
    found = _first(
        read.aggregate(
            apart=((read.start - read.end).abs() > SAME).sum(),
            filled=(read.start.notnull() & read.end.notnull()).sum(),
            **sums,
        )
    )
    enough = MOST * max(found["filled"], 1)
    return [s for at, s in enumerate(some) if found["apart"] and found[f"same_{at}"] >= enough]


def leaves(columns: Columns, high: str, part: str, low: str) -> bool:
    """Whether an amount less a part of it is another, and is more than that."""
    read = _numbers(columns, high=high, part=part, low=low)
    part_ = read.part.abs().fill_null(0)
    shares = [part_, part_ * read.high, part_ * read.high / 100]
    found = _first(
        read.aggregate(
            more=(read.high - read.low > SAME).sum(),
            filled=(read.high.notnull() & read.low.notnull()).sum(),
            **{
                f"same_{at}": ((read.high - share - read.low).abs() < SAME).sum()
                for at, share in enumerate(shares)
            },
        )
    )
    same = max(found["same_0"], found["same_1"], found["same_2"])
    return found["more"] > 0 and same >= MOST * max(found["filled"], 1)


def is_pieces_times_price(columns: Columns, amount: str, quantity: str, price: str) -> bool:
    """Whether an amount is what all pieces cost by their price, with nothing taken off."""
    read = _numbers(columns, amount=amount, pieces=quantity, price=price)
    same = (read.pieces * read.price - read.amount).abs() < SAME
    found = _first(read.aggregate(filled=read.amount.count(), same=same.sum()))
    return found["same"] >= MOST * max(found["filled"], 1)


def is_paid_of(columns: Columns, paid: str, whole: str) -> bool:
    """Whether payments are either none or all of an amount."""
    read = _numbers(columns, paid=paid, whole=whole)
    some = read.paid.fill_null(0) > SAME
    same = (read.paid - read.whole).abs() < SAME
    found = _first(read.aggregate(some=some.sum(), same=(some & same).sum()))
    return found["same"] >= MOST * found["some"]


def _by_order(columns: Columns, order: str, **headers: str) -> ir.Table:
    read = {
        name: number_of(columns.table[header], columns.notation) for name, header in headers.items()
    }
    rows = columns.table.select(order=text_of(columns.table[order]), **read)
    return rows.filter(rows.order.notnull()).group_by("order")


def is_one_each(columns: Columns, order: str, header: str) -> bool:
    """Whether all rows of an order have the same amount, where orders have several rows."""
    each = _by_order(columns, order, amount=header).aggregate(
        rows=ibis._.count(), low=ibis._.amount.min(), high=ibis._.amount.max()
    )
    several = each.rows > 1
    found = _first(
        each.aggregate(several=several.sum(), same=(several & (each.high - each.low < SAME)).sum())
    )
    return found["several"] > 0 and found["same"] >= MOST * found["several"]


def without_repeated_sums(columns: Columns, order: str, headers: list[str]) -> list[str]:
    """Amounts without totals of orders that are the sums of their lines in another column."""
    gone = {
        whole
        for line in headers
        for whole in headers
        if line != whole and _sums_to(columns, order, line, whole)
    }
    return [header for header in headers if header not in gone] or headers


def _sums_to(columns: Columns, order: str, line: str, whole: str) -> bool:
    each = _by_order(columns, order, line=line, whole=whole).aggregate(
        line=ibis._.line.sum(), low=ibis._.whole.min(), high=ibis._.whole.max()
    )
    same = ((each.line - each.high).abs() < SAME) & (each.high - each.low < SAME)
    found = _first(each.aggregate(orders=each.count(), same=same.sum()))
    return found["same"] >= MOST * max(found["orders"], 1)


def is_for_all_pieces(columns: Columns, price: str, quantity: str, products: list[str]) -> bool:
    """Whether a price grows with the pieces: by product, what one piece costs stays the same."""
    return any(_grows(columns, price, quantity, product) for product in products)


def _grows(columns: Columns, price: str, quantity: str, product: str) -> bool:
    table = columns.table
    rows = table.select(
        product=text_of(table[product]),
        price=number_of(table[price], columns.notation),
        pieces=number_of(table[quantity], columns.notation),
    )
    rows = rows.filter((rows.pieces > 0) & (rows.price > 0) & rows.product.notnull())
    rows = rows.mutate(each=rows.price / rows.pieces)
    by_product = rows.group_by("product").aggregate(
        quantities=rows.pieces.nunique(),
        spread=rows.price.max() - rows.price.min(),
        spread_each=rows.each.max() - rows.each.min(),
    )
    told = by_product.filter(by_product.quantities > 1)
    found = _first(
        told.aggregate(
            products=told.count(),
            constant=(told.spread < SAME).sum(),
            constant_each=(told.spread_each < SAME).sum(),
        )
    )
    if found["products"] < FEWEST_PRODUCTS or found["constant"]:
        return False
    return found["constant_each"] >= PRODUCTS * found["products"]
