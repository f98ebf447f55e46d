"""Segments are matched to earlier ones by hand-made distances and overlaps, and given ids."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.fitting.evidence.agreement import jaccard
from segmentation.showing.charts.style import DARK, LIGHT
from segmentation.training.matching import LOOKS, match_centres, match_customers, new_ids

NAN = np.nan
UNKNOWN = np.full((9, 9), NAN)
exhaustive = settings(max_examples=300, deadline=None, derandomize=True)


def matched(distances, overlap=None):
    distances = np.array(distances, dtype=float)
    overlap = UNKNOWN if overlap is None else np.array(overlap)
    return match_centres(distances, overlap[: distances.shape[0], : distances.shape[1]])


# Overlap


def test_overlap_is_the_share_of_customers_in_both_among_those_in_either():
    new = np.array([0, 0, 0, 1, 1, 1])
    old = np.array([0, 0, 1, 1, 1, 0])
    assert jaccard(new, old, shape=(3, 3)) == pytest.approx(
        np.array([[2 / 4, 1 / 5, 0], [1 / 5, 2 / 4, 0], [0, 0, NAN]]), nan_ok=True
    )


def test_overlap_of_nobody_is_unknown():
    nobody = np.array([], dtype=int)
    assert np.isnan(jaccard(nobody, nobody, shape=(2, 3))).all()


@exhaustive
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=30))
def test_overlap_is_that_of_sets(pairs):
    new, old = (np.array([pair[at] for pair in pairs], dtype=int) for at in (0, 1))
    found = jaccard(new, old, shape=(4, 3))
    for i in range(4):
        for j in range(3):
            one, other = set(np.flatnonzero(new == i)), set(np.flatnonzero(old == j))
            expected = len(one & other) / len(one | other) if one | other else NAN
            assert found[i, j] == pytest.approx(expected, nan_ok=True)


# Matching by centres


def test_nearest_centres_are_matched_in_any_order():
    assert matched([[9, 1], [1, 9]]) == [1, 0]


@pytest.mark.parametrize(("distance", "found"), [(4.99, 0), (5, None), (6, None)])
def test_a_match_is_less_than_half_as_far_as_the_nearest_other(distance, found):
    assert matched([[distance, 10, 30]]) == [found]


@pytest.mark.parametrize(("overlap", "found"), [(0.49, None), (0.5, 0), (NAN, 0)])
def test_a_match_has_half_of_the_customers_in_common_where_they_are_known(overlap, found):
    assert matched([[1, 10]], [[overlap, 0]]) == [found]


def test_of_two_that_grew_from_one_the_nearer_is_matched():
    assert matched([[2, 10], [1, 10], [10, 0]]) == [None, 0, 1]


def test_a_segment_far_from_all_pushes_no_other_out_of_its_place():
    """On a line at 0 and 5, then at 5 and 11: pairs of the smallest sum could be crossed."""
    assert matched([[5, 0.1], [11, 6]]) == [1, None]


def test_a_lone_earlier_segment_has_no_other_to_be_nearer_to():
    assert matched([[3], [2]]) == [None, 0]


@exhaustive
@given(
    st.integers(1, 4).flatmap(
        lambda old: st.lists(
            st.lists(st.integers(0, 40), min_size=old, max_size=old), min_size=1, max_size=4
        )
    )
)
def test_matches_are_as_many_as_fit_and_the_nearest(distances):
    found = matched(distances)
    new, old = len(distances), len(distances[0])

    def fits(i, j):
        others = [distances[i][o] for o in range(old) if o != j]
        return not others or distances[i][j] < min(others) / 2

    def worth(matches):
        pairs = [(i, j) for i, j in enumerate(matches) if j is not None]
        return -len(pairs), sum(distances[i][j] for i, j in pairs)

    places = [*range(old), *[None] * new]
    possible = [
        matches
        for matches in set(permutations(places, new))
        if all(j is None or fits(i, j) for i, j in enumerate(matches))
    ]
    assert tuple(found) in possible
    assert worth(found) == min(map(worth, possible))


# Matching by customers


def test_segments_on_other_features_are_matched_by_their_customers():
    overlap = np.array([[0.1, 0.5], [0.9, 0.1], [NAN, NAN]])
    assert match_customers(overlap, customers=20) == [1, 0, None]
    assert match_customers(overlap, customers=19) == [None, None, None]


def test_too_little_in_common_is_no_match():
    assert match_customers(np.array([[0.49, 0.2]]), customers=100) == [None]


# Ids


@pytest.mark.parametrize(
    ("kept", "used", "ids"),
    [
        ([None, None, None], [], [0, 1, 2]),
        ([2, None, 0], [0, 1, 2], [2, 3, 0]),
        # 8 and 9 would look like 0 and 1.
        ([0, 1, None], range(8), [0, 1, 10]),
        ([5, None, None], range(6), [5, 6, 7]),
        # Every look is taken.
        ([0, 1, 2, 3, 4, 5, 6, 7, None], range(8), [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ([None] * 10, [], list(range(10))),
        ([None, None], [0, 1], [2, 3]),
    ],
)
def test_new_ids(kept, used, ids):
    assert new_ids(kept, used) == ids


@exhaustive
@given(st.sets(st.integers(0, 30), max_size=12), st.data())
def test_new_ids_were_never_used_and_look_different_while_they_can(used, data):
    kept = data.draw(st.lists(st.sampled_from(sorted(used)), unique=True) if used else st.just([]))
    ids = new_ids([*kept, None, None], used)
    assert ids[:-2] == kept
    assert len(set(ids)) == len(ids)
    assert not used & set(ids[-2:])
    looks = {key % LOOKS for key in kept}
    for key in ids[-2:]:
        assert key % LOOKS not in looks or len(looks) == LOOKS
        looks.add(key % LOOKS)


def test_looks_are_the_colours_of_the_charts():
    assert LOOKS == len(LIGHT) == len(DARK)
