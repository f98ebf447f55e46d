"""The columns that may have a role, by what their headers say."""

from collections.abc import Callable, Mapping

from segmentation.errors import DoubtfulRole
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import tier

WHAT = {
    "customer": "who ordered",
    "date": "when an order was placed",
    "amount": "what an order cost",
    "order": "which rows are one order",
    "status": "what became of an order",
}


def by_tier(
    role: str, columns: Columns, found: Mapping[str, str], fits: Callable[[str], bool]
) -> dict[int, list[str]]:
    """The free headers of a role by how surely they name it, the surest first."""
    tiers: dict[int, list[str]] = {}
    for header in free_headers(columns, found):
        at = tier(header, role)
        if at is not None and columns.filled(header) and fits(header):
            tiers.setdefault(at, []).append(header)
    return dict(sorted(tiers.items()))


def surest(role: str, tiers: Mapping[int, list[str]], *, ask: bool = True) -> str | None:
    """The header that names a role the most surely; None without one.

    Raises:
        DoubtfulRole: several are equally sure, and it is to `ask` which is meant.
    """
    for headers in tiers.values():
        if ask and len(headers) > 1:
            raise DoubtfulRole(what=WHAT[role], option=f"--{role}", choices=headers)
        return headers[0]
    return None


def free_headers(columns: Columns, found: Mapping[str, str]) -> list[str]:
    """The headers that have no role yet."""
    return [header for header in columns.headers if header not in found.values()]
