"""What a scoring tells at its end, for people."""

from rich.console import Console
from rich.table import Table

from segmentation.list_summary import Summary
from segmentation.plural import how_many


def print_score(
    console: Console, summary: Summary, places: tuple[str, str], *, instead: bool = False
) -> None:
    """Print the counts of customers and rows, the share of each segment, and where they are.

    Args:
        places: where the scored customers went and where those left out.
        instead: whether the model stands in for a newer one that cannot be used.
    """
    usable = ", the newest that can be used" if instead else ""
    lines = [
        f"\n{summary.source}, by the model {summary.model}{usable}",
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
            f"{how_many(summary.unlike_anyone, 'customer')} unlike anyone the model knows: "
            "take the segment with care.",
            highlight=False,
        )
    console.print(f"Written to {places[0]}", soft_wrap=True, markup=False, highlight=False)
    console.print(f"Left out, with the reason: {places[1]}", soft_wrap=True, markup=False)


def _rows(summary: Summary) -> str:
    taken_out = summary.rows - summary.rows_used
    return f"{how_many(summary.rows, 'row')}: {summary.rows_used:,} used, {taken_out:,} taken out"


def _customers(summary: Summary) -> str:
    without = summary.customers - summary.scored
    reasons = ", ".join(f"{left.customers:,} {left.rule}" for left in summary.left_out)
    return (
        f"{how_many(summary.customers, 'customer')}: {summary.scored:,} with a segment, "
        f"{without:,} left out{': ' if reasons else ''}{reasons}"
    )


def _segments(summary: Summary) -> Table:
    table = Table("Customers", "Segment", box=None, pad_edge=False, header_style="bold")
    for segment in summary.segments:
        table.add_row(f"{segment.customers:,} ({segment.share:.1%})", segment.name)
    return table
