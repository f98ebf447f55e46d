"""Which columns of a table of orders say what became of them."""

from collections.abc import Callable, Mapping

from segmentation.mapping.orders.candidates import by_tier, free_headers, surest
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words, tier
from segmentation.recipes.orders.statuses import says_it_counts, why_no_order
from segmentation.recipes.yes_no import answer_of

MOST_STATUSES = 60
# A word before "status" that makes it one of something else.
NO_ORDER_STATUS = (
    "fulfil",
    "ship",
    "deliver",
    "versand",
    "liefer",
    "marital",
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
    "account",
    "type",
    "kind",
    "method",
    "reason",
    "note",
)
# So much of a column must be known statuses: where it is called so, and where it is not.
FEWEST_KNOWN, MOST_KNOWN = 0.3, 0.9
PAYMENT = ("financial", "payment", "paid", "zahlung", "paiement", "pago", "pagamento", "betaal")
# Yes and no, each in two spellings.
MOST_ANSWERS = 4


def find_status(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of statuses, by its header or else by what it says."""
    free = [
        header
        for header in free_headers(columns, found)
        if columns.different(header) <= MOST_STATUSES
        and not any(word in header_words(header) for word in NO_ORDER_STATUS)
    ]
    named = [header for header in free if tier(header, "status") is not None]
    statuses = [h for h in named if _share_of_statuses(columns.values(h)) >= FEWEST_KNOWN]
    paid = [h for h in statuses if any(word in header_words(h) for word in PAYMENT)]
    if paid or statuses:
        return (paid or statuses)[0]
    # Whatever it is called: nearly all must be statuses, and some of orders that do not count.
    texts = [header for header in free if header not in named and columns.is_text(header)]
    told = [h for h in texts if _tells_what_became(columns.values(h))]
    return told[0] if len(told) == 1 else None


def _tells_what_became(values: Mapping[str, int]) -> bool:
    return any(map(why_no_order, values)) and _share_of_statuses(values) >= MOST_KNOWN


def _share_of_statuses(values: Mapping[str, int]) -> float:
    """The share of rows whose text is known as the status of an order."""
    known = sum(n for value, n in values.items() if why_no_order(value) or says_it_counts(value))
    return known / max(sum(values.values()), 1)


def find_refunded(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column of amounts that were given back."""

    def is_amount_back(header: str) -> bool:
        return columns.is_number(header) and not is_answer(columns, header)

    return surest("refunded", by_tier("refunded", columns, found, is_amount_back), ask=False)


def find_returned(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column that says whether, or when, an order was returned."""

    def says_whether(header: str) -> bool:
        return is_answer(columns, header) or columns.is_moment(header)

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
