"""Other methods beside K-Means, as the tables that charts draw and pages show."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from segmentation.card.evidence import K_MEANS, Dendrogram, Method, Methods
from segmentation.card.segments import Segment
from segmentation.showing.sentences.methods import LOOK_FOR_GAPS, how_set, rounded

# SciPy draws the leaves so far apart, the first one half of that from the edge.
LEAF_WIDTH = 10
# A column each, beside which figures can be read on a phone.
MOST_GROUPS = 8
# From this share of its customers on, a branch is of a segment.
MOSTLY = 2 / 3


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


def compared(methods: Methods) -> list[Method]:
    """The other methods, those that were told how many groups to find first."""
    others = [method for method in methods.methods if method.name != K_MEANS]
    return sorted(others, key=lambda method: method.name in LOOK_FOR_GAPS)


def overlap(method: Method, segments: Sequence[Segment]) -> pd.DataFrame | None:
    """How many of each of a method's groups are in which segment.

    Groups beyond the eight largest are taken together, and noise comes last. None where the card
    does not have it, or where everybody is noise.

    Returns:
        A row a column and segment: column ("1", …, "others", "noise"), total (of the column),
        is_group, segment (its id), name, customers, share (of the column).
    """
    if not method.overlap:
        return None
    columns = {str(at): counts for at, counts in enumerate(method.overlap[:MOST_GROUPS], 1)}
    if len(method.overlap) > MOST_GROUPS:
        columns["others"] = np.sum(method.overlap[MOST_GROUPS:], axis=0).tolist()
    if any(method.noise_in):
        columns["noise"] = method.noise_in
    rows = [
        {
            "column": column,
            "total": sum(counts),
            "is_group": column not in ("others", "noise"),
            "segment": segment.id,
            "name": segment.name,
            "customers": count,
            "share": count / sum(counts),
        }
        for column, counts in columns.items()
        for segment, count in zip(segments, counts)
    ]
    return pd.DataFrame(rows)


def overlap_data(overlap: pd.DataFrame) -> pd.DataFrame:
    """What `overlap` returns, under headers that people read."""
    headers = {
        "column": "Group",
        "name": "Segment",
        "customers": "Customers",
        "share": "Share of the group",
    }
    return overlap[list(headers)].rename(columns=headers)


def merges(tree: Dendrogram, ids: Sequence[int] = ()) -> pd.DataFrame:
    """The brackets of a dendrogram: merge (a number), place, height, segment; four rows each.

    `segment` is the id of the one that two thirds of the merged customers are in, None where
    there is no such one or the card does not tell.

    Args:
        ids: of the model's segments, in the order of their labels.
    """
    of_each = [_mostly(counts, ids) for counts in _merged(tree)]
    table = pd.DataFrame(
        [
            {"merge": at, "place": place, "height": height}
            for at, bracket in enumerate(zip(tree.x, tree.height))
            for place, height in zip(*bracket)
        ]
    )
    return table.assign(segment=pd.Series([of_each[at] for at in table["merge"]], dtype=object))


def leaves(tree: Dendrogram, ids: Sequence[int] = ()) -> pd.DataFrame:
    """The groups at a dendrogram's foot: place, customers (as text), segment as for `merges`."""
    counts = tree.overlap or [[]] * len(tree.leaves)
    return pd.DataFrame(
        {
            "place": [LEAF_WIDTH * (at + 0.5) for at in range(len(tree.leaves))],
            "customers": [f"{customers:,}" for customers in tree.leaves],
            "segment": pd.Series([_mostly(one, ids) for one in counts], dtype=object),
        }
    )


def tree_data(leaves: pd.DataFrame, names: Mapping[int, str]) -> pd.DataFrame:
    """The groups at the foot under headers that people read, with the segment of most of each."""
    return pd.DataFrame(
        {
            "Customers": leaves.customers.str.replace(",", "").astype(int),
            "Mostly": leaves.segment.map(lambda key: names.get(key, "")),
        }
    )


def _merged(tree: Dendrogram) -> list[np.ndarray]:
    """How many customers of each segment every bracket merges.

    SciPy draws a bracket after both that it joins, the left one first: so what was drawn last
    and is not joined yet is the right one of the two, unless that is a leaf.
    """
    waiting: list[tuple[float, np.ndarray]] = []
    found = []
    for left, _, _, right in tree.x:
        joined = []
        for place in (right, left):
            if waiting and waiting[-1][0] == place:
                joined.append(waiting.pop()[1])
            else:
                joined.append(_counts_at(tree, place))
        found.append(joined[0] + joined[1])
        waiting.append(((left + right) / 2, found[-1]))
    return found


def _counts_at(tree: Dendrogram, place: float) -> np.ndarray:
    return np.array(tree.overlap[int(place // LEAF_WIDTH)] if tree.overlap else [], dtype=int)


def _mostly(counts: Sequence[int] | np.ndarray, ids: Sequence[int]) -> int | None:
    if not len(ids) or not sum(counts):
        return None
    most = int(np.argmax(counts))
    return ids[most] if counts[most] >= MOSTLY * sum(counts) else None


def cut(tree: Dendrogram, groups: int) -> float | None:
    """The height at which a dendrogram falls into so many groups.

    None where no height does: there are too few merges, or several at the same height.
    """
    heights = sorted((max(bracket) for bracket in tree.height), reverse=True)
    if not 2 <= groups <= len(heights):
        return None
    above, below = heights[groups - 2], heights[groups - 1]
    return (above + below) / 2 if above > below else None
