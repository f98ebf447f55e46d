"""What to do with a segment, carried by claims."""

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
from segmentation.segments.actions import PLAYS, actions


def stands(*told, against=None):
    """Claims from words such as "+age", the strongest first."""
    return [
        Difference(
            feature=word[1:],
            direction="higher" if word[0] == "+" else "lower",
            statistic="mean",
            value=9,
            reference=8,
            effect=1,
            against=against,
        )
        for word in told
    ]


def more_common(category, value, share=0.43):
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
    assert action.what == "Show them your better products: they can afford more than they buy."
    assert action.why == "They earn more than average and have a lower spending score than average."
    assert action.claims == (0, 1)


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
        '43 of 100 count as "Champions" by how recently, how often and how much they buy, '
        "against 20 of 100 among everybody."
    )
    assert first.claims == (3,)
    assert second.what.startswith("Offer them the larger version")


def test_a_group_of_few_customers_does_not_speak_for_a_segment():
    claims = [*stands("+monetary"), more_common("rfm_group", "New", share=0.39)]
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


@pytest.mark.parametrize("recipe", RECIPES)
def test_segments_of_a_trained_model_have_actions(recipe, trained):
    for segment in store.load_card(trained, recipe).segments:
        assert 1 <= len(segment.actions) <= 3
        assert all(0 <= at < len(segment.claims) for a in segment.actions for at in a.claims)
