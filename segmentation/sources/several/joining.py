"""Join tables on to the finest of them, never a row more than that one has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from segmentation.sources.several.days import has_days
from segmentation.sources.several.links import Link, Named, id_text
from segmentation.sources.several.names import is_id
from segmentation.words import how_many, together

NUMBER = "row of the finest table"


@dataclass(frozen=True)
class Joined:
    """One table of several.

    Args:
        table: the finest one's rows with the columns of the others (lazy).
        understood: what was joined and what was not, in sentences.
        alone: the rows of the finest table that belong to none of the table between it and the
            others, and are left out, with its own columns (lazy); None where all belong.
        alone_rule: what they are called where they are counted.
    """

    table: ir.Table
    understood: list[str]
    alone: ir.Table | None = None
    alone_rule: str = ""


@dataclass
class _State:
    """The table so far: where the columns of each joined table are, {place: {header: name}}."""

    table: ir.Table
    at: dict[int, dict[str, str]]
    said: list[str] = field(default_factory=list)


def finest_first(tables: Sequence[Named], links: Sequence[Link]) -> list[int]:
    """The tables that others can be joined on to, that from which most others follow first.

    Among equals the one with most rows comes first.
    """
    rows = {n: int(named.table.count().execute()) for n, named in enumerate(tables)}
    followed = {n: len(list(_path(n, links))) for n in range(len(tables))}
    return sorted((n for n in followed if followed[n]), key=lambda n: (-followed[n], -rows[n], n))


def join_on_to(finest: int, tables: Sequence[Named], links: Sequence[Link]) -> Joined:
    """Join all tables that follow from the finest one, each row of it to one of theirs at most.

    Rows of the finest table that belong to no order, where the day and the customer are known of
    the order alone, are parted from the others.
    """
    path = list(_path(finest, links))
    start = tables[finest].table.mutate(ibis.row_number().name(NUMBER))
    state = _State(start, {finest: {name: name for name in tables[finest].table.columns}})
    for link in path:
        _join(state, link, tables)
    needed = _needed(finest, path, tables)
    names = together([f'"{tables[link.one].name}" by "{link.key}"' for link in path])
    said = [f'The rows are those of "{tables[finest].name}", joined with {names}.']
    said += state.said + _not_joined(finest, path, tables, links)
    table = state.table.order_by(NUMBER)
    if needed is None or not needed.lost:
        return Joined(table.drop(NUMBER, *_marks(state)), said)
    mark = _mark(needed.one)
    own = table.filter(table[mark].isnull()).select(*tables[finest].table.columns)
    table = table.filter(table[mark].notnull()).drop(NUMBER, *_marks(state))
    rule = f'rows that belong to nothing in "{tables[needed.one].name}"'
    return Joined(table, said, own, rule)


def _path(finest: int, links: Sequence[Link]) -> Iterator[Link]:
    """The links by which tables follow from the finest one, nearest first."""
    reached, todo = {finest}, [finest]
    while todo:
        at = todo.pop(0)
        for link in links:
            if link.many == at and link.one not in reached:
                reached.add(link.one)
                todo.append(link.one)
                yield link


def _mark(place: int) -> str:
    return f"{NUMBER} is in table {place}"


def _marks(state: _State) -> list[str]:
    return [_mark(place) for place in state.at if _mark(place) in state.table.columns]


def _join(state: _State, link: Link, tables: Sequence[Named]) -> None:
    """Join one more table; its key goes, and so does a column that says the same as another."""
    one = tables[link.one]
    own = {name.casefold(): name for name in state.table.columns}
    names = {header: header for header in one.table.columns if header != link.key}
    clashing = [header for header in names if header.casefold() in own]
    for header in clashing:
        names[header] = free_name(
            f"{one.name} {header}", {*own, *map(str.casefold, names.values())}
        )
    key = f"{NUMBER} key {link.one}"
    right = one.table.select(
        id_text(one.table[link.key]).name(key),
        *(one.table[header].name(name) for header, name in names.items()),
        ibis.literal(1).name(_mark(link.one)),
    ).filter(ibis._[key].notnull())
    column = state.table[state.at[link.many][link.column]]
    joined = state.table.left_join(right, id_text(column) == right[key]).drop(key)
    same = [h for h in clashing if _say_the_same(joined, own[h.casefold()], names[h])]
    state.at[link.one] = names | {link.key: state.at[link.many][link.column]}
    state.at[link.one] |= {header: own[header.casefold()] for header in same}
    state.table = joined.drop(*(names[header] for header in same)) if same else joined
    state.said += _lost_and_idle(link, tables)


def _say_the_same(table: ir.Table, one: str, other: str) -> bool:
    differ = id_text(table[one]) != id_text(table[other])
    return not bool(differ.any().fill_null(False).execute())


def free_name(name: str, taken: set[str]) -> str:
    """The name, with a number where it is among those `taken`, which are in small letters."""
    number, wanted = 2, name
    while name.casefold() in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def _needed(finest: int, path: Sequence[Link], tables: Sequence[Named]) -> Link | None:
    """The link to the orders of a table of lines, which say nothing without them."""
    if has_days(tables[finest].table):
        return None
    between = [
        link
        for link in path
        if link.many == finest
        and has_days(tables[link.one].table)
        and (any(other.many == link.one for other in path) or _has_other_ids(link, tables))
    ]
    return max(between, key=lambda link: tables[link.one].table.count().execute(), default=None)


def _has_other_ids(link: Link, tables: Sequence[Named]) -> bool:
    return any(is_id(header) and header != link.key for header in tables[link.one].table.columns)


def _lost_and_idle(link: Link, tables: Sequence[Named]) -> list[str]:
    many, one = tables[link.many].name, tables[link.one].name
    said = []
    if link.lost:
        rows = how_many(link.lost, "row")
        verb = "belongs" if link.lost == 1 else "belong"
        said.append(f'{rows} of "{many}" {verb} to nothing in "{one}".')
    if link.idle:
        rows = how_many(link.idle, "row")
        verbs = ("has", "is") if link.idle == 1 else ("have", "are")
        said.append(
            f'{rows} of "{one}" {verbs[0]} none in "{many}" and {verbs[1]} no part of this.'
        )
    return said


def _not_joined(
    finest: int, path: Sequence[Link], tables: Sequence[Named], links: Sequence[Link]
) -> list[str]:
    reached = {finest, *(link.one for link in path)}
    said = []
    for place, named in enumerate(tables):
        if place in reached:
            continue
        to = next((link for link in links if link.many == place and link.one in reached), None)
        why = (
            f'has several rows for one of "{tables[to.one].name}"'
            if to
            else "has several rows for one of them, or shares no ids,"
        )
        said.append(f'"{named.name}" {why} and was not joined.')
    return said
