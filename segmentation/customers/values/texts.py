"""Texts as they are compared: without blanks around them, and missing where they only say so."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from segmentation.sources.engines.text_ends import trimmed

MEANS_MISSING = ("", "na", "n/a", "nan", "null", "none", "-")
# "None" is an answer where the question is about a subscription.
MEANS_NO_CATEGORY = tuple(word for word in MEANS_MISSING if word != "none")
# With those that nobody sees: no-break, figure, thin, narrow and zero-width spaces.
BLANKS = " \t\n\r\u00a0\u2007\u2009\u202f\u200b\ufeff"


def text_of(raw: ir.Column) -> ir.StringValue:
    """Trimmed text; null where it only says that something is missing."""
    return unless_missing(trimmed(raw.cast("string"), BLANKS))


def category_of(raw: ir.Column) -> ir.StringValue:
    """Like `text_of`, but "None" stays: of a subscription it is an answer."""
    return unless_missing(trimmed(raw.cast("string"), BLANKS), MEANS_NO_CATEGORY)


def unless_missing(text: ir.StringValue, words: Sequence[str] = MEANS_MISSING) -> ir.StringValue:
    """The text; null where it is one of the words that only say that something is missing."""
    # DuckDB makes a join of a comparison with a list, and no query can then leave out
    # a column that it does not need.
    is_short = text.length() <= max(map(len, words))
    is_one = text.lower().re_search(f"^({'|'.join(words)})$")
    return (is_short & is_one).ifelse(ibis.null("string"), text)
