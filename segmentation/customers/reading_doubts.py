"""What is refused or told of columns as they are, before customers are made of their values."""

from collections.abc import Mapping

import ibis.expr.types as ir

from segmentation.customers.values import currencies_of, cut_ids
from segmentation.errors import SeveralCurrencies
from segmentation.recipes.recipe import Recipe
from segmentation.words import how_many


def the_currency(table: ir.Table, recipe: Recipe, headers: Mapping[str, str]) -> str:
    """The currency that stands beside amounts which are added up; "" where none does.

    Args:
        headers: the columns, {recipe's name: header}.

    Raises:
        SeveralCurrencies: a column has amounts in several.
    """
    if recipe.roll_up is None:
        return ""
    numbers = [headers[c.name] for c in recipe.columns if c.kind == "number" and c.name in headers]
    found = currencies_of(table, numbers)
    for column, currencies in found.items():
        if len(currencies) > 1:
            raise SeveralCurrencies(column=column, currencies=currencies)
    return next((name for currencies in found.values() for name in currencies), "")


def told_of_keys(table: ir.Table, recipe: Recipe, headers: Mapping[str, str]) -> list[str]:
    """A sentence where ids were cut by a spreadsheet, so that several customers may be one."""
    if recipe.key not in headers:
        return []
    column = headers[recipe.key]
    cut = cut_ids(table[column])
    if not cut:
        return []
    return [
        f'In column "{column}" {how_many(cut, "id was", "ids were")} cut by a spreadsheet, which '
        "keeps 15 digits: several customers may have become one. Save that column as text."
    ]
