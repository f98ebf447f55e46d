"""The list of ideas to test."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import read


def script(actions):
    from types import SimpleNamespace

    from pages.widgets.actions import ideas_to_test

    ideas_to_test([SimpleNamespace(what=what, why=why) for what, why in actions])


def test_actions_are_numbered_with_their_reasons():
    actions = [("Offer them $5 *now*.", "They wait."), ("Write.", "They read.")]
    app = AppTest.from_function(script, args=(actions,)).run()
    assert [header.value for header in app.header] == ["Ideas to test"]
    (listed,) = app.markdown
    assert read(listed.value) == "1. Offer them $5 *now*. They wait.\n2. Write. They read."
    assert r"\$5 \*now\*" in listed.value


def test_without_actions_it_is_said_so_where_it_is_wanted():
    def script():
        from pages.widgets.actions import ideas_to_test

        ideas_to_test([], "No idea stands out.")

    app = AppTest.from_function(script).run()
    assert [header.value for header in app.header] == ["Ideas to test"]
    assert [said.value for said in app.markdown] == ["No idea stands out."]


def test_nothing_is_shown_without_actions():
    app = AppTest.from_function(script, args=([],)).run()
    assert len(app.header) == len(app.markdown) == 0
