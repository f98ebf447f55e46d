"""Join what is known of customers, from a source of its own, on to an open table of orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import ibis
import ibis.expr.types as ir

from segmentation.disk import temporary_folder
from segmentation.errors import CustomersNotBeside
from segmentation.sources.binary import text_of_bytes
from segmentation.sources.opening import open_in, plain_read_errors
from segmentation.sources.reading import AS_RECOGNISED, Fits, Opened, Reading, Workspace, anything
from segmentation.sources.several.joining import free_name
from segmentation.sources.several.links import Named, find_links, id_text
from segmentation.words import how_many

KEY = "customer's id beside"


@contextmanager
def open_beside(
    opened: Opened, source: str | Path, reading: Reading = AS_RECOGNISED, *, fits: Fits = anything
) -> Iterator[Opened]:
    """Open a second source in the engine of one that is open, for the length of a `with` block.

    Raises:
        DataError: as for `open_table`.
        CustomersNotBeside: the open one is not on this machine.
    """
    connection = opened.table.get_backend()
    if connection.name != "duckdb":
        raise CustomersNotBeside(opened.name)
    with temporary_folder() as folder:
        other = open_in(Workspace(connection, Path(folder)), source, reading, fits)
        with plain_read_errors(other.name):
            table = text_of_bytes(other.table)
        yield replace(other, table=table)


def find_customers_key(opened: Opened, other: Opened, key: str) -> str | None:
    """The header of `other` below which the customers of the column `key` are, each once.

    None where no header is like it, a customer is there twice, or most are not there.
    """
    tables = [Named("orders", opened.table.select(key)), Named("customers", other.table)]
    links = [link for link in find_links(tables) if link.many == 0]
    return links[0].key if links else None


def with_customers(opened: Opened, other: Opened, *, key: str, other_key: str) -> Opened:
    """The open table with the columns of a table of customers beside its own.

    No row is added or lost. A customer who is in `other` more than once is taken from the first
    of these rows in the order of their values. A column called as one that is there gets the
    name of its source in front.

    Args:
        opened: orders, payments or lines, open in DuckDB.
        other: what is known of customers, open in the same DuckDB (see `open_beside`).
        key: the header of the customers' ids in `opened`.
        other_key: the same in `other`.

    Returns:
        The same source, its table lazy; who did not join is counted in `understood`.
    """
    table, customers = opened.table, other.table
    with plain_read_errors(other.name):
        ids = id_text(customers[other_key])
        order = [customers[name] for name in customers.columns]
        nth = ibis.row_number().over(group_by=ids, order_by=order)
        named = customers.mutate(ids.name(KEY), nth.name(f"{KEY} nth"))
        named = named.filter(named[KEY].notnull())
        first = named.filter(named[f"{KEY} nth"] == 0)
        said = _said(table, named, opened, other, key)
    taken = {name.casefold() for name in table.columns}
    names = {}
    for header in (name for name in customers.columns if name != other_key):
        is_free = header.casefold() not in taken
        names[header] = header if is_free else free_name(f"{_short(other)} {header}", taken)
        taken.add(names[header].casefold())
    right = first.select(first[KEY], *(first[header].name(name) for header, name in names.items()))
    joined = table.left_join(right, id_text(table[key]) == right[KEY]).drop(KEY)
    return replace(opened, table=joined, understood=[*opened.understood, *said, *_told(other)])


def _short(other: Opened) -> str:
    return Path(other.name).stem


def _told(other: Opened) -> list[str]:
    out = [
        f'{how_many(o.count, "row")} of "{other.name}" left out: {o.rule}.' for o in other.not_rows
    ]
    if other.skipped:
        lines, verb = how_many(other.skipped, "line"), "was" if other.skipped == 1 else "were"
        out.append(f'{lines} of "{other.name}" cannot be read and {verb} left out.')
    return [*(f'"{other.name}": {line}' for line in other.understood), *out]


def _said(table: ir.Table, named: ir.Table, opened: Opened, other: Opened, key: str) -> list[str]:
    ours = table.select(id=id_text(table[key])).distinct().filter(ibis._.id.notnull())
    theirs = named.select(id=named[KEY])
    lost = int(ours.anti_join(theirs, "id").count().execute())
    idle = int(theirs.distinct().anti_join(ours, "id").count().execute())
    again = int((named[f"{KEY} nth"] > 0).sum().execute() or 0)
    said = [f'What is known of customers comes from "{other.name}".']
    if lost:
        verb = "is" if lost == 1 else "are"
        said.append(f'{how_many(lost, "customer")} {verb} not in "{other.name}".')
    if idle:
        verbs = ("has", "is") if idle == 1 else ("have", "are")
        who = how_many(idle, "customer")
        said.append(
            f'{who} of "{other.name}" {verbs[0]} nothing in "{opened.name}" and {verbs[1]} '
            "no part of this."
        )
    if again:
        rows, verb = how_many(again, "row"), "repeats" if again == 1 else "repeat"
        said.append(
            f'{rows} of "{other.name}" {verb} a customer and did not count: the first one of '
            "each counts, in the order of their values."
        )
    return said
