"""Which model is in view: the chooser, its versions, and a model that appears meanwhile."""

import shutil

import pytest

from segmentation.recipes import RECIPES
from tests.pages.conftest import each_page, each_recipe

NOTHING_YET = {}


@each_page
@each_recipe
def test_every_page_opens_for_every_model(page, recipe, look, saved):
    card = saved(recipe).card
    opened = look(page, model=recipe)
    assert f"{card['title']} · {card['customers']:,} customers" in opened.text
    assert opened.errors == opened.warnings == []
    told = card["notes"] if page == "about_this_model.py" else []
    # How many segments the data supports is what that page itself says.
    cautions = [] if page == "how_many_segments.py" else saved(recipe).cautions
    assert opened.notes == cautions + told


@pytest.mark.parametrize("theme", ["light", "dark"])
@each_page
def test_every_page_opens_in_both_themes(page, theme, look):
    assert look(page, theme=theme).errors == []


def test_first_model_is_in_view_when_none_is_named(look):
    page = look()
    assert page.app.selectbox(key="model").value == "mall"
    assert page.address == {}


def test_models_are_offered_by_their_titles(look):
    assert look().app.selectbox(key="model").options == titles()


def titles(without: str | None = None) -> list[str]:
    return [recipe.title for name, recipe in RECIPES.items() if name != without]


def test_chosen_model_is_in_the_address_and_on_every_page(open_page, saved):
    page = open_page("segments.py").choose("model", "personality")
    assert page.address["model"] == "personality"
    assert page.headings == saved("personality").names
    for other in ("map.py", "about_this_model.py", "profiles.py", "find_a_segment.py"):
        page.go_to(other)
        assert "Food and wine customers · 2,212 customers" in page.text
        assert page.address["model"] == "personality"


@pytest.mark.parametrize("model", ["nothing", "", "../mall", "Mall customers"])
def test_model_that_is_not_there_falls_back_to_the_first(open_page, model):
    page = open_page("segments.py", model=model)
    assert page.app.selectbox(key="model").value == "mall"
    wanted = [f'There is no model "{model}"; here is "Mall customers" instead.'] if model else []
    assert page.warnings == wanted
    page.choose("model", "membership")
    assert (page.warnings, page.address) == ([], {"model": "membership"})


@pytest.mark.parametrize("version", ["0099", "7", "newer"])
def test_version_that_is_not_there_is_told_of(version, look):
    assert look("map.py", model="mall", version=version).warnings == [
        f"There is no version {version} of this model; here is the newest one instead."
    ]


def test_newest_version_may_be_named(look):
    assert look(model="mall", version="0001").warnings == []


def test_other_model_starts_from_its_own_medians(open_page):
    """$90k of one model must not become $90 of another."""
    page = open_page(model="mall").send({"age": 25, "income": 90, "spending_score": 80})
    page.choose("model", "membership")
    assert page.fields["income"] == 75815


def test_newest_version_is_in_view(look, saved, retrained):
    page = look("segments.py", models=retrained)
    assert page.headings == saved("mall", "0002", retrained).names
    assert page.app.selectbox(key="version").options == ["2, the newest", "1"]


def test_older_version_can_be_chosen(open_page, saved, retrained):
    page = open_page("segments.py", models=retrained).choose("version", "0001")
    assert page.headings == saved("mall").names
    assert page.address["version"] == "0001"
    assert "Version 1," in page.go_to("about_this_model.py").text


def test_older_version_answers_with_its_own_segments(open_page, saved, retrained):
    values = {"age": 25, "income": 90, "spending_score": 80}
    page = open_page(models=retrained, version="0001").send(values)
    assert page.headings == [saved("mall").predict(values)]
    page.choose("version", "newest")
    assert page.headings == [saved("mall", "0002", retrained).predict(values)]


def test_link_to_an_older_version_opens_it(look, saved, retrained):
    page = look("segments.py", models=retrained, model="mall", version="0001")
    assert page.headings == saved("mall").names


def test_version_is_not_asked_for_where_there_is_one(look):
    assert [box.key for box in look(model="membership").app.selectbox] == ["model"]


def test_new_version_that_appears_meanwhile_is_shown_with_a_note(
    open_page, saved, models, retrained
):
    page = open_page("segments.py", models=models)
    assert len(page.headings) == 6
    shutil.copytree(retrained / "mall" / "0002", models / "mall" / "0002")
    page.rerun()
    assert page.headings == saved("mall", "0002", retrained).names
    (note,) = page.notes
    assert note.startswith("A newer model was trained while you looked.")
    assert page.rerun().notes == []


def test_visitor_can_go_back_to_the_version_before(open_page, saved, models, retrained):
    page = open_page("segments.py", models=models)
    shutil.copytree(retrained / "mall" / "0002", models / "mall" / "0002")
    page.rerun().choose("version", "0001")
    assert page.headings == saved("mall").names


def test_recipe_without_a_model_is_not_offered(open_page, models):
    shutil.rmtree(models / "personality")
    page = open_page(models=models, model="personality")
    assert page.app.selectbox(key="model").options == titles(without="personality")
    assert page.app.selectbox(key="model").value == "mall"


@pytest.mark.parametrize("folder", ["supermarket/newest", ".unfinished/0001"])
def test_folder_of_no_model_is_not_offered(folder, open_page, models):
    (models / folder).mkdir(parents=True)
    assert open_page(models=models).app.selectbox(key="model").options == titles()


def test_model_in_a_folder_of_another_name_is_offered_last(open_page, models):
    (models / "mall").rename(models / "supermarket")
    page = open_page("segments.py", models=models, model="supermarket")
    assert page.app.selectbox(key="model").options == [*titles(without="mall"), "Mall customers"]
    assert page.app.selectbox(key="model").value == "supermarket"
    assert len(page.headings) == 6


def test_model_removed_while_looking_is_no_longer_offered(open_page, models):
    page = open_page("segments.py", models=models, model="personality")
    shutil.rmtree(models / "personality")
    page.rerun()
    assert page.app.selectbox(key="model").value == "mall"
    assert len(page.headings) == 6
