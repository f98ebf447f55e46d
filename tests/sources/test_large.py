"""A large file with one bad line in the middle."""

import pytest

from segmentation.errors import UnreadableLine
from segmentation.sources import Reading, open_table

HALF = 500_000
FILLER = "WHITE HANGING HEART T-LIGHT HOLDER,85123A,6"


@pytest.fixture(scope="module", params=["", '"'], ids=["plain", "quoted"])
def large(request, tmp_path_factory):
    """A file of about 50 MB; line 500,002 is bad."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    quote = request.param
    with path.open("w", encoding="utf-8") as file:
        file.write("id,description,code,quantity\n")
        for first in (0, HALF):
            file.writelines(f"{quote}{first + n}{quote},{FILLER}\n" for n in range(HALF))
            if first == 0:
                file.write("broken,line\n")
    return path


def test_bad_line_is_refused(large):
    expected = r"line 500,002 has 2 columns where the row of column names has 4\. Nothing was kept"
    with pytest.raises(UnreadableLine, match=expected):
        open_table(large).__enter__()


def test_bad_line_is_left_out_and_nothing_else(large):
    with open_table(large, Reading(bad_lines="skip")) as opened:
        ids = opened.table.id.to_pyarrow().to_pylist()
        lines = opened.skipped_lines.values.tolist()
    assert ids == [str(n) for n in range(2 * HALF)]
    assert lines == [[500_002, "broken,line", "has 2 columns where the row of column names has 4"]]
