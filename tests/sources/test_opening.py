"""What is handed over, the database it is in, and what is left behind: nothing."""

import duckdb
import pytest

from segmentation.errors import UnreadableSource
from segmentation.sources import Reading, open_table, plain_read_errors


def test_name_is_short(written):
    with open_table(str(written("a,b\n1,2\n"))) as opened:
        assert opened.name == "data.csv"
        assert (opened.skipped, len(opened.skipped_lines)) == (0, 0)
        assert list(opened.skipped_lines.columns) == ["line", "text", "reason"]


def test_temporary_files_are_removed(written, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with open_table(written("a,b\n1,2\n")):
        assert len(list(folder.iterdir())) == 1
    assert list(folder.iterdir()) == []


def test_trouble_met_late_is_told_in_a_sentence(written):
    expected = r'^"data\.csv" cannot be read: it is damaged .*Could not convert'
    with (
        pytest.raises(UnreadableSource, match=expected),
        open_table(written("a,b\n1,2\n"), Reading()) as opened,
        plain_read_errors("data.csv"),
    ):
        (opened.table.a + "x").cast("int64").execute()


def test_database_fetches_nothing_and_knows_no_zone(written):
    with open_table(written("a,b\n1,2\n")) as opened:
        connection = opened.table.get_backend().con
        settings = ("autoinstall_known_extensions", "autoload_known_extensions", "TimeZone")
        query = "SELECT " + ", ".join(f"current_setting('{name}')" for name in settings)
        assert connection.execute(query).fetchone() == (False, False, "UTC")


def test_database_is_closed_at_the_end(written):
    with open_table(written("a,b\n1,2\n")) as opened:
        connection = opened.table.get_backend().con
    with pytest.raises(duckdb.ConnectionException, match="closed"):
        connection.execute("SELECT 1")
