"""What is printed is what stands in the data, whatever that is, and ends no command."""

import io
import json
import shutil
import sys
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import score
import train
from segmentation.card.data import OrdersRead, RuleCount
from segmentation.commands.console import open_console, print_query, printable
from segmentation.commands.score_summary import print_score
from segmentation.commands.summary import print_summary
from segmentation.errors import UnprintableQuery
from segmentation.models import store
from segmentation.models.folders import recipes_in
from segmentation.scoring.lists.summary import LeftOut, SegmentCount, Summary
from segmentation.sources.text.encodings import CONTROL
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PLACEHOLDER = "placeholder"
NAMES = st.one_of(
    st.sampled_from(
        [
            "[/b] vip",
            "[bold red]",
            "[link=http://x]here[/link]",
            ":smile:",
            "\x1b[2J\x1b]0;gone\x07",
            "two\nlines\r\t",
            "\u202egnp.exe",
            "{0} %s \\[",
            "購入額",
            "\udc80",
        ]
    ),
    st.text(min_size=1, max_size=30).map(str.strip).filter(bool),
)


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20000")


def printed(show, name):
    """What `show` prints of a thing called `name`, on a console of the commands."""
    console = open_console()
    console.file = io.StringIO()
    show(console, name)
    return console.file.getvalue()


def summary(name):
    return Summary(
        source=name,
        model=f"{name}/0001",
        today=None,
        rows=3,
        rows_used=2,
        customers=2,
        scored=1,
        unlike_anyone=1,
        misfit=None,
        columns={},
        understood=[f'Table "{name}".'],
        taken_out=[RuleCount(rule=name, reason="", rows=1)],
        left_out=[LeftOut(rule=name, reason="", customers=1)],
        segments=[SegmentCount(id=0, name=name, customers=1, share=1.0)],
    )


def lines(text):
    return [line.rstrip() for line in text.splitlines()]


@settings(deadline=None)
@given(name=NAMES)
def test_no_name_changes_what_is_printed_of_a_scoring(name):
    def show(console, called):
        print_score(console, summary(called), (f"/{called}.csv", f"/{called}_left_out.csv"))

    expected = printed(show, PLACEHOLDER).replace(PLACEHOLDER, printable(name))
    assert lines(printed(show, name)) == lines(expected)


@pytest.fixture(scope="module")
def mall(quick_models):
    return store.load(quick_models, "mall")


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=NAMES)
def test_no_name_changes_what_is_printed_of_a_training(mall, name):
    def show(console, called):
        first, *others = mall.card.segments
        named = first.model_copy(update={"name": called, "description": f"They are {called}."})
        card = mall.card.model_copy(
            update={
                "title": called,
                "source": mall.card.source.model_copy(update={"name": called}),
                "segments": [named, *others],
                "left_out": {called: called},
                "notes": [f"Of {called}."],
            }
        )
        model = replace(mall, card=card)
        print_summary(console, model, ROOT / "no" / f"a{called}".replace("/", "-"))

    expected = printed(show, PLACEHOLDER).replace(PLACEHOLDER, printable(name))
    found = printed(show, name)
    assert lines(found)[:-1] == lines(expected)[:-1]
    assert lines(found)[-1].startswith("Saved as ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[/b] vip :smile:", "[/b] vip :smile:"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("two\nlines", r"two\nlines"),
        ("\u202egnp", r"\u202egnp"),
        ("\udc80", r"\udc80"),
        ("zero\u200dwidth", "zero\u200dwidth"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
def test_headers_that_the_output_cannot_write_do_not_end_a_training(
    encoding, tmp_path, monkeypatch
):
    spend, visits = [5, 50, 500] * 10, [row * 7 % 11 for row in range(30)]
    table = pd.DataFrame({"顧客": range(1, 31), "購入額": spend, "回": visits})
    table.to_csv(tmp_path / "客.csv", index=False)
    output = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", output)
    command = ["own", "--data", str(tmp_path / "客.csv"), "--models", str(tmp_path / "models")]
    assert train.main([*command, "--segments", "3", "--no-evidence"]) == 0
    output.flush()
    shown = output.buffer.getvalue().decode(encoding)
    assert r"from \u5ba2.csv, 30 rows" in shown
    assert r"\u8cfc\u5165\u984d" in shown


def test_a_query_is_never_written_with_escapes(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="cp1252"))
    open_console()
    with pytest.raises(UnprintableQuery) as error:
        print_query('SELECT "購入額"\n')
    assert str(error.value) == (
        'The query holds "購入額", and this output takes only what cp1252 has. '
        "Set PYTHONIOENCODING=utf-8 and ask again."
    )
    sys.stdout.flush()
    assert sys.stdout.buffer.getvalue() == b""


HEADERS = st.one_of(
    NAMES.filter(lambda name: "\udc80" not in name),
    st.sampled_from(["Annual_Spend__c", "__", "remainder", "transformers", "n_jobs", "today", "x"]),
)


def is_text(name: str) -> bool:
    """Whether a file in which every fourth row says so is text: see `refuse_binary`."""
    return "\udc80" not in name and len(CONTROL.findall(name)) < 2


ENDINGS = st.sampled_from(["orders", "[b] vip", ":smile:", "客", "a\x1bb", "__", "%s"])


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(header="Annual_Spend__c", value="[/b] vip", file="[b] vip")
@example(header="remainder", value="\x1b[2J", file="a\x1bb")
@given(header=HEADERS, value=NAMES.filter(is_text), file=ENDINGS)
def test_no_header_value_or_file_name_ends_a_command(header, value, file, tmp_path, capsys):
    data, models = tmp_path / f"{file}.csv", tmp_path / "models"
    shutil.rmtree(models, ignore_errors=True)
    rows = range(40)
    table = {
        "nr": [f"C{row}" for row in rows],
        header: [row * row % 97 / 4 for row in rows],
        "visits": [row * 7 % 13 for row in rows],
        "plan": [value, "other", "third", ""] * 10,
    }
    pd.DataFrame(table).to_csv(data, index=False)
    command = ["own", "--data", str(data), "--models", str(models), "--no-evidence"]
    quick = ["--segments", "3", "--restarts", "1", "--key", "nr"]
    assert train.main([*command, *quick]) == 0
    assert "\x1b" not in capsys.readouterr().out
    (recipe,) = recipes_in(models)
    (models / recipe / "names.json").write_text(json.dumps({"0": "[/b] vip"}))
    out = tmp_path / "scored.csv"
    asked = [recipe, "--data", str(data), "--models", str(models), "--out", str(out)]
    assert score.main(asked) == 0
    assert "[/b] vip" in capsys.readouterr().out
    assert len(pd.read_csv(out)) == 40


def test_what_is_taken_out_of_orders_is_counted_in_rows(mall):
    read = OrdersRead(
        row="order line",
        customers=2,
        orders=3,
        amount=9.0,
        largest=5.0,
        currency="",
        first="2024-01-01",
        last="2024-01-03",
    )
    taken = [
        RuleCount(rule="cancelled", reason="", rows=3),
        RuleCount(rule="a test", reason="", rows=1),
    ]
    card = mall.card.model_copy(update={"orders": read, "cleaning": taken})
    shown = printed(
        lambda console, _: print_summary(console, replace(mall, card=card), ROOT / "no" / "a"), ""
    )
    assert "  3 rows taken out: cancelled\n  1 row taken out: a test\n" in shown
