"""What a training tells at its end, for people."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from segmentation import verdicts
from segmentation.card import Card, Segment
from segmentation.change_words import change_sentences
from segmentation.own_names import read_names, told_with, with_own_names
from segmentation.plural import how_many
from segmentation.store import Model
from segmentation.views.about import data_sentences


def print_summary(console: Console, model: Model, folder: Path) -> None:
    """Print what was read, what was taken out, the segments, and where the model is.

    Segments that the owner named have that name.

    Args:
        folder: the model's own, in its recipe's.
    """
    card = model.card
    segments, own = with_own_names(card.segments, read_names(folder.parent), model.recipe)
    console.print(
        f"\n[bold]{card.title}[/bold]: {card.customers:,} customers from {card.source.name}, "
        f"{how_many(card.source.rows, 'row')}",
        highlight=False,
    )
    for line in _told_of_the_data(card):
        console.print(f"  {line}", highlight=False, markup=False)
    for line in _evidence(card):
        console.print(line, highlight=False, markup=False)
    console.print(_segment_table(segments))
    metrics = card.metrics
    console.print(
        f"Silhouette {metrics.silhouette:.4f}, Davies-Bouldin {metrics.davies_bouldin:.4f}, "
        f"Calinski-Harabasz {metrics.calinski_harabasz:,.1f}, inertia {metrics.inertia:,.1f}"
    )
    if own.problem:
        console.print(own.problem, highlight=False, markup=False)
    for sentence in change_sentences(told_with(card.changes, own.names)):
        console.print(sentence, highlight=False, markup=False)
    for note in card.notes:
        console.print(note, markup=False)
    console.print(f"Saved as {folder}", soft_wrap=True, markup=False)


def _told_of_the_data(card: Card) -> list[str]:
    taken = [f"{count.rows:,} taken out: {count.rule}" for count in card.cleaning if count.rows]
    odd = [
        f"kept, but look at them: {oddity.feature} {oddity.what} for "
        f"{how_many(oddity.customers, 'customer')} ({', '.join(oddity.first)}"
        f"{', …' if oddity.customers > len(oddity.first) else ''})"
        for oddity in card.oddities
    ]
    left = [f'"{column}" left out: {why}' for column, why in card.left_out.items()]
    return [*data_sentences(card), *taken, *odd, *left]


def _evidence(card: Card) -> list[str]:
    use = verdicts.in_use(card.choice, card.asked_by)
    if card.structure is None:
        return [use, "The evidence was left out."]
    told = [verdicts.verdict(card.structure), verdicts.grounds(card.structure)]
    return [f"Structure: {card.structure.verdict}. {' '.join(told)}", use] + (
        [verdicts.supported(card.choice)] if card.choice.evidence != card.k else []
    )


def _segment_table(segments: Sequence[Segment]) -> Table:
    table = Table("Customers", "Segment", box=None, pad_edge=False, header_style="bold")
    for segment in segments:
        size = f"{segment.size:,} ({segment.share:.0%})"
        table.add_row(size, f"[bold]{escape(segment.name)}[/bold]\n{segment.description}\n")
    return table
