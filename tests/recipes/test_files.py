"""Recipes in files of somebody's own: read, run, refused, and kept with their models."""

import hashlib
import json

import pytest

import train
from segmentation.answering.assignment import assign
from segmentation.errors import BrokenRecipe, DamagedModel
from segmentation.models import store
from segmentation.models.folders import recipes_in
from segmentation.recipes.files import read_recipe, run_recipe

RECIPE = """\
from segmentation.recipes.common import measured
from segmentation.recipes.recipe import Category, Column, Recipe

GYM = Recipe(
    name="gym",
    title="Members of a gym",
    about="Who trains how often.",
    key="member",
    columns=(
        Column(name="member", kind="key"),
        Column(name="age", kind="number"),
        Column(name="visits", kind="number", aliases=("visits a month",)),
        Column(name="plan", kind="text", required=False),
    ),
    features=(
        measured("age", "Age", unit="years"),
        measured("visits", "Visits", unit="a month"),
    ),
    categories=(Category(name="plan", label="Plan", value=lambda t: t.plan),),
)
"""
MEMBERS = "Member,Age,Visits a month,Plan\n" + "".join(
    f"m{at:02},{20 + at % 7 + at % 2 * 30},{3 + at % 5 + at % 2 * 9},{'day' if at % 2 else 'all'}\n"
    for at in range(40)
)


@pytest.fixture
def recipe_file(tmp_path):
    """Write a recipe to a file."""

    def write(source=RECIPE):
        path = tmp_path / "gym.py"
        path.write_text(source, encoding="utf-8")
        return path

    return write


@pytest.fixture
def run_training(tmp_path):
    """Train by a recipe file; returns the status."""

    def run(path):
        (tmp_path / "members.csv").write_text(MEMBERS)
        data, models = str(tmp_path / "members.csv"), str(tmp_path / "models")
        options = ["--segments", "2", "--no-evidence", "--models", models]
        return train.main([str(path), "--data", data, *options])

    return run


@pytest.fixture
def models(run_training, recipe_file, tmp_path, capsys):
    """A models folder with one model by the recipe above."""
    assert run_training(recipe_file()) == 0
    capsys.readouterr()
    return tmp_path / "models"


def refusal(source):
    with pytest.raises(BrokenRecipe) as error:
        run_recipe(source, "gym.py")
    return str(error.value)


def test_recipe_that_is_in_order():
    recipe = run_recipe(RECIPE, "gym.py")
    assert (recipe.name, recipe.feature("visits").label) == ("gym", "Visits")


def test_source_is_read_as_it_stands(recipe_file):
    source = RECIPE.replace("a gym", "Björns Gym")
    assert read_recipe(recipe_file(source)) == source


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(BrokenRecipe) as error:
        read_recipe(tmp_path / "none.py")
    assert str(error.value) == (
        f'The recipe "{tmp_path / "none.py"}" cannot be used: '
        "there is no such file, or it is not text. Mend the file."
    )


def test_file_that_is_not_text(tmp_path):
    (tmp_path / "gym.py").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenRecipe, match="it is not text"):
        read_recipe(tmp_path / "gym.py")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("1 +", "SyntaxError: invalid syntax (gym.py, line 1)", id="no Python"),
        pytest.param("x = y", "NameError: name 'y' is not defined", id="fails"),
        pytest.param(
            "import nowhere", "ModuleNotFoundError: No module named 'nowhere'", id="import"
        ),
        pytest.param("raise ValueError('a\\nb')", "ValueError: a b", id="two lines"),
        pytest.param("", "it should define one Recipe and defines 0", id="none"),
        pytest.param(
            RECIPE + RECIPE.replace("GYM", "OTHER"),
            "it should define one Recipe and defines 2",
            id="two",
        ),
        pytest.param(RECIPE.replace('"gym"', '"mall"'), 'the name "mall" is taken', id="taken"),
    ],
)
def test_recipe_that_cannot_be_used(source, reason):
    assert refusal(source) == f'The recipe "gym.py" cannot be used: {reason}. Mend the file.'


@pytest.mark.parametrize(
    "name", ["", "Gym", "1gym", "my gym", "gym-2", "../gym", "größe", "gym\\n"]
)
def test_recipe_with_a_badly_formed_name(name):
    assert refusal(RECIPE.replace('"gym"', f'"{name}"')) == (
        'The recipe "gym.py" cannot be used: its name should be small letters, digits and _, '
        "beginning with a letter. Mend the file."
    )


# With the command


@pytest.mark.parametrize(
    ("source", "reason"),
    [("x = y", "NameError: name 'y' is not defined"), ("", "it should define one Recipe")],
)
def test_command_says_what_is_wrong_in_one_line(run_training, recipe_file, capsys, source, reason):
    path = recipe_file(source)
    assert run_training(path) == 1
    said = capsys.readouterr().err
    assert said.startswith(f'The recipe "{path}" cannot be used: {reason}')
    assert said.count("\n") == 1


def test_command_and_a_file_that_is_not_there(run_training, tmp_path, capsys):
    assert run_training(tmp_path / "none.py") == 1
    assert "there is no such file" in capsys.readouterr().err


# Its models


def test_model_is_loaded_with_its_recipe(models):
    model = store.load(models, "gym")
    assert recipes_in(models) == ["gym"]
    assert model.recipe_source == RECIPE
    assert [feature.label for feature in model.recipe.features] == ["Age", "Visits"]
    assert [feature.label for feature in model.card.features] == ["Age", "Visits"]
    assert [category.label for category in model.recipe.categories] == ["Plan"]


def test_customer_is_assigned_by_the_recipe_of_the_model(models):
    model = store.load(models, "gym")
    row = model.customers.iloc[0]
    found = assign(model, {"age": row.age, "visits": str(row.visits)})
    assert found.segment.id == row.segment
    assert found.rfm_group is None


def test_model_does_not_need_the_file_it_came_from(models, recipe_file):
    recipe_file().unlink()
    assert store.load(models, "gym").recipe.title == "Members of a gym"


def test_a_loaded_model_is_saved_with_its_recipe(models, tmp_path):
    store.save(store.load(models, "gym"), tmp_path / "other")
    assert store.load(tmp_path / "other", "gym").recipe_source == RECIPE


def test_card_has_the_checksum_of_the_recipe(models):
    folder = models / "gym" / "0001"
    files = json.loads((folder / "card.json").read_text())["files"]
    expected = {
        "pipeline.joblib",
        "customers.parquet",
        "taken_out.parquet",
        "refits.npy",
        "recipe.py",
    }
    assert set(files) == expected
    assert files["recipe.py"] == hashlib.sha256(RECIPE.encode()).hexdigest()


def test_model_of_ours_has_no_recipe_file(trained):
    assert not list(trained.rglob("recipe.py"))


def test_changed_recipe_is_refused_before_it_is_run(models, tmp_path):
    path = models / "gym" / "0001" / "recipe.py"
    path.write_text(f"from pathlib import Path; Path({str(tmp_path / 'run')!r}).touch()\n" + RECIPE)
    with pytest.raises(DamagedModel, match=r"its recipe\.py is not the one that was saved"):
        store.load(models, "gym")
    assert not (tmp_path / "run").exists()


def test_recipe_that_is_missing(models):
    (models / "gym" / "0001" / "recipe.py").unlink()
    with pytest.raises(DamagedModel, match=r"its recipe\.py is missing"):
        store.load(models, "gym")


def test_recipe_without_a_checksum_is_refused(models):
    path = models / "gym" / "0001" / "card.json"
    card = json.loads(path.read_text())
    del card["files"]["recipe.py"]
    path.write_text(json.dumps(card))
    with pytest.raises(DamagedModel, match=r"its card\.json has no checksum for recipe\.py"):
        store.load(models, "gym")
