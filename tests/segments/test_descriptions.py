"""Claims in sentences."""

import re

import pytest

from segmentation.card.segments import Difference, MoreCommon, Size, Superlative
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.personality import PERSONALITY
from segmentation.segments.claims import against_everybody
from segmentation.segments.descriptions import describe, headline, reason

NAMES = {0: "Young customers", 1: "Older customers", 2: "Big spenders"}


def claim(feature, value, reference, *, statistic="mean", against=None):
    return Difference(
        feature=feature,
        direction="higher" if value > reference else "lower",
        statistic=statistic,
        value=value,
        reference=reference,
        effect=1,
        against=against,
    )


def superlative(feature, direction):
    return Superlative(
        feature=feature, direction=direction, statistic="mean", value=1, reference=2, effect=1
    )


def more_common(category, value, share=0.43, reference=0.176):
    return MoreCommon(
        category=category, value=value, share=share, reference=reference, effect=1, threshold=0.3
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            [claim("income", 86.54, 60.56)],
            "Compared with the average customer, they earn more ($86.5k, against $60.6k).",
        ),
        (
            [claim("age", 24.95, 38.85, statistic="median")],
            "Compared with the typical customer, they are younger (24.9 years, against 38.9).",
        ),
        (
            [claim("income", 121, 60), claim("age", 80, 40)],
            "Compared with the average customer, they earn about twice as much "
            "($121k, against $60k) and are older (80 years, against 40).",
        ),
        (
            [claim("income", 30, 60, statistic="median"), claim("age", 80, 40)],
            "Compared with the average customer, they are older (80 years, against 40). "
            "Compared with the typical customer, they earn about half as much "
            "($30k, against $60k).",
        ),
        (
            [claim("income", 5, 0)],
            "Compared with the average customer, they earn more ($5k, against $0).",
        ),
        ([], "They are close to the average customer in everything compared here."),
        (
            [claim("age", 20, 40), superlative("age", "lower"), superlative("income", "higher")],
            "Compared with the average customer, they are younger (20 years, against 40). "
            "Of all segments, they are the youngest and earn the most.",
        ),
        (
            [claim("age", 20, 40), claim("age", 20, 50, against=1), claim("income", 1, 9)],
            "Compared with the average customer, they are younger (20 years, against 40) and "
            "earn less ($1k, against $9k). "
            'The segment most like them is "Older customers", who are older '
            "(50 years, against 20).",
        ),
        (
            [claim("age", 20, 40), claim("income", 20, 61, against=2)],
            "Compared with the average customer, they are younger (20 years, against 40). "
            'The segment most like them is "Big spenders", who earn about three times as much '
            "($61k, against $20k).",
        ),
    ],
)
def test_descriptions(claims, said):
    assert describe(claims, MALL, NAMES) == said


def test_of_two_segments_none_is_the_nearest():
    claims = [claim("age", 20, 40), claim("age", 20, 50, against=1)]
    assert describe(claims, MALL, {0: "Young customers", 1: "Older customers"}) == (
        "Compared with the average customer, they are younger (20 years, against 40)."
    )


def test_what_is_more_common():
    claims = [claim("age", 20, 40), more_common("preferred_category", "Sports")]
    assert describe(claims, MEMBERSHIP, NAMES) == (
        "Compared with the average customer, they are younger (20 years, against 40). "
        "43 of 100 prefer Sports, against 18 of 100 among everybody."
    )


def test_groups_of_customers_are_left_to_the_actions():
    claims = [more_common("rfm_group", "Champions"), more_common("subscription", "Premium")]
    assert describe(claims, LOYALTY, NAMES) == (
        "They are close to the average customer in everything compared here. "
        '43 of 100 have the subscription "Premium", against 18 of 100 among everybody.'
    )


@pytest.mark.parametrize(
    ("size", "ending"),
    [
        (Size(size=9, share=0.2), "One in five customers is like this."),
        (Size(size=9, share=0.3), "About three of ten customers are like this."),
        (Size(size=9, share=0.135), "14 of 100 customers are like this."),
        (Size(size=9, share=0.01), "1 of 100 customers is like this."),
        (
            Size(size=9, share=0.5, turnover="total_spent", part=0.778),
            "About half of all customers are like this; "
            "together they brought in $78 of every $100 spent.",
        ),
    ],
)
def test_description_ends_with_the_size(size, ending):
    said = describe([claim("age", 20, 40), size], PERSONALITY, NAMES)
    assert said == (
        f"Compared with the average customer, they are younger (20 years, against 40). {ending}"
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], "They are close to the average customer in everything compared here."),
        ([claim("age", 20, 40)], "They are younger than average."),
        (
            [claim("income", 9, 5), claim("age", 20, 40)],
            "They earn more and are younger than average.",
        ),
        (
            [claim("income", 9, 5, statistic="median"), claim("age", 20, 40)],
            "They are younger than average and earn more than is typical.",
        ),
    ],
)
def test_headlines(claims, said):
    assert headline([*claims, Size(size=1, share=0.1)], MALL) == said


def test_headline_says_the_strongest_three():
    made = [claim(f.name, 1, 2) for f in PERSONALITY.features[:4]]
    assert headline(made, PERSONALITY) == "They are younger, earn less and spend less than average."


@pytest.mark.parametrize(
    ("told", "recipe", "said"),
    [
        (claim("income", 9, 8), MALL, "earn more than average"),
        (claim("income", 9, 8, statistic="median"), MALL, "earn more than is typical"),
        (claim("income", 30, 10), MALL, "earn about three times as much as the average customer"),
        (
            more_common("gender", "Male"),
            MALL,
            '43 of 100 have the gender "Male", against 18 of 100 among everybody',
        ),
    ],
)
def test_reasons(told, recipe, said):
    assert reason(told, recipe) == said


@pytest.mark.parametrize("recipe", RECIPES)
def test_descriptions_of_a_trained_model_say_its_numbers(recipe, trained):
    card = store.load_card(trained, recipe)
    for segment in card.segments:
        sentences = re.split(r"(?<=\.) (?=[A-Z0-9])", segment.description)
        assert 2 <= len(sentences) <= 6
        compared = " ".join(s for s in sentences if s.startswith("Compared with the "))
        assert compared.count(", against ") == len(against_everybody(segment.claims)[:3])
        assert "like this" in sentences[-1]


@pytest.mark.parametrize(
    ("share", "reference", "said"),
    [
        (0.3, 0.004, "30 of 100 prefer Sports, against fewer than 1 of 100 among everybody"),
        (0.996, 0.5, "nearly all prefer Sports, against 50 of 100 among everybody"),
        (1, 0.5, "100 of 100 prefer Sports, against 50 of 100 among everybody"),
    ],
)
def test_none_and_all_are_said_only_where_it_is_so(share, reference, said):
    assert reason(more_common("preferred_category", "Sports", share, reference), MEMBERSHIP) == said
