"""A list of customers with segments: the same as scikit-learn's, counted, nobody lost."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segmentation.errors import AmbiguousColumn, DateFarBeyond, NoCertainty, NotTheModelsColumns
from segmentation.models import store
from segmentation.scoring.lists.score_list import fits_model, score_list
from segmentation.scoring.lists.summary import summarise
from segmentation.sources import Reading, open_table
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SAMPLES = ROOT / "data"


@pytest.fixture
def scored(quick_models):
    """The two tables of a source as frames, and the summary."""

    def run(source, recipe="mall", certainty=False, **reading):
        model = store.load(quick_models, recipe)
        with open_table(source, Reading(**reading), fits=fits_model(model)) as opened:
            found = score_list(opened, model, certainty=certainty)
            return found.scored.execute(), found.left_out.execute(), summarise(found)

    return run


@pytest.mark.parametrize("recipe", ["mall", "membership", "online_retail"])
def test_training_data_gets_the_segments_of_the_training(quick_models, scored, recipe):
    model = store.load(quick_models, recipe)
    found, left_out, summary = scored(SAMPLES / f"{recipe}.csv", recipe)
    assert summary.scored == len(found) == model.card.customers
    assert summary.rows_used == model.card.rows_used
    assert summary.rows == model.card.source.rows
    sizes = {segment.id: segment.size for segment in model.card.segments}
    assert {segment.id: segment.customers for segment in summary.segments} == sizes
    names = {segment.id: segment.name for segment in model.card.segments}
    assert (found.segment.map(names) == found.segment_name).all()
    assert set(found.model) == {f"{recipe} 0001"}
    kept = model.customers.set_index("customer").segment
    key = found.iloc[:, 0].astype(str).str.replace(r"\.0+$", "", regex=True)
    assert (key.map(kept).to_numpy() == found.segment.to_numpy()).all()
    assert len(left_out) == (1 if recipe == "online_retail" else 0)


def test_same_as_predict_where_columns_are_finished(quick_models, scored, tmp_path):
    model = store.load(quick_models, "online_retail")
    random = np.random.default_rng(3)
    frame = pd.DataFrame(
        {
            "recency": random.integers(1, 700, 500),
            "frequency": random.integers(1, 60, 500),
            "monetary": random.lognormal(6, 2, 500).round(2),
            "quantity": random.integers(1, 30_000, 500),
        }
    ).astype(float)
    frame.loc[::50, "monetary"] = np.nan
    frame.to_parquet(tmp_path / "finished.parquet")
    found, _, summary = scored(tmp_path / "finished.parquet", "online_retail")
    assert summary.columns == {name: name for name in frame}
    values = frame.assign(basket=frame.monetary / frame.frequency)[model.card.feature_names]
    labels = model.pipeline.predict(values)
    assert found.segment.tolist() == [model.card.segments[label].id for label in labels]


def test_what_it_wrote_goes_in_again(scored, tmp_path):
    once, _, _ = scored(SAMPLES / "online_retail.csv", "online_retail")
    once.to_parquet(tmp_path / "once.parquet", index=False)
    again, left_out, _ = scored(tmp_path / "once.parquet", "online_retail")
    pd.testing.assert_frame_equal(again, once)
    assert left_out.empty


def test_category_that_segments_are_built_on(quick_models, scored, tmp_path):
    model = store.load(quick_models, "membership")
    once, _, _ = scored(SAMPLES / "membership.csv", "membership")
    finished = pd.read_csv(SAMPLES / "membership.csv").drop(
        columns=["Preferred Category"], errors="ignore"
    )
    finished.to_csv(tmp_path / "finished.csv", index=False)
    again, _, _ = scored(tmp_path / "finished.csv", "membership")
    assert again.segment.tolist() == once.segment.tolist()
    assert len(model.card.one_hot["gender"]) >= 2


CUSTOMERS = """id,age,income,spending score
1,20,30,40
2,old,30,40
3,,30,40
4,50,60,70
4,50,60,71
"""


def test_counts_add_up(scored, tmp_path):
    (tmp_path / "list.csv").write_text(CUSTOMERS)
    found, left_out, summary = scored(tmp_path / "list.csv")
    assert (summary.rows, summary.customers, summary.scored) == (5, 5, 2)
    assert (len(found), len(left_out)) == (2, 3)
    assert [(left.rule, left.customers) for left in summary.left_out] == [
        ("customer already there", 1),
        ("no age", 1),
        ("unreadable value", 1),
    ]
    assert [(count.rule, count.rows) for count in summary.taken_out] == [
        (left.rule, left.customers) for left in summary.left_out
    ]
    assert summary.rows_used + sum(count.rows for count in summary.taken_out) == summary.rows
    assert sum(segment.customers for segment in summary.segments) == 2
    assert sum(segment.share for segment in summary.segments) == pytest.approx(1)
    assert summary.unlike_anyone == found.unlike_anyone.sum()
    assert summary.columns == {
        "customer": "id",
        "age": "age",
        "income": "income",
        "spending_score": "spending score",
    }
    assert summary.today is None


def test_values_that_cannot_be_are_counted_by_what_they_are_of(scored, tmp_path):
    (tmp_path / "list.csv").write_text(CUSTOMERS.replace("1,20", "1,-4").replace("2,old", "2,130"))
    _, left_out, summary = scored(tmp_path / "list.csv")
    assert (summary.rows, summary.rows_used, summary.scored) == (5, 1, 1)
    assert [(left.rule, left.customers) for left in summary.left_out] == [
        *(("customer already there", 1), ("impossible age", 2), ("no age", 1))
    ]
    assert summary.left_out[1].reason == "Age must be a number from 0 to 120; -4 is not one."
    assert left_out.id.tolist() == ["1", "2", "3", "4"]


def test_a_recipes_own_column_called_like_an_answer_stays(quick_models):
    """Where rows are rolled up, the recipe's categories are columns of the result."""
    model = store.load(quick_models, "online_retail")
    country = replace(model.recipe.category("country"), name="next_segment")
    model = replace(model, recipe=replace(model.recipe, categories=(country,)))
    with open_table(SAMPLES / "online_retail.csv") as opened:
        found = score_list(opened, model)
        table = found.scored.execute()
    assert found.ours["next_segment"] == "next_segment_2"
    assert "United Kingdom" in set(table.next_segment)
    assert set(table.next_segment_2) == {segment.id for segment in model.card.segments}


def test_skipped_lines_are_counted(scored, tmp_path):
    (tmp_path / "list.csv").write_text(CUSTOMERS + "too,many,columns,in,this,line\n")
    _, left_out, summary = scored(tmp_path / "list.csv", bad_lines="skip")
    assert left_out.left_out.tolist()[-1] == "lines that cannot be read"
    assert left_out.reason.tolist()[-1] == (
        "Line 7 has 6 columns where the row of column names has 4: too,many,columns,in,this,line"
    )
    assert left_out.iloc[-1, :4].isna().all()
    assert (summary.rows, summary.customers) == (6, 5)
    assert (summary.taken_out[0].rule, summary.taken_out[0].rows) == (
        "lines that cannot be read",
        1,
    )
    assert summary.rows_used + sum(count.rows for count in summary.taken_out) == 6


def test_lines_of_totals_are_counted_and_are_no_customers(scored, tmp_path):
    (tmp_path / "list.csv").write_text(
        "id,age,income,spending score\nK1,20,30,40\nK2,50,60,70\nTotal,70,90,110\n"
    )
    found, left_out, summary = scored(tmp_path / "list.csv")
    assert found.id.tolist() == ["K1", "K2"]
    assert left_out[["left_out", "reason"]].to_numpy().tolist() == [
        [
            "lines of totals",
            'A line that says "Total" or the like, and little else but numbers, sums up other '
            "lines. Row 3: Total, 70, 90, 110",
        ]
    ]
    assert (summary.rows, summary.rows_used, summary.customers) == (3, 2, 2)
    assert [(count.rule, count.rows) for count in summary.taken_out] == [("lines of totals", 1)]
    assert summary.left_out == []


def test_rows_of_invoices_add_up(quick_models, scored):
    _, left_out, summary = scored(SAMPLES / "online_retail.csv", "online_retail")
    card = store.load_card(quick_models, "online_retail")
    assert summary.taken_out == [count for count in card.cleaning if count.rows]
    assert summary.rows_used + sum(count.rows for count in summary.taken_out) == summary.rows
    assert summary.today == card.today
    nobody = next(count.rows for count in summary.taken_out if count.rule == "no customer")
    assert left_out[["rows", "left_out"]].to_numpy().tolist() == [[nobody, "no customer"]]
    assert (summary.customers, summary.left_out) == (summary.scored, [])


def test_column_of_the_owners_is_not_overwritten(scored, tmp_path):
    table = CUSTOMERS.replace("score\n", "score,Segment\n").replace("40\n", "40,gold\n", 1)
    (tmp_path / "list.csv").write_text(
        table.replace("70\n", "70,silver\n")
        .replace(",71\n", ",71,\n")
        .replace("2,old,30,40\n", "")
        .replace("3,,30,40\n", "")
    )
    found, _, summary = scored(tmp_path / "list.csv")
    assert found.Segment.tolist() == ["gold", "silver"]
    assert found.columns.tolist()[-6:] == [
        *("segment_2", "segment_name", "next_segment", "next_segment_name"),
        *("unlike_anyone", "model"),
    ]
    assert summary.scored == 2


def test_certainty_where_it_is_asked_for(quick_models):
    model = store.load(quick_models, "mall")
    centres = model.pipeline[-1].cluster_centers_
    model = replace(model, refits=np.stack([centres, centres + 100]))
    with open_table(SAMPLES / "mall.csv") as opened:
        found = score_list(opened, model, certainty=True).scored.execute()
    assert found.columns.tolist()[-2:] == ["certainty", "model"]
    # One of the two retrained models is the model itself; to the other all are in one place.
    assert set(found.certainty) == {0.5, 1.0}


def test_certainty_of_a_model_without_evidence(scored):
    with pytest.raises(NoCertainty, match="mall 0001 was trained without evidence"):
        scored(SAMPLES / "mall.csv", certainty=True)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_ids_of_any_number_are_customers_of_their_own(scored, tmp_path, ending):
    """Of the numbers of SIM cards, no workbook and no float holds all digits."""
    ids = [1000.0, 1000.1, 1000.2, 89490200001234567890.0, 89490200001235567890.0, 1000.0]
    frame = pd.DataFrame({"id": ids, "age": 30, "income": 40, "spending_score": 50})
    path = tmp_path / f"ids.{ending}"
    write = {"csv": frame.to_csv, "xlsx": frame.to_excel, "parquet": frame.to_parquet}
    write[ending](path, index=False)
    found, left_out, _ = scored(path)
    assert found.id.astype(float).tolist() == ids[:-1]
    assert left_out.left_out.tolist() == ["customer already there"]


def test_columns_that_are_missing(scored, tmp_path):
    (tmp_path / "list.csv").write_text("age,height\n1,2\n")
    expected = (
        'The model "mall 0001" needs the columns "age", "income", "spending_score"; '
        'those found are "age", "height"'
    )
    with pytest.raises(NotTheModelsColumns, match=expected):
        scored(tmp_path / "list.csv")
    expected = '"price", "customer"; or "recency", "frequency", "monetary", "quantity"; those'
    with pytest.raises(NotTheModelsColumns, match=expected):
        scored(tmp_path / "list.csv", "online_retail")


def test_columns_that_are_there_twice(scored, tmp_path):
    (tmp_path / "list.csv").write_text(CUSTOMERS.replace("id,", "Income,"))
    with pytest.raises(AmbiguousColumn, match='could each be "income"'):
        scored(tmp_path / "list.csv")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_columns_called_as_a_function_calls_its_own(scored, tmp_path, ending):
    rows = pd.DataFrame({"self": ["a", "b"], "table": [1, 2], "age": [30, None], "by": ["x", "y"]})
    rows = rows.assign(income=[40, 50], score=[50, 60])
    path = tmp_path / f"list.{ending}"
    if ending == "csv":
        rows.to_csv(path, index=False)
    else:
        rows.to_excel(path, index=False, engine="xlsxwriter")
    found, left_out, _ = scored(path)
    assert (found.self.tolist(), found.by.tolist()) == (["a"], ["x"])
    assert (left_out.self.tolist(), left_out.by.tolist()) == (["b"], ["y"])


CANCELLED = "C999999,31021H,Comet tea towel,-1,2100-01-01 09:31:00,2.25,26439,United Kingdom\n"
BOUGHT = CANCELLED.replace(",-1,", ",1,")


@pytest.fixture
def orders(tmp_path):
    """The sample's lines and one more."""

    def write(line):
        path = tmp_path / "orders.csv"
        path.write_text((SAMPLES / "online_retail.csv").read_text() + line)
        return path

    return write


def test_a_cancelled_line_moves_nobodys_recency(orders, scored, quick_models):
    as_it_was, _, before = scored(SAMPLES / "online_retail.csv", "online_retail")
    found, _, summary = scored(orders(CANCELLED), "online_retail")
    assert summary.today == before.today
    pd.testing.assert_frame_equal(found, as_it_was)


def test_a_date_far_beyond_the_others_is_refused(orders, scored):
    with pytest.raises(DateFarBeyond, match=r'1 customer \("26439"\) came with 2100'):
        scored(orders(BOUGHT), "online_retail")


def test_a_list_of_one_row_a_customer_with_such_a_date(trained, tmp_path):
    model = store.load(trained, "personality")
    sample = pd.read_csv(SAMPLES / "personality.csv")
    sample.loc[3, ["Dt_Customer", "Income"]] = ["01-01-2100", None]
    sample.to_csv(tmp_path / "out.csv", index=False)
    with open_table(tmp_path / "out.csv", fits=fits_model(model)) as opened:
        assert summarise(score_list(opened, model)).today == model.card.today
    sample.loc[3, "Income"] = 50_000
    sample.to_csv(tmp_path / "in.csv", index=False)
    with (
        open_table(tmp_path / "in.csv", fits=fits_model(model)) as opened,
        pytest.raises(DateFarBeyond, match="came with 2100-01-01 or later"),
    ):
        score_list(opened, model)
