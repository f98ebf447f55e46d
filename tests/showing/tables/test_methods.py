"""Tables of other methods, and the tree that is drawn from them."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import dendrogram as scipy_tree
from scipy.cluster.hierarchy import linkage

from segmentation.card.evidence import Dendrogram, Method, Methods
from segmentation.card.segments import Segment
from segmentation.showing.charts.dendrogram import dendrogram
from segmentation.showing.charts.overlap import overlap_heatmap
from segmentation.showing.charts.style import WRITING, segment_style
from segmentation.showing.tables.methods import (
    _merged,
    compared,
    cut,
    leaves,
    merges,
    method_table,
    overlap,
    overlap_data,
    tree_data,
)

# 1,200 and 3 customers merge at 2, then both with 40 at 5.
TREE = Dendrogram(
    x=[[15.0, 15.0, 25.0, 25.0], [5.0, 5.0, 20.0, 20.0]],
    height=[[0.0, 2.0, 2.0, 0.0], [0.0, 5.0, 5.0, 2.0]],
    leaves=[40, 1_200, 3],
)
# Of the same, how many are in which of two segments.
COLOURED = TREE.model_copy(update={"overlap": [[0, 40], [1_000, 200], [0, 3]]})
SEGMENTS = [
    Segment.model_construct(id=7, name="Savers"),
    Segment.model_construct(id=4, name="Spenders"),
]
FOUND = [
    Method(
        name="Ward",
        settings={"groups": 2},
        segments=2,
        noise=0.0,
        silhouette=0.25,
        largest_share=0.75,
        agreement=0.5,
    ),
    Method(
        name="HDBSCAN",
        settings={"smallest_group": 25},
        segments=1,
        noise=0.125,
        silhouette=None,
        largest_share=0.875,
        agreement=0.0,
    ),
]


def test_method_table():
    table = method_table(Methods(customers=1_243, methods=FOUND, dendrogram=TREE))
    assert table.columns.tolist() == [
        "Method",
        "How it was set",
        "Groups",
        "Noise",
        "Silhouette",
        "Largest group",
        "Agreement",
    ]
    assert table.iloc[0].tolist() == ["Ward", "two groups", 2, 0.0, 0.25, 0.75, 0.5]
    second = table.iloc[1]
    assert second.drop("Silhouette").tolist() == [
        "HDBSCAN",
        "groups of 25 customers or more",
        1,
        0.125,
        0.875,
        0.0,
    ]
    assert table.Silhouette.isna().tolist() == [False, True]


def test_merges_and_leaves():
    table = merges(TREE)
    assert table.segment.tolist() == [None] * 8
    assert table[["merge", "place", "height"]].to_numpy().tolist() == [
        [0, 15, 0],
        [0, 15, 2],
        [0, 25, 2],
        [0, 25, 0],
        [1, 5, 0],
        [1, 5, 5],
        [1, 20, 5],
        [1, 20, 2],
    ]
    assert leaves(TREE).to_numpy().tolist() == [
        [5, "40", None],
        [15, "1,200", None],
        [25, "3", None],
    ]


def test_branches_are_of_the_segment_that_two_thirds_are_in():
    assert leaves(COLOURED, [7, 4]).segment.tolist() == [4, 7, 4]
    # 1,000 and 203 of the first merge, 1,000 and 243 of the second.
    assert merges(COLOURED, [7, 4]).segment.tolist() == [7] * 8
    mixed = TREE.model_copy(update={"overlap": [[0, 600], [1_000, 200], [0, 3]]})
    assert merges(mixed, [7, 4]).segment.tolist() == [7] * 4 + [None] * 4
    data = tree_data(leaves(mixed, [7, 4]), {7: "Savers", 4: "Spenders"})
    assert data.to_dict("list") == {
        "Customers": [40, 1_200, 3],
        "Mostly": ["Spenders", "Savers", "Spenders"],
    }


def test_merges_of_a_deeper_tree_count_all_below_them():
    """Against SciPy: every merge of random customers, by the leaves that it says are below."""
    customers = np.random.default_rng(5).normal(size=(40, 2))
    steps = linkage(customers, method="ward")
    drawn = scipy_tree(steps, no_plot=True)
    one_each = np.eye(40, dtype=int)[drawn["leaves"]].tolist()
    tree = Dendrogram(x=drawn["icoord"], height=drawn["dcoord"], leaves=[1] * 40, overlap=one_each)
    sizes = {round(height, 9): int(size) for _, _, height, size in steps}
    for merge, own in merges(tree, range(40)).groupby("merge"):
        assert own.segment.isna().all()
        assert int(_merged(tree)[merge].sum()) == sizes[round(own.height.max(), 9)]


def with_overlap(groups, noise=()):
    update = {"overlap": groups, "noise_in": list(noise) or [0, 0]}
    return FOUND[0].model_copy(update=update)


def test_groups_beside_segments_as_shares_of_the_group():
    table = overlap(with_overlap([[30, 10], [0, 20]], noise=[1, 4]), SEGMENTS)
    assert table.drop(columns="name").to_numpy().tolist() == [
        ["1", 40, True, 7, 30, 0.75],
        ["1", 40, True, 4, 10, 0.25],
        ["2", 20, True, 7, 0, 0.0],
        ["2", 20, True, 4, 20, 1.0],
        ["noise", 5, False, 7, 1, 0.2],
        ["noise", 5, False, 4, 4, 0.8],
    ]
    assert overlap_data(table).iloc[0].to_dict() == {
        "Group": "1",
        "Segment": "Savers",
        "Customers": 30,
        "Share of the group": 0.75,
    }


def test_groups_beyond_the_eight_largest_are_taken_together():
    table = overlap(with_overlap([[10, 0]] * 9 + [[0, 6]]), SEGMENTS)
    assert list(dict.fromkeys(table.column)) == [*"12345678", "others"]
    assert table[table.column == "others"].customers.tolist() == [10, 6]


def test_cards_of_before_say_nothing_of_groups_beside_segments():
    assert overlap(FOUND[0], SEGMENTS) is None


def test_who_was_told_the_number_of_groups_comes_first():
    methods = [FOUND[1], FOUND[0], FOUND[0].model_copy(update={"name": "K-Means"})]
    found = compared(Methods(customers=9, methods=methods, dendrogram=TREE))
    assert [method.name for method in found] == ["Ward", "HDBSCAN"]


def test_heat_map_of_groups_has_its_figures_written():
    [cells] = overlap_heatmap(
        overlap(with_overlap([[805, 195], [0, 1_000], [999, 1]]), SEGMENTS), theme="light"
    ).data
    assert list(cells.x) == ["1<br>1,000", "2<br>1,000", "3<br>1,000"]
    assert list(cells.y) == ["Savers", "Spenders"]
    # What is rounded is rounded up from the half, as in sentences.
    assert cells.text.tolist() == [["81", "·", ">99"], ["20", "100", "<1"]]
    assert cells.z.tolist() == [[0.805, 0.0, 0.999], [0.195, 1.0, 0.001]]


def test_tree_is_in_the_segments_colours_with_a_mark_a_leaf():
    chart = dendrogram(
        merges(COLOURED, [7, 4]),
        leaves(COLOURED, [7, 4]),
        cut=None,
        label="",
        theme="light",
        names={7: "Savers", 4: "Spenders"},
    )
    assert [line.line.color for line in chart.data[:2]] == [segment_style(7, "light").colour] * 2
    savers, spenders = chart.data[2:]
    assert (savers.name, list(savers.y), list(spenders.y)) == ("Savers", [15.0], [5.0, 25.0])
    assert spenders.marker.symbol == segment_style(4, "light").mark


@pytest.mark.parametrize(("groups", "height"), [(2, 3.5), (1, None), (3, None), (9, None)])
def test_cut_lies_between_two_merges(groups, height):
    assert cut(TREE, groups) == height


def test_merges_at_the_same_height_cannot_be_cut_apart():
    level = Dendrogram(x=TREE.x, height=[[0, 5, 5, 0], [0, 5, 5, 5]], leaves=TREE.leaves)
    assert cut(level, 2) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tree_lies_on_its_side(theme):
    chart = dendrogram(merges(TREE), leaves(TREE), cut=3.5, label="two groups", theme=theme)
    assert [list(bracket.x) for bracket in chart.data] == TREE.height
    assert [list(bracket.y) for bracket in chart.data] == TREE.x
    assert {bracket.line.color for bracket in chart.data} == {WRITING[theme]}
    assert list(chart.layout.yaxis.tickvals) == [5, 15, 25]
    assert list(chart.layout.yaxis.ticktext) == ["40", "1,200", "3"]
    assert list(chart.layout.xaxis.range) == [0, pytest.approx(5.1)]
    [line], [note] = chart.layout.shapes, chart.layout.annotations
    assert (line.x0, line.x1, note.text) == (3.5, 3.5, "two groups")


def test_tree_without_a_cut_has_no_line():
    chart = dendrogram(merges(TREE), leaves(TREE), cut=None, label="", theme="light")
    assert (chart.layout.shapes, chart.layout.annotations) == ((), ())
