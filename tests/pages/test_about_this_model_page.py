"""About this model: the provenance as it is in the model's card."""

import io
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st

from segmentation.words import how_many
from tests.pages.conftest import each_recipe

SAMPLES = Path(__file__).parents[2] / "data"

each_unclean = pytest.mark.parametrize("recipe", ["personality", "online_retail", "loyalty"])


@each_recipe
def test_data_and_customers_are_counted(recipe, look, saved):
    card = saved(recipe).card
    page = look("about_this_model.py", model=recipe)
    told = dict(page.table("In this model").itertuples(index=False))
    assert told["File"] == f"{recipe}.csv"
    assert told["Rows"].startswith(f"{card['source']['rows']:,};")
    if card["rows_used"] < card["source"]["rows"]:
        assert told["Rows"].endswith(f"{card['rows_used']:,} used")
    assert told["Customers"] == f"{card['customers']:,}"
    assert card["source"]["fingerprint"] in page.text


def test_newest_date_counts_as_today_where_there_are_dates(look, saved):
    today = date.fromisoformat(saved("personality").card["today"])
    told = look("about_this_model.py", model="personality").table("In this model")
    [dates] = told["In this model"][told["To check"] == "Dates"]
    assert dates == f"the newest is {today.day} {today:%b %Y}, which counts as today"
    told = look("about_this_model.py", model="mall").table("In this model")
    assert "Dates" not in set(told["To check"])


def test_money_is_what_customers_brought_in(look, saved):
    spent = saved("online_retail").customers.monetary.sum()
    told = look("about_this_model.py", model="online_retail").table("In this model")
    [money] = told["In this model"][told["To check"] == "Money"]
    assert money == f"£{spent:,.2f} in all (total spend)"


@each_unclean
def test_every_cleaning_rule_that_took_rows_out_is_shown_with_its_count(recipe, look, saved):
    page = look("about_this_model.py", model=recipe)
    cleaning = saved(recipe).card["cleaning"]
    assert page.table("Rows taken out").to_dict("records") == [
        {"Rule": rule["rule"], "Rows taken out": f"{rule['rows']:,}", "Why": rule["reason"]}
        for rule in cleaning
        if rule["rows"]
    ]
    assert "Cleaning took out no row" not in page.text


@pytest.mark.parametrize("recipe", ["mall", "membership"])
def test_it_says_so_when_cleaning_took_out_nothing(recipe, look):
    page = look("about_this_model.py", model=recipe)
    assert "Cleaning took out no row." in page.text
    assert not any("Rows taken out" in table.value for table in page.app.table)
    assert not page.app.main.get("download_button")


@pytest.mark.parametrize(
    "recipe, counts",
    [
        ("personality", {"no income": "24", "income of $200,000 or more": "1"}),
        ("personality", {"aged 100 or more": "3"}),
        ("online_retail", {"no customer": "14,076", "repeated rows": "412"}),
        ("online_retail", {"cancelled or returned": "932", "no price": "30"}),
        ("loyalty", {"no customer": "21", "repeated rows": "35", "nothing spent": "9"}),
    ],
)
def test_cleaning_of_the_sample_takes_out_what_is_wrong_with_it(recipe, counts, look):
    table = look("about_this_model.py", model=recipe).table("Rows taken out")
    assert counts.items() <= dict(zip(table.Rule, table["Rows taken out"])).items()


def test_last_of_all_customers_met_again_are_taken_out(look, saved):
    """Only where a row is a customer: orders may well be of the same one."""
    last = saved("personality").card["cleaning"][-1]
    assert (last["rule"], last["rows"]) == ("customer already there", 0)
    table = look("about_this_model.py", model="personality").table("Rows taken out")
    assert "customer already there" not in set(table.Rule)
    rules = {rule["rule"] for rule in saved("loyalty").card["cleaning"]}
    assert "customer already there" not in rules


@pytest.fixture
def offered(open_page, monkeypatch) -> Callable[[str], dict[str, tuple[str, pd.DataFrame]]]:
    """The files of a model's page: each download's key, its label and its table as text."""

    def offered(recipe: str) -> dict[str, tuple[str, pd.DataFrame]]:
        files = {}

        def button(label, content, *, key, file_name, **_):
            table = pd.read_csv(io.BytesIO(content()), dtype=str, encoding="utf-8-sig")
            files[key.removeprefix("taken_out_")] = (label, table)
            assert re.fullmatch(rf"{recipe}_\S+\.csv", file_name)

        monkeypatch.setattr(st, "download_button", button)
        open_page("about_this_model.py", model=recipe)
        return files

    return offered


@each_unclean
def test_every_row_taken_out_can_be_downloaded(recipe, offered, saved):
    files = offered(recipe)
    counts = {c["rule"]: c["rows"] for c in saved(recipe).card["cleaning"] if c["rows"]}
    assert list(files) == list(counts)
    for rule, (label, table) in files.items():
        assert label == f"{how_many(counts[rule], 'row')}: {rule}"
        assert set(table.rule) == {rule}
        if rule == "repeated rows":
            # Written once, with how often it is there: all but one of them were taken out.
            assert (table.copies.astype(int) - 1).sum() == counts[rule]
        else:
            assert len(table) == counts[rule]


def test_rows_taken_out_of_customers_are_those_of_the_file(offered):
    sample = read_sample("personality")
    files = offered("personality")
    income, born = pd.to_numeric(sample.Income), pd.to_numeric(sample.Year_Birth)
    # The newest enrolment is of 2014: who is 100 then was born in 1914.
    wrong = {
        "no income": sample[income.isna()],
        "income of $200,000 or more": sample[income >= 200_000],
        "aged 100 or more": sample[income.notna() & (born <= 1914)],
    }
    columns = {"ID": "customer", "Year_Birth": "birth_year", "MntWines": "spent_wines"}
    for rule, rows in wrong.items():
        _, taken_out = files[rule]
        assert as_rows(taken_out, columns.values()) == as_rows(rows, columns)


def test_rows_taken_out_of_invoices_are_those_of_the_file(offered):
    sample = read_sample("online_retail")
    files = offered("online_retail")
    columns = {
        "InvoiceNo": "invoice",
        "StockCode": "stock_code",
        "Quantity": "quantity",
        "InvoiceDate": "invoice_date",
        "UnitPrice": "price",
        "CustomerID": "customer",
    }
    known = sample[sample.CustomerID.notna()]
    copies = known.groupby(list(sample), dropna=False).size().rename("copies").reset_index()
    twice = copies[copies.copies > 1].astype({"copies": str})
    once = copies.drop(columns=["copies"])
    cancelled = once.InvoiceNo.str.startswith("C") | (once.Quantity.astype(float) <= 0)
    free = once[~cancelled & (once.UnitPrice.astype(float) <= 0)]
    wrong = {"no customer": sample[sample.CustomerID.isna()], "repeated rows": twice}
    for rule, rows in wrong.items():
        more = ["copies"] if rule == "repeated rows" else []
        _, taken_out = files[rule]
        assert as_rows(taken_out, [*columns.values(), *more]) == as_rows(rows, [*columns, *more])
    # What an article is called only serves to tell repeated rows from others.
    del columns["StockCode"]
    for rule, rows in {"cancelled or returned": once[cancelled], "no price": free}.items():
        _, taken_out = files[rule]
        assert as_rows(taken_out, columns.values()) == as_rows(rows, columns)


def test_amounts_below_0_are_downloaded_as_numbers(offered):
    """Returned pieces are to be added up in a spreadsheet."""
    _, returned = offered("online_retail")["cancelled or returned"]
    quantity = pd.to_numeric(returned.quantity, errors="coerce")
    assert (quantity < 0).sum() == 932


def read_sample(recipe: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLES / f"{recipe}.csv", dtype=str)


def as_rows(table: pd.DataFrame, columns: Iterable[str]) -> list[tuple[str, ...]]:
    """The rows in a fixed order, numbers written in one way: "4.0" as "4"."""
    shown = table.reindex(columns=list(columns)).astype(object).fillna("").astype(str)
    plain = shown.replace(r"^'?(-?\d+)\.0+$", r"\1", regex=True)
    # An apostrophe keeps a spreadsheet from taking what begins with "-" for a formula.
    plain = plain.replace(r"^(-?\d+\.\d*?[1-9])0+$", r"\1", regex=True)
    return sorted(plain.itertuples(index=False, name=None))


@each_recipe
def test_values_hard_to_believe_and_notes_are_told(recipe, look, saved):
    card = saved(recipe).card
    page = look("about_this_model.py", model=recipe)
    assert page.notes == saved(recipe).cautions + card["notes"]
    if not card["oddities"]:
        assert "worth a look" not in page.text
        return
    assert page.table("What").to_dict("records") == [
        {
            "Feature": odd["feature"],
            "What": odd["what"],
            "Customers": odd["customers"],
            "First": ", ".join(odd["first"]),
        }
        for odd in card["oddities"]
    ]


def test_some_sample_has_a_value_hard_to_believe(look):
    table = look("about_this_model.py", model="online_retail").table("What")
    assert list(table.itertuples(index=False, name=None)) == [
        ("Average order", "very far from all others", 1, "23915")
    ]


@each_recipe
def test_every_feature_is_shown_with_its_preparation(recipe, look, saved):
    shown = look("about_this_model.py", model=recipe).table("Logged").to_dict("records")
    for row, used in zip(shown, saved(recipe).card["features"], strict=True):
        assert row["Feature"].startswith(used["label"])
        assert (row["Lowest"], row["Highest"]) == (used["min"], used["max"])
        assert [row["From"], row["To"]] == pytest.approx(used["clip"], rel=0.005)
        assert row["Logged"] == ("yes" if used["log"] else "no")
        assert row["Filled"] == used["missing"]
        assert row["Skew"] == used["skew"]["values"]
        assert row["Skew after"] == used["skew"]["logged" if used["log"] else "clipped"]


@each_recipe
def test_no_reason_for_the_preparation_is_told_twice(recipe, look, saved):
    text = look("about_this_model.py", model=recipe).text
    assert text.count("Clipped at the 0.5 and 99.5 percentiles") == 1
    logged = [used["log"] for used in saved(recipe).card["features"]]
    lines = text.split("\n")
    assert sum(line.startswith("Logged, since") for line in lines) == (1 if any(logged) else 0)


@pytest.mark.parametrize(
    "recipe, said",
    [
        ("mall", "segments are in use, which is what the evidence supports."),
        ("membership", "Four segments are in use, as the recipe asks for."),
    ],
)
def test_it_says_who_chose_the_number_of_segments(recipe, said, look):
    assert said in look("about_this_model.py", model=recipe).text


@each_recipe
def test_metrics_are_those_of_the_card(recipe, look, saved):
    metrics = saved(recipe).card["metrics"]
    shown = {m.label: m.value for m in look("about_this_model.py", model=recipe).app.metric}
    assert shown == {
        "Silhouette": f"{metrics['silhouette']:.3f}",
        "Davies-Bouldin": f"{metrics['davies_bouldin']:.3f}",
        "Calinski-Harabasz": f"{metrics['calinski_harabasz']:,.1f}",
        "Inertia": f"{metrics['inertia']:,.1f}",
    }


@each_recipe
def test_version_seed_and_libraries_are_those_of_the_card(recipe, look, saved):
    card = saved(recipe).card
    text = look("about_this_model.py", model=recipe).text
    assert "Version 1, created " in text
    assert f"{card['created'][:10]} at {card['created'][11:19]} UTC" in text
    assert "seed 42" in text
    for library, version in card["libraries"].items():
        assert f"{library} {version}" in text


def test_changes_are_told_of_a_model_trained_again(look, saved, retrained):
    page = look("about_this_model.py", models=retrained)
    assert "Since version 1" in [header.value for header in page.app.header]
    changes = saved("mall", "0002", retrained).card["changes"]
    assert changes["compared"] == 200
    moved = f"{changes['moved']} of the 200 customers compared changed segment"
    assert f"{moved}, because the model did." in page.text
    assert "of the 6 segments of version 1" in page.text


def test_nothing_is_said_of_changes_in_a_first_model(look):
    page = look("about_this_model.py")
    assert not any("Since" in header.value for header in page.app.header)
    assert "changed segment" not in page.text
