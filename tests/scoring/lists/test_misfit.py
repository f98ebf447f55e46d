"""A list that is not one for its model: how that is seen, and what is said of it."""

from datetime import date

import pandas as pd
import pytest

from segmentation.errors import NothingLeft, NotTheModelsColumns
from segmentation.models import cache, store
from segmentation.scoring.lists.warning import warning
from segmentation.scoring.stored_list import score_and_keep
from tests.conftest import ROOT


@pytest.fixture
def mall():
    return pd.read_csv(ROOT / "data" / "mall.csv", dtype={"CustomerID": str})


@pytest.fixture
def summary_of(trained, tmp_path):
    def score(frame, model="mall"):
        frame.to_csv(tmp_path / "list.csv", index=False)
        return score_and_keep(
            tmp_path / "list.csv",
            store.load(trained, model),
            tmp_path,
            others=lambda: cache.others(trained, model),
        ).summary

    return score


def test_nothing_is_said_of_a_good_list(summary_of, mall):
    summary = summary_of(mall)
    assert (summary.misfit, warning(summary)) == (None, [])


def test_incomes_in_dollars(summary_of, mall):
    income = mall["Annual Income (k$)"] * 1_000 + pd.RangeIndex(len(mall))
    summary = summary_of(mall.assign(**{"Annual Income (k$)": income}))
    [feature] = summary.misfit.features
    assert (feature.feature, feature.outside) == ("income", 200)
    assert feature.here == (income.min(), income.max())
    assert feature.trained == (15, 124)
    assert warning(summary) == [
        "These segments are probably wrong: 200 of 200 customers are unlike anyone in the data "
        "the model was trained on.",
        f"Annual income runs from {income.min():,} to {income.max():,} here, and from 15 to 124 "
        "in the data the model was trained on: dollars instead of thousands?",
        "Check Annual income in your list, correct what is wrong, and score it again.",
    ]


@pytest.mark.parametrize(
    ("column", "slip", "question"),
    [
        ("Annual Income (k$)", lambda income: income * 100, "a hundred times too large?"),
        ("Annual Income (k$)", lambda income: income * 7 + 1_000, ""),
    ],
)
def test_what_may_have_been_meant(summary_of, mall, column, slip, question):
    summary = summary_of(mall.assign(**{column: slip(mall[column])}))
    [feature] = summary.misfit.features
    assert feature.question == question


def test_years_of_birth_are_no_ages(summary_of, mall):
    born = mall.assign(Age=date(2026, 1, 1).year - mall["Age"])
    with pytest.raises(NothingLeft, match="Age must be a number from 0 to 120"):
        summary_of(born)


def test_a_fifth_may_be_unlike_anyone(summary_of, mall):
    few, more = mall.copy(), mall.copy()
    few.loc[:38, "Annual Income (k$)"] *= 1_000
    more.loc[:45, "Annual Income (k$)"] *= 1_000
    assert summary_of(few).misfit is None
    assert summary_of(more).misfit.features[0].outside == 46


def test_the_model_that_a_list_fits_better(summary_of):
    """The members have the mall's columns and more, and incomes in dollars."""
    summary = summary_of(pd.read_csv(ROOT / "data" / "membership.csv"))
    [better] = summary.misfit.fits_better
    assert better.recipe == "membership"
    assert warning(summary)[-1] == (
        f'The list fits the model "{better.title}" (membership) better: score it with that one.'
    )


def test_the_model_that_the_columns_fit(summary_of):
    with pytest.raises(NotTheModelsColumns) as refusal:
        summary_of(pd.read_csv(ROOT / "data" / "online_retail.csv").head(100))
    assert refusal.value.fitting == {"online_retail": "Online shop orders"}
    assert str(refusal.value) == (
        'These columns fit the model "Online shop orders" (online_retail): score with that one. '
        'The model "mall 0001" needs the columns "age", "income", "spending_score".'
    )


def test_nearly_everybody_left_out(summary_of, mall):
    income = mall["Annual Income (k$)"].astype(str) + " thousand"
    income[:20] = "60"
    summary = summary_of(mall.assign(**{"Annual Income (k$)": income}))
    said = warning(summary)
    assert said[0] == "Only 20 of 200 customers were given a segment."
    assert said[1].startswith("Most frequent reason for the others (180): Column ")
    assert 'Income (k$)" should hold numbers, and "' in said[1]


def test_everybody_left_out(summary_of, mall):
    with pytest.raises(NothingLeft, match="Most frequent reason: Without age"):
        summary_of(mall.assign(Age=None))


def test_orders_that_are_rolled_up(summary_of):
    orders = pd.read_csv(ROOT / "data" / "online_retail.csv", dtype=str)
    orders["UnitPrice"] = (orders.UnitPrice.astype(float) * 100_000).astype(str)
    summary = summary_of(orders, "online_retail")
    assert {feature.feature for feature in summary.misfit.features} == {"monetary", "basket"}
