"""In which units the data at hand has a recipe's money and scores, by headers and size."""

import re
from collections.abc import Mapping

import pandas as pd

from segmentation.recipes.recipe import Feature, Recipe
from segmentation.recipes.units import (
    MONEY,
    SOME_MONEY,
    THOUSAND_DOLLARS,
    thousands_of,
    unit_called,
)
from segmentation.recipes.with_units import OF_ONE

# Nobody earns this much in thousands a year, and nobody so little in a year.
MOST_IN_THOUSANDS = 2_000
# Of the customers.
MOST = 0.5
BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")


def units_found(
    frame: pd.DataFrame, headers: Mapping[str, str], recipe: Recipe, currency: str = ""
) -> dict[str, str]:
    """The units of a recipe's features that are others in the data, {feature: unit}.

    Args:
        frame: one row a customer, with the features.
        headers: the columns, {recipe's name: header}.
        currency: the one that stands beside amounts which are added up, "" for none.
    """
    if recipe.roll_up:
        return _in_currency(recipe, currency or _currency_of(frame, headers, recipe))
    found = {
        feature.name: unit
        for feature in recipe.features
        if feature.name in headers
        and (unit := _unit(feature, frame[feature.name], headers[feature.name]))
    }
    return {
        name: unit
        for name, unit in found.items()
        if unit == OF_ONE or unit_called(unit) != recipe.feature(name).unit
    }


def _currency_of(frame: pd.DataFrame, headers: Mapping[str, str], recipe: Recipe) -> str:
    """The currency that no cell names: a header's, the recipe's own ("") or an unknown one."""
    # A mapping has it, and may have converted what a header is called after.
    if recipe.orders:
        return ""
    amounts = [c.name for c in recipe.columns if c.kind == "number" and c.name in headers]
    said = next(filter(None, (_said_in(headers[name]) for name in amounts)), "")
    return said or ("" if _is_at_home(frame, recipe) else SOME_MONEY)


def _is_at_home(frame: pd.DataFrame, recipe: Recipe) -> bool:
    """Whether most customers are from where the recipe's own currency is paid with."""
    return all(
        name in frame and (frame[name] == value).mean() > MOST
        for name, value in recipe.home.items()
    )


def _in_currency(recipe: Recipe, currency: str) -> dict[str, str]:
    """The currency of all money of a recipe that adds amounts up, where it is another."""
    if not currency:
        return {}
    money = [feature for feature in recipe.features if feature.unit.is_money]
    return {f.name: currency for f in money if unit_called(currency).phrase != f.unit.phrase}


def _unit(feature: Feature, values: pd.Series, header: str) -> str:
    if feature.highest == 100 and values.max() <= 1:
        return OF_ONE
    if feature.role != "income" or not feature.unit.is_money:
        return ""
    said = _said_in(header)
    money = thousands_of(said) or said or "$"
    # Most people's: a single slip says nothing of the unit.
    in_thousands = values.median() < MOST_IN_THOUSANDS
    if not said and in_thousands == (feature.unit == THOUSAND_DOLLARS):
        return ""
    return f"k{money}" if in_thousands else money


def _said_in(header: str) -> str:
    """The money that a header names: "k$" of "Annual Income (k$)"; "" for none."""
    for inside in BRACKETED.findall(header):
        said = inside.strip().lower().removeprefix("in ")
        if said in MONEY or thousands_of(said):
            return said
    last = re.split(r"[\s_]+", header.strip().lower())[-1]
    return last if last in MONEY and last != "try" else ""
