"""What other methods found, in words that follow from the figures."""

import pandas as pd
import pytest

from segmentation.card.evidence import Dendrogram, Method, Methods
from segmentation.showing.sentences.methods import (
    EXPLAINED,
    answer,
    findings,
    how_set,
    side_by_side,
    tree_in_words,
)

NO_GAPS = (
    "Neither of the methods that look for gaps between customers parts nine of ten customers or "
    "more into two to ten groups: by all features together, there are no clear gaps."
)
CLEAR_GAPS = (
    "Both of the methods that look for gaps between customers part nine of ten customers or more "
    "into two to ten groups."
)
SAME_BORDERS = (
    "The methods that were told how many groups to find draw similar borders to this model's: "
    "the segments do not hang on one method."
)
OTHER_BORDERS = (
    "The methods that were told how many groups to find do not all draw the same borders: "
    "where one segment ends and the next begins depends on the method."
)


def method(name, segments=3, *, noise=0.0, silhouette=0.4, agreement=1.0, **settings):
    return Method(
        name=name,
        settings=settings,
        segments=segments,
        noise=noise,
        silhouette=silhouette,
        largest_share=0.5,
        agreement=agreement,
    )


def told(dbscan, hdbscan, *, ward=0.9, mixture=0.9):
    """The sentences on 1,000 customers."""
    methods = [
        method("K-Means"),
        method("DBSCAN", **dbscan),
        method("HDBSCAN", **hdbscan),
        method("Ward", agreement=ward),
        method("Gaussian mixture", agreement=mixture),
    ]
    tree = Dendrogram(x=[], height=[], leaves=[])
    return findings(Methods(customers=1_000, methods=methods, dendrogram=tree))


def test_one_crowd():
    sentences = told(
        {"segments": 1, "noise": 0.007, "silhouette": None},
        {"segments": 0, "noise": 1.0, "silhouette": None},
        ward=0.23,
        mixture=0.7,
    )
    assert sentences == [
        "DBSCAN found one group and calls 7 of 1,000 customers noise.",
        "HDBSCAN found no group: it calls all 1,000 customers noise.",
        "Ward found three groups, other ones than this model's (agreement 0.23).",
        "Gaussian mixture found three groups, similar to this model's (agreement 0.70).",
        NO_GAPS,
        OTHER_BORDERS,
    ]


def test_islands():
    sentences = told({"segments": 10}, {"segments": 3, "noise": 0.1, "silhouette": 0.5378})
    assert sentences == [
        "DBSCAN found ten groups and leaves nobody out.",
        "HDBSCAN found three groups and calls 100 of 1,000 customers noise. "
        "Its silhouette of 0.54 is that of the others alone.",
        "Ward found three groups, much the same as this model's (agreement 0.90).",
        "Gaussian mixture found three groups, much the same as this model's (agreement 0.90).",
        CLEAR_GAPS,
        SAME_BORDERS,
    ]


def test_only_one_of_the_methods_finds_gaps():
    assert told({"segments": 1}, {"segments": 2})[-2] == (
        "Of the methods that look for gaps between customers, only HDBSCAN parts nine of ten "
        "customers or more into two to ten groups."
    )


def test_a_group_for_each_value_is_no_gap():
    assert told({"segments": 13}, {"segments": 31})[-2] == NO_GAPS


def test_groups_amid_much_noise_are_no_gaps():
    assert told({"segments": 1}, {"segments": 6, "noise": 0.101})[-2] == NO_GAPS


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (0.8, "much the same as"),
        (0.799, "similar to"),
        (0.65, "similar to"),
        (0.649, "other ones than"),
        (-0.004, "(agreement 0.00)"),
    ],
)
def test_agreement_in_words(agreement, words):
    assert words in told({}, {}, ward=agreement)[2]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (method("K-Means", groups=4), "four groups"),
        (
            method("DBSCAN", eps=1.08508, eps_by="knee", neighbours=6),
            "6 neighbours within 1.09, where the distances to them begin to rise steeply",
        ),
        (
            method("DBSCAN", eps=2.0, eps_by="no knee", neighbours=4),
            "4 neighbours within 2, as 95% of customers have; the distances have no steep rise",
        ),
        (method("HDBSCAN", smallest_group=1_100), "groups of 1,100 customers or more"),
        (method("Ward", groups=11), "11 groups"),
        (
            method("Gaussian mixture", groups=2, covariance="full", starts=5),
            "two groups of any shape, the best of 5 starts",
        ),
    ],
)
def test_settings_in_words(found, words):
    assert how_set(found) == words


def test_every_method_is_explained():
    assert list(EXPLAINED) == ["K-Means", "DBSCAN", "HDBSCAN", "Ward", "Gaussian mixture"]


@pytest.mark.parametrize(
    ("ward", "mixture", "said"),
    [
        (
            0.94,
            0.65,
            "Yes, largely: told how many groups to find, Ward (agreement 0.94) and Gaussian "
            "mixture (0.65) draw similar borders.",
        ),
        (
            0.94,
            0.2,
            "In part: told how many groups to find, Ward (agreement 0.94) draws similar borders, "
            "Gaussian mixture (agreement 0.20) other ones.",
        ),
        (
            0.1,
            0.2,
            "No: told how many groups to find, Ward (agreement 0.10) and Gaussian mixture (0.20) "
            "draw other borders than this model.",
        ),
    ],
)
def test_answer_says_whether_the_same_groups_are_found_and_whether_there_are_gaps(
    ward, mixture, said
):
    methods = [
        method("K-Means"),
        method("DBSCAN", segments=1),
        method("HDBSCAN", segments=1),
        method("Ward", agreement=ward),
        method("Gaussian mixture", agreement=mixture),
    ]
    tree = Dendrogram(x=[], height=[], leaves=[])
    found = Methods(customers=1_000, methods=methods, dendrogram=tree)
    assert answer(found) == (said, NO_GAPS)


def test_caption_of_groups_beside_segments_has_the_largest_and_all():
    table = pd.DataFrame(
        {
            "column": ["1", "1", "2", "2", "noise", "noise"],
            "is_group": [True, True, True, True, False, False],
            "name": ["Savers", "Spenders"] * 3,
            "customers": [60, 20, 5, 15, 9, 1],
            "share": [0.75, 0.25, 0.25, 0.75, 0.9, 0.1],
        }
    )
    assert side_by_side(table).endswith(
        'Of the largest group 75% are "Savers". Of all who are in a group, 75% are where most of '
        "their group are."
    )


def test_caption_of_the_tree_tells_of_colours_only_where_there_are_some():
    plain = Dendrogram(x=[], height=[], leaves=[2, 1])
    assert "colour" not in tree_in_words(plain, 2, has_cut=False)
    assert "dotted" not in tree_in_words(plain, 2, has_cut=False)
    coloured = plain.model_copy(update={"overlap": [[2], [1]]})
    told = tree_in_words(coloured, 2, has_cut=True)
    assert "grey is of several" in told
    assert "The dotted line cuts the tree into 2 groups, as many as this model." in told
