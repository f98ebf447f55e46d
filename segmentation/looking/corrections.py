"""What somebody corrects, put into the mapping of their table."""

from collections.abc import Mapping

from segmentation.looking.seen import ColumnCorrected, Corrections, Seen
from segmentation.mapping.own.written import written
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.mapped import left_out_by, read_mapping
from segmentation.recipes.orders.mapping import KIND, OrdersMapping, mapping_of
from segmentation.recipes.own import OwnColumn, OwnTable, read_table

BY_HAND = "left out by hand"
THE_TABLE = "the table"


def corrected(own: OwnRecipe, corrections: Corrections) -> OwnRecipe:
    """The recipe as data with what was corrected.

    Raises:
        BrokenMapping: what was said cannot be.
    """
    values = read_mapping(own.mapping, THE_TABLE)
    if values["kind"] == KIND:
        return OwnRecipe(mapping=_orders(mapping_of(values, THE_TABLE), corrections).to_toml())
    mapping = written(_own(read_table(values, THE_TABLE), corrections.columns))
    return OwnRecipe(mapping=mapping, left_out=left_out_by(mapping, THE_TABLE))


def with_role(said: Corrections, seen: Seen, role: str, header: str) -> Corrections:
    """What was said of orders, and that a column has a role; "" that none has it.

    What was read by an earlier mapping keeps the roles that were seen, and is not read by it again.
    """
    roles = {c.role: c.header for c in seen.columns if c.role and c.role != "describes"}
    before = {**roles, **said.roles} if said.mapping else said.roles
    # Who gives a column another role has said that it has the first one no more.
    others = {other: has for other, has in before.items() if not header or has != header}
    return said.model_copy(update={"kind": KIND, "mapping": "", "roles": {**others, role: header}})


def named(mapping: str, name: str, title: str) -> str:
    """The text of a mapping under another name and title."""
    values = read_mapping(mapping, THE_TABLE)
    if values["kind"] == KIND:
        table = mapping_of(values, THE_TABLE).model_copy(update={"name": name, "title": title})
        return table.to_toml()
    own = read_table(values, THE_TABLE).model_copy(update={"name": name, "title": title})
    return written(own)


def _orders(mapping: OrdersMapping, corrections: Corrections) -> OrdersMapping:
    if corrections.describes is None:
        return mapping
    found = mapping.customers
    kept = {
        "categories": tuple(h for h in found.categories if h in corrections.describes),
        "measures": tuple(h for h in found.measures if h in corrections.describes),
    }
    return mapping.model_copy(update={"customers": found.model_copy(update=kept)})


def _own(table: OwnTable, said: Mapping[str, ColumnCorrected]) -> OwnTable:
    keys = [header for header, column in said.items() if column.use == "key"]
    columns = [
        _column(column, said.get(column.header), is_key_elsewhere=bool(keys))
        for column in table.columns
    ]
    return table.model_copy(update={"columns": tuple(columns)})


def _column(
    column: OwnColumn, said: ColumnCorrected | None, *, is_key_elsewhere: bool
) -> OwnColumn:
    changes = said.model_dump(exclude_none=True) if said else {}
    if is_key_elsewhere and column.use == "key" and "use" not in changes:
        changes["use"] = "left out"
    if changes.get("use") == "left out":
        changes["why"] = BY_HAND
    elif "use" in changes:
        changes["why"] = ""
    return column.model_copy(update=changes)
