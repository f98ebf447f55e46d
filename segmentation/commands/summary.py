"""What a training tells at its end, for people."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from segmentation.card.card import Card
from segmentation.card.data import Oddity
from segmentation.card.segments import Segment
from segmentation.commands.console import say, segment_table
from segmentation.models.model import Model
from segmentation.models.own_names import read_names, told_with, with_own_names
from segmentation.showing.sentences import evidence
from segmentation.showing.sentences.changes import change_sentences
from segmentation.showing.tables.about import data_sentences
from segmentation.words import how_many, percent


def print_summary(console: Console, model: Model, folder: Path) -> None:
    """Print what was read, what was taken out, the segments, and where the model is.

    Segments that the owner named have that name.

    Args:
        folder: the model's own, in its recipe's.
    """
    card = model.card
    segments, own = with_own_names(card.segments, read_names(folder.parent), model.recipe)
    console.print()
    rows = how_many(card.source.rows, "row")
    said = f": {card.customers:,} customers from {card.source.name}, {rows}"
    say(console, said, bold=card.title)
    for line in _told_of_the_data(card):
        say(console, f"  {line}")
    for line in _evidence(model):
        say(console, line)
    console.print(_segment_table(segments))
    for line in (_metrics(card), *([own.problem] if own.problem else [])):
        say(console, line)
    for line in (*change_sentences(told_with(card.changes, own.names)), *card.notes):
        say(console, line)
    say(console, f"Saved as {folder}", whole=True)


def _told_of_the_data(card: Card) -> list[str]:
    taken = [f"{_counted(card, c.rows)} taken out: {c.rule}" for c in card.cleaning if c.rows]
    odd = [
        f"kept, but look at them: {oddity.feature} {oddity.what} for "
        f"{how_many(oddity.customers, 'customer')}{_first(oddity)}"
        for oddity in card.oddities
    ]
    left = [f'"{column}" left out: {why}' for column, why in card.left_out.items()]
    return [*data_sentences(card), *taken, *odd, *left]


def _counted(card: Card, rows: int) -> str:
    # An order of several rows is taken out with all of them.
    return how_many(rows, "row") if card.orders else f"{rows:,}"


def _first(oddity: Oddity) -> str:
    if not oddity.first:
        return ""
    more = ", …" if oddity.customers > len(oddity.first) else ""
    return f" ({', '.join(oddity.first)}{more})"


def _evidence(model: Model) -> list[str]:
    card = model.card
    use = evidence.in_use(card)
    if card.structure is None:
        return [use, "The evidence was left out."]
    told = [evidence.verdict(card, model.recipe), evidence.grounds(card.structure)]
    supported = [evidence.supported(card)] if card.choice.evidence != card.k else []
    return [
        f"Structure: {card.structure.verdict}. {' '.join(told)}",
        use,
        *supported,
        evidence.repeated(card.choice),
        *evidence.firmness(card.segments),
    ]


def _metrics(card: Card) -> str:
    metrics = card.metrics
    return (
        f"Silhouette {metrics.silhouette:.4f}, Davies-Bouldin {metrics.davies_bouldin:.4f}, "
        f"Calinski-Harabasz {metrics.calinski_harabasz:,.1f}, inertia {metrics.inertia:,.1f}"
    )


def _segment_table(segments: Sequence[Segment]) -> Table:
    return segment_table(
        (f"{s.size:,} ({percent(s.share)})", s.name, s.description) for s in segments
    )
