"""Categories as features: 1 for the customers who have a value, 0 for the others."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import ibis.expr.types as ir

from segmentation.errors import UnknownCategories, WrongNumberOfValues
from segmentation.recipes.recipe import Category, End, Feature, Recipe
from segmentation.recipes.yes_no import YES_OR_NO
from segmentation.words import Unit, free_name

MOST_VALUES = 20
NO_UNIT = Unit(label="", phrase="{}")
# Columns of a model's customers that are neither features nor categories.
TAKEN = {"customer", "segment", "today", "axis_1", "axis_2", "axis_3"}


def refuse_unknown(names: Sequence[str], recipe: Recipe) -> None:
    """Refuse names of categories that the recipe does not have, or not from the table.

    Raises:
        UnknownCategories
    """
    known = [category.name for category in recipe.categories if category.value]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownCategories(unknown=unknown, known=known)


def find_values(table: ir.Table, names: Sequence[str], recipe: Recipe) -> dict[str, list[str]]:
    """The different values of each named category in a table of customers, sorted.

    Raises:
        WrongNumberOfValues: a category has fewer than 2 or more than 20.
    """
    return {name: _values(table, recipe.category(name)) for name in names}


def with_indicators(recipe: Recipe, values: Mapping[str, Sequence[str]]) -> Recipe:
    """The recipe with a feature for each value of the categories named.

    Args:
        values: {category: its values}, as `find_values` returns them.
    """
    taken = TAKEN | {f.name for f in recipe.features} | {c.name for c in recipe.categories}
    added = []
    for name, found in values.items():
        for value in found:
            feature = _indicator(recipe.category(name), value, taken)
            taken.add(feature.name)
            added.append(feature)
    return replace(recipe, features=(*recipe.features, *added))


def indicated(values: Mapping[str, object], recipe: Recipe) -> dict[str, float]:
    """The indicators of the categories that are among one customer's `values`, by feature."""
    return {
        feature.name: float(values[feature.indicates[0]] == feature.indicates[1])
        for feature in recipe.features
        if feature.indicates and feature.indicates[0] in values
    }


def _values(table: ir.Table, category: Category) -> list[str]:
    texts = table.select(value=category.value(table).cast("string"))
    found = texts.filter(texts.value.notnull()).distinct().limit(MOST_VALUES + 1).execute()
    if not 2 <= len(found) <= MOST_VALUES:
        raise WrongNumberOfValues(category.name, found=len(found), most=MOST_VALUES)
    return sorted(found.value)


def _indicator(category: Category, value: str, taken: set[str]) -> Feature:
    words = re.sub(r"\W+", "_", value.lower())
    said = f"{category.in_a_sentence} {value}"
    return Feature(
        name=free_name(f"{category.name}_{words}".strip("_"), taken),
        label=f"{category.label}: {value}",
        unit=YES_OR_NO,
        # Whose category is not known has none of its values.
        value=lambda t: (category.value(t).cast("string") == value).fill_null(False).ifelse(1, 0),
        indicates=(category.name, value),
        said=category.saying(value),
        high=End(
            adjective=f"{said},", noun=f"customers with {said}", compared=f"more often have {said}"
        ),
        low=End(
            adjective=f"not {said},",
            noun=f"customers without {said}",
            compared=f"less often have {said}",
        ),
        axis=(f"not {said}", said),
        actionable=False,
        highest=1,
    )
