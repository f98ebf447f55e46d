"""From a table of orders to the mapping that says what its columns mean, and what is to be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import ibis.expr.types as ir

from segmentation.customers.values import EVERYDAY_NOTATION, Notation, text_of
from segmentation.errors import NothingBought, OneOrder, RowsAreCustomers
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.currencies import money_of
from segmentation.mapping.orders.describing import describing
from segmentation.mapping.orders.discounts import told_of_discounts
from segmentation.mapping.orders.header_words import is_of_orders, tier
from segmentation.mapping.orders.ids import (
    counts_from_zero,
    tells_capitals_apart,
    told_of_names,
    told_of_one_with_most,
)
from segmentation.mapping.orders.repeats import told_of_repeats
from segmentation.mapping.orders.roles import Roles, find_roles
from segmentation.mapping.orders.shape import Counts, count, shape
from segmentation.mapping.orders.told import told_of
from segmentation.mapping.orders.total_lines import totals_in
from segmentation.mapping.orders.what_became import answers_left_out, kinds_in
from segmentation.recipes.nobody import NOBODY
from segmentation.recipes.orders.mapping import STATUSES, Customers, OrdersMapping, Statuses
from segmentation.recipes.orders.mapping import Columns as Headers
from segmentation.recipes.orders.statuses import REASONS, left_out, says_it_counts
from segmentation.recipes.yes_no import answer_of

# From this share of different customers on it is not orders that repeat, but a few slips.
DIFFERENT = 0.9


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said of a table, instead of having it worked out.

    `roles` are headers by role, "" where no column has it, `currency` is the code of the one to
    count, `rates` are {code: what one of it is in that currency}, `kept` the statuses that count.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    rates: Mapping[str, float] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A mapping, and sentences on how it was worked out that are to be told."""

    mapping: OrdersMapping
    told: list[str]


def find_mapping(
    table: ir.Table, said: Said = Said(), notation: Notation = EVERYDAY_NOTATION
) -> Found:
    """Work out what the columns of a table of orders mean, from headers and all rows.

    Raises:
        UnknownColumns, ColumnWithTwoRoles, UnknownCurrency: what was said cannot be.
        NoRoleFound: nothing says who ordered, or when.
        DoubtfulRole, CurrencyToChoose: what is meant has to be said.
        RowsAreCustomers, OneOrder, NothingBought: these are no orders of customers.
    """
    columns = Columns(table, notation)
    if not said.roles:
        _refuse_numbered_customers(columns)
    roles = find_roles(columns, said.roles)
    counts = count(columns, roles)
    if "customer" not in said.roles:
        _refuse_customers(columns, roles, counts)
    _refuse(roles, counts)
    money = money_of(columns, roles, chosen=said.currency, rates=said.rates)
    roles = _without_needless(columns, roles)
    orders = shape(columns, roles, counts)
    if orders.total != "each row":
        roles = _without(roles, "price")
    categories, measures = describing(columns, roles)
    statuses, told_of_statuses = _statuses(columns, roles, said.kept, counts)
    customer = roles.headers["customer"]
    capitals, told_of_ids = tells_capitals_apart(columns, customer)
    told = [
        *told_of_statuses,
        *told_of_ids,
        *told_of_one_with_most(columns, customer, guests_known="email" in roles.headers),
        *told_of_names(customer),
        *([] if roles.export else told_of_discounts(columns, roles.headers)),
        *told_of_repeats(columns, roles, orders),
    ]
    mapping = OrdersMapping(
        **({"title": title, "export": title} if (title := _export(roles)) else {}),
        columns=Headers(**roles.headers),
        orders=orders,
        statuses=statuses,
        money=money,
        customers=Customers(
            capitals=capitals,
            from_zero=counts_from_zero(columns, customer),
            categories=categories,
            measures=measures,
        ),
    )
    return Found(mapping, [*told_of(mapping), *told])


def _export(roles: Roles) -> str:
    return roles.export.title if roles.export else ""


def _refuse_numbered_customers(columns: Columns) -> None:
    """Refuse rows that each have a customer of their own, where nothing numbers orders.

    Before anything is asked about such rows. A word alone, such as "Debitor", is a customer's
    number where no other column says that it is one.
    """
    if any(tier(header, "order") == 0 for header in columns.headers):
        return
    tiers = {header: tier(header, "customer") for header in columns.headers}
    surest = min((at for at in tiers.values() if at is not None), default=None)
    for header in columns.headers:
        if tiers[header] == surest is not None and _are_all_different(columns, header):
            raise RowsAreCustomers(column=header, customers=columns.rows, rows=columns.rows)


def _are_all_different(columns: Columns, header: str) -> bool:
    """Whether no id is there twice, in whatever capitals."""
    if columns.different(header) < columns.rows:
        return False
    return int(text_of(columns.table[header]).lower().nunique().execute()) == columns.rows


def _refuse_customers(columns: Columns, roles: Roles, counts: Counts) -> None:
    """Refuse rows that are customers, though something of them repeats, such as a household."""
    if "order" in roles.headers:
        return
    # The customers themselves are told apart by their ids as they are read, not as written.
    others = [h for h in columns.headers if h != roles.headers["customer"]]
    ids = [header for header in others if tier(header, "customer") == 0]
    unique = [header for header in ids if columns.different(header) == counts.rows]
    if unique:
        raise RowsAreCustomers(column=unique[0], customers=counts.rows, rows=counts.rows)
    is_dated = is_of_orders(tier(roles.headers["date"], "date"))
    if counts.customers >= DIFFERENT * counts.rows and not is_dated:
        header = roles.headers["customer"]
        raise RowsAreCustomers(column=header, customers=counts.customers, rows=counts.rows)


def _refuse(roles: Roles, counts: Counts) -> None:
    if counts.customers == counts.rows:
        header = roles.headers["customer"]
        raise RowsAreCustomers(column=header, customers=counts.rows, rows=counts.rows)
    if "order" in roles.headers and counts.orders == 1:
        raise OneOrder(column=roles.headers["order"])
    amount = roles.headers.get("amount") or roles.headers.get("price")
    if amount and not counts.above:
        raise NothingBought(column=amount)


def _without(roles: Roles, role: str) -> Roles:
    kept = {name: header for name, header in roles.headers.items() if name != role}
    return Roles(kept, roles.export)


def _without_needless(columns: Columns, roles: Roles) -> Roles:
    """The roles without a price that an amount makes needless, and e-mails without guests."""
    if "amount" in roles.headers:
        roles = _without(roles, "price")
    if "email" in roles.headers and not _guests(columns, roles):
        roles = _without(roles, "email")
    return roles


def _guests(columns: Columns, roles: Roles) -> bool:
    """Whether orders without a customer's number have an e-mail address."""
    key = text_of(columns.table[roles.headers["customer"]])
    mail = text_of(columns.table[roles.headers["email"]])
    is_guest = key.isnull() | key.lower().isin(NOBODY)
    return bool((is_guest & mail.notnull()).any().execute())


def _statuses(
    columns: Columns, roles: Roles, kept: tuple[str, ...], counts: Counts
) -> tuple[Statuses, list[str]]:
    kinds = kinds_in(columns, roles.headers)
    out = {why: kinds[why] for why in ("no sale", "cancelled") if why in kinds}
    told = []
    for role in STATUSES:
        if role in roles.headers:
            found = columns.values(roles.headers[role])
            by_reason = answers_left_out(roles.headers[role], found, kept) or left_out(found, kept)
            out = {why: (*out.get(why, ()), *by_reason.get(why, ())) for why in REASONS}
            known = {status for statuses in by_reason.values() for status in statuses} | {*kept}
            unknown = [s for s in found if s not in known and not _says_so(s)]
            told += _told_of_unknown(roles.headers[role], unknown, found)
    if "kind" in roles.headers:
        found = columns.values(roles.headers["kind"])
        known = {kind for named in kinds.values() for kind in named} | {*kept}
        unknown = [kind for kind in found if kind not in known]
        told += _told_of_unknown(roles.headers["kind"], unknown, found)
    statuses = Statuses(
        kept=kept,
        left_out={why: tuple(sorted(set(out[why]))) for why in REASONS if out.get(why)},
        given_back=kinds.get("given back", ()),
        totals=totals_in(columns, roles.headers),
        of_lines=counts.status_apart > 0,
    )
    return statuses, told


def _says_so(status: str) -> bool:
    return says_it_counts(status) or answer_of(status) is not None


def _told_of_unknown(header: str, unknown: list[str], rows: Mapping[str, int]) -> list[str]:
    if not unknown:
        return []
    listed = ", ".join(f'"{status}" ({rows[status]:,} rows)' for status in unknown)
    return [f'In "{header}", {listed} counts as an order.']
