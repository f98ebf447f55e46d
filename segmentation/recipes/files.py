"""Recipes that somebody wrote, or that were inferred: Python source that defines one `Recipe`."""

import re
from dataclasses import dataclass
from pathlib import Path

from segmentation.errors import BrokenRecipe
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Recipe

NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class OwnRecipe:
    """The source of a recipe that is not one of ours, and what it left out: {column: why}."""

    source: str
    left_out: dict[str, str]


def read_recipe(path: Path) -> str:
    """The source of the recipe in the file `path`.

    Raises:
        BrokenRecipe: there is no such file, or it is not text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenRecipe(str(path), "there is no such file, or it is not text") from error


def run_recipe(source: str, name: str) -> Recipe:
    """The recipe that `source` defines; `name` is for messages. The source is executed.

    Raises:
        BrokenRecipe
    """
    defined: dict[str, object] = {"__name__": "recipe"}
    try:
        exec(compile(source, name, "exec"), defined)
    except (Exception, SystemExit) as error:  # Whatever somebody's own code raises.
        raise BrokenRecipe(name, f"{type(error).__name__}: {error}") from error
    ours = {id(recipe) for recipe in RECIPES.values()}
    found = {id(value): value for value in defined.values() if isinstance(value, Recipe)}
    recipes = [value for at, value in found.items() if at not in ours]
    if len(recipes) != 1:
        raise BrokenRecipe(name, f"it should define one Recipe and defines {len(recipes)}")
    if recipes[0].name in RECIPES:
        raise BrokenRecipe(name, f'the name "{recipes[0].name}" is taken')
    if not NAME.fullmatch(recipes[0].name):
        raise BrokenRecipe(
            name, "its name should be small letters, digits and _, beginning with a letter"
        )
    return recipes[0]
