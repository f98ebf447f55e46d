"""The evidence for the number of segments, as tables."""

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.evidence import Choice
from segmentation.recipes.recipe import Recipe
from segmentation.segments.descriptions import headline

HEADERS = {
    "k": "Segments",
    "silhouette": "Silhouette",
    "stability": "Stability",
    "prediction_strength": "Prediction strength",
    "gap": "Gap",
    "inertia": "Inertia",
    "calinski_harabasz": "Calinski-Harabasz",
    "davies_bouldin": "Davies-Bouldin",
    "smallest_share": "Smallest segment",
}

YES_NO = {True: "yes", False: "no"}


def measured(choice: Choice, what: str) -> pd.DataFrame:
    """One measure for every number of segments: columns k, value, error (0 where it has none)."""
    rows = [(row.k, getattr(row, what), getattr(row, f"{what}_error", 0.0)) for row in choice.table]
    return pd.DataFrame(rows, columns=["k", "value", "error"])


def measured_data(measured: pd.DataFrame, title: str) -> pd.DataFrame:
    """What `measured` returns, under headers that people read."""
    headers = {"k": HEADERS["k"], "value": title, "error": "Standard error"}
    return measured.rename(columns=headers)


def band_data(curves: pd.DataFrame) -> pd.DataFrame:
    """What `silhouette_curves` returns, under headers that people read."""
    headers = {"name": "Segment", "percent": "Percent of customers", "silhouette": "Silhouette"}
    return curves[list(headers)].rename(columns=headers)


def choice_table(card: Card) -> pd.DataFrame:
    """Every number of segments that was tried, with all that was measured."""
    table = pd.DataFrame([row.model_dump() for row in card.choice.table])
    return table[list(HEADERS)].rename(columns=HEADERS).dropna(axis="columns", how="all")


def strip(card: Card) -> pd.DataFrame:
    """Every number of segments tried, and whether it is firm.

    Columns: k; figure (its stability, or without evidence its silhouette); told ("firm", "weak",
    or "" without evidence); in_use; supported.
    """
    choice = card.choice
    rows = [
        {
            "k": row.k,
            "figure": row.stability if choice.is_full else row.silhouette,
            "told": ("firm" if row.is_stable else "weak") if choice.is_full else "",
            "in_use": row.k == card.k,
            "supported": choice.is_full and row.k == choice.evidence,
        }
        for row in choice.table
    ]
    return pd.DataFrame(rows)


def strip_data(strip: pd.DataFrame) -> pd.DataFrame:
    """What `strip` returns, under headers that people read."""
    figure = "Stability" if strip.told.any() else "Silhouette"
    return pd.DataFrame(
        {
            HEADERS["k"]: strip.k,
            figure: strip.figure,
            "Firm or weak": strip.told,
            "In use": strip.in_use.map(YES_NO),
            "What the data supports": strip.supported.map(YES_NO),
        }
    )


def numbers_to_look_at(card: Card) -> list[int]:
    """The numbers of segments whose segments can be looked at, the model's own among them."""
    return sorted({*card.choice.looks, card.k})


def segments_of(card: Card, segments: int, recipe: Recipe) -> pd.DataFrame:
    """The segments of a number of segments, the model's own or one that was only tried.

    Columns: segment (its id, None where it has none), name, size (of all customers), is_about
    (where only some of the customers tell it), share, sentence.
    """
    if segments == card.k:
        own = [(s.id, s.name, s.size, s.share, headline(s.claims, recipe)) for s in card.segments]
    else:
        own = [(None, *look) for look in _looks(card, segments)]
    table = pd.DataFrame(own, columns=["segment", "name", "size", "share", "sentence"])
    some = card.choice.customers < card.customers and segments != card.k
    return table.assign(is_about=some).astype({"segment": object})


def _looks(card: Card, segments: int) -> list[tuple[str, int, float, str]]:
    return [
        (look.name, round(look.share * card.customers), look.share, look.sentence)
        for look in card.choice.looks[segments]
    ]


def silhouette_curves(card: Card) -> pd.DataFrame:
    """How many percent of each segment's customers have which silhouette or a lower one.

    Columns: segment (its id), name, percent, silhouette; and in `average` the segment's mean.
    """
    parts = [
        pd.DataFrame(
            {
                "segment": segment.id,
                "name": segment.name,
                "percent": np.arange(len(curve)),
                "silhouette": curve,
                "average": float(np.mean(curve)),
            }
        )
        for segment, curve in zip(card.segments, card.metrics.silhouettes)
        if curve
    ]
    return pd.concat(parts, ignore_index=True)
