"""Which recipe a training is by: named, worked out, or an owner's own."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from segmentation.commands.options import ORDER_ROLES
from segmentation.commands.reading_options import notation, reading
from segmentation.customers.columns import fits_one_of, recognise
from segmentation.disk import write_whole
from segmentation.errors import (
    CustomersNotFound,
    NamesInTwoColumns,
    NoRoleFound,
    RowsAreCustomers,
    RowsAreNotCustomers,
    SegmentationError,
    UnknownKindOfData,
    UnwritableMapping,
)
from segmentation.mapping.one_row_each import refuse_rows_of_orders
from segmentation.mapping.orders.find import Found, Said, find_mapping
from segmentation.mapping.orders.headers_fit import (
    look_like_orders,
    number_orders,
    say_who_and_when,
)
from segmentation.mapping.orders.passed_over import (
    columns_beside,
    currency_beside,
    passed_over,
)
from segmentation.mapping.orders.rates import read_rates
from segmentation.mapping.orders.told import told_of
from segmentation.mapping.own.infer import infer
from segmentation.mapping.own.written import written
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe, read_recipe, recipe_file
from segmentation.recipes.mapped import read_mapping
from segmentation.recipes.orders.mapping import KIND, mapping_of
from segmentation.recipes.recipe import Recipe
from segmentation.sources import Opened
from segmentation.sources.several.customers import (
    find_customers_key,
    open_beside,
    with_customers,
)


@dataclass(frozen=True)
class Chosen:
    """A recipe, its source where it is not one of ours, and the data that it is for.

    `told` are sentences on how it was chosen, `features` those asked for, by their names in the
    recipe (None: its standard ones), `currency` what a column beside those of a known recipe says
    that amounts are in; the data has what is known of customers beside it, where that was asked
    for.
    """

    opened: Opened
    recipe: Recipe
    own: OwnRecipe | None = None
    told: list[str] = field(default_factory=list)
    features: list[str] | None = None
    currency: str = ""


def fits(options: argparse.Namespace) -> Callable[[Sequence[str]], bool]:
    """Whether headers are those of the data that was asked for."""
    if options.recipe == KIND:
        return look_like_orders
    if options.recipe == "auto":
        known = fits_one_of(list(RECIPES.values()))
        return lambda headers: known(headers) or look_like_orders(headers)
    return fits_one_of([RECIPES[options.recipe]] if options.recipe in RECIPES else [])


def choose(options: argparse.Namespace, opened: Opened, open_: ExitStack) -> Chosen:
    """The recipe to train by, and the features of it.

    Args:
        open_: keeps open what else is read, as long as the data is.

    Raises:
        SegmentationError: the data is not what was asked for; the message says what it is.
    """
    chosen = _chosen(options, opened, open_)
    if chosen.features is None and options.features:
        return replace(chosen, features=list(options.features))
    return chosen


def _chosen(options: argparse.Namespace, opened: Opened, open_: ExitStack) -> Chosen:
    if options.recipe in RECIPES:
        recipe = RECIPES[options.recipe].variant(options.variant)
        return _known(options, opened, recipe)
    if options.recipe == KIND:
        return _orders(options, opened, open_)
    if options.recipe == "auto":
        return _recognised(options, opened, open_)
    if options.recipe == "own":
        return _own(options, opened)
    own = recipe_file(Path(options.recipe))
    return Chosen(opened, own.recipe(options.recipe), own)


def _recognised(options: argparse.Namespace, opened: Opened, open_: ExitStack) -> Chosen:
    """A recipe of ours, else orders, else a table of customers."""
    with suppress(UnknownKindOfData):
        recipe = recognise(RECIPES.values(), opened.table.columns)
        chosen = _known(options, opened, recipe)
        if not chosen.told:
            return replace(chosen, told=[f"The columns are those of {recipe.name}."])
    missing: NoRoleFound | None = None
    try:
        chosen = _orders(options, opened, open_)
        return replace(chosen, told=["The rows are orders.", *chosen.told])
    except NoRoleFound as error:
        if isinstance(error, NamesInTwoColumns) or number_orders(opened.table.columns):
            raise
        missing = error
    except RowsAreCustomers:
        pass
    return _customers(options, opened, missing)


def _customers(options: argparse.Namespace, opened: Opened, missing: NoRoleFound | None) -> Chosen:
    """Each row a customer; where customers repeat, what is missing for orders is the reason."""
    try:
        chosen = _own(options, opened)
    except RowsAreNotCustomers as error:
        raise missing or error from None
    why = "Nothing tells of orders, so that each row is taken for a customer."
    return replace(chosen, told=[why, *chosen.told])


def _known(options: argparse.Namespace, opened: Opened, recipe: Recipe) -> Chosen:
    beside = columns_beside(opened.table, recipe, notation(options))
    told, currency = passed_over(beside, recipe), currency_beside(beside)
    return Chosen(opened, recipe, told=told, currency=currency)


def _orders(options: argparse.Namespace, opened: Opened, open_: ExitStack) -> Chosen:
    found = _mapping(options, opened)
    if options.customers:
        other = open_.enter_context(open_beside(opened, options.customers, reading(options)))
        opened = _with_customers(opened, other, found.mapping.columns.customer)
        found = _mapping(options, opened)
    written = found.mapping.to_toml()
    if options.write_mapping:
        _write(options.write_mapping, written)
    own = OwnRecipe(mapping=written)
    return Chosen(opened, own.recipe(KIND), own, found.told)


def _write(path: Path, mapping: str) -> None:
    try:
        write_whole(path, mapping.encode())
    except OSError as error:
        raise UnwritableMapping(str(path), (error.strerror or str(error)).lower()) from error


def _mapping(options: argparse.Namespace, opened: Opened) -> Found:
    if options.mapping:
        name = str(options.mapping)
        mapping = mapping_of(read_mapping(read_recipe(options.mapping), name), name)
        return Found(mapping, told_of(mapping))
    return find_mapping(opened.table, _said(options, opened), notation(options))


def _with_customers(opened: Opened, other: Opened, key: str) -> Opened:
    other_key = find_customers_key(opened, other, key)
    if other_key is None:
        raise CustomersNotFound(other.name, key=key, found=other.table.columns)
    return with_customers(opened, other, key=key, other_key=other_key)


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
    table = infer(
        opened.table,
        name=Path(opened.name).stem,
        key=options.key,
        features=options.features,
        notation=notation(options),
    )
    own = OwnRecipe(mapping=written(table), left_out=table.left_out)
    recipe = own.recipe(options.recipe)
    named = list(recipe.standard_features) if options.features else None
    return Chosen(opened, recipe, own, features=named)


def _command_for(columns: Sequence[str]) -> str | None:
    """The command for a table of orders."""
    with suppress(SegmentationError):
        return f"train.py {recognise(RECIPES.values(), columns).name}"
    return "train.py orders" if say_who_and_when(columns) else None
