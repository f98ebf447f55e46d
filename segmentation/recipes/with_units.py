"""A recipe in the units of the data at hand: dollars where it has thousands, euros for dollars."""

from collections.abc import Mapping
from dataclasses import replace

from segmentation.recipes.recipe import Feature, Recipe
from segmentation.recipes.units import NO_UNIT, unit_called

# A score that runs from 0 to 1 in the data, where the recipe has 1 to 100.
OF_ONE = "of 1"


def with_units(recipe: Recipe, units: Mapping[str, str]) -> Recipe:
    """The recipe with other units of some features, each of which its notes tell.

    Args:
        units: {feature: unit}, as `units.unit_called` takes them, or "of 1".
    """
    if not units:
        return recipe
    features = [_in_unit(f, units[f.name]) if f.name in units else f for f in recipe.features]
    # Where amounts are added up, their currency stands beside them and is no guess.
    guessed = {} if recipe.roll_up else units
    notes = [_note(recipe.feature(name), unit) for name, unit in guessed.items()]
    return replace(recipe, features=tuple(features), notes=(*recipe.notes, *notes))


def _in_unit(feature: Feature, unit: str) -> Feature:
    if unit == OF_ONE:
        return replace(feature, unit=NO_UNIT, lowest=0, highest=1, whole=False)
    return replace(feature, unit=unit_called(unit))


def _note(feature: Feature, unit: str) -> str:
    if unit == OF_ONE:
        return f"{feature.label} runs from 0 to 1 in this data, and is told as it is."
    told = unit_called(unit).label
    return f"{feature.label} is taken to be in {told}, by its column's name and how large it is."
