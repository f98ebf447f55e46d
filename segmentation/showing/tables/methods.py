"""Other methods beside K-Means, as the tables that charts draw and pages show."""

import pandas as pd

from segmentation.card.evidence import Dendrogram, Methods
from segmentation.showing.sentences.methods import how_set, rounded

# SciPy draws the leaves so far apart, the first one half of that from the edge.
LEAF_WIDTH = 10


def method_table(methods: Methods) -> pd.DataFrame:
    """What each method made of the same customers, noise always beside the silhouette.

    `Noise` and `Largest group` are shares of the customers, `Silhouette` is missing where
    there are fewer than two groups.
    """
    rows = [
        {
            "Method": method.name,
            "How it was set": how_set(method),
            "Groups": method.segments,
            "Noise": method.noise,
            "Silhouette": method.silhouette,
            "Largest group": method.largest_share,
            "Agreement": rounded(method.agreement),
        }
        for method in methods.methods
    ]
    return pd.DataFrame(rows).astype({"Silhouette": float})


def merges(tree: Dendrogram) -> pd.DataFrame:
    """The brackets of a dendrogram: merge (a number), place, height; four rows each."""
    return pd.DataFrame(
        [
            {"merge": at, "place": place, "height": height}
            for at, bracket in enumerate(zip(tree.x, tree.height))
            for place, height in zip(*bracket)
        ]
    )


def leaves(tree: Dendrogram) -> pd.DataFrame:
    """The groups at a dendrogram's foot: place, customers (as text)."""
    return pd.DataFrame(
        {
            "place": [LEAF_WIDTH * (at + 0.5) for at in range(len(tree.leaves))],
            "customers": [f"{customers:,}" for customers in tree.leaves],
        }
    )


def cut(tree: Dendrogram, groups: int) -> float | None:
    """The height at which a dendrogram falls into so many groups.

    None where no height does: there are too few merges, or several at the same height.
    """
    heights = sorted((max(bracket) for bracket in tree.height), reverse=True)
    if not 2 <= groups <= len(heights):
        return None
    above, below = heights[groups - 2], heights[groups - 1]
    return (above + below) / 2 if above > below else None
