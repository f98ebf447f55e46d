"""What a scoring tells at its end, for people."""

from rich.console import Console
from rich.table import Table

from segmentation.list_summary import Summary


def print_score(console: Console, summary: Summary, places: tuple[str, str]) -> None:
    """Print the counts of customers and rows, the share of each segment, and where they are.

    Args:
        places: where the scored customers went and where those left out.
    """
    lines = [
        f"\n{summary.source}, by the model {summary.model}",
        *(f"  {line}" for line in summary.understood),
        *([f"  As today counts {summary.today}, the newest date."] if summary.today else []),
        _rows(summary),
        *(f"  {count.rows:,} taken out: {count.rule}" for count in summary.taken_out),
        _customers(summary),
    ]
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    console.print(_segments(summary))
    if summary.unlike_anyone:
        console.print(
            f"{_count(summary.unlike_anyone)} unlike anyone the model knows: take the segment "
            "with care.",
            highlight=False,
        )
    console.print(f"Written to {places[0]}", soft_wrap=True, markup=False, highlight=False)
    console.print(f"Left out, with the reason: {places[1]}", soft_wrap=True, markup=False)


def _rows(summary: Summary) -> str:
    rows = "1 row" if summary.rows == 1 else f"{summary.rows:,} rows"
    taken_out = summary.rows - summary.rows_used
    return f"{rows}: {summary.rows_used:,} used, {taken_out:,} taken out"


def _customers(summary: Summary) -> str:
    without = summary.customers - summary.scored
    reasons = ", ".join(f"{left.customers:,} {left.rule}" for left in summary.left_out)
    return (
        f"{_count(summary.customers)}: {summary.scored:,} with a segment, {without:,} left out"
        f"{': ' if reasons else ''}{reasons}"
    )


def _segments(summary: Summary) -> Table:
    table = Table("Customers", "Segment", box=None, pad_edge=False, header_style="bold")
    for segment in summary.segments:
        table.add_row(f"{segment.customers:,} ({segment.share:.1%})", segment.name)
    return table


def _count(customers: int) -> str:
    return "1 customer" if customers == 1 else f"{customers:,} customers"
