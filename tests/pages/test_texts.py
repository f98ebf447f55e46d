"""Text of the data in Markdown: escaped, and parted where Streamlit would draw something else."""

import ast

import pandas as pd
import pytest

from pages.widgets.text import label, plain
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Age", "Age"),
        ("![t](x)", r"\!\[t\]\(x\)"),
        ("http://x", r"http\:\/:small[]\/x"),
        ("WWW.x.example", r"WWW:small[]\.x\.example"),
        ("a@x.example", r"a:small[]\@x\.example"),
        ("a -> b", r"a \-:small[]\> b"),
        ("--no-evidence", r"\-\-no\-evidence"),
        (":streamlit:", r"\:s:small[]treamlit\:"),
        (":material_home:", r"\:m:small[]aterial\_home\:"),
        ("a\n\n    b", "a b"),
    ],
)
def test_text_is_shown_letter_by_letter(text, written):
    assert plain(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Income ($)", "Income ($)"),
        ("50 %, or more!", "50 %, or more!"),
        ("www.x", r"www:small[]\.x"),
        ("a@x.example", r"a:small[]\@x\.example"),
        ("a <= b", r"a \<:small[]\= b"),
    ],
)
def test_label_is_escaped_where_it_would_change(text, written):
    assert label(text) == written


def test_no_page_draws_a_table_that_reads_markdown():
    pages = [path for path in (ROOT / "pages").rglob("*.py") if path.name != "tables.py"]
    assert len(pages) > 10
    calls = [
        f"{path.name}: {ast.unparse(node.func)}"
        for path in pages
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".table")
    ]
    assert calls == []


def test_cells_and_headers_of_tables_are_escaped(monkeypatch):
    shown = []
    monkeypatch.setattr("streamlit.table", lambda cells, **options: shown.append(cells))
    from pages.widgets.tables import table

    table(pd.DataFrame({"[a](b)": ["*x*", 1, None]}, dtype=object))
    (cells,) = shown
    assert cells.to_dict("list") == {r"\[a\]\(b\)": [r"\*x\*", 1, None]}
