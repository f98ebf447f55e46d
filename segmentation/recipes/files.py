"""Recipes that somebody wrote, or that were inferred: Python source that defines one `Recipe`."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from segmentation.errors import BrokenRecipe
from segmentation.recipes import RECIPES
from segmentation.recipes.mapped import left_out_by, read_mapping, recipe_of_mapping
from segmentation.recipes.recipe import Recipe

NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class OwnRecipe:
    """A recipe that is not one of ours, in Python or as a mapping in TOML.

    `left_out` are the columns that it does not use: {column: why}.
    """

    source: str = ""
    mapping: str = ""
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of its mapping; "" where it is in Python.

        Raises:
            BrokenRecipe
        """
        return str(read_mapping(self.mapping, "the mapping")["kind"]) if self.mapping else ""

    def recipe(self, name: str) -> Recipe:
        """The recipe itself; `name` is for messages.

        Raises:
            BrokenRecipe
        """
        if self.mapping:
            return recipe_of_mapping(self.mapping, name)
        return run_recipe(self.source, name)


def recipe_file(path: Path) -> OwnRecipe:
    """The recipe in a file: a mapping where its name ends in .toml, else Python.

    Raises:
        BrokenRecipe: there is no such file, it is not text, or a mapping says what cannot be.
    """
    source = read_recipe(path)
    if path.suffix != ".toml":
        return OwnRecipe(source=source)
    return OwnRecipe(mapping=source, left_out=left_out_by(source, str(path)))


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
