"""The sample data is what its generator makes, with the flaws and the cards it claims."""

import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import duckdb
import pandas as pd
import pytest

DATA = Path(__file__).parents[1] / "data"

HEADERS = {
    "mall": "CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)",
    "personality": (
        "ID,Year_Birth,Education,Marital_Status,Income,Kidhome,Teenhome,Dt_Customer,Recency,"
        "MntWines,MntFruits,MntMeatProducts,MntFishProducts,MntSweetProducts,MntGoldProds,"
        "NumDealsPurchases,NumWebPurchases,NumCatalogPurchases,NumStorePurchases,"
        "NumWebVisitsMonth,AcceptedCmp3,AcceptedCmp4,AcceptedCmp5,AcceptedCmp1,AcceptedCmp2,"
        "Complain,Z_CostContact,Z_Revenue,Response"
    ),
    "membership": (
        "id,age,gender,income,spending_score,membership_years,purchase_frequency,"
        "preferred_category,last_purchase_amount"
    ),
    "online_retail": (
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
    ),
    "loyalty": (
        "customer_id,first_purchase_date,last_purchase_date,loyalty_points,total_spent,"
        "support_tickets,age,income,subscription,churn_risk"
    ),
    "shopify_orders": (
        "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
        "Lineitem quantity,Lineitem name,Lineitem price,Billing Country,Refunded Amount,"
        "Cancelled at"
    ),
}
ROWS = {
    "mall": 200,
    "personality": 2240,
    "membership": 1000,
    "online_retail": 56356,
    "loyalty": 7558,
    "shopify_orders": 1932,
}
REAL_FILES = {
    "mall": "Mall_Customers.csv",
    "personality": "customer_segmentation.csv",
    "membership": "customer_segmentation_data.csv",
}
CARD_ROW = re.compile(r"^\| `(.+?)` \| .+ \| .+ \| (.+) \|$", re.MULTILINE)

each_sample = pytest.mark.parametrize("name", ROWS)
each_sample_of_customers = pytest.mark.parametrize("name", REAL_FILES)


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A copy of the data folder without the samples, after the command has been run in it."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    left_out = shutil.ignore_patterns("*.csv", "*.md", "__pycache__")
    shutil.copytree(DATA, folder, ignore=left_out)
    subprocess.run([sys.executable, folder / "generate.py"], check=True)
    return folder


@pytest.fixture(scope="module")
def customers():
    return pd.read_csv(DATA / "personality.csv")


@pytest.fixture(scope="module")
def lines():
    return pd.read_csv(DATA / "online_retail.csv", parse_dates=["InvoiceDate"])


@pytest.fixture(scope="module")
def orders():
    dates = ["first_purchase_date", "last_purchase_date"]
    return pd.read_csv(
        DATA / "loyalty.csv", parse_dates=dates, keep_default_na=False, na_values=[""]
    )


def read_text_columns(file):
    """The file's columns as text, so that `0001` stays as it is written."""
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def rows_without_id(file):
    """The set of a file's rows apart from the first column, the id."""
    return set(pd.read_csv(file).iloc[:, 1:].astype(str).itertuples(index=False, name=None))


def is_cancelled(lines):
    return lines["InvoiceNo"].str.startswith("C")


def described_range(column):
    """How a data card writes the values of a column."""
    if column.nunique() == 1:
        return str(column.iloc[0])
    return f"{column.min()} to {column.max()}"


@each_sample
def test_committed_file_is_what_the_generator_makes(name, generated):
    file = f"{name}.csv"
    assert (DATA / file).read_bytes() == (generated / file).read_bytes()


def test_generator_writes_only_the_samples(generated):
    assert sorted(file.stem for file in generated.glob("*.csv")) == sorted(ROWS)


@each_sample
def test_header_and_size(name):
    lines = (DATA / f"{name}.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == HEADERS[name]
    assert lines[-1] == ""
    assert len(lines) - 2 == ROWS[name]


@each_sample_of_customers
def test_ids_are_unique(name):
    assert read_text_columns(DATA / f"{name}.csv").iloc[:, 0].is_unique


def test_mall_ids_keep_their_zeros():
    ids = read_text_columns(DATA / "mall.csv")["CustomerID"]
    assert [ids.iloc[0], ids.iloc[-1]] == ["0001", "0200"]


def test_personality_incomes(customers):
    assert customers["Income"].isna().sum() == 24
    assert customers["Income"].nlargest(2).tolist() == [666666, 102105]


def test_personality_birth_years(customers):
    assert customers["Year_Birth"].nsmallest(4).tolist() == [1892, 1897, 1900, 1940]


def test_personality_repeated_rows(customers):
    assert customers.drop(columns="ID").duplicated().sum() == 180


def test_personality_flaws_have_rows_of_their_own(customers):
    missing = customers["Income"].isna()
    absurd = customers["Income"] >= 200_000
    ancient = customers["Year_Birth"] < 1901
    repeated = customers.drop(columns="ID").duplicated(keep=False)
    assert (missing | absurd | ancient | repeated).sum() == 24 + 1 + 3 + 2 * 180


def test_online_retail_is_small_enough():
    assert (DATA / "online_retail.csv").stat().st_size < 4_500_000


def test_online_retail_numbers(lines):
    assert lines["InvoiceNo"].str.fullmatch(r"C?\d{6}").all()
    assert lines["CustomerID"].dropna().between(10_000, 99_999).all()
    assert lines["CustomerID"].nunique() == 1050
    of_invoice = lines.groupby("InvoiceNo")[["InvoiceDate", "CustomerID", "Country"]]
    assert (of_invoice.nunique(dropna=False) == 1).all(axis=None)


def test_online_retail_dates(lines):
    assert lines["InvoiceDate"].is_monotonic_increasing
    assert str(lines["InvoiceDate"].dt.date.min()) == "2010-12-01"
    assert str(lines["InvoiceDate"].dt.date.max()) == "2011-12-09"
    text = read_text_columns(DATA / "online_retail.csv")["InvoiceDate"]
    assert text.str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:00").all()


def test_online_retail_lines_without_customer(lines):
    assert lines["CustomerID"].isna().sum() == 14076


def test_online_retail_repeated_lines(lines):
    assert lines.duplicated().sum() == 550


def test_online_retail_free_lines(lines):
    assert (lines["UnitPrice"].eq(0) & lines["Quantity"].gt(0)).sum() == 36
    assert lines["UnitPrice"].min() == 0


def test_online_retail_write_offs(lines):
    written_off = lines[~is_cancelled(lines) & lines["Quantity"].le(0)]
    assert len(written_off) == 14
    assert written_off["CustomerID"].isna().all()
    assert written_off["UnitPrice"].eq(0).all()


def test_online_retail_cancelled_lines(lines):
    cancelled = lines[is_cancelled(lines)]
    assert len(cancelled) == 932
    assert cancelled["Quantity"].lt(0).all()
    assert cancelled["CustomerID"].notna().all()


def test_online_retail_cancels_what_was_bought_before(lines):
    same = ["CustomerID", "StockCode", "Description", "UnitPrice", "Country"]
    cancelled = lines[is_cancelled(lines)].reset_index()
    bought = lines[~is_cancelled(lines)]
    pairs = cancelled.merge(bought, on=same, suffixes=("", "_bought"))
    earlier = pairs["InvoiceDate_bought"] < pairs["InvoiceDate"]
    enough = pairs["Quantity_bought"] >= -pairs["Quantity"]
    in_full = earlier & (pairs["Quantity_bought"] == -pairs["Quantity"])
    assert pairs.loc[earlier & enough, "index"].nunique() == 932
    assert pairs.loc[in_full, "index"].nunique() == 513


def test_online_retail_absurd_orders(lines):
    absurd = lines[lines["Quantity"].abs() > 10_000]
    assert absurd["Quantity"].tolist() == [61200, -61200, 36000, 48600, -48600]
    assert is_cancelled(absurd).tolist() == [False, True, False, False, True]
    minutes = absurd["InvoiceDate"].diff().dt.total_seconds() / 60
    assert [minutes.iloc[1], minutes.iloc[4]] == [16, 11]
    assert lines["Quantity"].drop(absurd.index).abs().max() == 1308


def test_online_retail_shares_no_product_with_the_real_file(lines, real_data):
    file = str(real_data / "online_retail.parquet")
    real = duckdb.read_parquet(file).project("StockCode, Description").distinct().fetchall()
    ours = set(zip(lines["StockCode"], lines["Description"].str.upper()))
    assert len(ours) == 300 + 14
    assert ours.isdisjoint(real)


def test_loyalty_customers(orders):
    assert orders["customer_id"].dropna().str.fullmatch(r"C\d{5}").all()
    assert orders["customer_id"].nunique() == 1500
    assert set(orders["subscription"]) == {"None", "Basic", "Standard", "Premium"}
    assert orders["age"].between(18, 80).all()
    assert orders["churn_risk"].between(0, 1).all()


def test_loyalty_dates(orders):
    first, last = orders["first_purchase_date"], orders["last_purchase_date"]
    assert (first <= last).all()
    assert first.groupby(orders["customer_id"]).nunique().eq(1).all()
    assert str(last.max().date()) == "2023-12-31"
    text = read_text_columns(DATA / "loyalty.csv")
    assert text["last_purchase_date"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()


def test_loyalty_flaws(orders):
    assert orders["customer_id"].isna().sum() == 21
    assert orders["income"].isna().sum() == 6
    assert orders["total_spent"].lt(0).sum() == 5
    assert orders["total_spent"].eq(0).sum() == 4
    assert orders.duplicated().sum() == 35


def test_loyalty_flaws_have_rows_of_their_own(orders):
    missing = orders[["customer_id", "income"]].isna().any(axis=1)
    unpaid = orders["total_spent"] <= 0
    repeated = orders.duplicated(keep=False)
    assert (missing | unpaid | repeated).sum() == 21 + 6 + 5 + 4 + 2 * 35


@each_sample_of_customers
def test_no_row_is_a_copy_of_a_real_one(name, real_data):
    real = rows_without_id(real_data / REAL_FILES[name])
    assert rows_without_id(DATA / f"{name}.csv").isdisjoint(real)


@each_sample
def test_card_says_what_made_the_data(name):
    card = (DATA / f"{name}.md").read_text(encoding="utf-8")
    seed = import_module(f"data.generators.{name}").SEED
    made_by = f"Synthetic data, made by `data/generate.py` (`{name}()`, seed {seed})"
    assert card.splitlines()[2].startswith(made_by)


@each_sample
def test_card_describes_every_column(name):
    card = dict(CARD_ROW.findall((DATA / f"{name}.md").read_text(encoding="utf-8")))
    sample = pd.read_csv(DATA / f"{name}.csv").convert_dtypes()
    assert ",".join(card) == HEADERS[name]
    for column in sample.iloc[:, 1:].select_dtypes("number"):
        assert card[column] == described_range(sample[column]), column
