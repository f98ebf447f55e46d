"""Recipes that are data: a mapping in TOML says what the columns of a table mean."""

import tomllib
from collections.abc import Callable, Mapping

from segmentation.errors import BrokenMapping
from segmentation.recipes import own
from segmentation.recipes.orders import mapping as orders
from segmentation.recipes.orders.recipe import recipe_of_values
from segmentation.recipes.recipe import Recipe

# What makes a recipe of a mapping, by the mapping's `kind`; errors call the mapping by a name.
MAKERS: dict[str, Callable[[Mapping[str, object], str], Recipe]] = {
    orders.KIND: recipe_of_values,
    "own": own.recipe_of,
}


def recipe_of_mapping(source: str, name: str) -> Recipe:
    """The recipe that a mapping in TOML describes; `name` is for messages. Nothing is executed.

    Raises:
        BrokenMapping: it is no TOML, of a kind nobody knows, or says what cannot be.
    """
    mapping = read_mapping(source, name)
    return MAKERS[mapping["kind"]](mapping, name)


def left_out_by(source: str, name: str) -> dict[str, str]:
    """The columns that a mapping in TOML leaves out, and why: {header: why}.

    Raises:
        BrokenMapping
    """
    mapping = read_mapping(source, name)
    return own.read_table(mapping, name).left_out if mapping["kind"] == "own" else {}


def read_mapping(source: str, name: str) -> dict[str, object]:
    """What a mapping in TOML says, of a kind that is known.

    Raises:
        BrokenMapping
    """
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BrokenMapping(name, f"it is no TOML ({error})") from error
    kind = values.get("kind")
    if kind not in MAKERS:
        known = " or ".join(f'"{kind}"' for kind in MAKERS)
        raise BrokenMapping(name, f'its kind should be {known} and is "{kind}"')
    return values
