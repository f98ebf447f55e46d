"""Texts and ids written untidily mean the same in a query as in a scored list."""

import ibis
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segmentation.customers.columns import read_columns
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.customers.values import MEANS_MISSING
from segmentation.models import store
from segmentation.recipes.recipe import Column, Recipe
from segmentation.scoring.lists.score_list import score_list
from segmentation.scoring.sql.dialects import DIALECTS
from segmentation.scoring.sql.query import to_sql
from segmentation.sources import open_table
from tests.conftest import ROOT
from tests.scoring.sql.test_query import RUN

# As they are written, and whom they mean.
IDS = {
    "A": "A", " A": "A", "A  ": "A", "a": "a", "A.0": "A.0", "A B": "A B", " A B ": "A B",
    "17": "17", "17.0": "17", " 17.00 ": "17", "17.5": "17.5", "170.0": "170", "0017.0": "0017",
    "100": "100", "1.2.0": "1.2.0", "12-3.0": "12-3.0", ".0": ".0", "5.": "5.", "-5.0": "-5.0",
    "0.0": "0", "é.0": "é.0", "1,000.0": "1,000.0", "female": "female", "vip": "vip", "ip": "ip",
    "none at all": "none at all", " n/a ": None, "NaN": None, "NULL": None, "None": None, "-": None,
    "  ": None, "": None, None: None,
    "ann@x.org": "ann@x.org", " Ann@X.org ": "ann@x.org", "ANN@X.ORG\u00a0": "ann@x.org",
    "'0017": "0017", "' 0017": "0017", "\ufeff0017\u200b": "0017", "A\u00a0B": "A B", "'-": None,
    "O'Neil": "O'Neil",
}  # fmt: skip
COUNTRIES = {" UK": "UK", "UK": "UK", "None": "None", " N/A ": None, "-": None, "": None}


def invoice_lines():
    """One line for each way in which an id is written, its amount a power of two."""
    written = list(IDS)
    countries = list(COUNTRIES)
    return pd.DataFrame(
        {
            "invoice": [f"{n}" for n in range(len(written))],
            "stock_code": "a",
            "description": " a ",
            "quantity": [float(2 ** (n % 20)) for n in range(len(written))],
            "invoice_date": pd.Timestamp("2024-01-03 10:00"),
            "price": 1.0,
            "customer": written,
            "country": [countries[n % len(countries)] for n in range(len(written))],
        }
    )


def spent_by_customer(rows):
    spent = rows.groupby(rows.customer.map(IDS)).quantity.sum().to_dict()
    # 0 is nobody's id.
    del spent["0"]
    return spent


def in_a_list(rows, model, tmp_path):
    rows.to_parquet(tmp_path / "rows.parquet")
    with open_table(tmp_path / "rows.parquet") as opened:
        return score_list(opened, model).scored.execute()


def in_order(frame, names):
    frame = frame.sort_values("customer", ignore_index=True)[names]
    frame["unlike_anyone"] = frame.unlike_anyone.astype(bool)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def of_sqlite(rows):
    """Dates as SQLite holds them."""
    return rows.assign(invoice_date=rows.invoice_date.dt.strftime("%Y-%m-%d %H:%M:%S"))


@pytest.mark.parametrize("dialect", RUN)
def test_untidy_ids_of_invoice_lines(dialect, trained, tmp_path, request):
    model, rows = store.load(trained, "online_retail"), invoice_lines()
    names = ["customer", "frequency", "monetary", "quantity", "segment", "unlike_anyone"]
    expected = in_order(in_a_list(rows, model, tmp_path), names)
    stored = of_sqlite(rows) if dialect == "sqlite" else rows
    got = RUN[dialect](to_sql(model, dialect, table="untidy"), stored, "untidy", request)
    assert in_order(got, names) == expected
    assert {row["customer"] for row in expected} == set(filter(None, IDS.values())) - {"0"}
    assert {row["customer"]: row["monetary"] for row in expected} == spent_by_customer(rows)


@pytest.mark.parametrize("dialect", RUN)
def test_untidy_categories(dialect, trained, tmp_path, request):
    model = store.load(trained, "membership")
    with open_table(ROOT / "data" / "membership.csv") as opened:
        rows = read_columns(opened.table, model.recipe).execute().head(60)
    untidy = [" Female ", "Female", "n/a", "", " None", "Male  ", "-"]
    rows["gender"] = [untidy[n % len(untidy)] for n in range(len(rows))]
    rows["customer"] = [f" {customer} " for customer in rows.customer]
    names = ["customer", "segment", "unlike_anyone"]
    expected = in_a_list(rows, model, tmp_path)
    expected["customer"] = expected.customer.str.strip()
    got = RUN[dialect](to_sql(model, dialect, table="untidy"), rows, "untidy", request)
    assert in_order(got, names) == in_order(expected, names)
    means = dict(zip(rows.customer.str.strip(), rows.gender.str.strip()))
    missing = {"n/a", "", "-"}
    assert {c: None if pd.isna(g) else g for c, g in zip(got.customer, got.gender)} == {
        c: None if g in missing else g for c, g in means.items()
    }


KEYS_ONLY = Recipe(
    name="own",
    title="Own",
    about="",
    key="customer",
    columns=(Column(name="customer", kind="key"), Column(name="word", kind="text")),
    features=(),
    rules=(),
    roll_up=lambda t: {"rows": t.count(), "words": t.word.nunique()},
)


@pytest.mark.slow
@given(st.lists(st.text(" 0123456789.AaNn/-é", max_size=6) | st.sampled_from(MEANS_MISSING)))
@example(["1.0", "1", "A.0", ".0", "1.", "1.00", "1.01", " nan ", "10.0", "100"])
@settings(deadline=None, max_examples=60)
@pytest.mark.parametrize("engine", ["duckdb", "sqlite"])
def test_every_text_is_read_as_in_a_list(engine, texts):
    frame = pd.DataFrame({"customer": texts, "word": texts}, dtype="string")
    expected = read_columns(ibis.memtable(frame), KEYS_ONLY)
    expected = expected.group_by("customer").aggregate(**KEYS_ONLY.roll_up(expected)).execute()
    connection = getattr(ibis, engine).connect()
    rows = connection.create_table("rows", ibis.memtable(frame).to_pyarrow())
    kept = {}
    customers_from_rows(rows, KEYS_ONLY, step=lambda name, table: kept.setdefault(name, table))
    got = kept["rolled_up"].execute()
    connection.disconnect()
    assert counted(got) == counted(expected)


def counted(found):
    return sorted(found.fillna({"customer": ""}).to_numpy().tolist())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_trimmed_can_be_seen(dialect, trained):
    query = to_sql(store.load(trained, "loyalty"), dialect, table="t")
    assert "TRIM(" in query
    unseen = ("\t", "\r", "\v", "\f", r"\t", r"\n", r"\v")
    assert [blank for blank in unseen if blank in query] == []
    assert "-- Spaces around texts and ids do not count" in query
