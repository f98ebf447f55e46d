"""The list of what to do with a segment's customers."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read


def script(actions):
    from types import SimpleNamespace

    from pages.widgets.actions import what_to_do

    told = tuple(SimpleNamespace(what=what, why=why) for what, why in actions)
    what_to_do(SimpleNamespace(actions=told))


def test_actions_are_numbered_with_their_reasons():
    actions = [("Offer them $5 *now*.", "They wait."), ("Write.", "They read.")]
    app = AppTest.from_function(script, args=(actions,)).run()
    assert [header.value for header in app.header] == ["What to do"]
    (listed,) = app.markdown
    assert read(listed.value) == "1. Offer them $5 *now*. They wait.\n2. Write. They read."
    assert r"\$5 \*now\*" in listed.value


def test_nothing_is_shown_without_actions():
    app = AppTest.from_function(script, args=([],)).run()
    assert len(app.header) == len(app.markdown) == 0
