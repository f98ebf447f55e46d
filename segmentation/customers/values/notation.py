"""How numbers and dates are written, as their owner says it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Notation:
    """How numbers and dates are written, where that is not to be recognised.

    `zone` is the time zone (an IANA name) that moments with an offset, and those counted from
    1970 on, are told in; None for UTC.
    """

    decimal: Literal[".", ","] | None = None
    dates: Literal["day-first", "month-first"] | None = None
    zone: str | None = None


EVERYDAY_NOTATION = Notation()
