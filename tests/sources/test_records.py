"""Records in JSON, one a line or all in one list."""

from datetime import date

import pytest

from segmentation.errors import NoRows, NoTables, RecordsWithin, UnreadableSource

TWO = ['{"id": "00042", "spend": 1.5}', '{"id": "A7", "spend": 2}']


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n".join(TWO), "a.jsonl"),
        ("\n\n".join(TWO) + "\n", "a.ndjson"),
        ("\n".join(TWO), "a.json"),
        (f"[{', '.join(TWO)}]", "a.json"),
        (f"\ufeff[{', '.join(TWO)}]", "a.json"),
    ],
)
def test_records_are_rows(rows_of, text, name):
    assert rows_of(text, name) == [{"id": "00042", "spend": 1.5}, {"id": "A7", "spend": 2.0}]


def test_what_is_missing_in_a_record_is_empty(rows_of):
    assert rows_of('{"a": 1, "z": null}\n{"b": "x", "z": null}', "a.jsonl") == [
        {"a": 1, "z": None, "b": None},
        {"a": None, "z": None, "b": "x"},
    ]


def test_days_are_days_and_other_dates_stay_as_they_are_written(rows_of):
    rows = rows_of(
        '[{"a": "2024-01-31", "b": "03.04.2024", "c": "2024-01-02T10:00:00Z"}]', "a.json"
    )
    assert rows == [{"a": date(2024, 1, 31), "b": "03.04.2024", "c": "2024-01-02T10:00:00Z"}]


def test_ids_of_numbers_and_texts_are_texts(rows_of):
    assert rows_of('{"id": 1}\n{"id": "A2"}', "a.jsonl") == [{"id": "1"}, {"id": "A2"}]


def test_what_is_nested_is_left_out_and_told(written, rows_at, understood):
    path = written(
        '{"id": 1, "to": {"city": "Bonn"}, "lines": [1], "x": 1}\n{"id": 2, "x": {"y": 1}}',
        "a.jsonl",
    )
    assert rows_at(path) == [{"id": 1}, {"id": 2}]
    assert understood(path) == [
        '"to", "lines" and "x" hold lists or records of their own and were left out.'
    ]


def test_one_record_with_the_table_in_it(rows_of):
    expected = r'^"a\.json" is one record .* Save what is in "orders" as a file'
    with pytest.raises(RecordsWithin, match=expected):
        rows_of('{"orders": [{"id": 1}, {"id": 2}], "n": 2}', "a.json")


@pytest.mark.parametrize("text", ["", "[]"])
def test_no_records(rows_of, text):
    with pytest.raises(NoRows):
        rows_of(text, "a.json")


def test_broken_records_are_told_without_a_path(rows_of, tmp_path):
    with pytest.raises(UnreadableSource, match=r'^"a\.json" cannot be read: it is damaged') as told:
        rows_of('{"id": 1,', "a.json")
    assert str(tmp_path) not in str(told.value)


def test_in_a_folder_json_describes_the_tables(written, rows_at, understood):
    folder = written('{"title": "Shop"}', "about.json").parent
    with pytest.raises(NoTables):
        rows_at(folder)
    written("id,spend\n1,2\n", "orders.csv")
    assert rows_at(folder) == [{"id": "1", "spend": "2"}]
    assert understood(folder) == ['Left out: "about.json".']
