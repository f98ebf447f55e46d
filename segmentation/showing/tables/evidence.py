"""The evidence for the number of segments, as tables."""

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.evidence import Choice

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


def measured(choice: Choice, what: str) -> pd.DataFrame:
    """One measure for every number of segments: columns k, value, error (0 where it has none)."""
    rows = [(row.k, getattr(row, what), getattr(row, f"{what}_error", 0.0)) for row in choice.table]
    return pd.DataFrame(rows, columns=["k", "value", "error"])


def choice_table(card: Card) -> pd.DataFrame:
    """Every number of segments that was tried, with all that was measured."""
    table = pd.DataFrame([row.model_dump() for row in card.choice.table])
    return table[list(HEADERS)].rename(columns=HEADERS).dropna(axis="columns", how="all")


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
