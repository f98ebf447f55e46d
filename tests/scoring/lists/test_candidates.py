"""Who is scored and who is not, row by row."""

from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.customers.values import EVERYDAY_NOTATION
from segmentation.errors import UnreadableValues
from segmentation.models import store
from segmentation.scoring.lists.candidates import listed, names_beside, rolled_up_from_rows
from segmentation.sources import open_table

HEADER = "CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)\n"
INVOICES = "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID,Country\n"


@pytest.fixture
def candidates(quick_models, tmp_path):
    """The customers and those left out, of a CSV with this content, as two frames."""

    def find(content, recipe="mall"):
        path = tmp_path / "data.csv"
        path.write_text(content, encoding="utf-8")
        model = store.load(quick_models, recipe)
        how = rolled_up_from_rows if model.recipe.roll_up else listed
        with open_table(path) as opened:
            found = how(opened.table, model.recipe, model, EVERYDAY_NOTATION)
            shown = found.customers.select(
                **{name: found.customers[column] for name, column in found.shown.items()}
            )
            return shown.execute(), found.left_out.execute()

    return find


def reasons(left_out):
    return list(left_out[["left_out", "reason"]].itertuples(index=False, name=None))


def test_each_row_is_a_customer_with_its_own_columns_in_order(candidates):
    kept, gone = candidates(HEADER + "9,M,20,30,40\n07,F,50,20,9\n8, F ,30,10,1\n")
    assert kept.columns.tolist() == HEADER.strip().split(",")
    assert kept.to_numpy().tolist() == [
        ["9", "M", "20", "30", "40"],
        ["07", "F", "50", "20", "9"],
        ["8", " F ", "30", "10", "1"],
    ]
    assert gone.empty


def test_rules_of_the_recipe_leave_customers_out(candidates):
    kept, gone = candidates(HEADER + "1,M,20,30,40\n2,M,,30,40\n3,M,20,n/a,40\n")
    assert kept.CustomerID.tolist() == ["1"]
    assert gone.CustomerID.tolist() == ["2", "3"]
    assert reasons(gone) == [
        ("no age", "Without age the customer cannot be compared with the others."),
        ("no income", "Without income the customer cannot be compared with the others."),
    ]


def test_value_that_cannot_be_read_leaves_out_its_row_only(candidates):
    kept, gone = candidates(HEADER + "1,M,20,30,40\n2,M,young,30,lots\n")
    assert kept.CustomerID.tolist() == ["1"]
    assert reasons(gone) == [
        ("unreadable value", 'Column "Age" should hold numbers, and "young" is none.')
    ]


def test_value_that_cannot_be_leaves_out_its_customer(candidates):
    rows = "1,M,-4,30,40\n2,M,120,0,100\n3,M,20,30,250\n4,M,20,1e15,40\n5,M,20,-inf,40\n"
    kept, gone = candidates(HEADER + rows + "1,M,30,30,40\n6,M,0,999999999999999,1\n")
    assert kept[["CustomerID", "Age"]].to_numpy().tolist() == [
        *(["2", "120"], ["1", "30"], ["6", "0"])
    ]
    assert gone.CustomerID.tolist() == ["1", "3", "4", "5"]
    assert reasons(gone) == [
        ("impossible age", "Age must be a number from 0 to 120; -4 is not one."),
        ("impossible spending score", "Spending score must be a number from 1 to 100; 250 is not "
         "one."),
        ("impossible annual income", "Annual income must be a number of at most 15 digits; "
         "1000000000000000 is not one."),
        ("unreadable value", 'Column "Annual Income (k$)" should hold numbers, and "-inf" is '
         "none."),
    ]  # fmt: skip


ORDERS = """Customer ID,First Purchase Date,Last Purchase Date,Loyalty Points,Total Spent,Support Tickets,Age,Income
a,2024-01-01,2024-02-01,1,10,0,30,1000
a,2024-01-01,2024-03-01,1,10,0,-4,1000
a,2024-01-01,2024-03-01,1,0,0,-4,1000
b,2024-06-01,2024-03-01,1,10,0,120,1000
c,2024-01-01,2024-03-01,1,10,0,,1000
d,2024-01-01,2024-03-01,1,0,0,30,1000
"""  # noqa: E501


def test_value_that_cannot_be_once_rolled_up(trained, tmp_path):
    """Training keeps such customers; their rows are told of as others that were taken out."""
    path, model = tmp_path / "orders.csv", store.load(trained, "loyalty")
    path.write_text(ORDERS)
    with open_table(path) as opened:
        found = rolled_up_from_rows(opened.table, model.recipe, model, EVERYDAY_NOTATION)
        assert found.customers.customer.execute().tolist() == ["c"]
        gone = found.left_out.execute()
    assert gone.to_numpy().tolist() == [
        ["a", 2, "impossible age", "Age must be a number from 0 to 120; -4 is not one."],
        ["b", 1, "impossible days since first order",
         "Days since first order must be a number, 0 or more; -92 is not one."],
        ["d", 1, "nothing spent", "An order of 0 or less is a return or a correction."],
    ]  # fmt: skip
    assert [(count.rule, count.rows) for count in found.cleaned.counts if count.rows] == [
        *(("nothing spent", 2), ("impossible days since first order", 1), ("impossible age", 2))
    ]


def test_customer_met_again_is_left_out_and_the_order_stays(candidates):
    rows = "5,M,20,30,40\n1,F,31,31,31\n5,M,20,30,39\n,F,1,1,1\n,F,1,1,1\n0001,F,9,9,9\n"
    kept, gone = candidates(HEADER + rows)
    assert kept["Spending Score (1-100)"].tolist() == ["31", "39", "1", "1", "9"]
    assert gone[["CustomerID", "Spending Score (1-100)", "left_out"]].to_numpy().tolist() == [
        ["5", "40", "customer already there"]
    ]


def test_what_an_earlier_scoring_added_is_not_the_owners(candidates):
    added = "segment,segment_name,unlike_anyone,model\n"
    kept, _ = candidates(HEADER.replace("\n", ",") + added + "1,M,20,30,40,5,Old,false,mall 9\n")
    assert kept.columns.tolist() == HEADER.strip().split(",")
    kept, _ = candidates(HEADER.replace("\n", ",left_out,reason\n") + "1,M,20,30,40,no age,x\n")
    assert kept.columns.tolist() == HEADER.strip().split(",")


def test_some_of_these_columns_are_the_owners(candidates):
    kept, gone = candidates(HEADER.replace("\n", ",reason,segment\n") + "1,M,,30,40,because,A\n")
    assert kept.columns.tolist()[-2:] == ["reason", "segment"]
    assert gone[["reason", "reason_2"]].to_numpy().tolist() == [
        ["because", "Without age the customer cannot be compared with the others."]
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "segment"),
        (["Segment"], "segment_2"),
        (["segment", "SEGMENT_2"], "segment_3"),
        (["segments"], "segment"),
    ],
)
def test_added_columns_get_names_of_their_own(given, expected):
    assert names_beside(given, ["segment"]) == {"segment": expected}


LINES = """536365,A,6,2010-12-01 08:26,2.5,17850,UK
536366,A,4,2010-12-05 10:00,1,17850,UK
C536367,A,-1,2010-12-03 09:00,2.5,12346,UK
536368,B,1,2010-12-04 09:00,0,12346,UK
536368,B,1,2010-12-04 09:00,0,12346,UK
536369,A,5,2010-12-04 09:00,3,,UK
536370,A,5,2010-12-04 09:00,3,,UK
C536371,A,-2,2010-12-02 09:00,1,500,UK
"""


@pytest.mark.parametrize(
    ("numbers", "ids"),
    [
        pytest.param([1000.0, 1000.1, 1000.2, 1e20], ["1000", "1000.1", "1000.2", "1e+20"]),
        pytest.param([Decimal(n) for n in ("1.20", "1.40", "7.00")], ["1.2", "1.4", "7"]),
    ],
)
def test_orders_of_people_whose_ids_are_nearly_the_same_stay_apart(
    quick_models, tmp_path, numbers, ids
):
    given = sorted([*numbers, *numbers])
    orders = {
        "Invoice": [f"5363{at}" for at in range(10, 10 + len(given))],
        "StockCode": ["A"] * len(given),
        "Quantity": [6] * len(given),
        "InvoiceDate": [pd.Timestamp(2010, 12, 1, 8, at) for at in range(len(given))],
        "Price": [float(at) + 1 for at in range(len(given))],
        "Customer ID": given,
        "Country": ["UK"] * len(given),
    }
    path = tmp_path / "orders.parquet"
    pq.write_table(pa.table(orders), path)
    model = store.load(quick_models, "online_retail")
    with open_table(path) as opened:
        found = rolled_up_from_rows(opened.table, model.recipe, model, EVERYDAY_NOTATION)
        kept = found.customers.execute()
    assert kept.customer.tolist() == ids
    assert kept.frequency.tolist() == [2] * len(ids)
    assert kept.monetary.tolist() == [6.0 * (4 * at + 3) for at in range(len(ids))]


def test_invoices_are_rolled_up(candidates):
    kept, _ = candidates(INVOICES + LINES, "online_retail")
    assert kept.drop(columns="country").to_dict("records") == [
        {
            "customer": "17850",
            "recency": 1,
            "frequency": 2,
            "monetary": 19.0,
            "quantity": 10,
            "tenure": 5,
        }
    ]


def test_customers_all_of_whose_rows_went_out_are_named_with_the_reasons(candidates):
    _, gone = candidates(INVOICES + LINES, "online_retail")
    named = gone.astype({"customer": object}).where(gone.notna(), None)
    assert named[["customer", "rows", "left_out"]].to_numpy().tolist() == [
        ["12346", 3, "repeated rows; cancelled or returned; no price"],
        ["500", 1, "cancelled or returned"],
        [None, 2, "no customer"],
    ]
    assert gone.reason.iloc[1].startswith("The quantity is not above 0: nothing was sold.")
    assert gone.reason.iloc[0].endswith("is a gift, a sample or a correction.")


def test_nobody_is_left_out_where_no_row_is(candidates):
    _, gone = candidates(INVOICES + LINES.splitlines()[0], "online_retail")
    assert gone.columns.tolist() == ["customer", "rows", "left_out", "reason"]
    assert gone.empty


def test_orders_with_a_value_that_cannot_be_read_are_refused(candidates):
    with pytest.raises(UnreadableValues, match='Column "Quantity" should hold numbers'):
        candidates(INVOICES + LINES.replace(",6,", ",six,"), "online_retail")


def test_customer_of_whom_nothing_is_known(quick_models, tmp_path):
    path = tmp_path / "data.parquet"
    pd.DataFrame(
        {"recency": [1.0, None], "frequency": [1.0, None], "monetary": [1, None], "quantity": 1.0}
    ).assign(quantity=[None, None], monetary=[5.0, None]).astype(float).to_parquet(path)
    from segmentation.scoring.lists.already_rolled_up import finished_recipes

    model = store.load(quick_models, "online_retail")
    with open_table(path) as opened:
        recipe = finished_recipes(model)[0]
        found = listed(opened.table, recipe, model, EVERYDAY_NOTATION)
        assert found.customers.recency.execute().tolist() == [1.0]
        assert found.left_out.left_out.execute().tolist() == ["no values"]
