"""Text in other encodings than UTF-8, recognised or given."""

import pytest

from segmentation.errors import NotText, UnknownEncoding, UnreadableLine

TABLE = "name,größe\nZoë,20\nJosé – “the €”,21\n"
ROWS = [{"name": "Zoë", "größe": "20"}, {"name": "José – “the €”", "größe": "21"}]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        (
            "windows-1252",
            ["The encoding is a guess: Windows-1252. If letters look wrong, say --encoding."],
        ),
        ("utf-16", ["Text is UTF-16."]),
        ("utf-32", ["Text is UTF-32."]),
    ],
)
def test_encoding_is_recognised(written, rows_at, understood, encoding, told):
    path = written(TABLE.encode(encoding))
    assert rows_at(path) == ROWS
    assert understood(path) == told


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("city", ["Zürich", "Łódź", "東京都", "Москва"])
def test_utf_16_without_a_mark(written, rows_at, understood, encoding, city):
    rows = [{"id": str(at), "city": city} for at in range(3)]
    content = "id,city\n" + "".join(f"{row['id']},{city}\n" for row in rows)
    path = written(content.encode(encoding))
    assert rows_at(path) == rows
    assert understood(path) == [f"Text is {encoding.upper()}."]


def test_utf_16_of_either_order(rows_of):
    assert rows_of(("\ufeff" + TABLE).encode("utf-16-le")) == ROWS
    assert rows_of(("\ufeff" + TABLE).encode("utf-16-be")) == ROWS


@pytest.mark.parametrize("encoding", ["cp850", "iso8859-15", "utf-16-le", "utf_8", "CP1252"])
def test_encoding_may_be_given(rows_of, encoding):
    content = "name,größe\nZoë,20\n".encode(encoding)
    assert rows_of(content, encoding=encoding) == ROWS[:1]


def test_encoding_may_use_several_bytes(rows_of):
    content = "名前,年齢\n山田,20\n".encode("shift_jis")
    assert rows_of(content, encoding="shift_jis") == [{"名前": "山田", "年齢": "20"}]


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13"])
def test_encoding_that_is_none(rows_of, encoding):
    with pytest.raises(UnknownEncoding, match=f'^"{encoding}" is not an encoding that is known'):
        rows_of(TABLE, encoding=encoding)


def test_accent_far_down_is_enough(rows_of):
    content = ("name,n\n" + "Ann,1\n" * 300_000 + "Zoë,2\n").encode("windows-1252")
    assert rows_of(content)[-1] == {"name": "Zoë", "n": "2"}


def test_character_at_the_edge_of_a_piece_read(rows_of):
    content = "name,n\n" + "x" * (2**20 - 8) + "ë,1\n"
    assert rows_of(content.encode("utf-8"))[0]["name"].endswith("xë")
    assert rows_of(content.encode("utf-16"))[0]["name"].endswith("xë")


def test_one_bad_byte_in_much_good_utf_8_is_a_bad_line(rows_of):
    content = b"name,n\n" + "Zoë,1\n".encode() * 9 + b"Zo\xeb,2\n"
    expected = r"line 11 has bytes that are not UTF-8 text\. Nothing was kept"
    with pytest.raises(UnreadableLine, match=expected):
        rows_of(content)
    assert len(rows_of(content, bad_lines="skip")) == 9


def test_byte_that_the_given_encoding_lacks_is_a_bad_line(rows_of):
    content = b"name,n\nAnn,1\nZo\x81,2\n"
    with pytest.raises(UnreadableLine, match="line 3 has bytes that are not WINDOWS-1252 text"):
        rows_of(content, encoding="windows-1252")
    with pytest.raises(UnreadableLine, match="line 3 has bytes that are not ASCII text"):
        rows_of(content, encoding="ascii")


def test_half_a_character_at_the_end_is_a_bad_line(rows_of):
    content = "a,b\n1,2\n3,4".encode("utf-16") + b"\x05"
    with pytest.raises(UnreadableLine, match="line 3 has bytes that are not UTF-16 text"):
        rows_of(content)


@pytest.mark.parametrize("content", [bytes(range(1, 256)) * 40, bytes([1, 0, 7, 0, 3, 0]) * 900])
def test_bytes_that_are_no_text(rows_of, content):
    with pytest.raises(NotText, match=r'^"data\.csv" is not a text table.*--encoding\.$'):
        rows_of(content)


def test_utf_16_without_its_mark_and_with_signs(rows_of):
    assert rows_of(TABLE.encode("utf-16-le")) == ROWS
