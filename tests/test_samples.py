"""The sample data is what its generator makes, with the flaws and the cards it claims."""

import re
import runpy
from pathlib import Path

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
}
ROWS = {"mall": 200, "personality": 2240, "membership": 1000}
REAL_FILES = {
    "mall": "Mall_Customers.csv",
    "personality": "customer_segmentation.csv",
    "membership": "customer_segmentation_data.csv",
}
CARD_ROW = re.compile(r"^\| `(.+?)` \| .+ \| .+ \| (.+) \|$", re.MULTILINE)

each_sample = pytest.mark.parametrize("name", ROWS)


@pytest.fixture(scope="module")
def generator():
    return runpy.run_path(str(DATA / "generate.py"))


@pytest.fixture(scope="module")
def generated(generator, tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    generator["write"](folder)
    return folder


@pytest.fixture(scope="module")
def customers():
    return pd.read_csv(DATA / "personality.csv")


def read_text_columns(file):
    """The file's columns as text, so that `0001` stays as it is written."""
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def rows_without_id(file):
    """The set of a file's rows apart from the first column, the id."""
    return set(pd.read_csv(file).iloc[:, 1:].astype(str).itertuples(index=False, name=None))


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
    assert sorted(file.stem for file in generated.iterdir()) == sorted(ROWS)


@each_sample
def test_header_and_size(name):
    lines = (DATA / f"{name}.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0] == HEADERS[name]
    assert lines[-1] == ""
    assert len(lines) - 2 == ROWS[name]


@each_sample
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


@each_sample
def test_no_row_is_a_copy_of_a_real_one(name, real_data):
    real = rows_without_id(real_data / REAL_FILES[name])
    assert rows_without_id(DATA / f"{name}.csv").isdisjoint(real)


@each_sample
def test_card_says_what_made_the_data(name, generator):
    card = (DATA / f"{name}.md").read_text(encoding="utf-8")
    seed = generator[f"{name.upper()}_SEED"]
    made_by = f"Synthetic data, made by `data/generate.py` (`{name}()`, seed {seed})"
    assert card.splitlines()[2].startswith(made_by)


@each_sample
def test_card_describes_every_column(name):
    card = dict(CARD_ROW.findall((DATA / f"{name}.md").read_text(encoding="utf-8")))
    sample = pd.read_csv(DATA / f"{name}.csv").convert_dtypes()
    assert ",".join(card) == HEADERS[name]
    for column in sample.iloc[:, 1:].select_dtypes("number"):
        assert card[column] == described_range(sample[column]), column
