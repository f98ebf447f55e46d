"""An earlier result is known by its last columns, whatever version wrote it."""

import pytest

from segmentation.scoring.scored_columns import ANSWERS, is_left_out, is_scored, owners

BEFORE = ["segment", "segment_name", "unlike_anyone", "model"]
NOW = list(ANSWERS)
NEITHER = [name for name in NOW if name not in ("rfm_group", "certainty")]


@pytest.mark.parametrize(
    "added",
    [
        BEFORE,
        [*BEFORE, "certainty"],
        NOW,
        NEITHER,
        [name for name in NOW if name != "certainty"],
        [name for name in NOW if name != "rfm_group"],
    ],
)
@pytest.mark.parametrize("given", [["id", "age"], ["id"], []])
def test_shapes_of_this_version_and_those_before(given, added):
    assert is_scored([*given, *added])
    assert owners([*given, *added]) == given


def test_owners_columns_of_the_same_names_stay():
    given = ["id", "rfm_group", "Segment", "model"]
    added = ["segment_2", "segment_name", "rfm_group_2", "unlike_anyone", "model_2"]
    assert is_scored([*given, *added])
    assert owners([*given, *added]) == given
    # The owner's group before what an earlier version added is none of ours.
    assert owners(["id", "rfm_group", *BEFORE]) == ["id", "rfm_group"]


@pytest.mark.parametrize(
    "columns",
    [
        ["id", *BEFORE, "note"],
        ["id", *NOW, "note"],
        ["id", *NOW, "certainty_2"],
        ["id", "segment", "note", *BEFORE[1:]],
        ["id", *NOW[1:]],
        ["id", *NOW[:-1]],
        ["id", "segment", "segment_name", "model"],
        ["id", "segment", "model"],
        ["segment"],
        ["model"],
        ["certainty"],
        [],
    ],
)
def test_what_is_no_result(columns):
    assert not is_scored(columns)
    assert owners(columns) == columns


def test_left_out():
    assert is_left_out(["id", "left_out", "reason"])
    assert is_left_out(["id", "reason", "left_out", "reason_2"])
    assert not is_left_out(["id", "reason"])
    assert not is_left_out(["id", "reason", "left_out"])
    assert owners(["id", "left_out", "reason"]) == ["id"]
