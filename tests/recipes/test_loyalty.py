"""Orders of a loyalty programme rolled up to members, by hand on six rows."""

import itertools

import pytest

from segmentation.customers.cleaning import clean, with_today
from segmentation.customers.columns import read_columns
from segmentation.customers.features import customer_table, load_customers
from segmentation.customers.roll_up import rolled_up
from segmentation.customers.today import clean_with_today
from segmentation.models import store
from segmentation.recipes.loyalty import LOYALTY
from segmentation.sources import open_table

pytestmark = pytest.mark.slow

HEADER = (
    "customer_id,first_purchase_date,last_purchase_date,loyalty_points,total_spent,"
    "support_tickets,age,income,subscription,churn_risk\n"
)
# Not in order of time: the newest order of C1 is its second row here.
ORDERS = """\
C1,2023-01-01,2023-02-01,10,20.10,0,40,50000,Basic,0.5
C1,2023-01-01,2023-12-21,30,60.20,1,41,52000,Premium,0.5
C1,2023-01-01,2023-01-01,20,40.30,2,40,49000,None,0.5
C2,2023-12-01,2023-12-31,5,10,3,30,30000,None,0.1
C3,2022-12-31,2023-06-30,0,400,0,60,90000,Standard,0.9
C3,2022-12-31,2022-12-31,0,200,1,59,80000,Standard,0.9
"""


@pytest.fixture
def load(tmp_path):
    """The members of such orders by their number, and the quintiles."""

    def read(orders=ORDERS):
        path = tmp_path / "orders.csv"
        path.write_text(HEADER + orders)
        with open_table(path) as opened:
            table = read_columns(opened.table, LOYALTY)
            cleaned, today = clean_with_today(table, LOYALTY)
            customers = with_today(rolled_up(cleaned.table, LOYALTY), today.moment)
            frame, quintiles, _ = load_customers(customer_table(customers, LOYALTY), LOYALTY)
        return frame.set_index("customer"), quintiles

    return read


@pytest.mark.parametrize(
    ("member", "values"),
    [
        (
            "C1",
            {
                "total_spent": 120.6,
                "avg_order_value": 40.2,
                "loyalty_points": 60,
                "number_of_orders": 3,
                "support_tickets": 1,
                "recency": 10,
                "tenure": 364,
                "age": 41,
                "income": 52000,
                "subscription": "Premium",
                "r_score": 3,
                "f_score": 5,
                "m_score": 3,
            },
        ),
        (
            "C2",
            {
                "total_spent": 10,
                "avg_order_value": 10,
                "loyalty_points": 5,
                "number_of_orders": 1,
                "support_tickets": 3,
                "recency": 0,
                "tenure": 30,
                "age": 30,
                "income": 30000,
                "subscription": "None",
                "r_score": 5,
                "f_score": 1,
                "m_score": 1,
            },
        ),
        (
            "C3",
            {
                "total_spent": 600,
                "avg_order_value": 300,
                "loyalty_points": 0,
                "number_of_orders": 2,
                "support_tickets": 0.5,
                "recency": 184,
                "tenure": 365,
                "age": 60,
                "income": 90000,
                "subscription": "Standard",
                "r_score": 1,
                "f_score": 3,
                "m_score": 5,
            },
        ),
    ],
)
def test_members_of_six_orders(load, member, values):
    found = load()[0].loc[member].to_dict()
    assert (
        found.pop("rfm_group") == {"C1": "Potential loyalist", "C2": "New", "C3": "At risk"}[member]
    )
    categories = {"subscription": values.pop("subscription")}
    assert {name: found.pop(name) for name in categories} == categories
    assert found == pytest.approx(values)


def test_quintiles_of_six_orders(load):
    # Of 0, 10, 184; of 1, 2, 3; of 10, 120.6, 600.
    assert load()[1] == {
        "recency": pytest.approx([4, 8, 44.8, 114.4]),
        "number_of_orders": pytest.approx([1.4, 1.8, 2.2, 2.6]),
        "total_spent": pytest.approx([54.24, 98.48, 216.48, 408.24]),
    }


def test_order_of_the_rows_does_not_matter(load):
    expected = load()[0]
    lines = ORDERS.splitlines(keepends=True)
    for turned in itertools.islice(itertools.permutations(lines), 1, None, 239):
        assert load("".join(turned))[0].equals(expected)


def test_orders_of_one_day_give_one_answer_in_any_order(load):
    lines = [
        "C1,2023-01-01,2023-02-01,1,10,0,40,50000,Basic,0.5\n",
        "C1,2023-01-01,2023-02-01,1,20,0,41,40000,Premium,0.5\n",
    ]
    straight, turned = load("".join(lines))[0], load("".join(lines[::-1]))[0]
    assert straight.equals(turned)
    assert straight.loc["C1", ["age", "income", "subscription"]].tolist() == [41, 40000, "Premium"]


def test_income_missing_on_the_newest_order_is_taken_from_the_one_before(load):
    newest = "C1,2023-01-01,2023-12-31,1,10,0,42,,Basic,0.5\n"
    assert load(ORDERS + newest)[0].loc["C1", ["age", "income"]].tolist() == [42, 52000]


def test_cleaning_of_orders(tmp_path):
    path = tmp_path / "orders.csv"
    first = ORDERS.splitlines(keepends=True)[0]
    rows = [
        first.replace("C1,", ","),
        first,
        first.replace("20.10", "0"),
        first.replace("20.10", "-5"),
    ]
    path.write_text(HEADER + ORDERS + "".join(rows))
    with open_table(path) as opened:
        cleaned = clean(read_columns(opened.table, LOYALTY), LOYALTY)
        assert cleaned.table.count().execute() == 6
    assert {count.rule: count.rows for count in cleaned.counts} == {
        "no customer": 1,
        "repeated rows": 1,
        "nothing spent": 2,
    }


def test_sample_has_the_flaws_its_card_tells(trained):
    card = store.load_card(trained, "loyalty")
    assert {count.rule: count.rows for count in card.cleaning} == {
        "no customer": 21,
        "repeated rows": 35,
        "nothing spent": 9,
    }
    assert (card.source.rows, card.rows_used, card.customers, card.k) == (7558, 7493, 1500, 4)
    assert len(card.features) == 12


def test_notes_do_not_repeat_that_scores_follow_from_what_they_score(trained):
    notes = store.load(trained, "loyalty").card.notes
    assert [note.split(" go together")[0] for note in notes if "go together" in note] == [
        "Total spend and loyalty points"
    ]
