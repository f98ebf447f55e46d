"""Tables of other methods, and the tree that is drawn from them."""

import pytest

from segmentation.card.evidence import Dendrogram, Method, Methods
from segmentation.showing.charts.dendrogram import dendrogram
from segmentation.showing.charts.style import WRITING
from segmentation.showing.tables.methods import cut, leaves, merges, method_table

# 1,200 and 3 customers merge at 2, then both with 40 at 5.
TREE = Dendrogram(
    x=[[15.0, 15.0, 25.0, 25.0], [5.0, 5.0, 20.0, 20.0]],
    height=[[0.0, 2.0, 2.0, 0.0], [0.0, 5.0, 5.0, 2.0]],
    leaves=[40, 1_200, 3],
)
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
    assert table.to_numpy().tolist() == [
        [0, 15, 0],
        [0, 15, 2],
        [0, 25, 2],
        [0, 25, 0],
        [1, 5, 0],
        [1, 5, 5],
        [1, 20, 5],
        [1, 20, 2],
    ]
    assert leaves(TREE).to_numpy().tolist() == [[5, "40"], [15, "1,200"], [25, "3"]]


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
