"""Claims in sentences."""

import re

import pytest

from segmentation.card.segments import Alike, Difference, MoreCommon, Size, Superlative
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.recipes.common import measured, yes_no
from segmentation.recipes.loyalty import LOYALTY
from segmentation.recipes.mall import MALL
from segmentation.recipes.membership import MEMBERSHIP
from segmentation.recipes.personality import PERSONALITY
from segmentation.recipes.recipe import Category, Recipe
from segmentation.segments.claims import against_everybody
from segmentation.segments.descriptions import describe, headline, reasons

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


def alike(feature, width=1.0):
    return Alike(feature=feature, statistic="mean", value=1, reference=1, effect=0, width=width)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (
            [claim("income", 86.54, 60.56)],
            "They earn more (on average $86.5k, against $60.6k among everybody).",
        ),
        (
            [claim("age", 24.95, 38.85, statistic="median")],
            "They are younger (typically 25 years, against 39 among everybody).",
        ),
        (
            [claim("income", 121, 60), claim("age", 80, 40)],
            "They earn about twice as much (on average $121k, against $60k among everybody) "
            "and are older (80 years, against 40).",
        ),
        (
            [claim("income", 30, 60, statistic="median"), claim("age", 80, 40)],
            "They earn about half as much (typically $30k, against $60k among everybody) "
            "and are older (on average 80 years, against 40).",
        ),
        (
            [claim("income", 5, 0)],
            "They earn more (on average $5k, against $0 among everybody).",
        ),
        ([], "Nothing compared here sets them clearly apart from the others."),
        (
            [alike("income"), alike("age")],
            "Nothing compared here sets them clearly apart from the others. "
            "In age and annual income they are like everybody.",
        ),
        (
            [alike("age"), alike("income", 0.3), alike("spending_score", 0.49)],
            "Nothing compared here sets them clearly apart from the others. In age they are like "
            "everybody. In annual income and spending score they are in between.",
        ),
        (
            [claim("age", 20, 40), superlative("age", "lower"), superlative("income", "higher")],
            "They are younger (on average 20 years, against 40 among everybody). "
            "Of all segments, they are the youngest and earn the most.",
        ),
        (
            [claim("age", 20, 40), claim("age", 20, 50, against=1), claim("income", 1, 9)],
            "They are younger (on average 20 years, against 40 among everybody) and "
            "earn about a ninth as much ($1k, against $9k). "
            'The segment most like them is "Older customers", who are older '
            "(on average 50 years, against 20).",
        ),
        (
            [claim("age", 20, 40), claim("income", 20, 61, against=2)],
            "They are younger (on average 20 years, against 40 among everybody). "
            'The segment most like them is "Big spenders", who earn about three times as much '
            "(on average $61k, against $20k).",
        ),
    ],
)
def test_descriptions(claims, said):
    assert describe(claims, MALL, NAMES) == said


def test_of_two_segments_none_is_the_nearest():
    claims = [claim("age", 20, 40), claim("age", 20, 50, against=1)]
    assert describe(claims, MALL, {0: "Young customers", 1: "Older customers"}) == (
        "They are younger (on average 20 years, against 40 among everybody)."
    )


def test_what_is_more_common():
    claims = [claim("age", 20, 40), more_common("preferred_category", "Sports")]
    assert describe(claims, MEMBERSHIP, NAMES) == (
        "They are younger (on average 20 years, against 40 among everybody). "
        "43% prefer Sports, against 18% among everybody."
    )


def test_all_and_none_are_said_so():
    everybody = more_common("preferred_category", "Sports", share=1.0)
    assert describe([everybody], MEMBERSHIP, NAMES).endswith(
        " All prefer Sports, against 18% among everybody."
    )
    assert describe([claim("card", 0.0, 0.5)], OWN, NAMES) == (
        "None have a card, against 50% among everybody."
    )


def test_groups_of_customers_are_left_to_the_actions():
    claims = [more_common("rfm_group", "Champions"), more_common("subscription", "Premium")]
    assert describe(claims, LOYALTY, NAMES) == (
        "Nothing compared here sets them clearly apart from the others. "
        '43% have the subscription "Premium", against 18% among everybody.'
    )


OWN = Recipe(
    name="own",
    title="Own",
    about="",
    key="customer",
    columns=(),
    features=(yes_no("card", "Has card"), yes_no("app", "App"), measured("visits", "Visits")),
    categories=(
        Category(name="club", label="Has club"),
        Category(name="news", label="Newsletter"),
        Category(name="plan", label="Plan"),
    ),
)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([claim("card", 0.744, 0.5)], "74% have a card, against 50% among everybody."),
        ([claim("card", 0.26, 0.5)], "26% have a card, against 50% among everybody."),
        (
            [claim("app", 0.004, 0.5), claim("visits", 9, 3)],
            "They are higher on visits (on average 9, against 3 among everybody). "
            'Fewer than 1% are marked "app", against 50% among everybody.',
        ),
        (
            [claim("visits", 9, 3), claim("card", 0.2, 0.7, against=1)],
            "They are higher on visits (on average 9, against 3 among everybody). "
            'The segment most like them is "Older customers", who more often have a card '
            "(70%, against 20%).",
        ),
        (
            [claim("visits", 9, 3), alike("card"), more_common("club", "yes")],
            "They are higher on visits (on average 9, against 3 among everybody). "
            "43% have a club, against 18% among everybody.",
        ),
        (
            [claim("visits", 9, 3), more_common("news", "0")],
            "They are higher on visits (on average 9, against 3 among everybody). "
            "43% do not get the newsletter, against 18% among everybody.",
        ),
        (
            [claim("visits", 9, 3), more_common("plan", "gold")],
            "They are higher on visits (on average 9, against 3 among everybody). "
            '43% have the plan "gold", against 18% among everybody.',
        ),
    ],
)
def test_what_customers_have_or_have_not_is_said_as_people_say_it(claims, said):
    assert describe(claims, OWN, NAMES) == said


@pytest.mark.parametrize(
    ("size", "ending"),
    [
        (Size(size=9, share=0.2), "20% of customers are like this."),
        (Size(size=9, share=0.135), "14% of customers are like this."),
        (Size(size=9, share=0.004), "Fewer than 1% of customers are like this."),
        (
            Size(size=9, share=0.5, turnover="total_spent", part=0.778),
            "50% of customers are like this; together they brought in 78% of all that was spent.",
        ),
    ],
)
def test_description_ends_with_the_size(size, ending):
    said = describe([claim("age", 20, 40), size], PERSONALITY, NAMES)
    assert said == f"They are younger (on average 20 years, against 40 among everybody). {ending}"


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], "Nothing compared here sets them clearly apart from the others."),
        ([claim("age", 20, 40)], "They are younger than other customers."),
        (
            [claim("income", 9, 5, statistic="median"), claim("age", 20, 40)],
            "They earn more and are younger than other customers.",
        ),
    ],
)
def test_headlines(claims, said):
    assert headline([*claims, Size(size=1, share=0.1)], MALL) == said


def test_words_that_begin_alike_are_said_once():
    buying = [claim("web_purchases", 8, 4), claim("store_purchases", 11, 8)]
    assert headline(buying, PERSONALITY) == (
        "They buy more often online and in stores than other customers."
    )
    told = [claim("visits", 3, 9), claim("visits", 4, 9)]
    assert describe(told, OWN, NAMES) == (
        "They are lower on visits (on average 3, against 9 among everybody) and lower on visits "
        "(4, against 9)."
    )
    spend = [claim("total_spent", 9, 8), claim("avg_order_value", 9, 8)]
    assert headline(spend, LOYALTY) == (
        "They spend more and spend more on an order than other customers."
    )


def test_headline_says_the_strongest_three():
    made = [claim(f.name, 1, 2) for f in PERSONALITY.features[:4]]
    assert headline(made, PERSONALITY) == (
        "They are younger, earn less and spend less than other customers."
    )


@pytest.mark.parametrize(
    ("told", "recipe", "said"),
    [
        (
            claim("income", 9, 8),
            MALL,
            "They earn more (on average $9k, against $8k among everybody).",
        ),
        (
            claim("income", 30, 10, statistic="median"),
            MALL,
            "They earn about three times as much (typically $30k, against $10k among everybody).",
        ),
        (
            more_common("gender", "Male"),
            MALL,
            '43% have the gender "Male", against 18% among everybody.',
        ),
    ],
)
def test_reasons(told, recipe, said):
    assert reasons([told], recipe) == said


@pytest.mark.parametrize("recipe", RECIPES)
def test_descriptions_of_a_trained_model_say_its_numbers(recipe, trained):
    card = store.load_card(trained, recipe)
    for segment in card.segments:
        sentences = re.split(r"(?<=\.) (?=[A-Z0-9])", segment.description)
        assert 2 <= len(sentences) <= 7
        told = against_everybody(segment.claims)[:3]
        assert sentences[0].count(", against ") == len(told)
        assert sentences[0].count("among everybody") == bool(told)
        assert "like this" in sentences[-1]


@pytest.mark.parametrize(
    ("share", "reference", "said"),
    [
        (0.3, 0.004, "30% prefer Sports, against fewer than 1% among everybody."),
        (0.996, 0.5, "More than 99% prefer Sports, against 50% among everybody."),
        (1, 0.5, "All prefer Sports, against 50% among everybody."),
    ],
)
def test_none_and_all_are_said_only_where_it_is_so(share, reference, said):
    told = more_common("preferred_category", "Sports", share, reference)
    assert reasons([told], MEMBERSHIP) == said
