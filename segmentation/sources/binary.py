"""Columns of bytes that are text all the same: some programs declare text so."""

import ibis
import ibis.expr.types as ir

LONGEST = 50_000


@ibis.udf.scalar.builtin
def decode(raw: bytes) -> str:
    """DuckDB's own: the bytes as text in UTF-8; an error where they are none."""


@ibis.udf.scalar.builtin(name="try")
def null_for_error(text: str) -> str:
    """DuckDB's own: null where an error would be."""


@ibis.udf.scalar.builtin
def octet_length(raw: bytes) -> int:
    """DuckDB's own: how many bytes there are."""


def text_of_bytes(table: ir.Table) -> ir.Table:
    """The table with columns of bytes as text where all of their values are UTF-8 (lazy).

    Other columns of bytes stay what they are: pictures, say, of which nothing is to be lost. So
    do those with a value of more than 50,000 bytes, of which many at a time take much memory.

    Args:
        table: in DuckDB; its columns of bytes are read once.
    """
    read = {name: _as_text(table[name]) for name in table.columns if _is_bytes(table[name])}
    if not read:
        return table
    longest = table.aggregate([octet_length(table[name]).max().name(name) for name in read])
    short = longest.execute().iloc[0].fillna(0) <= LONGEST
    read = {name: text for name, text in read.items() if short[name]}
    if not read:
        return table
    are_text = [_is_text(table[name], text).all().name(name) for name, text in read.items()]
    found = table.aggregate(are_text).execute().iloc[0]
    return table.mutate(*(text.name(name) for name, text in read.items() if found[name]))


def _is_bytes(column: ir.Column) -> bool:
    return column.type().is_binary()


def _as_text(raw: ir.BinaryColumn) -> ir.StringColumn:
    return null_for_error(decode(raw))


def _is_text(raw: ir.BinaryColumn, text: ir.StringColumn) -> ir.BooleanColumn:
    # No text has a zero byte, and not every database takes one.
    return raw.isnull() | (text.notnull() & ~text.re_search(r"\x00"))
