"""What a scoring tells at its end, for people."""

from rich.console import Console
from rich.table import Table

from segmentation.commands.console import say, segment_table
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.lists.warning import warning
from segmentation.words import how_many, percent


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
        f"{summary.source}, by the model {summary.model}{usable}",
        *(f"  {sentence}" for sentence in warning(summary)),
        *(f"  {line}" for line in summary.understood),
        *([f"  As today counts {summary.today}, the newest date."] if summary.today else []),
        _rows(summary),
        *(f"  {count.rows:,} taken out: {count.rule}" for count in summary.taken_out),
        _customers(summary),
    ]
    console.print()
    for line in lines:
        say(console, line, whole=True)
    console.print(_segments(summary))
    if summary.unlike_anyone and summary.misfit is None:
        unlike = how_many(summary.unlike_anyone, "customer")
        say(console, f"{unlike} unlike anyone the model knows: take the segment with care.")
    say(console, f"Written to {places[0]}", whole=True)
    say(console, f"Left out, with the reason: {places[1]}", whole=True)


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
    return segment_table(
        (f"{s.customers:,} ({percent(s.share)})", s.name, "") for s in summary.segments
    )
