"""Which recipe a table is read by: named, worked out, or an owner's own."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from segmentation.customers.columns import fits_one_of, recognise
from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import (
    CustomersNotFound,
    NamesInTwoColumns,
    NoRoleFound,
    OneColumn,
    RowsAreCustomers,
    RowsAreNotCustomers,
    SegmentationError,
    UnknownKindOfData,
)
from segmentation.mapping.known import columns_of_use_beside
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
from segmentation.mapping.orders.told import told_of
from segmentation.mapping.own.infer import infer
from segmentation.mapping.own.written import written
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.mapped import read_mapping
from segmentation.recipes.orders.mapping import KIND, OrdersMapping, mapping_of
from segmentation.recipes.recipe import Recipe
from segmentation.sources import Opened, Reading
from segmentation.sources.reading import AS_RECOGNISED
from segmentation.sources.several.customers import (
    find_customers_key,
    open_beside,
    with_customers,
)

AUTO, OWN = "auto", "own"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says of a table; whatever is not said is worked out.

    `recipe` is the name of one of ours, "orders", "own", or "auto" to find out which; `variant`
    one of its variants. `own` is a recipe of the owner's, instead of a name, called `own_name` in
    messages. Of orders, `mapping` says what all columns mean, or `said` what some do, and
    `customers` is a file or address of what is known of customers. Of a table of customers, `key`
    is the column that tells them apart, and `one_row_per_customer` says that each row is one
    although it repeats. `features` are headers, or names of a recipe's features, to use alone,
    `also` headers to use although by themselves they would be left out.
    """

    recipe: str = AUTO
    variant: str | None = None
    own: OwnRecipe | None = None
    own_name: str = ""
    mapping: OrdersMapping | None = None
    said: Said = field(default_factory=Said)
    customers: str | None = None
    key: str | None = None
    one_row_per_customer: bool = False
    features: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    reading: Reading = AS_RECOGNISED
    notation: Notation = EVERYDAY_NOTATION

    @property
    def takes_several(self) -> bool:
        """Whether several tables of a source are taken together."""
        if self.own is not None:
            return self.own.kind == KIND
        return self.recipe in (KIND, AUTO)


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


def fits(asked: Asked) -> Callable[[Sequence[str]], bool]:
    """Whether headers are those of the data that was asked for."""
    if asked.own is not None:
        return fits_one_of([asked.own.recipe(asked.own_name)])
    if asked.recipe == KIND:
        return look_like_orders
    if asked.recipe == AUTO:
        known = fits_one_of(list(RECIPES.values()))
        return lambda headers: known(headers) or look_like_orders(headers)
    return fits_one_of([RECIPES[asked.recipe]] if asked.recipe in RECIPES else [])


def choose(asked: Asked, opened: Opened, open_: ExitStack) -> Chosen:
    """The recipe to train by, and the features of it.

    Args:
        open_: keeps open what else is read, as long as the data is.

    Raises:
        SegmentationError: the data is not what was asked for; the message says what it is.
    """
    chosen = _chosen(asked, opened, open_)
    if chosen.features is None and asked.features:
        return replace(chosen, features=list(asked.features))
    return chosen


def _chosen(asked: Asked, opened: Opened, open_: ExitStack) -> Chosen:
    if asked.own is not None:
        return _as_written(asked.own, asked.own_name, opened)
    if asked.recipe in RECIPES:
        return _known(asked, opened, RECIPES[asked.recipe].variant(asked.variant))
    _refuse_one_column(opened)
    if asked.recipe == KIND:
        return _orders(asked, opened, open_)
    if asked.recipe == OWN:
        return _own(asked, opened)
    return _recognised(asked, opened, open_)


def _refuse_one_column(opened: Opened) -> None:
    if len(opened.table.columns) == 1:
        raise OneColumn(opened.name, column=opened.table.columns[0])


def _as_written(own: OwnRecipe, name: str, opened: Opened) -> Chosen:
    is_orders = own.kind == KIND
    told = told_of(mapping_of(read_mapping(own.mapping, name), name)) if is_orders else []
    return Chosen(opened, own.recipe(name), own, told)


def _recognised(asked: Asked, opened: Opened, open_: ExitStack) -> Chosen:
    """A recipe of ours, else orders, else a table of customers."""
    told: list[str] = []
    with suppress(UnknownKindOfData):
        recipe = recognise(RECIPES.values(), opened.table.columns)
        chosen = _known(asked, opened, recipe)
        beside = columns_of_use_beside(opened, recipe, asked.notation)
        if not chosen.told and not beside.are_many:
            known = f"The columns are those of {recipe.name}."
            return replace(chosen, told=[known, *beside.told])
        told = beside.told
    chosen = _worked_out(asked, opened, open_)
    return replace(chosen, told=[*told, *chosen.told])


def _worked_out(asked: Asked, opened: Opened, open_: ExitStack) -> Chosen:
    """Orders, else a table of customers."""
    missing: NoRoleFound | None = None
    try:
        chosen = _orders(asked, opened, open_)
        return replace(chosen, told=["The rows are orders.", *chosen.told])
    except NoRoleFound as error:
        if isinstance(error, NamesInTwoColumns) or number_orders(opened.table.columns):
            raise
        missing = error
    except RowsAreCustomers:
        pass
    return _customers(asked, opened, missing)


def _customers(asked: Asked, opened: Opened, missing: NoRoleFound | None) -> Chosen:
    """Each row a customer; where customers repeat, what is missing for orders is the reason."""
    try:
        chosen = _own(asked, opened)
    except RowsAreNotCustomers as error:
        raise missing or error from None
    why = "Nothing tells of orders, so that each row is taken for a customer."
    return replace(chosen, told=[why, *chosen.told])


def _known(asked: Asked, opened: Opened, recipe: Recipe) -> Chosen:
    beside = columns_beside(opened.table, recipe, asked.notation)
    told, currency = passed_over(beside, recipe), currency_beside(beside)
    return Chosen(opened, recipe, told=told, currency=currency)


def _orders(asked: Asked, opened: Opened, open_: ExitStack) -> Chosen:
    found = _mapping(asked, opened)
    if asked.customers:
        other = open_.enter_context(open_beside(opened, asked.customers, asked.reading))
        opened = _with_customers(opened, other, found.mapping.columns.customer)
        found = _mapping(asked, opened)
    own = OwnRecipe(mapping=found.mapping.to_toml())
    return Chosen(opened, own.recipe(KIND), own, found.told)


def _mapping(asked: Asked, opened: Opened) -> Found:
    if asked.mapping:
        return Found(asked.mapping, told_of(asked.mapping))
    return find_mapping(opened.table, _said(asked.said, opened), asked.notation)


def _with_customers(opened: Opened, other: Opened, key: str) -> Opened:
    other_key = find_customers_key(opened, other, key)
    if other_key is None:
        raise CustomersNotFound(other.name, key=key, found=other.table.columns)
    return with_customers(opened, other, key=key, other_key=other_key)


def _said(said: Said, opened: Opened) -> Said:
    """What was said, in which a currency may be the header of the column that has it."""
    if said.currency not in opened.table.columns:
        return said
    return replace(said, roles={**said.roles, "currency": said.currency}, currency=None)


def _own(asked: Asked, opened: Opened) -> Chosen:
    refuse_rows_of_orders(
        opened.table,
        key=asked.key,
        insists=asked.one_row_per_customer,
        command=_command_for(opened.table.columns),
    )
    table = infer(
        opened.table,
        name=Path(opened.name).stem,
        key=asked.key,
        features=asked.features or None,
        also=asked.also,
        notation=asked.notation,
    )
    own = OwnRecipe(mapping=written(table), left_out=table.left_out)
    recipe = own.recipe(OWN)
    named = list(recipe.standard_features) if asked.features else None
    return Chosen(opened, recipe, own, features=named)


def _command_for(columns: Sequence[str]) -> str | None:
    """The command for a table of orders."""
    with suppress(SegmentationError):
        return f"train.py {recognise(RECIPES.values(), columns).name}"
    return "train.py orders" if say_who_and_when(columns) else None
