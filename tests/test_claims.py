"""Claims are true of the numbers, and large enough to be worth saying."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation import store
from segmentation.claims import Claim, holds, make_claims, without_echoes
from segmentation.profiles import Profile
from segmentation.recipes import RECIPES

exhaustive = settings(max_examples=500, deadline=None, derandomize=True)

FEATURES = ("age", "income", "spending_score")


def profile(mean, median=None):
    return Profile(
        size=1,
        share=0.5,
        mean=mean,
        median=median or mean,
        middle_half=dict.fromkeys(mean, (0, 1)),
        range=dict.fromkeys(mean, (0, 1)),
        categories={},
    )


def claims_of(segment, everybody, effects, lopsided=()):
    """Claims from means by feature, as (feature, direction, statistic)."""
    made = make_claims(profile(segment), profile(everybody), centre=effects, lopsided=lopsided)
    return [(claim.feature, claim.direction, claim.statistic) for claim in made]


def test_higher_and_lower_by_the_largest_effect_first():
    assert claims_of(
        {"age": 30, "income": 50, "spending_score": 80},
        {"age": 40, "income": 60, "spending_score": 50},
        {"age": -0.5, "income": -0.4, "spending_score": 1.2},
    ) == [
        ("spending_score", "higher", "mean"),
        ("age", "lower", "mean"),
        ("income", "lower", "mean"),
    ]


def test_value_that_is_had_often_speaks_for_the_others_of_its_category():
    effects = {"north": 1.5, "south": -0.8, "east": -0.6, "gold": -0.7, "age": -0.5}
    means = {name: float(effect > 0) for name, effect in effects.items()}
    everybody = dict.fromkeys(effects, 0.5)
    made = make_claims(profile(means), profile(everybody), centre=effects, lopsided=())
    club = {name: ("club", name) for name in ("north", "south", "east")}
    kept = without_echoes(made, club | {"gold": ("plan", "gold")})
    assert [(claim.feature, claim.direction) for claim in kept] == [
        ("north", "higher"),
        ("gold", "lower"),
        ("age", "lower"),
    ]


def test_a_claim_carries_its_numbers():
    [claim] = make_claims(
        profile({"age": 30}), profile({"age": 40}), centre={"age": -0.75}, lopsided=()
    )
    assert claim == Claim(
        feature="age",
        direction="lower",
        statistic="mean",
        value=30,
        everybody=40,
        effect=-0.75,
        threshold=0.3,
    )


@pytest.mark.parametrize(("effect", "made"), [(0.3, True), (0.2999, False), (-0.3, False)])
def test_threshold(effect, made):
    found = claims_of({"age": 41}, {"age": 40}, {"age": effect})
    assert found == ([("age", "higher", "mean")] if made else [])


def test_no_claim_where_the_values_contradict_the_centre():
    assert claims_of({"age": 39}, {"age": 40}, {"age": 0.9}) == []


def test_no_claim_where_the_values_are_equal():
    assert claims_of({"age": 40}, {"age": 40}, {"age": 0.9}) == []


def test_lopsided_features_are_compared_by_median():
    [claim] = make_claims(
        profile({"income": 50}, median={"income": 70}),
        profile({"income": 60}, median={"income": 65}),
        centre={"income": 0.6},
        lopsided=("income",),
    )
    assert (claim.statistic, claim.value, claim.everybody) == ("median", 70, 65)


CLAIM = Claim(
    feature="age", direction="higher", statistic="mean", value=50, everybody=40, effect=0.5
)


def test_claim_holds_of_its_own_numbers():
    assert holds(CLAIM, profile({"age": 50}), profile({"age": 40}))


@pytest.mark.parametrize(
    ("change", "segment", "everybody"),
    [
        ({}, 50.001, 40),
        ({}, 50, 39.999),
        ({"direction": "lower"}, 50, 40),
        ({"effect": 0.29}, 50, 40),
        ({"effect": -0.5}, 50, 40),
        ({"threshold": 0.6}, 50, 40),
        ({"value": 39}, 39, 40),
    ],
)
def test_claim_does_not_hold_of_other_numbers(change, segment, everybody):
    claim = CLAIM.model_copy(update=change)
    assert not holds(claim, profile({"age": segment}), profile({"age": everybody}))


values = st.floats(-1e6, 1e6)
by_feature = st.fixed_dictionaries(dict.fromkeys(FEATURES, values))
effects = st.fixed_dictionaries({name: st.floats(-3, 3) for name in FEATURES})
profiles = st.builds(profile, by_feature, by_feature)


@exhaustive
@given(profiles, profiles, effects, st.sets(st.sampled_from(FEATURES)))
def test_every_claim_made_holds(segment, everybody, centre, lopsided):
    made = make_claims(segment, everybody, centre=centre, lopsided=lopsided)
    for claim in made:
        assert holds(claim, segment, everybody)
        difference = claim.value - claim.everybody
        assert difference > 0 if claim.direction == "higher" else difference < 0
        assert claim.effect == centre[claim.feature]
        assert abs(claim.effect) >= claim.threshold == 0.3
        assert claim.statistic == ("median" if claim.feature in lopsided else "mean")
    assert [abs(c.effect) for c in made] == sorted((abs(c.effect) for c in made), reverse=True)


@exhaustive
@given(profiles, profiles, effects, st.floats(1e-3, 1e3))
def test_claims_stop_holding_when_the_profile_changes(segment, everybody, centre, change):
    for claim in make_claims(segment, everybody, centre=centre, lopsided=()):
        other = segment.mean | {claim.feature: segment.mean[claim.feature] + change}
        assert not holds(claim, profile(other), everybody)


@exhaustive
@given(profiles, profiles, effects)
def test_nothing_true_and_large_is_left_unsaid(segment, everybody, centre):
    said = {c.feature for c in make_claims(segment, everybody, centre=centre, lopsided=())}
    higher = {f for f in FEATURES if segment.mean[f] > everybody.mean[f] and centre[f] >= 0.3}
    lower = {f for f in FEATURES if segment.mean[f] < everybody.mean[f] and centre[f] <= -0.3}
    assert said == higher | lower


@pytest.mark.parametrize("recipe", RECIPES)
def test_claims_of_a_trained_model_hold(recipe, trained):
    card = store.load_card(trained, recipe)
    claims = [(claim, segment) for segment in card.segments for claim in segment.claims]
    assert len(claims) >= len(card.segments)
    for claim, segment in claims:
        assert holds(claim, segment, card.everybody)
        assert segment.centre[claim.feature] == claim.effect
        assert not holds(claim, card.everybody, card.everybody)
