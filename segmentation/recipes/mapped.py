"""Recipes that are data: a mapping in TOML says what the columns of a table mean."""

import tomllib
from collections.abc import Callable, Mapping

from segmentation.errors import BrokenMapping
from segmentation.recipes.orders import mapping
from segmentation.recipes.orders.recipe import recipe_of_values
from segmentation.recipes.recipe import Recipe

# What makes a recipe of a mapping, by the mapping's `kind`; errors call the mapping by a name.
MAKERS: dict[str, Callable[[Mapping[str, object], str], Recipe]] = {
    mapping.KIND: recipe_of_values,
}


def recipe_of_mapping(source: str, name: str) -> Recipe:
    """The recipe that a mapping in TOML describes; `name` is for messages. Nothing is executed.

    Raises:
        BrokenMapping: it is no TOML, of a kind nobody knows, or says what cannot be.
    """
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BrokenMapping(name, f"it is no TOML ({error})") from error
    kind = values.get("kind")
    if kind not in MAKERS:
        known = " or ".join(f'"{kind}"' for kind in MAKERS)
        raise BrokenMapping(name, f'its kind should be {known} and is "{kind}"')
    return MAKERS[kind](values, name)
