"""Invoice lines rolled up to customers: a few lines by hand, the real file as published."""

import json
from contextlib import contextmanager

import pytest

import train
from segmentation.customers.cleaning import MOST_ROWS_AT_HAND, load_taken_out, with_today
from segmentation.customers.columns import read_columns
from segmentation.customers.features import customer_table, load_customers
from segmentation.customers.roll_up import rolled_up
from segmentation.customers.today import clean_with_today
from segmentation.models import store
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.sources import open_table

# Of 18000 the first line is there twice, and two others were cancelled or free.
LINES = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1001,A,tea towel,10,2011-01-01 08:00:00,2.50,17850,France
1001,B,mug,2,2011-01-01 08:00:00,4.00,17850.0,France
1002,A,tea towel,1,2011-01-11 07:59:00,2.50, 17850 ,France
1003,A,tea towel,4,2011-01-12 12:00:00,2.25,18000,Italy
1003,A,tea towel,4,2011-01-12 12:00:00,2.25,18000,Italy
1003,C,free gift,1,2011-01-12 12:00:00,0.00,18000,Italy
C1004,A,tea towel,-1,2011-01-13 09:00:00,2.25,18000,Italy
1005,A,written off,-3,2011-01-13 10:00:00,0.00,18000,Italy
1006,A,tea towel,5,2011-01-21 08:00:00,2.00,,Italy
"""
PUBLISHED = (
    *("--segments", "3", "--clip", "none", "--log", "frequency,monetary,quantity,basket"),
    *("--restarts", "1", "--tolerance", "1e-4"),
)


@pytest.fixture(params=[MOST_ROWS_AT_HAND, 0], ids=["few rows", "many rows"])
def cleaned(tmp_path, request, monkeypatch):
    """The lines above, cleaned as few rows and as many are; and the newest moment."""
    monkeypatch.setattr("segmentation.customers.cleaning.MOST_ROWS_AT_HAND", request.param)
    path = tmp_path / "lines.csv"
    path.write_text(LINES)

    @contextmanager
    def clean_lines():
        with open_table(path) as opened:
            read = read_columns(opened.table, ONLINE_RETAIL)
            kept, today = clean_with_today(read, ONLINE_RETAIL)
            yield kept, today.moment

    return clean_lines


@pytest.fixture
def loaded(cleaned):
    """The customers of the lines above, by their number, and the quintiles."""
    with cleaned() as (kept, today):
        customers = with_today(rolled_up(kept.table, ONLINE_RETAIL), today)
        frame, quintiles, _ = load_customers(
            customer_table(customers, ONLINE_RETAIL), ONLINE_RETAIL
        )
    return frame.set_index("customer"), quintiles


def test_a_customer_is_one_however_the_number_is_written(loaded):
    assert loaded[0].index.tolist() == ["17850", "18000"]


# Today is the newest moment of the lines that stay, 2011-01-12 12:00, and counts as the day after.
@pytest.mark.parametrize(
    ("customer", "values"),
    [
        (
            "17850",
            {
                "recency": 2,
                "frequency": 2,
                "monetary": 35.5,
                "quantity": 13,
                "basket": 17.75,
                "tenure": 12,
                "country": "France",
            },
        ),
        (
            "18000",
            {
                "recency": 1,
                "frequency": 1,
                "monetary": 9,
                "quantity": 4,
                "basket": 9,
                "tenure": 1,
                "country": "Italy",
            },
        ),
    ],
)
def test_customers_of_a_few_lines(loaded, customer, values):
    frame, _ = loaded
    assert frame.loc[customer, list(values)].to_dict() == values


def test_quintiles_of_a_few_lines(loaded):
    frame, quintiles = loaded
    assert quintiles == {
        "recency": pytest.approx([1.2, 1.4, 1.6, 1.8]),
        "frequency": pytest.approx([1.2, 1.4, 1.6, 1.8]),
        "monetary": pytest.approx([14.3, 19.6, 24.9, 30.2]),
    }
    # Scores of 1, 5, 5 and of 5, 1, 1.
    assert frame.rfm_group.tolist() == ["Can't lose", "New"]


def test_rules_on_a_few_lines(cleaned):
    with cleaned() as (kept, _):
        assert [(count.rule, count.rows) for count in kept.counts] == [
            ("no customer", 1),
            ("nobody", 0),
            ("repeated rows", 1),
            ("cancelled or returned", 2),
            ("no invoice number", 0),
            ("money given back", 0),
            ("no price", 1),
        ]


def test_lines_taken_out_are_told(cleaned):
    with cleaned() as (kept, _):
        rows = load_taken_out(kept).to_pylist()
    told = [(row["rule"], row["invoice"], row["quantity"], row["price"]) for row in rows]
    assert told == [
        ("no customer", "1006", "5.0", "2.0"),
        ("repeated rows", "1003", "4.0", "2.25"),
        ("cancelled or returned", "1005", "-3.0", "0.0"),
        ("cancelled or returned", "C1004", "-1.0", "2.25"),
        ("no price", "1003", "1.0", "0.0"),
    ]


def test_taken_out_rows_of_the_sample_are_those_counted(trained):
    model = store.load(trained, "online_retail")
    told = model.taken_out.to_pandas().groupby("rule")
    copies = told.get_group("repeated rows").copies.astype(int)
    counts = told.size().to_dict() | {"repeated rows": int((copies - 1).sum())}
    assert counts == {count.rule: count.rows for count in model.card.cleaning if count.rows}
    assert told.get_group("no customer").customer.isna().all()
    assert (told.get_group("no price").price == "0.0").all()


# The real file


@pytest.fixture(scope="module")
def published(real_data, tmp_path_factory):
    """The cards of two runs with the settings of the published study."""
    models = tmp_path_factory.mktemp("published")
    path = str(real_data / "online_retail.parquet")
    for _ in range(2):
        command = ["online_retail", "--data", path, *PUBLISHED, "--models", str(models)]
        command += ["--json", "--no-evidence"]
        assert train.main(command) == 0
    folder = models / "online_retail"
    return [json.loads((folder / run / "card.json").read_text()) for run in ("0001", "0002")]


def test_real_lines_are_cleaned(published):
    card = published[0]
    assert {count["rule"]: count["rows"] for count in card["cleaning"]} == {
        "no customer": 135_080,
        "nobody": 0,
        "repeated rows": 5_225,
        "cancelled or returned": 8_872,
        "no invoice number": 0,
        "money given back": 0,
        "no price": 40,
    }
    assert card["source"]["rows"] == 541_909
    assert (card["rows_used"], card["customers"], card["today"]) == (392_692, 4_338, "2011-12-09")


def test_published_segments(published):
    segments = published[0]["segments"]
    assert [segment["size"] for segment in segments] == [2029, 1209, 1100]
    means = [{name: round(v, 1) for name, v in segment["mean"].items()} for segment in segments]
    assert means[2].pop("frequency") in (1.3, 1.4)
    assert means == [
        {
            "recency": 64.5,
            "frequency": 2.4,
            "monetary": 705.3,
            "quantity": 421.3,
            "basket": 355.6,
        },
        {
            "recency": 31.3,
            "frequency": 10.1,
            "monetary": 5951.3,
            "quantity": 3440.5,
            "basket": 727.0,
        },
        {"recency": 211.6, "monetary": 237.2, "quantity": 125.0, "basket": 192.1},
    ]


def test_real_customers_are_one_crowd(real_models):
    card = json.loads((real_models / "online_retail" / "0001" / "card.json").read_text())
    found = {method["name"]: method for method in card["methods"]["methods"]}
    assert found["DBSCAN"]["segments"] == 1
    assert found["HDBSCAN"]["noise"] > 0.19


def test_real_lines_trained_twice_give_one_card(published):
    first, second = (
        {name: card[name] for name in card if name not in ("created", "version", "changes")}
        for card in published
    )
    assert first == second


def test_real_lines_trained_twice_have_nobody_moved(published):
    assert published[0]["changes"] is None
    changes = published[1]["changes"]
    assert (changes["compared"], changes["moved"]) == (4_338, 0)
    assert [segment["id"] for segment in changes["kept"]] == [0, 1, 2]
    assert changes["new"] == changes["vanished"] == []
