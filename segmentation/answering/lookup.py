"""A customer of the data, looked up by what the data calls them."""

import pandas as pd

from segmentation.answering.fields import asked_fields
from segmentation.errors.kinds import shortened
from segmentation.models.model import Model
from segmentation.recipes.recipe import Category

MOST_DECIMALS = 9


def can_be_looked_up(model: Model) -> bool:
    """Whether the data has a number or a name of every customer."""
    return model.card.keyed


def look_up(model: Model, called: str) -> dict[str, float | str | None] | None:
    """The values of a customer, as a form takes them; None where nobody is called so.

    Args:
        called: as `find_customer` takes it.
    """
    found = find_customer(model.customers, called)
    return None if found.empty else _values(model, found.iloc[0])


def find_customer(customers: pd.DataFrame, called: str) -> pd.DataFrame:
    """The row of the customer who is called so; no row where nobody is, or several are.

    Case, spaces around it and decimals of 0 do not matter, nor do zeros that a number begins with
    where that leaves one customer.

    Args:
        called: the customer's number or name, as somebody typed it.
    """
    keys, wanted = customers["customer"].map(_as_compared), _as_compared(called)
    for said, asked in ((keys, wanted), (keys.str.lstrip("0"), wanted.lstrip("0"))):
        found = customers[said == asked]
        if wanted and len(found) == 1:
            return found
    return customers.iloc[:0]


def nobody_is_called(model: Model, called: str) -> str:
    """That nobody is called so, and among how many it was looked."""
    called = shortened(called.strip())
    if len(model.customers) == model.card.customers:
        return f'Nobody of the {model.card.customers:,} customers is called "{called}".'
    return (
        f'Nobody called "{called}" is among the {len(model.customers):,} customers that the model '
        f"keeps, of {model.card.customers:,}."
    )


def _as_compared(called: object) -> str:
    # A spreadsheet shows that a number is text by an apostrophe, and numbers with decimals.
    return str(called).strip().removeprefix("'").casefold().removesuffix(".0")


def _values(model: Model, customer: pd.Series) -> dict[str, float | str | None]:
    values: dict[str, float | str | None] = {}
    for field in asked_fields(model):
        value = customer[field.name]
        if pd.isna(value):
            values[field.name] = None
        elif isinstance(field, Category):
            values[field.name] = str(value)
        else:
            values[field.name] = round(float(value), MOST_DECIMALS)
    return values
