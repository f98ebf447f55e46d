"""Which recipe a training is by: named, worked out, or an owner's own."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from segmentation.commands.options import ORDER_ROLES
from segmentation.commands.reading_options import notation
from segmentation.customers.columns import fits_one_of, recognise
from segmentation.disk import write_whole
from segmentation.errors import NoRoleFound, RowsAreCustomers, SegmentationError, UnknownKindOfData
from segmentation.mapping.inferred_recipe import infer
from segmentation.mapping.one_row_each import refuse_rows_of_orders
from segmentation.mapping.orders.find import Found, Said, find_mapping
from segmentation.mapping.orders.headers_fit import look_like_orders
from segmentation.mapping.orders.passed_over import passed_over
from segmentation.mapping.orders.rates import read_rates
from segmentation.mapping.orders.told import told_of
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe, read_recipe
from segmentation.recipes.orders.mapping import KIND, read_mapping
from segmentation.recipes.recipe import Recipe
from segmentation.sources import Opened


@dataclass(frozen=True)
class Chosen:
    """A recipe, its source where it is not one of ours, and sentences on how it was chosen."""

    recipe: Recipe
    own: OwnRecipe | None = None
    told: list[str] = field(default_factory=list)


def fits(options: argparse.Namespace) -> Callable[[Sequence[str]], bool]:
    """Whether headers are those of the data that was asked for."""
    if options.recipe == KIND:
        return look_like_orders
    if options.recipe == "auto":
        known = fits_one_of(list(RECIPES.values()))
        return lambda headers: known(headers) or look_like_orders(headers)
    return fits_one_of([RECIPES[options.recipe]] if options.recipe in RECIPES else [])


def choose(options: argparse.Namespace, opened: Opened) -> Chosen:
    """The recipe to train by.

    Raises:
        SegmentationError: the data is not what was asked for; the message says what it is.
    """
    if options.recipe in RECIPES:
        recipe = RECIPES[options.recipe].variant(options.variant)
        return Chosen(recipe, told=passed_over(opened.table, recipe, notation(options)))
    if options.recipe == KIND:
        return _orders(options, opened)
    if options.recipe == "auto":
        return _recognised(options, opened)
    if options.recipe == "own":
        return _own(options, opened)
    own = OwnRecipe(source=read_recipe(Path(options.recipe)))
    return Chosen(own.recipe(options.recipe), own)


def _recognised(options: argparse.Namespace, opened: Opened) -> Chosen:
    """A recipe of ours, else orders, else a table of customers."""
    with suppress(UnknownKindOfData):
        recipe = recognise(RECIPES.values(), opened.table.columns)
        if not passed_over(opened.table, recipe, notation(options)):
            return Chosen(recipe, told=[f"The columns are those of {recipe.name}."])
    with suppress(NoRoleFound, RowsAreCustomers):
        chosen = _orders(options, opened)
        return Chosen(chosen.recipe, chosen.own, ["The rows are orders.", *chosen.told])
    chosen = _own(options, opened)
    why = "Nothing tells of orders, so that each row is taken for a customer."
    return Chosen(chosen.recipe, chosen.own, [why, *chosen.told])


def _orders(options: argparse.Namespace, opened: Opened) -> Chosen:
    if options.mapping:
        mapping = read_mapping(options.mapping.read_text(encoding="utf-8"), options.mapping.name)
        found = Found(mapping, told_of(mapping))
    else:
        found = find_mapping(opened.table, _said(options, opened), notation(options))
    written = found.mapping.to_toml()
    if options.write_mapping:
        write_whole(options.write_mapping, written.encode())
    own = OwnRecipe(mapping=written)
    return Chosen(own.recipe(KIND), own, found.told)


def _said(options: argparse.Namespace, opened: Opened) -> Said:
    roles = {role: getattr(options, role) for role in ORDER_ROLES if getattr(options, role)}
    currency = options.currency
    if currency in opened.table.columns:
        roles["currency"], currency = currency, None
    return Said(
        roles=roles,
        currency=currency,
        rates=read_rates(options.rates) if options.rates else {},
        kept=options.count_statuses or (),
    )


def _own(options: argparse.Namespace, opened: Opened) -> Chosen:
    refuse_rows_of_orders(
        opened.table,
        key=options.key,
        insists=bool(options.one_row_per_customer),
        command=_command_for(opened.table.columns),
    )
    own = infer(
        opened.table,
        name=Path(opened.name).stem,
        key=options.key,
        features=options.features,
        notation=notation(options),
    )
    return Chosen(own.recipe(options.recipe), own)


def _command_for(columns: Sequence[str]) -> str | None:
    """The command for a table of orders."""
    with suppress(SegmentationError):
        return f"train.py {recognise(RECIPES.values(), columns).name}"
    return "train.py orders" if look_like_orders(columns) else None
