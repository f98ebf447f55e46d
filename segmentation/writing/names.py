"""Names of tables to write, as SQL takes them."""

from segmentation.sources.duck import identifier


def sql_name(table: str) -> str:
    """The table's name for SQL; what stands before a dot is its schema."""
    return ".".join(identifier(part) for part in table.split("."))
