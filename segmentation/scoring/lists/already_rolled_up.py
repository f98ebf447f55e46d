"""Customers who are rolled up already: a table with the numbers that a model asks for."""

from dataclasses import replace

from segmentation.customers.features import asked_for
from segmentation.models.model import Model
from segmentation.recipes.recipe import Column, Feature, Recipe


def finished_recipes(model: Model) -> list[Recipe]:
    """What a table with one row a customer means whose columns are the model's own numbers.

    A column is called as a feature is, or as its label. Where segments are built on
    categories, the table has either the categories or, as the second recipe says, a number
    for each of their values.
    """
    asked = asked_for(model.card.feature_names, model.recipe)
    if not model.card.one_hot:
        return [_finished(model, asked, categories=())]
    return [
        _finished(model, asked, categories=tuple(model.card.one_hot)),
        _finished(model, asked, categories=()),
    ]


def _finished(model: Model, asked: tuple[Feature, ...], categories: tuple[str, ...]) -> Recipe:
    recipe = model.recipe
    numbers = [f for f in asked if not (categories and f.indicates)]
    return replace(
        recipe,
        key="customer",
        newest=None,
        roll_up=None,
        adjust=None,
        rules=(),
        columns=(
            Column(name="customer", kind="key", aliases=_names_of_the_key(recipe), required=False),
            *(Column(name=f.name, kind="number", aliases=_names(f, recipe)) for f in numbers),
            *(
                Column(name=name, kind="text", aliases=(recipe.category(name).label,))
                for name in categories
            ),
        ),
        features=tuple(_as_it_stands(f, by_category=f not in numbers) for f in recipe.features),
    )


def _as_it_stands(feature: Feature, *, by_category: bool) -> Feature:
    if not feature.typed_in or (by_category and not feature.indicates):
        return feature
    if not by_category:
        return replace(feature, value=lambda t: t[feature.name])
    category, value = feature.indicates
    return replace(
        feature, value=lambda t: (t[category] == value).fill_null(False).ifelse(1.0, 0.0)
    )


def _names(feature: Feature, recipe: Recipe) -> tuple[str, ...]:
    """The names, other than its own, under which a feature may be found."""
    if recipe.roll_up:
        return (feature.label,)
    aliases = {column.name: column.aliases for column in recipe.columns}
    return (feature.label, *aliases.get(feature.name, ()))


def _names_of_the_key(recipe: Recipe) -> tuple[str, ...]:
    keys = (column for column in recipe.columns if column.name == recipe.key)
    return tuple(name for column in keys for name in (column.name, *column.aliases))
