"""Which columns of a table of orders say what became of them."""

import re
from collections.abc import Callable, Iterable, Mapping

from segmentation.mapping.orders.candidates import by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words, tier
from segmentation.mapping.orders.money_words import PAID
from segmentation.recipes.orders.kinds import kinds_of
from segmentation.recipes.orders.statuses import (
    NOT_PAID,
    left_out,
    says_it_counts,
    why_no_order,
)
from segmentation.recipes.yes_no import answer_of

MOST_STATUSES = 60
# A word before "status" that makes it one of the goods.
OF_GOODS = ("fulfil", "ship", "deliver", "versand", "liefer", "livraison", "expedi", "envio")
OF_GOODS += ("entrega", "consegna", "spedizion", "verzend", "lever", "teslim", "kargo", "gonder")
# One that makes it one of something else.
OF_NO_ORDER = (
    "marital",
    "civil",
    "medeni",
    "famil",
    "subscri",
    "employ",
    "loyalty",
    "member",
    "tax",
    "credit",
    "stock",
    "email",
    "customer",
    "kunden",
    "account",
    "type",
    "kind",
    "method",
    "reason",
    "note",
)
# So much of a column must be known statuses: where it is called so, and where it is not.
FEWEST_KNOWN, MOST_KNOWN = 0.3, 0.9
# What an order was that counts.
SUCCEEDED = "completed?|success|successful|succeeded|confirmed|approved|captured|erfolgreich|valid"
PAYMENT = ("financial", "payment", "paid", "zahl", "paiement", "pago", "pagamento", "betaal")
PAYMENT += ("odeme",)
# Yes and no, each in two spellings.
MOST_ANSWERS = 4
# Kinds that turn up in a column of them, beside sales.
BESIDE_SALES = {"given back", "cancelled", "no sale"}
# What was lent, or a journey, has a day of return in nearly all rows.
MOST_RETURNED = 0.6


def find_status(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of statuses, by its header or else by what it says; of several, the payment's."""
    free = _may_be_statuses(columns, found)
    free = [header for header in free if not _is_of(OF_GOODS, header)]
    named = [header for header in free if tier(header, "status") is not None]
    statuses = [header for header in named if _has_statuses(columns, header)]
    paid = [header for header in statuses if _is_of(PAYMENT, header)]
    if paid or statuses:
        return (paid or statuses)[0]
    answers = [h for h in free if _why_where_no(h) and is_answer(columns, h)]
    if answers:
        return answers[0]
    # Whatever it is called: nearly all must be statuses, and some of orders that do not count.
    texts = [header for header in free if header not in named and columns.is_text(header)]
    told = [h for h in texts if _tells_what_became(columns.values(h))]
    return told[0] if len(told) == 1 else None


def _why_where_no(header: str) -> str | None:
    """Why an order does not count of which a column with such a header says no."""
    words = re.sub(r"^(?:is|was|has been|ist|wurde|est|e) ", "", header_words(header))
    if re.fullmatch(PAID, words):
        return NOT_PAID
    return "failed" if re.fullmatch(SUCCEEDED, words) else None


def answers_left_out(
    header: str, values: Iterable[str], kept: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """{reason: answers} for a column of yes and no that says whether an order was paid."""
    why, spared = _why_where_no(header), {status.lower() for status in kept}
    answers = {value: answer_of(value.removesuffix(".0")) for value in values}
    if why is None or None in answers.values():
        return {}
    noes = [v for v, answer in answers.items() if answer is False and v.lower() not in spared]
    return {why: tuple(noes)} if noes else {}


def find_order_status(columns: Columns, found: Mapping[str, str]) -> str | None:
    """A column of statuses beside the one of the payment that says what became of the order."""
    return _another_status(columns, found, of_goods=False) if "status" in found else None


def find_delivery_status(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says what became of the goods."""
    return _another_status(columns, found, of_goods=True)


def _another_status(columns: Columns, found: Mapping[str, str], *, of_goods: bool) -> str | None:
    return next(
        (
            header
            for header in _may_be_statuses(columns, found)
            if tier(header, "status") is not None
            and _is_of(OF_GOODS, header) == of_goods
            and any(map(why_no_order, columns.values(header)))
        ),
        None,
    )


def _may_be_statuses(columns: Columns, found: Mapping[str, str]) -> list[str]:
    return [
        header
        for header in free_headers(columns, found)
        if columns.different(header) <= MOST_STATUSES and not _is_of(OF_NO_ORDER, header)
    ]


def _is_of(words: tuple[str, ...], header: str) -> bool:
    return any(word in header_words(header) for word in words)


def _has_statuses(columns: Columns, header: str) -> bool:
    """Whether a column that is called so holds statuses: one of an order that failed is enough."""
    values = columns.values(header)
    return bool(left_out(values, ())) or _share_of_statuses(values) >= FEWEST_KNOWN


def _tells_what_became(values: Mapping[str, int]) -> bool:
    return any(map(why_no_order, values)) and _share_of_statuses(values) >= MOST_KNOWN


def _share_of_statuses(values: Mapping[str, int]) -> float:
    """The share of rows whose text is known as the status of an order."""
    known = sum(n for value, n in values.items() if why_no_order(value) or says_it_counts(value))
    return known / max(sum(values.values()), 1)


def find_kind(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that tells sales from refunds, fees and voids, whatever it is called."""
    for header in free_headers(columns, found):
        is_status = tier(header, "status") is not None
        if not 1 < columns.different(header) <= MOST_STATUSES or is_status:
            continue
        # To go through all rows of a column that holds no kinds would take long.
        if _are_known(columns.first_values(header)) and _are_kinds(columns.values(header)):
            return header
    return None


def _are_kinds(values: Mapping[str, int]) -> bool:
    """Whether values are sales and what stands beside them."""
    kinds = set(kinds_of(values).values())
    return "sale" in kinds and bool(BESIDE_SALES & kinds) and _are_known(values)


def _are_known(values: Mapping[str, int]) -> bool:
    kinds = kinds_of(values)
    known = sum(n for value, n in values.items() if kinds[value])
    return known >= MOST_KNOWN * sum(values.values())


def kinds_in(columns: Columns, found: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """{what it says of its rows: the kinds, as they are written}; none without such a column."""
    if "kind" not in found:
        return {}
    kinds = kinds_of(columns.values(found["kind"]))
    said = sorted({kind for kind in kinds.values() if kind})
    return {what: tuple(text for text, kind in kinds.items() if kind == what) for what in said}


def find_returned_quantity(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of how many pieces of a row came back."""
    tiers = by_tier("returned_quantity", columns, found, columns.is_number)
    return surest("returned_quantity", tiers, ask=False)


def find_refunded(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of amounts that were given back."""

    def is_amount_back(header: str) -> bool:
        is_pieces = tier(header, "returned_quantity") is not None
        return columns.is_number(header) and not is_answer(columns, header) and not is_pieces

    return surest("refunded", by_tier("refunded", columns, found, is_amount_back), ask=False)


def find_returned(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says whether, or when, an order was returned."""

    def says_whether(header: str) -> bool:
        some = columns.filled(header) <= MOST_RETURNED * columns.rows
        return is_answer(columns, header) or (some and columns.is_moment(header))

    return surest("returned", by_tier("returned", columns, found, says_whether), ask=False)


def find_flag(role: str) -> Callable[[Columns, Mapping[str, str]], str | None]:
    """What finds the column that is filled, or says yes, for orders of a kind."""

    def find(columns: Columns, found: Mapping[str, str]) -> str | None:
        return surest(role, by_tier(role, columns, found, lambda _: True), ask=False)

    return find


def is_answer(columns: Columns, header: str) -> bool:
    """Whether a column says yes and no."""
    few = columns.different(header) <= MOST_ANSWERS
    answers = (answer_of(value.removesuffix(".0")) for value in columns.values(header))
    return few and all(answer is not None for answer in answers)
