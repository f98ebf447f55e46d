"""A list scored once and kept: its parts are those of score.py."""

import io
from dataclasses import replace
from pathlib import Path

import fastexcel
import numpy as np
import pandas as pd
import pytest

from segmentation.errors import NoCertainty, NothingLeft, NotTheModelsColumns
from segmentation.models import store
from segmentation.scoring.stored_list import score_and_keep
from segmentation.showing.tables.scored import preview

pytestmark = pytest.mark.slow

LIST = (
    "Name,E-Mail,Age,Annual Income,Spending Score\n"
    "Ann,a@b.c,30,60,50\n"
    "Bob,b@b.c,abc,60,50\n"
    "=1+1,c@b.c,44,,20\n"
    "Dan,,25,20,90\n"
    "=A1,e@b.c,26,21,88\n"
)


@pytest.fixture(scope="module")
def kept(quick_models, tmp_path_factory):
    return keep(quick_models, tmp_path_factory.mktemp("kept"), LIST)


def keep(models: Path, folder: Path, text: str):
    source = folder / "list.csv"
    source.write_text(text)
    return score_and_keep(source, store.load(models, "mall"), folder)


def test_everybody_is_in_one_of_both_tables(kept):
    assert (kept.summary.customers, kept.summary.scored) == (5, 3)
    assert kept.scored().first(10).Name.tolist() == ["Ann", "Dan", "=A1"]
    left_out = kept.left_out.first(10)
    assert left_out.Name.tolist() == ["Bob", "=1+1"]
    assert left_out.left_out.tolist() == ["unreadable value", "no income"]


def test_columns_are_the_lists_own(kept):
    assert kept.columns == ["Name", "E-Mail", "Age", "Annual Income", "Spending Score"]
    loaded = kept.scored().load(["E-Mail"])
    assert list(loaded) == ["E-Mail"]
    assert loaded["E-Mail"].fillna("none").tolist() == ["a@b.c", "none", "e@b.c"]


def test_columns_that_scoring_added(kept):
    assert list(kept.ours) == [
        *("segment", "segment_name", "next_segment", "next_segment_name"),
        *("unlike_anyone", "model"),
    ]
    header = kept.scored().written_as("csv").decode("utf-8-sig").splitlines()[0].split(",")
    assert header == [*kept.columns, *kept.ours]


def test_how_sure_where_it_is_asked_for(quick_models, tmp_path):
    source = tmp_path / "list.csv"
    source.write_text(LIST)
    model = store.load(quick_models, "mall")
    with pytest.raises(NoCertainty):
        score_and_keep(source, model, tmp_path, certainty=True)
    centres = model.pipeline[-1].cluster_centers_
    model = replace(model, refits=np.stack([centres, np.roll(centres, 1, axis=0)]))
    found = score_and_keep(source, model, tmp_path, certainty=True)
    assert set(found.scored().first(3)[found.ours["certainty"]]) == {0.5}
    shown = preview(found, 3)
    assert list(shown)[:4] == ["Segment", "How sure", "Next nearest", "Unlike anyone"]
    assert shown["How sure"].tolist() == ["50%"] * 3


def test_preview_in_words(kept):
    shown, first = preview(kept, 2), kept.scored().first(2)
    assert list(shown) == ["Segment", "Next nearest", "Unlike anyone", *kept.columns]
    assert shown.Segment.tolist() == first.segment_name.tolist()
    assert shown["Next nearest"].tolist() == first.next_segment_name.tolist()
    answers = {True: "Yes", False: "No"}
    assert shown["Unlike anyone"].tolist() == [answers[unlike] for unlike in first.unlike_anyone]


def test_preview_of_customers_with_a_group(quick_models, tmp_path):
    source = tmp_path / "customers.csv"
    source.write_text("recency,frequency,monetary,quantity\n1,50,20000,9000\n,2,100,20\n")
    found = score_and_keep(source, store.load(quick_models, "online_retail"), tmp_path)
    shown = preview(found, 2)["Group by recency, orders, spend"]
    assert shown.fillna("none").tolist() == ["Champions", "none"]


def test_telephone_numbers_stay_as_they_are_beside_an_empty_cell(quick_models, tmp_path):
    """pandas makes floats of them where a cell is empty."""
    phones = [491701234504.0, None, 491701234505.5]
    values = {"age": [30] * 3, "income": 40, "spending_score": 50}
    source = tmp_path / "list.parquet"
    pd.DataFrame({"phone": phones} | values).to_parquet(source)
    kept = score_and_keep(source, store.load(quick_models, "mall"), tmp_path)
    loaded = kept.scored().load(["phone"]).phone
    assert loaded.fillna("none").tolist() == ["491701234504", "none", "491701234505.5"]


def test_parts_by_segment(kept):
    everybody = kept.scored().first(10)
    for segment in kept.summary.segments:
        part = kept.scored(segment.id).first(10)
        assert part[kept.name].tolist() == [segment.name] * segment.customers
        assert part.Name.tolist() == everybody.Name[everybody.segment == segment.id].tolist()


def test_files_are_safe_in_a_spreadsheet(kept):
    found = pd.read_csv(io.BytesIO(kept.scored().written_as("csv")), encoding="utf-8-sig")
    assert found.Name.tolist() == ["Ann", "Dan", "'=A1"]
    sheet = fastexcel.read_excel(kept.scored().written_as("xlsx")).load_sheet(0).to_pandas()
    assert sheet.Name.tolist() == ["Ann", "Dan", "'=A1"]
    left_out = pd.read_csv(io.BytesIO(kept.left_out.written_as("csv")), encoding="utf-8-sig")
    assert left_out.Name.tolist() == ["Bob", "'=1+1"]


def test_first_rows_only(kept):
    assert kept.scored().first(2).Name.tolist() == ["Ann", "Dan"]


def test_a_list_of_something_else_is_refused(quick_models, tmp_path):
    with pytest.raises(NotTheModelsColumns):
        keep(quick_models, tmp_path, "a,b\n1,2\n")


def test_a_list_without_a_single_usable_customer_is_refused(quick_models, tmp_path):
    with pytest.raises(NothingLeft):
        keep(quick_models, tmp_path, "Age,Income,Spending Score\nx,1,2\n")


def test_whole_numbers_stay_whole_where_another_row_has_none(quick_models, tmp_path):
    frame = pd.DataFrame({"age": [30, 31], "income": [60, 61], "spending_score": [50, 51]})
    frame["zip"] = pd.array([1234, None], dtype="Int64")
    frame.to_parquet(tmp_path / "list.parquet")
    kept = score_and_keep(tmp_path / "list.parquet", store.load(quick_models, "mall"), tmp_path)
    assert kept.scored().load(["zip"]).zip.fillna("none").tolist() == ["1234", "none"]
