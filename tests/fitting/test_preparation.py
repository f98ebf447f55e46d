"""What is done to each feature, and that the reason given is the reason it was done for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import skew

from segmentation.fitting.preparation import clip_limits, decide
from segmentation.recipes.recipe import Settings

UNCLIPPED = Settings(clip=None)


def frame(**columns):
    return pd.DataFrame(columns, dtype=float)


def decided(values, about=UNCLIPPED):
    return decide(frame(a=values), about)["a"]


def test_clip_limits_are_percentiles_from_either_end():
    limits = clip_limits(frame(a=range(101), b=range(0, 1010, 10)), 5)
    assert limits.loc["low"].tolist() == pytest.approx([5, 50])
    assert limits.loc["high"].tolist() == pytest.approx([95, 950])


def test_clipping_says_how_many_it_drew_in():
    made = decided(range(101), Settings(clip=5))
    assert made.clip == pytest.approx((5, 95))
    assert made.clip_reason == (
        "Clipped at the 5 and 95 percentiles: 5 customers below and 5 above were drawn in."
    )


def test_clipping_of_one_side_only():
    made = decided([0] * 50 + [1] * 50 + [9], Settings(clip=0.5))
    assert made.clip_reason == (
        "Clipped at the 0.5 and 99.5 percentiles: no customers below and 1 above were drawn in."
    )
    made = decided([-9] + [0] * 50 + [1] * 50, Settings(clip=0.5))
    assert "1 customer below and none above" in made.clip_reason


def test_clip_none_clips_nothing():
    made = decided([1, 2, 900])
    assert (made.clip, made.clip_reason) == (None, "Not clipped, as asked for.")


def test_clipping_never_leaves_a_single_value():
    made = decide(frame(rare=[0] * 998 + [1, 2], usual=range(1000)), Settings(clip=0.5))
    assert made["rare"].clip is None
    assert made["rare"].clip_reason == "Not clipped: clipping would leave a single value."
    assert made["usual"].clip == pytest.approx((4.995, 994.005))


def test_lopsided_features_are_logged():
    made = decided(np.expm1(np.linspace(0, 10, 50)))
    assert made.log
    assert made.log_reason == "Logged: its skew is 2.64, above 2, and the log brings it to 0.00."
    assert made.skew_after == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.linspace(0, 10, 50), "its skew is 0.00, at most 2."),
        ([0, 1, 1, 2, 3, 7], "its skew is 1.61, at most 2."),
        ([-1.0] * 99 + [50], "its skew is 10.00, above 2, but its values go below 0."),
        ([0.0] * 99 + [1], "its skew is 10.00, above 2, but the log would bring it to 10.00."),
        ([1, 2], "its skew cannot be computed."),
    ],
)
def test_other_features_are_not_and_it_says_why(values, reason):
    made = decided(values)
    assert not made.log
    assert made.log_reason == f"Not logged: {reason}"
    assert made.skew_after == made.skew.clipped


def test_skew_decides_after_clipping():
    values = [*range(100), 1_000_000]
    assert decided(values).log
    made = decided(values, Settings(clip=1))
    assert made.log_reason == "Not logged: its skew after clipping is 0.00, at most 2."
    assert made.skew.values == pytest.approx(skew(values, bias=False))


def test_features_named_are_logged():
    made = decide(frame(a=[0, 1, 2], b=[1, 2, 3]), Settings(log=("b",)))
    assert (made["a"].log, made["a"].log_reason) == (False, "Not logged, as asked for.")
    assert (made["b"].log, made["b"].log_reason) == (True, "Logged as asked for.")


@settings(max_examples=50)
@given(
    st.lists(st.floats(0, 1e6).map(lambda value: round(value, 3)), min_size=4, max_size=40).filter(
        lambda values: len(set(values)) > 2
    ),
    st.sampled_from([None, 0.5, 10]),
)
def test_skews_and_decision_are_those_of_scipy(values, percent):
    made = decided(values, Settings(clip=percent))
    clipped = np.clip(values, *made.clip) if made.clip else np.array(values)
    before, between = skew(values, bias=False), skew(clipped, bias=False)
    after = skew(np.log1p(clipped), bias=False)
    assert made.skew.values == pytest.approx(before, rel=1e-6, abs=1e-6)
    assert made.skew.clipped == pytest.approx(between, rel=1e-6, abs=1e-6)
    assert made.skew.logged == pytest.approx(after, rel=1e-6, abs=1e-6)
    assert made.log == (made.skew.clipped > 2 and abs(made.skew.logged) < made.skew.clipped)
    assert made.log_reason.startswith("Logged") == made.log
    assert made.clip_reason.startswith("Clipped") == (made.clip is not None)


def test_missing_values_do_not_count():
    with_gaps = decided([0, np.nan, 1, 2, np.nan, 90], Settings(clip=10))
    without = decided([0, 1, 2, 90], Settings(clip=10))
    assert with_gaps.model_dump(exclude={"skew"}) == without.model_dump(exclude={"skew"})
    assert dict(with_gaps.skew) == pytest.approx(dict(without.skew))


@pytest.mark.parametrize("ones", [1, 4, 5, 6, 20, 200])
def test_feature_of_two_values_is_neither_clipped_nor_logged(ones):
    made = decide(frame(member=[0.0] * (1000 - ones) + [1.0] * ones + [np.nan]), Settings())
    assert (made["member"].clip, made["member"].log) == (None, False)
    assert made["member"].clip_reason == "Not clipped: it has no more than two values."
