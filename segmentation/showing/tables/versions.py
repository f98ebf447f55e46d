"""A model's versions beside each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from segmentation.card.card import Card
from segmentation.showing.sentences.changes import change_sentences
from segmentation.words import percent, plain_version


def versions_table(cards: Sequence[Card], notes: Mapping[str, str]) -> pd.DataFrame:
    """A row a version: when it was trained, on what, into how many segments, how good they are."""
    return pd.DataFrame(
        [
            {
                "Version": plain_version(card.version),
                "Trained": f"{datetime.fromisoformat(card.created):%d %b %Y, %H:%M}",
                "From": card.source.name,
                "Customers": f"{card.customers:,}",
                "Segments": str(card.k),
                "Silhouette": f"{card.metrics.silhouette:.2f}",
                "Note": notes.get(card.version, ""),
            }
            for card in cards
        ]
    )


def segments_beside(cards: Sequence[Card]) -> pd.DataFrame:
    """A row a segment, by its id through all versions: its name and size in each."""
    ids = sorted({segment.id for card in cards for segment in card.segments})
    rows = []
    for at in ids:
        row = {}
        for card in cards:
            found = next((segment for segment in card.segments if segment.id == at), None)
            said = f"{found.name}: {found.size:,} ({percent(found.share)})" if found else "—"
            row[f"Version {plain_version(card.version)}"] = said
        rows.append(row)
    return pd.DataFrame(rows)


def what_changed(card: Card) -> list[str]:
    """What is different from the version before, in sentences; none for the first."""
    return change_sentences(card.changes) if card.changes else []
