"""What to do with a segment, carried by claims."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.card.segments import Difference, MoreCommon
from segmentation.models import store
from segmentation.recipes import RECIPES, rfm
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.segments.actions import (
    GROUP_KINDS,
    PLAYS,
    actions,
    are_worth_having,
    excludes,
)

# Values with which every play makes sense that a segment stands for.
VALUES = {"+recency": 200, "-membership_years": 0.3, "-age": 30, "+age": 66, "+tenure": 900}


def stands(*told, against=None, effect=1, **values):
    """Claims from words such as "+age", the strongest first."""
    return [
        Difference(
            feature=word[1:],
            direction="higher" if word[0] == "+" else "lower",
            statistic="mean",
            value=values.get(word[1:], VALUES.get(word, 9)),
            reference=8,
            effect=effect if word[0] == "+" else -effect,
            against=against,
        )
        for word in told
    ]


def more_common(category, value, share=0.63):
    return MoreCommon(
        category=category, value=value, share=share, reference=0.2, effect=1, threshold=0.3
    )


def what(claims, recipe):
    return [action.what for action in actions(claims, recipe)]


def test_no_action_without_a_claim():
    assert actions([], MALL) == ()
    assert actions(stands("+age", against=2), MALL) == ()


def test_an_action_says_why():
    [action] = actions(stands("+income", "-spending_score"), MALL)
    assert action.what == "Show them your better products first."
    assert action.why == (
        "They earn more (on average $9k, against $8k among everybody) and have a lower spending "
        "score (9 of 100, against 8)."
    )
    assert (action.claims, action.kinds) == ((0, 1), ("better",))


@pytest.mark.parametrize(
    ("told", "recipe", "first"),
    [
        (["+monetary", "-recency"], ONLINE_RETAIL, "Reward them"),
        (["+monetary", "+recency"], ONLINE_RETAIL, "Win them back in person"),
        (["-monetary", "+recency"], ONLINE_RETAIL, "Remind them once"),
        (["+recency"], ONLINE_RETAIL, "Win them back with an offer"),
        (["-recency"], ONLINE_RETAIL, "Tell them what fits"),
        (["+frequency", "-basket"], ONLINE_RETAIL, "Suggest something that goes with"),
        (["-frequency", "+basket"], ONLINE_RETAIL, "Give them a reason to come back"),
        (["+support_tickets"], LOYALTY, "Solve what they ask about"),
        (["-membership_years"], MEMBERSHIP, "Welcome them"),
        (["-income", "-spending_score"], MALL, "Offer sets and good value"),
        (["-spending_score"], MALL, "Keep in touch at little cost"),
        (["-age"], MALL, "Try pictures and channels made for younger people"),
    ],
)
def test_what_follows_from_where_a_segment_stands(told, recipe, first):
    assert what(stands(*told), recipe)[0].startswith(first)


def test_the_group_of_most_customers_speaks_for_recency_frequency_and_spend():
    claims = [*stands("+monetary", "+frequency", "+basket"), more_common("rfm_group", "Champions")]
    first, second = actions(claims, ONLINE_RETAIL)
    assert first.what == rfm.ACTIONS["Champions"]
    assert first.why == (
        '63% count as "Champions" by how recently, how often and how much they buy, '
        "against 20% among everybody."
    )
    assert first.claims == (3,)
    assert second.what.startswith("Offer them the larger version")


def test_a_group_of_few_customers_does_not_speak_for_a_segment():
    claims = [*stands("+monetary"), more_common("rfm_group", "New", share=0.49)]
    assert [text[:11] for text in what(claims, ONLINE_RETAIL)] == ["Reward them"]


def test_what_a_segment_prefers_is_shown_first():
    claims = [
        *stands("-membership_years", "+income", "-age", "+spending_score"),
        more_common("gender", "Male"),
        more_common("preferred_category", "Sports"),
    ]
    assert what(claims, MEMBERSHIP) == [
        "Reward them: early access to what is new, and a personal thank-you.",
        "Welcome them: show what else you have, and help them to a good start.",
        "Show them Sports first.",
    ]


features = st.sampled_from([feature.name for feature in LOYALTY.features if not feature.sources])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.dictionaries(features, st.sampled_from("+-")))
def test_every_action_stands_on_claims_that_are_there(ends):
    claims = stands(*(end + name for name, end in ends.items()))
    found = actions(claims, LOYALTY)
    assert len(found) <= 3
    assert len({action.what for action in found}) == len(found)
    for action in found:
        play = next(play for play in PLAYS if play.what == action.what)
        carried = [claims[at] for at in action.claims]
        assert {
            LOYALTY.feature(claim.feature).role: claim.direction for claim in carried
        } == play.needs


def test_every_group_has_an_action():
    assert rfm.ACTIONS.keys() == rfm.CODES.keys()


def test_every_group_has_kinds():
    assert GROUP_KINDS.keys() == rfm.CODES.keys()


@pytest.mark.parametrize(
    ("told", "values", "recipe", "not_said"),
    [
        (["+recency"], {"recency": 89}, ONLINE_RETAIL, "Win them back"),
        (["-recency"], {"recency": 31}, ONLINE_RETAIL, "Tell them what fits"),
        (["-membership_years"], {"membership_years": 4}, MEMBERSHIP, "Welcome"),
        (["-tenure"], {"tenure": 181}, LOYALTY, "Welcome"),
        (["+tenure"], {"tenure": 729}, LOYALTY, "Thank them for the years"),
        (["+age"], {"age": 45}, MALL, "older people"),
        (["-age"], {"age": 36}, MALL, "younger people"),
        (["+frequency"], {"frequency": 2}, ONLINE_RETAIL, "review"),
    ],
)
def test_what_makes_no_sense_at_such_a_value_is_not_said(told, values, recipe, not_said):
    assert not any(not_said in text for text in what(stands(*told, **values), recipe))


def test_a_slight_difference_carries_no_idea():
    assert what(stands("+income", effect=0.49), MALL) == []
    assert what(stands("+income", effect=0.5), MALL) == ["Show them your best products first."]


def test_what_is_true_of_less_than_most_carries_no_idea():
    [claim] = stands("+income")
    assert what([claim.model_copy(update={"share": 0.5})], MALL) == []


def test_who_is_left_alone_is_left_alone():
    claims = stands("+recency", "-monetary", "+basket", "-tenure")
    assert [text[:11] for text in what(claims, ONLINE_RETAIL)] == ["Remind them"]
    claims.append(more_common("rfm_group", "Lost"))
    assert what(claims, ONLINE_RETAIL) == [rfm.ACTIONS["Lost"]]


def test_a_group_is_not_welcomed_after_years_nor_won_back_after_days():
    new, lost = more_common("rfm_group", "New"), more_common("rfm_group", "Lost")
    assert rfm.ACTIONS["New"] in what([*stands("-tenure", tenure=90), new], LOYALTY)
    assert rfm.ACTIONS["New"] not in what([*stands("+tenure", tenure=900), new], LOYALTY)
    assert rfm.ACTIONS["Lost"] not in what([*stands("+recency", recency=40), lost], LOYALTY)


def test_who_is_won_back_is_not_asked_for_a_favour():
    told = what(stands("+recency", "+monetary", "+frequency"), ONLINE_RETAIL)
    assert [text[:13] for text in told] == ["Win them back"]


def test_ideas_are_for_what_is_there_and_is_found_again():
    assert are_worth_having(structure=None, stability=None)
    assert are_worth_having(structure="gradient", stability=0.6)
    assert not are_worth_having(structure="distinct", stability=0.59)
    assert not are_worth_having(structure="none", stability=0.9)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.dictionaries(features, st.sampled_from("+-")),
    st.none() | st.sampled_from(sorted(rfm.CODES)),
)
def test_no_two_ideas_contradict(ends, group):
    claims = stands(*(end + name for name, end in ends.items()))
    claims += [more_common("rfm_group", group)] if group else []
    found = actions(claims, LOYALTY)
    assert not any(excludes(one, other) for one, other in combinations(found, 2))
    whats = " ".join(action.what for action in found)
    assert "alone" not in whats or len(found) == 1
    assert "Win them back" not in whats or "review" not in whats


@pytest.mark.parametrize("recipe", RECIPES)
def test_segments_of_a_trained_model_have_actions(recipe, trained):
    segments = store.load_card(trained, recipe).segments
    assert any(segment.actions for segment in segments)
    for segment in segments:
        assert len(segment.actions) <= 3
        assert not any(excludes(*two) for two in combinations(segment.actions, 2))
        assert all(0 <= at < len(segment.claims) for a in segment.actions for at in a.claims)
