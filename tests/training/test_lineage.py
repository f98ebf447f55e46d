"""What is counted and told of the changes between two models."""

import numpy as np
import pytest

from segmentation.card.changes import Changes, Flow, Kept, Told
from segmentation.showing.sentences.changes import change_sentences
from segmentation.training.lineage import count_moves, mostly_in

YOUNG, OLD, RICH = (Told(id=at, name=name) for at, name in enumerate(("Young", "Old", "Rich")))
NEW_YOUNG = Told(id=7, name="Young")


def kept(segment, was=None):
    return Kept(id=segment.id, name=segment.name, was=was or segment.name)


def told(**changes):
    """The sentences on the segments, without the last one on customers."""
    return change_sentences(Changes(previous="0001", **changes))[:-1]


def counted(**changes):
    """The last sentence, on customers."""
    return change_sentences(Changes(previous="0001", **changes))[-1]


# Counting


def test_where_most_of_each_group_is():
    groups = np.array([1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3])
    others = np.array([5, 5, 5, 6, 6, 7, 5, 5, 6, 6, 7])
    # Of group 2 one half is in each, of group 3 nowhere half.
    assert mostly_in(groups, others) == {1: 5, 2: 6}


def test_nobody_is_nowhere():
    assert mostly_in(np.array([], dtype=int), np.array([], dtype=int)) == {}


def test_customers_moved_because_they_or_the_model_changed():
    old = np.array([0, 0, 0, 0, 1])
    new = np.array([0, 1, 1, 1, 2])
    # Where the new model has what was known of them before.
    before = np.array([1, 0, 1, 2, 1])
    assert count_moves(old, new, before) == (2, 2)


# Telling


def test_nothing_is_said_of_a_first_model():
    assert change_sentences(None) == []


def test_all_kept():
    changes = Changes(
        previous="0012",
        kept=[kept(YOUNG), kept(OLD)],
        compared=200,
        moved=12,
        moved_by_customer=9,
        moved_by_model=3,
    )
    assert change_sentences(changes) == [
        "All 2 segments of version 12 are still there.",
        "12 of the 200 customers compared changed segment: "
        "9 because they changed, 3 because the model did.",
    ]


def test_some_kept_and_renamed():
    assert told(kept=[kept(YOUNG, was="Youngest")], vanished=[OLD, RICH]) == [
        "1 of the 3 segments of version 1 is still there.",
        '"Youngest" is now called "Young".',
        '"Old" is gone.',
        '"Rich" is gone.',
    ]


def test_none_kept():
    assert told(vanished=[OLD, YOUNG], new=[RICH]) == [
        "None of the 2 segments of version 1 is still there.",
        '"Old" is gone.',
        '"Young" is gone.',
        '"Rich" is new.',
    ]


def test_split_and_merged():
    assert told(
        kept=[kept(OLD)],
        new=[RICH],
        vanished=[YOUNG],
        split=[Flow(segment=RICH, other=OLD)],
        merged=[Flow(segment=YOUNG, other=OLD)],
    ) == [
        "1 of the 2 segments of version 1 is still there.",
        '"Young" is gone; at least half of its customers are now in "Old".',
        '"Rich" is new, split off from "Old".',
    ]


def test_what_went_into_a_new_segment_is_not_told_twice():
    flow, back = Flow(segment=YOUNG, other=RICH), Flow(segment=RICH, other=YOUNG)
    assert told(new=[RICH], vanished=[YOUNG], split=[back], merged=[flow])[1:] == [
        '"Young" is gone; at least half of its customers are now in "Rich".',
        '"Rich" is new.',
    ]


def test_a_segment_that_changed_and_kept_its_name():
    assert told(
        new=[NEW_YOUNG],
        vanished=[YOUNG],
        split=[Flow(segment=NEW_YOUNG, other=YOUNG)],
        merged=[Flow(segment=YOUNG, other=NEW_YOUNG)],
    )[1:] == ['"Young" changed so much that it counts as a new segment.']


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"compared": 0},
            "No customer is known to be in both versions, so nobody can say who changed segment.",
        ),
        ({"compared": 2000}, "None of the 2,000 customers compared changed segment."),
        ({"compared": 1}, "None of the 1 customer compared changed segment."),
        (
            {"compared": 9, "moved": 2, "moved_by_customer": 2, "moved_by_model": 0},
            "2 of the 9 customers compared changed segment, because they changed.",
        ),
        (
            {"compared": 9, "moved": 1, "moved_by_customer": 1, "moved_by_model": 0},
            "1 of the 9 customers compared changed segment, because that customer changed.",
        ),
        (
            {"compared": 9, "moved": 2, "moved_by_customer": 0, "moved_by_model": 2},
            "2 of the 9 customers compared changed segment, because the model did.",
        ),
        ({"compared": 9, "moved": 2}, "2 of the 9 customers compared changed segment."),
    ],
)
def test_customers_who_moved(changes, sentence):
    assert counted(**changes) == sentence


def test_a_model_that_could_not_be_loaded():
    changes = Changes(previous="0003", not_compared="its card.json is missing")
    assert change_sentences(changes) == [
        "The segments could not be compared with those of version 3: its card.json is missing. "
        "All of them count as new."
    ]
