"""One number as somebody wrote it: what it can mean, and how it is written back.

A column shows by its other values whether a comma is decimal. One number by itself does
not: where it can be read in two ways, both are given, and who wrote it has to be asked.
"""

import re
from decimal import Decimal

from segmentation.customers.values import COMMA_DECIMAL, COMMA_GROUPS, CURRENCY, DOT_GROUPS, PLAIN

# Blanks and apostrophes part groups of three and are never decimal.
BETWEEN_GROUPS = r"(?<=[0-9])[\s'’](?=[0-9]{3}(?![0-9]))"
# One comma or dot, after it three digits: a group of thousands or decimals.
EITHER = r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}"
# All that a float is sure of.
DIGITS = 15


def readings(text: str, *, whole: bool = False) -> tuple[float, ...]:
    """The numbers that a text can mean: one, two where that is open, none of what is none.

    75,5 and 75.5 are 75.5, 1.234,50 and 1,234.50 are 1234.5; 1,234 is 1234 or 1.234. A dot is
    decimal, unless it would make decimals of a number that is `whole`: 75.000 is then 75 or 75000.
    """
    bare = re.sub(
        BETWEEN_GROUPS, "", re.sub(rf"^{CURRENCY}|{CURRENCY}$", "", text.strip().lower()).strip()
    )
    if re.fullmatch(EITHER, bare) and ("," in bare or whole):
        return float(re.sub("[.,]", "", bare)), float(bare.replace(",", "."))
    plain = _with_a_decimal_dot(bare)
    return (float(plain),) if re.fullmatch(PLAIN, plain) else ()


def plainly(value: float) -> str:
    """The number as it can be read in one way only: "75000", "75.5"."""
    # Adding 0 makes a negative zero a plain one.
    written = f"{Decimal(f'{value + 0:.{DIGITS}g}'):f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _with_a_decimal_dot(bare: str) -> str:
    if re.fullmatch(PLAIN, bare):
        return bare
    if re.fullmatch(COMMA_DECIMAL, bare) or re.fullmatch(DOT_GROUPS, bare):
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(",", "") if re.fullmatch(COMMA_GROUPS, bare) else bare
