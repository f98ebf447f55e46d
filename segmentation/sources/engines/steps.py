"""A long query in named steps, each of which reads the one before it.

In one nested expression the same things would be said hundreds of times over.
"""

from collections.abc import Callable, Mapping, Sequence

import ibis.expr.types as ir

Step = Callable[[str, ir.Table], ir.Table]


def as_it_is(name: str, table: ir.Table) -> ir.Table:
    """The step that needs no name: the engine gets all of them as one expression."""
    return table


class Steps:
    """The table so far: the columns it came with, which stay, and groups of columns added to it.

    `steps["scaled"]` are the columns of the group "scaled" by their keys; the one with the
    key "age" is called `scaled_age`.
    """

    def __init__(self, table: ir.Table, step: Step):
        self.table, self.own = table, list(table.columns)
        self._step, self._groups = step, {}

    def __getitem__(self, group: str) -> dict[str, ir.Value]:
        return {key: self.table[column] for key, column in self._groups[group].items()}

    def __contains__(self, group: str) -> bool:
        return group in self._groups

    def take(
        self, name: str, *, keep: Sequence[str] = (), **groups: Mapping[str, ir.Value]
    ) -> None:
        """Take a step: add these groups, and keep of those there are only the groups `keep`."""
        kept = {group: self._groups[group] for group in keep}
        added = {
            group: {key: self._free_name(f"{group}_{key}") for key in columns}
            for group, columns in groups.items()
        }
        values = {
            added[group][key]: value
            for group, columns in groups.items()
            for key, value in columns.items()
        }
        stay = [column for columns in kept.values() for column in columns.values()]
        self.table = self._step(name, self.table.select(*self.own, *stay, **values))
        self._groups = kept | added

    def _free_name(self, wanted: str) -> str:
        # Engines differ in whether capitals matter.
        taken = {column.lower() for column in self.own}
        while wanted.lower() in taken:
            wanted += "_"
        return wanted
