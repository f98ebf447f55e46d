"""Claims are true of the numbers, and large enough to be worth saying."""

from dataclasses import replace
from math import pi

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.card.segments import Alike, Difference, MoreCommon, Profile, Size, Superlative
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.common import measured as feature_called
from segmentation.recipes.recipe import Category
from segmentation.segments.claims import (
    Measured,
    against_everybody,
    holds,
    likenesses,
    make_claims,
    nearest_segment,
    without_echoes,
)
from segmentation.segments.profiles import profile_segments, sides

exhaustive = settings(max_examples=150, deadline=None, derandomize=True)

FEATURES = ("age", "income", "spending_score")


def profile(mean, median=None, *, size=100, share=0.5, categories=None):
    return Profile(
        size=size,
        share=share,
        mean=mean,
        median=median or mean,
        middle_half=dict.fromkeys(mean, (0, 1)),
        range=dict.fromkeys(mean, (0, 1)),
        categories=categories or {},
    )


def measured(everybody, *segments, **about):
    """Numbers of everybody and of segments 0, 1, …, each (means, centre)."""
    return Measured(
        everybody=profile(everybody, size=1000),
        segments={at: profile(means) for at, (means, _) in enumerate(segments)},
        centres={at: centre for at, (_, centre) in enumerate(segments)},
        **about,
    )


def told(claims):
    """Claims against everybody as (feature, direction, statistic)."""
    return [(c.feature, c.direction, c.statistic) for c in against_everybody(claims)]


def test_higher_and_lower_by_the_largest_effect_first():
    numbers = measured(
        {"age": 40, "income": 60, "spending_score": 50},
        (
            {"age": 30, "income": 50, "spending_score": 80},
            {"age": -0.5, "income": -0.4, "spending_score": 1.2},
        ),
    )
    assert told(make_claims(0, numbers)) == [
        ("spending_score", "higher", "mean"),
        ("age", "lower", "mean"),
        ("income", "lower", "mean"),
    ]


def test_value_that_is_had_often_speaks_for_the_others_of_its_category():
    centre = {"north": 1.5, "south": -0.8, "east": -0.6, "gold": -0.7, "age": -0.5}
    means = {name: float(effect > 0) for name, effect in centre.items()}
    claims = make_claims(0, measured(dict.fromkeys(centre, 0.5), (means, centre)))
    club = {name: ("club", name) for name in ("north", "south", "east")}
    kept = without_echoes(claims, club | {"gold": ("plan", "gold")})
    assert [(claim.feature, claim.direction) for claim in against_everybody(kept)] == [
        ("north", "higher"),
        ("gold", "lower"),
        ("age", "lower"),
    ]


def test_a_claim_carries_its_numbers():
    [claim, _] = make_claims(0, measured({"age": 40}, ({"age": 30}, {"age": -0.75})))
    assert claim == Difference(
        feature="age",
        direction="lower",
        statistic="mean",
        value=30,
        reference=40,
        effect=-0.75,
        threshold=0.3,
    )


@pytest.mark.parametrize(("effect", "made"), [(0.3, True), (0.2999, False), (-0.3, False)])
def test_threshold(effect, made):
    found = told(make_claims(0, measured({"age": 40}, ({"age": 41}, {"age": effect}))))
    assert found == ([("age", "higher", "mean")] if made else [])


@pytest.mark.parametrize(("size", "made"), [(100, True), (16, True), (15, False)])
def test_in_a_small_segment_a_difference_must_be_larger(size, made):
    numbers = measured({"age": 40}, ({"age": 30}, {"age": -0.5}))
    small = {0: numbers.segments[0].model_copy(update={"size": size})}
    claims = make_claims(0, replace(numbers, segments=small))
    assert told(claims) == ([("age", "lower", "mean")] if made else [])


def test_how_many_a_difference_is_true_of():
    numbers = measured({"age": 40}, ({"age": 30}, {"age": -0.75}), sides={0: {"age": (0.6, 0.3)}})
    [claim] = against_everybody(make_claims(0, numbers))
    assert (claim.share, claim.is_of_most) == (0.6, True)
    assert not claim.model_copy(update={"share": 0.5}).is_of_most
    assert holds(claim, 0, numbers)
    assert not holds(claim.model_copy(update={"share": 0.7}), 0, numbers)


def alike(centre, value, middle_half):
    """The claims that a segment is as everybody: 40 years, the middle half 30 to 50."""
    everybody = profile({"age": 40}, size=1000).model_copy(
        update={"middle_half": {"age": (30, 50)}}
    )
    own = profile({"age": value}).model_copy(update={"middle_half": {"age": middle_half}})
    numbers = Measured(everybody=everybody, segments={0: own}, centres={0: {"age": centre}})
    return [(c.value, c.reference, c.effect) for c in likenesses(make_claims(0, numbers))]


@pytest.mark.parametrize(("middle_half", "in_the_middle"), [((38, 46), True), ((35, 46), False)])
def test_a_segment_that_lies_close_together_is_in_the_middle(middle_half, in_the_middle):
    everybody, own = (
        profile({"age": 40}, size=1000).model_copy(update={"middle_half": {"age": ends}})
        for ends in ((30, 50), middle_half)
    )
    numbers = Measured(everybody=everybody, segments={0: own}, centres={0: {"age": 0.1}})
    (claim,) = likenesses(make_claims(0, numbers))
    assert claim.is_in_the_middle is in_the_middle


def test_a_segment_that_lies_where_everybody_does_is_like_everybody():
    assert alike(0.1, 42, (38, 46)) == [(42, 40, 0.1)]
    assert alike(0.1, 42, (45, 49)) == [(42, 40, 0.25)]
    assert alike(0.21, 42, (38, 46)) == []
    assert alike(0.1, 46, (38, 46)) == []
    assert alike(0.1, 42, (46, 49)) == []
    assert alike(0.1, 42, (20, 60)) == []


@pytest.mark.parametrize("value", [39, 40])
def test_no_claim_where_the_values_contradict_the_centre(value):
    assert told(make_claims(0, measured({"age": 40}, ({"age": value}, {"age": 0.9})))) == []


def test_features_are_compared_by_median_where_that_is_told():
    numbers = Measured(
        everybody=profile({"income": 60}, median={"income": 65}),
        segments={0: profile({"income": 50}, median={"income": 70})},
        centres={0: {"income": 0.6}},
        by_median=frozenset({"income"}),
    )
    [claim, _] = make_claims(0, numbers)
    assert (claim.statistic, claim.value, claim.reference) == ("median", 70, 65)


THREE = (
    ({"age": 20, "income": 50}, {"age": -1.5, "income": 0.0}),
    ({"age": 40, "income": 52}, {"age": 0.1, "income": 0.1}),
    ({"age": 46, "income": 90}, {"age": 0.4, "income": 2.0}),
)


def test_the_nearest_segment_and_how_it_differs():
    numbers = measured({"age": 39, "income": 60}, *THREE)
    assert [nearest_segment(at, numbers) for at in range(3)] == [1, 0, 1]
    [claim] = [c for c in make_claims(0, numbers) if isinstance(c, Difference) and c.against == 1]
    assert (claim.feature, claim.direction, claim.value, claim.reference) == (
        "age",
        "lower",
        20,
        40,
    )
    assert claim.effect == pytest.approx(-1.6)
    assert nearest_segment(0, measured({"age": 40}, ({"age": 30}, {"age": -1}))) is None


def test_a_superlative_holds_for_one_segment_by_a_margin():
    numbers = measured({"age": 39, "income": 60}, *THREE)
    found = [
        (at, c.feature, c.direction, c.value, c.reference, round(c.effect, 6))
        for at in range(3)
        for c in make_claims(at, numbers)
        if isinstance(c, Superlative)
    ]
    # The third is the oldest too, though by too little.
    assert found == [(0, "age", "lower", 20, 40, 1.6), (2, "income", "higher", 90, 52, 1.9)]


def test_of_two_segments_none_is_the_most():
    claims = make_claims(0, measured({"age": 39, "income": 60}, *THREE[:2]))
    assert not [claim for claim in claims if isinstance(claim, Superlative)]


def with_shares(ours, *, size=100):
    """The claims on the category "plan", of which everybody has gold at 20 of 100."""
    numbers = Measured(
        everybody=profile({}, size=1000, categories={"plan": {"basic": 0.8, "gold": 0.2}}),
        segments={0: profile({}, size=size, categories={"plan": ours})},
        centres={0: {}},
    )
    return [claim for claim in make_claims(0, numbers) if isinstance(claim, MoreCommon)]


def test_a_value_is_more_common():
    [claim] = with_shares({"gold": 0.5, "basic": 0.5})
    assert (claim.category, claim.value, claim.share, claim.reference) == ("plan", "gold", 0.5, 0.2)
    # Cohen: h = 2 arcsin(sqrt .5) - 2 arcsin(sqrt .2)
    assert claim.effect == pytest.approx(pi / 2 - 2 * np.arcsin(np.sqrt(0.2)))
    assert claim.threshold == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("gold", "size"),
    [
        (0.3, 100),  # h is .23
        (0.5, 20),  # h is .64, and its standard error .22
        (0.2, 100),
    ],
)
def test_a_value_is_not_much_more_common(gold, size):
    assert with_shares({"gold": gold, "basic": 1 - gold}, size=size) == []


def test_a_rare_value_is_nothing_to_tell():
    numbers = Measured(
        everybody=profile({}, size=10_000, categories={"plan": {"gold": 0.001}}),
        segments={0: profile({}, size=5_000, categories={"plan": {"gold": 0.19}})},
        centres={0: {}},
    )
    assert [claim.kind for claim in make_claims(0, numbers)] == ["size"]


def test_size_and_part_of_the_turnover():
    numbers = measured({"spend": 10}, ({"spend": 40}, {"spend": 1.0}), turnover="spend")
    assert make_claims(0, numbers)[-1] == Size(size=100, share=0.5, turnover="spend", part=0.4)


@pytest.mark.parametrize(("everybody", "own"), [(0, 0), (-5, 10), (10, -1)])
def test_no_part_of_a_sum_that_falls_below_0(everybody, own):
    numbers = measured({"spend": everybody}, ({"spend": own}, {"spend": 0.0}), turnover="spend")
    assert make_claims(0, numbers)[-1] == Size(size=100, share=0.5)


CLAIM = Difference(
    feature="age", direction="higher", statistic="mean", value=50, reference=40, effect=0.5
)


def test_claim_holds_of_its_own_numbers():
    assert holds(CLAIM, 0, measured({"age": 40}, ({"age": 50}, {"age": 0.5})))


@pytest.mark.parametrize(
    ("change", "segment", "everybody", "centre"),
    [
        ({}, 50.001, 40, 0.5),
        ({}, 50, 39.999, 0.5),
        ({}, 50, 40, 0.51),
        ({"direction": "lower"}, 50, 40, 0.5),
        ({"effect": 0.29}, 50, 40, 0.29),
        ({"effect": -0.5}, 50, 40, 0.5),
        ({"threshold": 0.1}, 50, 40, 0.5),
        ({"value": 39}, 39, 40, 0.5),
        ({"statistic": "median"}, 50, 40, 0.5),
        ({"against": 7}, 50, 40, 0.5),
    ],
)
def test_claim_does_not_hold_of_other_numbers(change, segment, everybody, centre):
    claim = CLAIM.model_copy(update=change)
    assert not holds(claim, 0, measured({"age": everybody}, ({"age": segment}, {"age": centre})))


# Random segmentations, and claims reckoned again from the customers themselves.


@st.composite
def segmentations(draw):
    """Customers with two features, one category and a segment each; the scaled ones."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    k = draw(st.integers(1, 6))
    n = draw(st.integers(3 * k, 120))
    labels = np.concatenate([np.arange(k), random.integers(0, k, n - k)])
    means = random.normal(0, draw(st.sampled_from([0, 0.5, 3])), (k, 2))
    values = means[labels] + random.normal(size=(n, 2))
    if draw(st.booleans()):
        values = np.expm1(np.abs(values))
    frame = pd.DataFrame(values, columns=["visits", "spend"])
    frame["plan"] = random.choice(["basic", "gold", "silver"], n, p=random.dirichlet([1, 1, 1]))
    return frame, labels


def numbers_of(frame, labels, *, by_median=frozenset()):
    names = ["visits", "spend"]
    features = [feature_called(name, name) for name in names]
    everybody, profiles = profile_segments(
        frame,
        labels,
        features=features,
        categories=[Category(name="plan", label="Plan")],
    )
    scaled = (frame[names] - frame[names].mean()) / frame[names].std(ddof=0)
    centres = scaled.groupby(labels).mean().to_dict("index")
    return Measured(
        everybody=everybody,
        segments=dict(enumerate(profiles)),
        centres=centres,
        by_median=by_median,
        sides=dict(enumerate(sides(frame, labels, features))),
        turnover="spend",
    )


def is_true(claim, own, frame, labels):
    """Whether a claim is true of the customers, reckoned from their rows alone."""
    mine = frame[labels == own]
    if isinstance(claim, Size):
        part = mine.spend.sum() / frame.spend.sum() if claim.part is not None else None
        return claim.size == len(mine) and claim.part == (part and pytest.approx(part))
    if isinstance(claim, MoreCommon):
        share, reference = ((f[claim.category] == claim.value).mean() for f in (mine, frame))
        return (claim.share, claim.reference) == pytest.approx((share, reference)) and (
            share > reference
        )
    if isinstance(claim, Alike):
        middle, own_middle = frame[claim.feature].median(), mine[claim.feature]
        width = frame[claim.feature].quantile(0.75) - frame[claim.feature].quantile(0.25)
        low, high = own_middle.quantile([0.25, 0.75])
        near = 0.2501 * width
        return low - near <= middle <= high + near and abs(claim.value - claim.reference) <= near
    sign = 1 if claim.direction == "higher" else -1
    value = mine[claim.feature].agg(claim.statistic)
    if isinstance(claim, Superlative):
        others = [
            frame[labels == other][claim.feature].agg(claim.statistic)
            for other in set(labels) - {own}
        ]
        return len(others) > 1 and all(sign * (value - other) > 0 for other in others)
    rest = frame if claim.against is None else frame[labels == claim.against]
    reference = rest[claim.feature].agg(claim.statistic)
    same = (claim.value, claim.reference) == pytest.approx((value, reference))
    if claim.against is None:
        beyond = (sign * (mine[claim.feature] - frame[claim.feature].median()) > 0).mean()
        same = same and claim.share == pytest.approx(beyond)
    return same and sign * (value - reference) > 0


@exhaustive
@given(segmentations(), st.sets(st.sampled_from(["visits", "spend"])))
def test_no_claim_is_false_of_the_customers(segmentation, by_median):
    frame, labels = segmentation
    numbers = numbers_of(frame, labels, by_median=frozenset(by_median))
    for own in numbers.segments:
        claims = make_claims(own, numbers)
        assert isinstance(claims[-1], Size)
        for claim in claims:
            assert is_true(claim, own, frame, labels), claim
            assert holds(claim, own, numbers)
            if isinstance(claim, Alike):
                assert claim.effect <= claim.threshold == 0.25
            elif not isinstance(claim, Size):
                size = (labels == own).sum()
                assert abs(claim.effect) >= claim.threshold >= max(0.3, 2 / size**0.5)


@exhaustive
@given(segmentations())
def test_nothing_large_is_left_unsaid(segmentation):
    frame, labels = segmentation
    numbers = numbers_of(frame, labels)
    for own, own_profile in numbers.segments.items():
        said = {(f, d) for f, d, _ in told(make_claims(own, numbers))}
        for feature, effect in numbers.centres[own].items():
            difference = own_profile.mean[feature] - numbers.everybody.mean[feature]
            for direction, sign in (("higher", 1), ("lower", -1)):
                least = max(0.3, 2 / own_profile.size**0.5)
                is_large = sign * effect >= least and sign * difference > 0
                assert ((feature, direction) in said) == is_large


def other_numbers(claim, own, numbers):
    """The numbers with the one changed that the claim is about."""
    mine = numbers.segments[own]
    if isinstance(claim, Size):
        changed = {"size": mine.size + 1}
    elif isinstance(claim, MoreCommon):
        shares = mine.categories[claim.category]
        changed = {"categories": {claim.category: shares | {claim.value: claim.share - 1e-6}}}
    else:
        values = getattr(mine, claim.statistic)
        changed = {claim.statistic: values | {claim.feature: claim.value + 1e-3}}
    segments = {**numbers.segments, own: mine.model_copy(update=changed)}
    return Measured(
        everybody=numbers.everybody,
        segments=segments,
        centres=numbers.centres,
        by_median=numbers.by_median,
        turnover=numbers.turnover,
    )


@exhaustive
@given(segmentations())
def test_claims_stop_holding_when_the_profile_changes(segmentation):
    numbers = numbers_of(*segmentation)
    for own in numbers.segments:
        for claim in make_claims(own, numbers):
            assert not holds(claim, own, other_numbers(claim, own, numbers))


def numbers_on(card, recipe):
    """What a card's claims are checked against: the numbers it holds itself."""
    used = [recipe.feature(name) for name in card.feature_names]
    # A score beside the feature behind it would only say the same again.
    said = [f.name for f in used if f.quintile_of not in card.feature_names]
    sizes = [c for s in card.segments for c in s.claims if c.kind == "size"]
    return Measured(
        everybody=card.everybody,
        segments={segment.id: segment for segment in card.segments},
        centres={s.id: {name: s.centre[name] for name in said} for s in card.segments},
        by_median=frozenset(f.name for f in card.features if f.statistic == "median"),
        turnover=next((size.turnover for size in sizes if size.turnover), None),
    )


@pytest.mark.parametrize("recipe", RECIPES)
def test_claims_of_a_trained_model_hold_of_no_other_segment(recipe, trained):
    card = store.load_card(trained, recipe)
    numbers = numbers_on(card, RECIPES[recipe])
    for segment in card.segments:
        assert len(segment.claims) >= 2
        for claim in segment.claims:
            assert holds(claim, segment.id, numbers)
            others = [other.id for other in card.segments if other != segment]
            assert isinstance(claim, Size) or not any(holds(claim, o, numbers) for o in others)


def test_nothing_is_said_of_a_feature_that_nobody_in_a_segment_has():
    """As of the days since their last order, of people who never ordered."""
    values = {"days": [5.0, 9.0, 7.0, *[np.nan] * 3], "age": [30.0, 31, 32, 50, 51, 52]}
    frame, labels = pd.DataFrame(values), np.array([0, 0, 0, 1, 1, 1])
    frame, labels = pd.concat([frame] * 3, ignore_index=True), np.tile(labels, 3)
    features = [feature_called(name, name) for name in values]
    everybody, profiles = profile_segments(frame, labels, features=features, categories=[])
    centres = {0: {"days": 0.0, "age": -1.0}, 1: {"days": 1.0, "age": 1.0}}
    numbers = Measured(everybody=everybody, segments=dict(enumerate(profiles)), centres=centres)
    assert told(make_claims(1, numbers)) == [("age", "higher", "mean")]
    assert Profile.model_validate_json(profiles[1].model_dump_json()).size == 9


def test_a_category_known_of_few_says_nothing():
    known = profile({}, size=10, categories={"plan": {"gold": 1.0}}).model_copy(
        update={"known": {"plan": 4}}
    )
    numbers = Measured(
        everybody=profile({}, size=1000, categories={"plan": {"basic": 0.8, "gold": 0.2}}),
        segments={0: known},
        centres={0: {}},
    )
    assert [claim.kind for claim in make_claims(0, numbers)] == ["size"]
