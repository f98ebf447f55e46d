"""Look at somebody's data: what it is, what it comes to, and what of it is left open."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import ibis.expr.types as ir

from segmentation.customers.columns import match_columns
from segmentation.customers.from_source import load_customer_data
from segmentation.customers.values import EVERYDAY_NOTATION
from segmentation.errors import CurrencyToChoose, DoubtfulRole, NoRoleFound
from segmentation.looking.corrections import corrected
from segmentation.looking.seen import Corrections, Kind, Question, Seen, SeenColumn
from segmentation.mapping.choosing import AUTO, OWN, Asked, Chosen, choose, fits
from segmentation.mapping.orders.find import Said
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.mapped import read_mapping
from segmentation.recipes.orders.mapping import KIND, OrdersMapping, mapping_of
from segmentation.recipes.own import read_table
from segmentation.recipes.recipe import Recipe
from segmentation.sources import Opened, Reading, open_table, plain_read_errors
from segmentation.steps import Step

FIRST_ROWS, FIRST_VALUES = 200, 3
NAME = "the table"
NONE = ""
# Who ordered and when must be told; of the others there may be no column.
NEEDED = ("customer", "date")


def look(
    source: str | Path,
    corrections: Corrections,
    *,
    table: str | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Seen:
    """What the data is, with what somebody corrected.

    Args:
        source: as `sources.open_table` takes it.
        table: a database's table.
        progress: called with a few words at the start of each step.

    Raises:
        DataError: it cannot be read, or cannot be segmented; the message says why.
    """
    asked = _asked(corrections, table)
    progress(Step.OPENING)
    with (
        open_table(source, asked.reading, fits=fits(asked), joined=asked.takes_several) as opened,
        ExitStack() as open_,
    ):
        progress(Step.MEANING)
        with plain_read_errors(opened.name):
            try:
                chosen = choose(asked, opened, open_)
            except (DoubtfulRole, NoRoleFound, CurrencyToChoose) as error:
                return _open_question(opened, error)
        return _seen(_with_corrections(chosen, corrections), progress)


def _asked(corrections: Corrections, table: str | None) -> Asked:
    uses = {header: column.use for header, column in corrections.columns.items()}
    keys = [header for header, use in uses.items() if use == "key"]
    written = corrections.mapping
    return Asked(
        recipe=corrections.kind or AUTO,
        own=OwnRecipe(mapping=written) if written else None,
        own_name=NAME,
        said=Said(roles=corrections.roles, currency=corrections.currency or None),
        key=keys[0] if keys else None,
        one_row_per_customer=corrections.kind == OWN,
        also=tuple(header for header, use in uses.items() if use in ("feature", "category")),
        reading=Reading(table=table),
    )


def _with_corrections(chosen: Chosen, corrections: Corrections) -> Chosen:
    if chosen.own is None:
        return chosen
    own = corrected(chosen.own, corrections)
    return Chosen(chosen.opened, own.recipe(NAME), own, chosen.told, None, chosen.currency)


def _open_question(opened: Opened, error: DoubtfulRole | NoRoleFound | CurrencyToChoose) -> Seen:
    """What is asked for, beside the columns with their first values."""
    if isinstance(error, CurrencyToChoose):
        sentence = "These amounts are in several currencies, which do not add up. Which one counts?"
        question = Question(role="currency", sentence=sentence, choices=tuple(error.choices))
    else:
        role = error.option.removeprefix("--")
        none = () if role in NEEDED else (NONE,)
        sentence = f"Which column says {error.what}?"
        question = Question(role=role, sentence=sentence, choices=(*error.choices, *none))
    first = first_values(opened.table)
    return Seen(
        name=opened.name,
        kind="orders",
        recipe=KIND,
        title="",
        columns=tuple(SeenColumn(header=h, first=values) for h, values in first.items()),
        question=question,
    )


def _seen(chosen: Chosen, progress: Callable[[str], None]) -> Seen:
    opened, recipe = chosen.opened, chosen.recipe
    data = load_customer_data(opened, recipe, (), EVERYDAY_NOTATION, progress, None, ())
    first = first_values(opened.table)
    return Seen(
        name=opened.name,
        kind=_kind(chosen),
        recipe=recipe.name,
        title=recipe.title,
        mapping=chosen.own.mapping if chosen.own else "",
        rows=data.rows,
        customers=len(data.frame),
        orders=data.orders,
        features=tuple(recipe.feature(name).label for name in recipe.standard_features),
        taken_out=tuple(count for count in data.cleaning if count.rows),
        told=(*opened.understood, *chosen.told, *data.understood, *recipe.notes),
        columns=tuple(_columns(chosen, first)),
    )


def _kind(chosen: Chosen) -> Kind:
    if chosen.own is None:
        return "known"
    return "orders" if chosen.own.kind == KIND else "own"


def first_values(table: ir.Table) -> dict[str, tuple[str, ...]]:
    """The first different values of each column, as they are written."""
    rows = table.limit(FIRST_ROWS).execute()
    return {
        header: tuple(rows[header].dropna().astype(str).drop_duplicates().head(FIRST_VALUES))
        for header in table.columns
    }


def _columns(chosen: Chosen, first: dict[str, tuple[str, ...]]) -> list[SeenColumn]:
    kind = _kind(chosen)
    if kind == "own":
        return _own_columns(chosen.own.mapping, first)
    if kind == "orders":
        mapping = mapping_of(read_mapping(chosen.own.mapping, NAME), NAME)
        roles = _roles_of_orders(mapping)
    else:
        roles = _roles_of(chosen.recipe, list(first))
    return [
        SeenColumn(header=header, first=values, role=roles.get(header, NONE))
        for header, values in first.items()
    ]


def _own_columns(mapping: str, first: dict[str, tuple[str, ...]]) -> list[SeenColumn]:
    table = read_table(read_mapping(mapping, NAME), NAME)
    return [
        SeenColumn(
            header=column.header,
            first=first.get(column.header, ()),
            use=column.use,
            kind=column.kind,
            label=column.called,
            unit=column.unit,
            meaning=column.meaning,
            why=column.why,
        )
        for column in table.columns
    ]


def _roles_of_orders(mapping: OrdersMapping) -> dict[str, str]:
    """{header: role}, and "describes" for those that describe customers."""
    described = (*mapping.customers.categories, *mapping.customers.measures)
    roles = {header: role for role, header in mapping.columns.mapped().items()}
    return {**dict.fromkeys(described, "describes"), **roles}


def _roles_of(recipe: Recipe, headers: list[str]) -> dict[str, str]:
    """{header: what it says} of a table of ours."""
    matched = match_columns(recipe, headers)
    return {header: name.replace("_", " ") for name, header in matched.items() if header}
