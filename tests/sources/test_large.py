"""A large file with one bad line in the middle."""

import pytest

from segmentation.errors import UnreadableLine
from segmentation.sources import Reading, open_table

pytestmark = pytest.mark.slow

FILLER = "WHITE HANGING HEART T-LIGHT HOLDER,85123A,6"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A file of about 50 MB; line 500,002 is bad."""
    return write(tmp_path_factory.mktemp("large") / "large.csv", half=500_000)


def test_bad_line_is_refused(large):
    expected = r"line 500,002 has 2 columns where the row of column names has 4\. Nothing was kept"
    with pytest.raises(UnreadableLine, match=expected):
        open_table(large).__enter__()


def test_bad_line_is_left_out_and_nothing_else(large):
    assert left(large) == ([str(n) for n in range(1_000_000)], [500_002])


def test_bad_line_between_quotes_is_left_out_and_nothing_else(tmp_path):
    path = write(tmp_path / "quoted.csv", half=50_000, quote='"')
    assert left(path) == ([str(n) for n in range(100_000)], [50_002])


def write(path, *, half, quote=""):
    with path.open("w", encoding="utf-8") as file:
        file.write("id,description,code,quantity\n")
        file.writelines(f"{quote}{n}{quote},{FILLER}\n" for n in range(half))
        file.write("broken,line\n")
        file.writelines(f"{quote}{n}{quote},{FILLER}\n" for n in range(half, 2 * half))
    return path


def left(path):
    with open_table(path, Reading(bad_lines="skip")) as opened:
        return opened.table.id.to_pyarrow().to_pylist(), opened.skipped_lines.line.to_list()
