"""Whether headers alone look like those of orders."""

from collections.abc import Sequence

from segmentation.mapping.orders.exports import known_export
from segmentation.mapping.orders.header_words import tier


def look_like_orders(headers: Sequence[str]) -> bool:
    """Whether headers say who ordered and when; which line holds them follows from it."""
    if known_export(headers):
        return True
    who = any(tier(h, "customer") is not None or tier(h, "email") is not None for h in headers)
    when = any(tier(header, "date") in (0, 1, 2) for header in headers)
    return who and when
