"""What identifies a customer, however it is written."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from segmentation.customers.values.counting import how_many_of_each
from segmentation.customers.values.finite import finite
from segmentation.customers.values.texts import BLANKS, unless_missing
from segmentation.sources.engines.text_ends import trimmed
from segmentation.sources.engines.unseen import all_seen

# No float from here on is a whole number of 64 bits, and to make one of it fails.
BEYOND_INTEGERS = 2.0**63
BETWEEN = "\x1f"
# A spreadsheet shows a long number as 9.00720E+15, and saves it so; of other numbers it keeps 15
# digits.
CUT = r"^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{2}$"
LONG = r"^[0-9]{16,}$"
KEPT = 1e15
# Fewer may all end in 0 by chance.
FEW_LONG = 5


def key_of(raw: ir.Column) -> ir.Value:
    """What identifies a customer: `17850`, `17850.0` and ` '17850 ` are one.

    So are e-mail addresses in any case. Other ids keep their capitals, and all their zeros.
    Numbers stay numbers, which are faster to group by; `plain_text` makes text of them.
    """
    if raw.type().is_integer():
        return raw
    if raw.type().is_floating() or raw.type().is_decimal():
        return finite(raw)
    return one_spelling(unless_missing(unquoted(trimmed(all_seen(raw.cast("string")), BLANKS))))


def unquoted(text: ir.StringValue) -> ir.StringValue:
    """The text without the apostrophe by which a spreadsheet is told that it is one."""
    return trimmed(text, "' ", "LEADING")


def one_spelling(text: ir.StringValue) -> ir.StringValue:
    """An e-mail address in small letters, any other id without decimals that are 0."""
    return text.contains("@").ifelse(text.lower(), without_decimals(text))


def without_decimals(text: ir.StringValue) -> ir.StringValue:
    """Of 17850.0 or 17850.00 the text 17850, of any other text itself.

    Without regular expressions, which not all engines have.
    """
    after_digits = trimmed(text, "0123456789", "LEADING")
    is_whole = text.like("_%.%0") & (trimmed(after_digits, "0", "TRAILING") == ".")
    return is_whole.ifelse(trimmed(trimmed(text, "0", "TRAILING"), ".", "TRAILING"), text)


def plain_text(value: ir.Value) -> ir.StringValue:
    """A key or a number as text: `17850` of 17850.0, `17850.5` of 17850.50."""
    text = value.cast("string")
    if value.type().is_decimal():
        return text.contains(".").ifelse(text.re_replace(r"\.?0+$", ""), text)
    if not value.type().is_floating():
        return text
    is_small = value.abs() < BEYOND_INTEGERS
    whole = is_small.ifelse(value, ibis.null(value.type())).cast("int64")
    return (whole == value).ifelse(whole.cast("string"), text)


def cut_ids(raw: ir.Column) -> int:
    """How many ids were cut by a spreadsheet, which keeps 15 digits and may show fewer.

    Those are 9.00720E+15 and, where all ids of 16 digits or more end in 0, all of these: of ids
    as they were given one in ten does.
    """
    if raw.type().is_integer() or not (raw.type().is_numeric() or raw.type().is_string()):
        return 0
    if raw.type().is_string():
        text = trimmed(raw, BLANKS)
        is_long = text.re_search(LONG)
        look = {"shown": text.re_search(CUT), "round": is_long & text.endswith("0")}
    else:
        number = raw.cast("float64").abs()
        is_long = number >= KEPT
        look = {"round": is_long & (number % 10 == 0)}
    counts = how_many_of_each({**look, "long": is_long})
    is_round = counts["long"] == counts["round"] >= FEW_LONG
    return counts.get("shown", 0) + (counts["long"] if is_round else 0)


def hash_of(table: ir.Table, columns: Sequence[str]) -> ir.StringValue:
    """MD5 of a row's values as text: it follows from them alone, wherever the row is met."""
    texts = [table[name].cast("string").fill_null("") for name in columns]
    return ibis.literal(BETWEEN).join(texts).hexdigest("md5")
