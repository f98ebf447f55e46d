"""Names say what distinguishes a segment, and no two are alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.card.segments import Difference, NamedFor, Profile
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.common import age, measured, yes_no
from segmentation.recipes.mall import MALL
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.personality import PERSONALITY
from segmentation.recipes.recipe import Recipe
from segmentation.segments.claims import Measured, against_everybody, make_claims
from segmentation.segments.names import Name, name_segments, neutral_names

exhaustive = settings(max_examples=500, deadline=None, derandomize=True)

FEATURES = ("age", "income", "spending_score")


def claims(*told):
    """Claims from words such as "+age", the strongest first."""
    return [
        Difference(
            feature=word[1:],
            direction="higher" if word[0] == "+" else "lower",
            statistic="mean",
            value=0,
            reference=0,
            effect=1,
        )
        for word in told
    ]


def profile(**values):
    values = dict.fromkeys(FEATURES, 0.0) | values
    return Profile(
        size=1,
        share=0.2,
        mean=values,
        median=values,
        middle_half={name: (value, value) for name, value in values.items()},
        range={name: (value - 10, value + 10) for name, value in values.items()},
        categories={},
    )


def names(*segments, profiles=None, earlier=None):
    found = name_segments(
        [claims(*told) for told in segments],
        profiles or [profile() for _ in segments],
        MALL,
        earlier=earlier,
    )
    return [name.text for name in found]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ((), "In-between customers"),
        (("+age",), "Older customers"),
        (("-age",), "Younger customers"),
        (("+income", "-age"), "Younger high earners"),
        (("-age", "+income"), "Younger high earners"),
        (("-age", "+spending_score"), "Younger high scorers"),
        (("+spending_score", "-age"), "Younger high scorers"),
        (("+income", "-spending_score", "+age"), "High-income low scorers"),
    ],
)
def test_name_of_one_segment(told, name):
    assert names(told) == [name]


def test_segments_of_one_name_say_a_third_claim():
    assert names(
        ("+income", "+spending_score", "+age"), ("+income", "+spending_score", "-age"), ("-age",)
    ) == ["High-income older high scorers", "High-income younger high scorers", "Younger customers"]


def test_namesakes_say_the_value_that_tells_them_apart():
    assert names(
        ("+age",),
        ("+age",),
        profiles=[profile(age=55, income=40), profile(age=57, income=62.34)],
    ) == [
        "Older customers, annual income about $40k",
        "Older customers, annual income about $62.3k",
    ]


def test_namesakes_alike_in_every_value_are_numbered():
    assert names((), ()) == [
        "In-between customers, age about 0 years",
        "In-between customers, age about 0 years (2)",
    ]


def test_what_people_do_makes_the_noun():
    told = claims("+age", "+web_purchases")
    values = {feature.name: 0.0 for feature in PERSONALITY.features}
    [name] = name_segments([told], [profile(**values)], PERSONALITY)
    assert name.text == "Older frequent online shoppers"


def retail(*told):
    claims_told = [claims(word)[0].model_copy(update={"effect": effect}) for word, effect in told]
    values = {feature.name: 0.0 for feature in ONLINE_RETAIL.features}
    [name] = name_segments([claims_told], [profile(**values)], ONLINE_RETAIL)
    return name.text


def test_a_name_says_no_role_twice():
    told = ("+monetary", 2.0), ("+quantity", 1.9), ("+basket", 1.8), ("+frequency", 1.7)
    assert retail(*told) == "Frequent big spenders"


def test_of_claims_about_as_strong_the_recipes_first_speaks():
    assert retail(("-quantity", 1.0), ("-monetary", 0.8)) == "Small spenders"
    assert retail(("-quantity", 1.0), ("-monetary", 0.79)) == "Light buyers"
    assert retail(("-quantity", 1.0), ("+monetary", 0.9)) == "Light buyers"


def test_what_is_not_clear_is_left_out_of_a_name():
    assert retail(("+recency", 0.9), ("-frequency", 0.49)) == "Lapsed customers"
    assert retail(("+recency", 0.9), ("-frequency", 0.5)) == "Lapsed occasional buyers"
    assert retail(("+recency", 0.4)) == "Lapsed customers"


def of(*told, recipe=MALL, share=0.2, by_median=(), shares=None):
    """The name of one segment of so many of everybody; `shares` are of whom each claim is true."""
    made = [
        claim.model_copy(update={"share": own})
        for claim, own in zip(claims(*told), shares or [None] * len(told))
    ]
    values = {feature.name: 0.0 for feature in recipe.features}
    here = profile(**values).model_copy(update={"share": share})
    [name] = name_segments([made], [here], recipe, by_median=by_median)
    return name.text


def test_a_name_says_what_is_true_of_most():
    assert of("+income", "-age", shares=[0.5, 0.51]) == "Younger customers"
    assert of("+income", "-age", shares=[0.5, 0.2]) == "Mixed customers"


def test_who_buys_often_in_every_way_is_called_frequent():
    both = ("+web_purchases", "+total_spent", "+store_purchases")
    assert of(*both, recipe=PERSONALITY) == "Frequent big spenders"
    assert of(*both[:2], recipe=PERSONALITY) == "Web-active big spenders"
    low = ("-web_purchases", "-store_purchases")
    assert of(*low, recipe=PERSONALITY) == "Occasional buyers"
    apart = ("+web_purchases", "-store_purchases")
    assert of(*apart, recipe=PERSONALITY) == "Frequent online shoppers"


def test_nearly_half_of_everybody_is_only_compared_with_the_others():
    often = ("+frequency", "+monetary")
    assert of(*often, recipe=ONLINE_RETAIL, share=0.39) == "Frequent big spenders"
    assert of(*often, recipe=ONLINE_RETAIL, share=0.4) == (
        "Customers who order more often and spend more"
    )
    seldom = ("-frequency", "-monetary")
    assert of(*seldom, recipe=ONLINE_RETAIL, share=0.6) == "Occasional small spenders"
    assert of("+age", share=0.6) == "Older customers"


def test_namesakes_are_told_apart_by_the_statistic_that_is_told():
    pair = [profile(income=40), profile(income=60)]
    pair = [
        p.model_copy(update={"median": p.median | {"income": p.median["income"] + 5}}) for p in pair
    ]
    found = name_segments([claims("+age")] * 2, pair, MALL, by_median={"income"})
    assert [name.text for name in found] == [
        "Older customers, annual income about $45k",
        "Older customers, annual income about $65k",
    ]


def test_parts_of_what_has_no_groups_are_numbered():
    told = [claims("-spending_score", "+income", "+age"), claims("-age"), claims()]
    told[1] = [told[1][0].model_copy(update={"share": 0.5})]
    assert [name.text for name in neutral_names(told, [0, 4, 2], MALL)] == [
        "Part 1: lower spending score, higher income",
        "Part 5",
        "Part 3",
    ]


def test_a_part_that_has_become_a_group_gets_a_name():
    [part] = neutral_names([claims("+age")], [0], MALL)
    assert names(("+age",), earlier=[part]) == ["Older customers"]


def test_an_earlier_name_in_words_that_nobody_uses_any_more_is_not_kept():
    assert names(("-age",), earlier=[was("Young customers", "-age")]) == ["Younger customers"]


# Names of an earlier model


def was(text, *said, value=None):
    """An earlier name and what it says, in words such as "+age"."""
    ends = {"+": "higher", "-": "lower"}
    claims = tuple((word[1:], ends[word[0]]) for word in said)
    return Name(text, NamedFor(claims=claims, value=value))


def test_a_name_says_what_it_is_made_of():
    told = [claims("+income", "-age", "+spending_score"), claims()]
    assert name_segments(told, [profile(), profile()], MALL) == [
        was("Younger high earners", "+income", "-age"),
        was("In-between customers"),
    ]
    first, second = name_segments(
        [claims("+age")] * 2, [profile(income=40), profile(income=62.34)], MALL
    )
    assert first.says == NamedFor(claims=(("age", "higher"),), value=("income", "$40k"))
    assert second.says.value == ("income", "$62.3k")


def test_a_name_that_is_still_true_is_kept():
    told = ("+income", "+spending_score", "-age")
    assert names(told) == ["High-income high scorers"]
    earlier = [was("Younger high scorers", "-age", "+spending_score")]
    assert names(told, earlier=earlier) == ["Younger high scorers"]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (("+income", "+spending_score"), "High-income high scorers"),
        (("+spending_score", "+age"), "Older high scorers"),
        ((), "In-between customers"),
    ],
)
def test_a_name_that_is_no_longer_true_is_not_kept(told, name):
    earlier = [was("Younger high scorers", "-age", "+spending_score")]
    assert names(told, earlier=earlier) == [name]


def test_a_segment_that_stands_out_is_not_average_any_more():
    earlier = [was("In-between customers")]
    assert names((), earlier=earlier) == ["In-between customers"]
    assert names(("+age",), earlier=earlier) == ["Older customers"]


def test_a_name_with_a_value_is_kept_while_the_value_is_right():
    earlier = [was("Older customers, annual income about $40k", "+age", value=("income", "$40k"))]
    kept = names(("+age",), profiles=[profile(income=40.001)], earlier=earlier)
    assert kept == ["Older customers, annual income about $40k"]
    assert names(("+age",), profiles=[profile(income=41)], earlier=earlier) == ["Older customers"]


def test_an_earlier_name_goes_to_no_other_segment():
    """Nor where the one that had it is called something else by now."""
    had = was("Younger high scorers", "-age", "+spending_score")
    new = ("-age", "+spending_score", "-income")
    assert names(new) == ["Younger high scorers"]
    kept = ("+income", "+spending_score", "-age")
    assert names(kept, new, earlier=[had, None]) == [
        "Younger high scorers",
        "Younger low-income high scorers",
    ]
    other = ("+income", "+age")
    assert names(other, new, earlier=[had, None]) == [
        "Older high earners",
        "Younger low-income high scorers",
    ]


def test_a_name_of_an_earlier_segment_takes_a_value_where_there_is_no_third_claim():
    had = was("Younger customers", "-age")
    found = names(
        ("+income",), ("-age",), profiles=[profile(), profile(age=20)], earlier=[had, None]
    )
    assert found == ["High earners", "Younger customers, age about 20 years"]


@exhaustive
@given(
    st.lists(
        st.tuples(*[st.sampled_from(["", "+", "-"]) for _ in FEATURES]), min_size=2, max_size=6
    ),
    st.data(),
)
def test_names_stay_unique_whatever_they_were(ends, data):
    told = [[e + name for e, name in zip(words, FEATURES) if e] for words in ends]
    before = data.draw(st.permutations(told))
    old = name_segments([claims(*t) for t in before], [profile() for _ in told], MALL)
    here = data.draw(st.lists(st.booleans(), min_size=len(told), max_size=len(told)))
    found = names(*told, earlier=[name if is_here else None for name, is_here in zip(old, here)])
    assert len(set(found)) == len(found)


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
    measured = Measured(
        everybody=profile(),
        segments=dict(enumerate(profiles)),
        centres=dict(enumerate(centres)),
    )
    told = [against_everybody(make_claims(at, measured)) for at in range(len(means))]
    found = [name.text for name in name_segments(told, profiles, MALL)]
    assert len(set(found)) == len(found) == len(means)


@pytest.mark.parametrize("recipe", RECIPES)
def test_names_of_a_trained_model_are_unique(recipe, trained):
    found = [segment.name for segment in store.load_card(trained, recipe).segments]
    assert len(set(found)) == len(found)


def test_recent_are_only_the_most_recent():
    told = [claims("-recency", "+monetary"), claims("-recency", "+monetary"), claims("-recency")]
    values = dict.fromkeys((feature.name for feature in ONLINE_RETAIL.features), 0.0)
    profiles = [profile(**values | {"recency": days}) for days in (3.0, 9.0, 8.0)]
    found = [name.text for name in name_segments(told, profiles, ONLINE_RETAIL)]
    assert found == [
        "Recent big spenders",
        "Big spenders",
        "Customers who last ordered more recently",
    ]


def test_people_make_the_noun_before_what_is_high_or_low():
    recipe = Recipe(
        name="own",
        title="Own",
        about="",
        key="customer",
        columns=(),
        features=(
            measured("balance", "Balance"),
            age(lambda t: t.age),
            yes_no("card", "Has card"),
            yes_no("films", "Streaming films"),
        ),
    )

    def name(*told):
        values = dict.fromkeys(("balance", "age", "card", "films"), 0.0)
        return name_segments([claims(*told)], [profile(**values)], recipe)[0].text

    assert name("+balance", "+age") == "High balance, older customers"
    assert name("+card", "-films") == "Customers who have a card and do not stream films"
    assert name("+age", "+card") == "Older customers who have a card"
