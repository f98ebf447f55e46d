"""Whether a column's decimal sign is the dot or the comma, by all of its numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import ibis.expr.types as ir

from segmentation.customers.values.notation import Notation

Sign = Literal[".", ","]
# Digits in groups of three, by comma or by dot; spaces and apostrophes are never decimal.
COMMA_GROUPS = r"^[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?$"
DOT_GROUPS = r"^[-+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]*)?$"
COMMA_DECIMAL = r"^[-+]?[0-9]*,[0-9]*$"
WHOLE = r"^[-+]?[0-9]+$"
PLAIN = r"^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$"
# Of India: three digits, and pairs before them.
LAKH_GROUPS = r"^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?$"
# Spaces have become apostrophes.
SPACED_DOT = r"^[1-9][0-9]{0,2}(?:'[0-9]{3})+(?:\.[0-9]*)?$"
SPACED_COMMA = r"^[1-9][0-9]{0,2}(?:'[0-9]{3})+(?:,[0-9]*)?$"
WITH_DOT = (PLAIN, COMMA_GROUPS, LAKH_GROUPS, SPACED_DOT)
WITH_COMMA = (WHOLE, COMMA_DECIMAL, DOT_GROUPS, SPACED_COMMA)
# A number of one group, in which the sign could as well be decimal.
ONE_GROUP = r"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$"
ONE_DOT_GROUP = r"^[-+]?[1-9][0-9]{0,2}\.[0-9]{3}$"
SHORT = r"^[0-9]{1,3}$"
LONG = r"^[0-9]{4,}$"


@dataclass(frozen=True)
class Evidence:
    """How many numbers of a column speak for each reading.

    `only_dot` and `only_comma` can be read with that decimal sign alone. `dots` and `commas` have
    one such sign and three digits after it, `zeros` of them end in 0; `short` ones are whole and
    have no more than three digits, `long` ones more.
    """

    only_dot: int
    only_comma: int
    dots: int
    commas: int
    zeros: int
    short: int
    long: int

    @property
    def own(self) -> Sign | None:
        """The sign that most numbers ask for; None where none does."""
        if self.only_dot or self.only_comma:
            return "," if self.only_comma > self.only_dot else "."
        # With a comma that is how thousands are written in most files.
        return self._grouping_of_three if self.zeros or self.commas else None

    @property
    def likely(self) -> Sign:
        """The sign that is taken where no number asks for one."""
        return self._grouping_of_three or "."

    @property
    def _grouping_of_three(self) -> Sign | None:
        # Decimals are written out to the same place, or without zeros at their end: then whole
        # numbers stand beside shorter decimals too, and 1.250 is never written so.
        if not self.short or self.long or bool(self.dots) == bool(self.commas):
            return None
        return "," if self.dots else "."

    @property
    def is_open(self) -> bool:
        """Whether numbers can be read either way, and none tells which."""
        return self.own is None and bool(self.dots or self.commas)


def signs_in(body: ir.StringValue) -> dict[str, ir.BooleanValue]:
    """What `Evidence` counts, of numbers without sign and currency."""
    dot, comma = fits(body, "."), fits(body, ",")
    group = body.re_search(ONE_GROUP)
    return {
        "only_dot": dot & ~comma,
        "only_comma": comma & ~dot,
        "dots": group & body.contains("."),
        "commas": group & body.contains(","),
        "zeros": group & body.endswith("0"),
        "short": body.re_search(SHORT),
        "long": body.re_search(LONG),
    }


def fits(body: ir.StringValue, decimal: Sign) -> ir.BooleanValue:
    """Whether a number without sign and currency can be read with that decimal sign."""
    return body.re_search("|".join(WITH_DOT if decimal == "." else WITH_COMMA))


def plainly(body: ir.StringValue, decimal: Sign) -> ir.StringValue:
    """The number as computers write it."""
    if decimal == ".":
        return body.replace(",", "").replace("'", "")
    return body.replace(".", "").replace("'", "").replace(",", ".")


def decimal_signs(
    found: Mapping[str, Evidence], known: Iterable[Sign], notation: Notation
) -> dict[str, Sign]:
    """The decimal sign of each column.

    Where a column does not tell, the others of its table do, if they agree.

    Args:
        known: the signs of further columns of the table, which are known already.
    """
    if notation.decimal:
        return dict.fromkeys(found, notation.decimal)
    told = {*known, *(evidence.own for evidence in found.values() if evidence.own)}
    elsewhere = told.pop() if len(told) == 1 else None
    return {name: e.own or elsewhere or e.likely for name, e in found.items()}
