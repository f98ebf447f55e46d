"""One caution that says all there is to say of unlikely values."""

import pytest

from segmentation.answering.cautions import UNLIKE_ANYONE, cautions, unit_question
from segmentation.models import store


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


ORDINARY = {"age": 30, "income": 60, "spending_score": 50}


def test_values_that_were_seen_need_none(mall):
    assert cautions(mall, ORDINARY) == []


def test_unlikely_as_a_whole(mall):
    assert cautions(mall, ORDINARY, unlike_anyone=True) == [UNLIKE_ANYONE]


def test_value_beyond_all_that_were_seen(mall):
    assert cautions(mall, {**ORDINARY, "age": 120}) == [
        "Age: no customer in the data had 120 years; they lie between 18 years and 69 years. "
        "Take this answer with care."
    ]


def test_value_beyond_all_and_unlike_anyone_is_one_caution(mall):
    (said,) = cautions(mall, {**ORDINARY, "income": 0}, unlike_anyone=True)
    assert said == (
        "Annual income: no customer in the data had $0; they lie between $15k and $124k. "
        "The segment is the nearest there is; take it with care."
    )


def test_dollars_in_a_field_for_thousands_are_asked_about_first(mall):
    (said,) = cautions(mall, {**ORDINARY, "income": 70_000}, unlike_anyone=True)
    assert said == (
        "Annual income is in thousand $: did you mean 70? No customer in the data had "
        "$70 million; they lie between $15k and $124k. The segment is the nearest there is; "
        "take it with care."
    )


@pytest.mark.parametrize(
    ("income", "meant"), [(2_000, "2"), (70_500, "70.5"), (1e6, "1000"), (900, None), (1e9, None)]
)
def test_only_what_can_have_been_meant_is_asked_about(mall, income, meant):
    question = unit_question(mall, mall.recipe.feature("income"), income)
    assert question == (meant and f"Annual income is in thousand $: did you mean {meant}?")


def test_what_follows_from_an_unlikely_value_is_not_named_as_well(trained):
    model = store.load(trained, "online_retail")
    values = {"recency": 10, "frequency": 1, "monetary": 500_000, "basket": 500_000}
    (said,) = cautions(model, values)
    assert said.startswith("Total spend: no customer in the data had £500,000; ")
    assert "Average order" not in said
