"""A dropped list in a process of its own: the same answer, and harm to nobody."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.errors import (
    NothingLeft,
    NotTheModelsColumns,
    TooManyCells,
    TooManyColumns,
    TooMuchText,
    UnreadableSource,
)
from segmentation.models import store
from segmentation.processes import memory_there
from segmentation.scoring import scored_apart
from segmentation.scoring.lists import long_texts
from segmentation.scoring.scored_apart import score_apart
from segmentation.scoring.stored_list import score_and_keep
from segmentation.sources.engines import memory
from segmentation.sources.engines.memory import memory_limit

pytestmark = pytest.mark.slow

HEADER = "Name,Age,Annual Income,Spending Score\n"
LIST = HEADER + "Ann,30,60,50\nBob,abc,60,50\nDan,25,20,90\n"


@pytest.fixture
def score(tmp_path, quick_models):
    """Score what is in the file of this name, in a folder of its own."""

    def score(name, content=None, progress=lambda step: None):
        if content is not None:
            (tmp_path / name).write_text(content)
        (tmp_path / "kept").mkdir(exist_ok=True)
        kept_in = tmp_path / "kept"
        return score_apart(tmp_path / name, kept_in, quick_models, "mall", "0001", progress)

    return score


def test_the_same_as_in_this_process(score, tmp_path, quick_models):
    steps = []
    apart = score("list.csv", LIST, steps.append)
    here = score_and_keep(tmp_path / "list.csv", store.load(quick_models, "mall"), tmp_path)
    assert replace(apart, folder=tmp_path) == here
    assert apart.scored().first(5).Name.tolist() == ["Ann", "Dan"]
    assert list(dict.fromkeys(steps))[-2:] == [
        "Reading and cleaning",
        "Giving every customer a segment",
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [("a,b\n1,2\n", NotTheModelsColumns), (HEADER + "Ann,x,1,2\n", NothingLeft)],
)
def test_a_refusal_is_the_same(content, error, score, tmp_path, quick_models):
    with pytest.raises(error) as apart:
        score("list.csv", content)
    with pytest.raises(error) as here:
        score_and_keep(tmp_path / "list.csv", store.load(quick_models, "mall"), tmp_path)
    assert str(apart.value) == str(here.value)


@pytest.mark.parametrize(
    ("name", "value"), [("memory_for_each", lambda at_once: 2**26), ("SECONDS", 0.001)]
)
def test_what_takes_too_much_is_refused_and_the_next_is_scored(name, value, score, monkeypatch):
    with monkeypatch.context() as little:
        little.setattr(scored_apart, name, value)
        with pytest.raises(UnreadableSource) as refused:
            score("list.csv", LIST)
    assert str(refused.value) == (
        '"list.csv" cannot be read: it is damaged, or takes more memory or time than there is '
        "for one list. Leave out the columns and rows that are not needed."
    )
    assert score("list.csv", LIST).summary.scored == 2


def write_parquet(path, columns, rows, groups=1):
    table = pa.table({name: np.full(rows, value) for name, value in columns.items()})
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        for _ in range(groups):
            writer.write_table(table)


def test_one_row_twenty_five_million_times(score, tmp_path):
    values = {"age": 30, "income": 60, "spending_score": 50, "note": 7}
    write_parquet(tmp_path / "bomb.parquet", values, rows=1_000_001, groups=25)
    assert (tmp_path / "bomb.parquet").stat().st_size < 1_000_000
    expected = r'^"bomb\.parquet" has 25,000,025 rows of 4 columns, and at most 100,000,000 cells'
    with pytest.raises(TooManyCells, match=expected):
        score("bomb.parquet")


def test_five_thousand_columns_of_parquet(score, tmp_path):
    values = {"age": 30, "income": 60, "spending_score": 50} | {f"c{n}": 7 for n in range(5_000)}
    write_parquet(tmp_path / "wide.parquet", values, rows=1)
    with pytest.raises(TooManyColumns, match="has 5,003 columns and at most 4,000 can be read"):
        score("wide.parquet")


def test_more_text_than_can_be_handed_out(tmp_path, quick_models, monkeypatch):
    monkeypatch.setattr(long_texts, "MOST_TEXT", 2**20)
    path = tmp_path / "list.csv"
    path.write_text("note," + HEADER[5:] + f"{'x' * 1_000},30,60,50\n" * 1_100)
    expected = r'^"list\.csv" holds 0\.0 GB of text, and at most 0\.0 GB can be scored at once'
    with pytest.raises(TooMuchText, match=expected):
        score_and_keep(path, store.load(quick_models, "mall"), tmp_path)


def test_a_list_takes_a_share_of_what_there_is(monkeypatch):
    for module in (memory, memory_there):
        monkeypatch.setattr(module, "memory_there", lambda: 2**30)
    assert memory_limit() == "512MiB"
    assert memory_there.memory_for_each(2) == 2**30
    monkeypatch.setattr(memory_there, "memory_there", lambda: 8 * 2**30)
    assert memory_there.memory_for_each(2) == 2 * 2**30
