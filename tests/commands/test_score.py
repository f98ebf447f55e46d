"""The command: what it prints, writes and refuses."""

import csv
import json
import re
import sqlite3
from contextlib import closing

import duckdb
import fastexcel
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import score
from segmentation.answering.certainty import certainty
from segmentation.models import store
from segmentation.scoring.sql.query import to_sql
from segmentation.sources import open_table
from tests.conftest import ROOT

# A scoring takes seconds, and most of these are several.
pytestmark = pytest.mark.slow

SAMPLES = ROOT / "data"
CUSTOMERS = """CustomerID,Age,Income,Spending Score,note
0001,20,30,40,=1+1
0002,,30,40,@home
0003,50,sixty,70,-5
0004,50,60,70,-5
"""


@pytest.fixture
def models(quick_models):
    return quick_models


@pytest.fixture
def run(models, capsys):
    """Run the command; returns its status and what it printed."""

    def command(*arguments):
        status = score.main([*map(str, arguments), "--models", str(models)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


@pytest.fixture
def summary_of(run):
    def command(*arguments):
        status, out, err = run(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return command


@pytest.fixture
def customers(tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS)
    return path


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


# What it prints and writes


def test_summary(run, models, customers, tmp_path):
    out = tmp_path / "scored.csv"
    status, printed, err = run("mall", "--data", customers, "--out", out)
    assert (status, err) == (0, "")
    assert "customers.csv, by the model mall 0001\n" in printed
    assert "4 rows: 2 used, 2 taken out\n  1 taken out: no age\n" in printed
    expected = "4 customers: 2 with a segment, 2 left out: 1 no age, 1 unreadable value\n"
    assert expected in printed
    for segment in store.load_card(models, "mall").segments:
        assert segment.name in printed
    assert f"Written to {out}\nLeft out, with the reason: {tmp_path}/scored_left_out.csv" in printed


def test_json_is_the_summary_and_nothing_else(summary_of, customers, tmp_path):
    out = tmp_path / "scored.csv"
    printed = summary_of("mall", "--data", customers, "--out", out)
    assert printed["out"] == str(out)
    assert printed["left_out_to"] == str(tmp_path / "scored_left_out.csv")
    assert (printed["rows"], printed["customers"], printed["scored"]) == (4, 4, 2)
    assert [left["rule"] for left in printed["left_out"]] == ["no age", "unreadable value"]


def test_csv_has_the_owners_columns_and_then_ours(summary_of, customers, tmp_path):
    summary_of("mall", "--data", customers, "--out", tmp_path / "scored.csv")
    header, *rows = rows_of(tmp_path / "scored.csv")
    assert header == [
        *("CustomerID", "Age", "Income", "Spending Score", "note"),
        *("segment", "segment_name", "next_segment", "next_segment_name"),
        *("unlike_anyone", "model"),
    ]
    assert [row[:5] for row in rows] == [
        ["0001", "20", "30", "40", "'=1+1"],
        ["0004", "50", "60", "70", "-5"],
    ]
    assert {row[10] for row in rows} == {"mall 0001"}
    header, *rows = rows_of(tmp_path / "scored_left_out.csv")
    assert header[5:] == ["left_out", "reason"]
    assert [(row[0], row[4], row[5]) for row in rows] == [
        ("0002", "'@home", "no age"),
        ("0003", "-5", "unreadable value"),
    ]
    assert rows[1][6] == 'Column "Income" should hold numbers, and "sixty" is none.'


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "duckdb", "sqlite"])
def test_every_kind_of_result_can_be_scored_again(summary_of, tmp_path, ending):
    out = tmp_path / f"scored.{ending}"
    into = ["--into", "segments"] if ending in ("duckdb", "sqlite") else []
    table = ["--table", "segments"] if into else []
    first = summary_of("mall", "--data", SAMPLES / "mall.csv", "--out", out, *into)
    again = summary_of("mall", "--data", out, *table, "--out", tmp_path / "again.csv")
    assert again["segments"] == first["segments"]
    expected = rows_of(SAMPLES / "mall.csv")
    assert [row[:5] for row in rows_of(tmp_path / "again.csv")] == expected


def test_signs_and_numbers_are_read_again_as_they_were(summary_of, tmp_path):
    members = {
        "id": ["a", "b", "c"],
        "age": ["30", "40", "50"],
        "income": ["$100", "+1,000", "+300"],
        "spending_score": ["-", "7", "-"],
        "membership_years": ["+1e0", "2", "3"],
        "purchase_frequency": ["1", "-", "2"],
        "last_purchase_amount": ["+7,5", "3,25 €", "4"],
        "balance": ["-7,5", "-3,25 €", "4"],
    }
    pd.DataFrame(members).to_csv(tmp_path / "members.csv", index=False)
    kept = []
    for source, out in (("members", "first"), ("first", "second")):
        data, result = tmp_path / f"{source}.csv", tmp_path / f"{out}.csv"
        assert summary_of("membership", "--data", data, "--out", result)["scored"] == 3
        kept.append(rows_of(result))
    assert kept[0] == kept[1]
    assert [row[: len(members)] for row in kept[0][1:]] == [
        list(row) for row in zip(*members.values())
    ]


# Bytes and other types


@pytest.fixture
def odd_customers(tmp_path):
    """Customers whose text came as bytes, as lists and the like, some of it a formula."""
    text = [b"=1+1", "Zoë".encode(), b"@c"]
    columns = {
        "customer": pa.array(text, pa.binary()),
        "age": [30, 31, 32],
        "income": [40, 50, 60],
        "spending score": [1, 2, 3],
        "raw": pa.array([b'=HYPERLINK("http://evil","x")', b"-", b"-5"], pa.binary()),
        "picture": pa.array([b"=\xff", b"\x89PNG", b"-\xfe"], pa.binary()),
        "list": [["=1"], ["a", "b"], None],
        "struct": [{"a": "=1"}] * 3,
        "kind": pa.array(["=1", "b", "b"]).dictionary_encode(),
        "'=1+1": [1, 2, 3],
        "=1+1": [4, 5, 6],
    }
    pq.write_table(pa.table(columns), tmp_path / "odd.parquet")
    return tmp_path / "odd.parquet"


SAFE = {
    "customer": ["'=1+1", "Zoë", "'@c"],
    "raw": ['\'=HYPERLINK("http://evil","x")', "-", "-5"],
    "picture": ["'=\\xFF", "\\x89PNG", "'-\\xFE"],
    "list": ["['=1']", "[a, b]", None],
    "struct": ["{'a': '=1'}"] * 3,
    "kind": ["'=1", "b", "b"],
    "'=1+1": [1, 2, 3],
    "'=1+1 (2)": [4, 5, 6],
}


def test_bytes_reach_csv_as_text_that_is_escaped(summary_of, odd_customers, tmp_path):
    summary_of("mall", "--data", odd_customers, "--out", tmp_path / "scored.csv")
    header, *rows = rows_of(tmp_path / "scored.csv")
    found = {name: list(cells) for name, *cells in zip(header, *rows)}
    expected = {
        name: ["" if cell is None else str(cell) for cell in cells] for name, cells in SAFE.items()
    }
    assert {name: found[name] for name in SAFE} == expected


def test_bytes_reach_workbooks_as_text_that_is_escaped(summary_of, odd_customers, tmp_path):
    summary_of("mall", "--data", odd_customers, "--out", tmp_path / "scored.xlsx")
    sheet = fastexcel.read_excel(tmp_path / "scored.xlsx").load_sheet(0).to_arrow().to_pydict()
    assert {name: sheet[name] for name in SAFE} == SAFE


def test_bytes_that_are_no_text_stay_bytes_in_parquet(summary_of, odd_customers, tmp_path):
    summary_of("mall", "--data", odd_customers, "--out", tmp_path / "scored.parquet")
    found = pq.read_table(tmp_path / "scored.parquet").to_pydict()
    assert found["picture"] == [b"=\xff", b"\x89PNG", b"-\xfe"]
    assert found["customer"] == ["=1+1", "Zoë", "@c"]
    assert (found["'=1+1"], found["=1+1"]) == ([1, 2, 3], [4, 5, 6])


def test_table_of_a_database_to_another_of_the_same(summary_of, tmp_path):
    for ending, connect in (("duckdb", duckdb.connect), ("sqlite", sqlite3.connect)):
        place = tmp_path / f"shop.{ending}"
        summary_of("mall", "--data", SAMPLES / "mall.csv", "--out", place, "--into", "people")
        address = f"{ending}://{place}"
        there = ["--data", place, "--table", "people", "--out", address, "--into"]
        assert summary_of("mall", *there, "segments")["scored"] == 200
        assert summary_of("mall", *there, "segments")["out"] == f"shop.{ending} (segments)"
        with closing(connect(place)) as connection:
            tables = ("segments", "people", "segments_left_out")
            counts = [
                connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in tables
            ]
        assert counts == [200, 200, 0]


def test_version_that_is_named(summary_of, customers, tmp_path):
    out = tmp_path / "scored.parquet"
    assert summary_of("mall/0001", "--data", customers, "--out", out)["model"] == "mall 0001"


def test_invoices(summary_of, tmp_path):
    out = tmp_path / "scored.parquet"
    printed = summary_of("online_retail", "--data", SAMPLES / "online_retail.csv", "--out", out)
    scored = pd.read_parquet(out)
    assert len(scored) == printed["scored"] == printed["customers"]
    features = ["recency", "frequency", "monetary", "quantity", "tenure"]
    assert scored.columns.tolist() == [
        *("customer", *features, "country", "segment", "segment_name"),
        *("next_segment", "next_segment_name", "rfm_group", "unlike_anyone", "model"),
    ]
    assert scored.customer.is_monotonic_increasing
    left_out = pd.read_parquet(tmp_path / "scored_left_out.parquet")
    assert left_out[["rows", "left_out"]].to_numpy().tolist() == [
        [next(c["rows"] for c in printed["taken_out"] if c["rule"] == "no customer"), "no customer"]
    ]


def test_reading_options(summary_of, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_bytes("Kunde;Age;Income;Score\nZoë;20;30,5;40\n".encode("cp1252"))
    printed = summary_of(
        *("mall", "--data", path, "--out", tmp_path / "out.csv"),
        *("--separator", ";", "--encoding", "cp1252", "--decimal", ","),
    )
    assert printed["understood"] == ['Columns are separated by ";".', "Text is Windows-1252."]
    assert rows_of(tmp_path / "out.csv")[1][:4] == ["Zoë", "20", "30,5", "40"]


def test_skipped_lines_are_in_the_second_file(summary_of, customers, tmp_path):
    customers.write_text(CUSTOMERS + "0005,20\n")
    out = tmp_path / "scored.csv"
    printed = summary_of("mall", "--data", customers, "--out", out, "--bad-lines", "skip")
    assert (printed["rows"], printed["rows_used"], printed["customers"]) == (5, 2, 4)
    assert rows_of(tmp_path / "scored_left_out.csv")[-1] == [
        *[""] * 5,
        "lines that cannot be read",
        "Line 6 has 2 columns where the row of column names has 5: 0005,20",
    ]


def test_what_was_written_is_replaced(summary_of, customers, tmp_path):
    out = tmp_path / "scored.csv"
    summary_of("mall", "--data", customers, "--out", out)
    customers.write_text("Age,Income,Score\n1,2,3\n")
    summary_of("mall", "--data", customers, "--out", out)
    assert [row[:3] for row in rows_of(out)] == [["Age", "Income", "Score"], ["1", "2", "3"]]
    assert len(rows_of(tmp_path / "scored_left_out.csv")) == 1
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"customers.csv", "scored.csv", "scored_left_out.csv"}


def test_query(run, models):
    status, printed, err = run("mall", "--sql", "duckdb", "--table", "people")
    assert (status, err) == (0, "")
    assert printed == to_sql(store.load(models, "mall"), "duckdb", table="people")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE people AS SELECT 1 AS customer, 20 AS age, 30 AS income, "
            "40 AS spending_score, 'F' AS gender"
        )
        assert len(connection.execute(printed).fetchall()) == 1


# What it refuses


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["nix", "--data", "{data}", "--out", "o.csv"],
         'no model "nix" in "[^"]*"; those there are mall, membership, online_retail. Name one'),
        (["mall/0009", "--data", "{data}", "--out", "o.csv"], "those there are mall/0001. Name"),
        (["mall", "--data", "none.csv", "--out", "o.csv"], 'There is no file "none.csv"'),
        (["mall", "--data", "{data}", "--out", "no/o.csv"], 'there is no folder "no". Choose'),
        (["mall", "--data", "{data}", "--out", "{folder}/f.csv"], "written: it is a folder"),
        (["online_retail", "--data", "{data}", "--out", "o.csv"], 'needs the columns "invoice"'),
    ],
)  # fmt: skip
def test_data_or_model_at_fault(run, customers, tmp_path, monkeypatch, arguments, expected):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.csv").mkdir()
    given = [part.format(data=customers, folder=tmp_path) for part in arguments]
    status, out, err = run(*given)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert re.search(expected, err)
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["mall", "--data", "c.csv"], "say where the result is to go: add --out"),
        (["mall", "--out", "o.csv"], "name the customers to score: add --data"),
        (["mall", "--data", "c.csv", "--out", "o.txt"], '"o.txt" is nothing that can be written'),
        (["mall", "--data", "c.csv", "--out", "o.db"], "name the table to write with --into"),
        (["mall", "--data", "c.csv", "--out", "./c.csv"], 'would write "c.csv", which the data'),
        (["mall", "--data", ".", "--out", "new.csv"], 'would write "new.csv", which the data'),
        (["mall", "--data", "c*.csv", "--out", "c2.csv"], 'would write "c2.csv", which the data'),
        (["mall", "--data", "c_left_out.csv", "--out", "c.csv"], 'write "c_left_out.csv", which'),
        (["mall", "--data", "s.db", "--out", "sqlite://s.db", "--into", "T"], 'would write "T"'),
        (["mall", "--sql", "dbase"], "dbase"),
        (["mall", "--sql", "duckdb", "--table", 'a"b'], "--table should be the name of a table as"),
        (["mall", "--sql", "duckdb", "--table", ""], 'or "Order Lines", and "" is not; of a query'),
        (["mall", "--sql", "duckdb", "--out", "o.csv"], "--sql prints a query and reads nothing"),
        ([], "the following arguments are required: MODEL"),
    ],
)
def test_wrong_usage(models, customers, monkeypatch, capsys, arguments, expected):
    monkeypatch.chdir(customers.parent)
    content = customers.read_text()
    for name in ("c.csv", "c_left_out.csv"):
        (customers.parent / name).write_text(content)
    with closing(sqlite3.connect("s.db")) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS age, 2 AS income, 3 AS score")
        connection.commit()
    with pytest.raises(SystemExit) as ended:
        score.main([*arguments, "--models", str(models)])
    assert ended.value.code == 2
    assert expected in capsys.readouterr().err
    assert (customers.parent / "c.csv").read_text() == content


def test_nobody_to_score_leaves_what_was_there(run, summary_of, customers, tmp_path):
    out = tmp_path / "scored.csv"
    summary_of("mall", "--data", customers, "--out", out)
    before = out.read_bytes()
    customers.write_text("Age,Income,Score\n,2,3\nx,2,3\n")
    status, printed, err = run("mall", "--data", customers, "--out", out)
    assert (status, printed) == (1, "")
    assert err.startswith("Cleaning took out all 2 rows (1 with no age, 1 with unreadable value)")
    assert out.read_bytes() == before


def test_more_rows_than_a_sheet_has(run, tmp_path):
    with duckdb.connect() as connection:
        values = "20 + i % 50 AS age, i % 90 AS income, 1 + i % 99 AS score"
        rows = f"SELECT {values} FROM range(1048576) t(i)"
        connection.execute(f"COPY ({rows}) TO '{tmp_path}/many.parquet'")
    status, _, err = run("mall", "--data", tmp_path / "many.parquet", "--out", tmp_path / "o.xlsx")
    assert status == 1
    assert err == (
        "A sheet of a workbook holds 1,048,575 rows below its column names, and there are "
        "1,048,576. Write .csv or .parquet instead.\n"
    )
    assert {path.name for path in tmp_path.iterdir()} == {"many.parquet"}


def test_damage_met_while_reading(run, tmp_path):
    frame = pd.DataFrame({"age": range(9_000), "income": range(9_000), "score": 5})
    path = tmp_path / "damaged.parquet"
    frame.to_parquet(path)
    content = bytearray(path.read_bytes())
    content[200:4_000] = b"\xff" * 3_800
    path.write_bytes(content)
    status, out, err = run("mall", "--data", path, "--out", tmp_path / "o.csv")
    assert (status, out) == (1, "")
    assert err.startswith('"damaged.parquet" cannot be read: it is damaged or not what its name')
    assert {path.name for path in tmp_path.iterdir()} == {"damaged.parquet"}


def test_order_of_rows_and_values_of_all_columns_stay(summary_of, tmp_path):
    frame = pd.DataFrame(
        {
            "income": [30.25, 60, 10],
            "odd": ["b", None, "=x"],
            "when": pd.to_datetime(["2020-01-02", None, "2020-01-01"]),
            "score": [40, 70, 1],
            "age": [50, 20, 30],
        }
    )
    frame.to_parquet(tmp_path / "in.parquet")
    summary_of("mall", "--data", tmp_path / "in.parquet", "--out", tmp_path / "out.parquet")
    with open_table(tmp_path / "out.parquet") as opened:
        assert opened.table.columns[:5] == tuple(frame.columns)
    out = pd.read_parquet(tmp_path / "out.parquet")
    pd.testing.assert_frame_equal(out[frame.columns.tolist()], frame, check_dtype=False)


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit):
        score.main(["--help"])
    told = capsys.readouterr().out
    for name in ("MODEL", "--data", "--out", "--into", "--table", "--models", "--json"):
        assert name in told
    assert told.startswith("usage: score.py")


def test_how_sure_each_segment_is_on_request(trained, tmp_path, capsys):
    out = tmp_path / "scored.parquet"
    command = ["mall", "--data", str(SAMPLES / "mall.csv"), "--out", str(out)]
    assert score.main([*command, "--models", str(trained), "--certainty"]) == 0
    model = store.load(trained, "mall")
    values = model.customers[model.card.feature_names]
    scaled = model.pipeline[:-1].transform(values)
    expected = certainty(model.refits, scaled, model.pipeline[-1].predict(scaled))
    found = pd.read_parquet(out).set_index("CustomerID").certainty
    assert found[model.customers.customer].tolist() == pytest.approx(expected.tolist())
    assert 0.3 < found.min() < found.max() == 1


def test_certainty_of_a_model_without_evidence_is_refused(models, tmp_path, capsys):
    out = tmp_path / "scored.csv"
    command = ["mall", "--data", str(SAMPLES / "mall.csv"), "--out", str(out), "--certainty"]
    with pytest.raises(SystemExit) as stopped:
        score.main([*command, "--models", str(models)])
    assert stopped.value.code == 2
    assert "mall 0001 was trained without evidence" in capsys.readouterr().err
    assert not out.exists()
