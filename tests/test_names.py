"""Names say what distinguishes a segment, and no two are alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation import store
from segmentation.claims import Claim, make_claims
from segmentation.names import name_segments
from segmentation.profiles import Profile
from segmentation.recipes import RECIPES
from segmentation.recipes.mall import MALL
from segmentation.recipes.personality import PERSONALITY

exhaustive = settings(max_examples=500, deadline=None, derandomize=True)

FEATURES = ("age", "income", "spending_score")


def claims(*told):
    """Claims from words such as "+age", the strongest first."""
    return [
        Claim(
            feature=word[1:],
            direction="higher" if word[0] == "+" else "lower",
            statistic="mean",
            value=0,
            everybody=0,
            effect=0,
        )
        for word in told
    ]


def profile(**values):
    values = dict.fromkeys(FEATURES, 0.0) | values
    return Profile(
        size=1,
        share=0.5,
        mean=values,
        median=values,
        middle_half={name: (value, value) for name, value in values.items()},
        range={name: (value - 10, value + 10) for name, value in values.items()},
        categories={},
    )


def names(*segments, profiles=None):
    return name_segments(
        [claims(*told) for told in segments],
        profiles or [profile() for _ in segments],
        MALL,
    )


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ((), "Average customers"),
        (("+age",), "Older customers"),
        (("-age",), "Young customers"),
        (("+income", "-age"), "Young high earners"),
        (("-age", "+income"), "High-income young customers"),
        (("-age", "+spending_score"), "Young big spenders"),
        (("+spending_score", "-age"), "Young big spenders"),
        (("+income", "-spending_score", "+age"), "High-income careful spenders"),
    ],
)
def test_name_of_one_segment(told, name):
    assert names(told) == [name]


def test_segments_of_one_name_say_a_third_claim():
    assert names(
        ("+income", "+spending_score", "+age"), ("+income", "+spending_score", "-age"), ("-age",)
    ) == ["High-income older big spenders", "High-income young big spenders", "Young customers"]


def test_namesakes_say_the_value_that_tells_them_apart():
    assert names(
        ("+age",),
        ("+age",),
        profiles=[profile(age=55, income=40), profile(age=57, income=62.34)],
    ) == [
        "Older customers, annual income about $40k",
        "Older customers, annual income about $62.34k",
    ]


def test_namesakes_alike_in_every_value_are_numbered():
    assert names((), ()) == [
        "Average customers, age about 0 years",
        "Average customers, age about 0 years (2)",
    ]


def test_what_people_do_makes_the_noun():
    told = claims("+age", "+web_purchases")
    values = {feature.name: 0.0 for feature in PERSONALITY.features}
    assert name_segments([told], [profile(**values)], PERSONALITY) == ["Older online shoppers"]


# Few different values, so that namesakes turn up often.
segments = st.lists(
    st.fixed_dictionaries({name: st.sampled_from([-20, -1, 0, 1, 20]) for name in FEATURES}),
    min_size=2,
    max_size=8,
)


@exhaustive
@given(segments)
def test_names_are_unique(means):
    profiles = [profile(**values) for values in means]
    centres = [{name: value / 4 for name, value in values.items()} for values in means]
    told = [
        make_claims(segment, profile(), centre=centre, lopsided=())
        for segment, centre in zip(profiles, centres)
    ]
    found = name_segments(told, profiles, MALL)
    assert len(set(found)) == len(found) == len(means)


@pytest.mark.parametrize("recipe", RECIPES)
def test_names_of_a_trained_model_are_unique(recipe, trained):
    found = [segment.name for segment in store.load_card(trained, recipe).segments]
    assert len(set(found)) == len(found)
