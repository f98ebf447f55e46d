"""A segment under a name of the owner's: given on Profiles, shown everywhere."""

import json
import os
import shutil

from tests.pages.conftest import Page

BIG_SPENDER = {"age": 25, "income": 90, "spending_score": 80}


def give(page: Page, segment: int, name: str) -> Page:
    page.app.text_input(key=f"rename_{segment}").set_value(name)
    next(button for button in page.app.button if button.label == "Save the name").click()
    return page.rerun()


def told(page: Page) -> list[str]:
    return [line for line in page.text.splitlines() if line.startswith("Named by you")]


def test_name_is_shown_at_once_and_on_every_page(open_page, models, saved):
    names = saved("mall").names
    page = give(open_page("profiles.py", models=models, segment="2"), 2, "Our $ best *friends*")
    line = f"Named by you; the model would call it: {names[2]}"
    assert page.headings == ["Our $ best *friends*"]
    assert told(page) == [line]
    assert "Our $ best *friends*" in page.app.selectbox(key="segment").options
    shown = [*names[:2], "Our $ best *friends*", *names[3:]]
    page.go_to("segments.py")
    assert (page.headings, told(page)) == (shown, [line])
    page.go_to("find_a_segment.py").send(BIG_SPENDER)
    assert (page.headings, told(page)) == (["Our $ best *friends*"], [line])
    assert json.loads((models / "mall" / "names.json").read_text()) == {"2": "Our $ best *friends*"}


def test_other_visitors_see_it_without_a_reload_of_the_app(open_page, models):
    visitor = open_page("segments.py", models=models)
    give(open_page("profiles.py", models=models, segment="0"), 0, "Regulars")
    assert visitor.rerun().headings[0] == "Regulars"


def test_empty_name_is_the_models_again(open_page, models, saved):
    page = give(open_page("profiles.py", models=models, segment="0"), 0, "Regulars")
    page = give(page, 0, "")
    assert page.headings == [saved("mall").names[0]]
    assert told(page) == []


def test_name_of_another_segment_is_refused_in_a_sentence(open_page, models, saved):
    names = saved("mall").names
    page = give(open_page("profiles.py", models=models, segment="0"), 0, names[1].upper())
    assert page.errors == [
        f'Another segment is called "{names[1].upper()}" already; choose another name.'
    ]
    assert page.rerun().headings == [names[0]]


def test_damaged_file_is_told_of_where_the_model_comes_from(open_page, models, saved):
    (models / "mall" / "names.json").write_text("{")
    assert open_page("segments.py", models=models).headings == saved("mall").names
    page = open_page("about_this_model.py", models=models)
    assert page.warnings == [
        'The names given to segments cannot be read: "mall/names.json" is damaged. '
        "The model's own names are shown; mend the file, or delete it."
    ]


def test_where_the_folder_cannot_be_written_the_reason_stands_in_place(
    open_page, models, monkeypatch
):
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: real(path, mode) and not mode & os.W_OK)
    page = open_page("profiles.py", models=models, segment="0")
    assert (
        "Segments cannot be renamed here: the app may not write to the folder of this model."
        in page.text
    )
    assert len(page.app.text_input) == 0


def test_changes_since_the_model_before_are_told_with_it(open_page, retrained, tmp_path):
    folder = shutil.copytree(retrained, tmp_path / "models")
    card = json.loads((folder / "mall" / "0002" / "card.json").read_text())
    before = open_page("about_this_model.py", models=folder).text
    vanished = card["changes"]["vanished"]
    gone = next(one for one in vanished if f'"{one["name"]}" is gone' in before)
    (folder / "mall" / "names.json").write_text(json.dumps({str(gone["id"]): "Best friends"}))
    after = open_page("about_this_model.py", models=folder)
    assert f'"{gone["name"]}" is gone' not in after.text
    assert '"Best friends" is gone' in after.text
    assert after.warnings == []
