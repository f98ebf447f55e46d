"""What the options say of the data to train on."""

import argparse
from pathlib import Path

from segmentation.commands.options import ORDER_ROLES
from segmentation.commands.reading_options import notation, reading
from segmentation.disk import write_whole
from segmentation.errors import UnwritableMapping
from segmentation.mapping.choosing import AUTO, OWN, Asked
from segmentation.mapping.orders.find import Said
from segmentation.mapping.orders.rates import read_rates
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe, read_recipe, recipe_file
from segmentation.recipes.mapped import read_mapping
from segmentation.recipes.orders.mapping import KIND, OrdersMapping, mapping_of


def asked_for(options: argparse.Namespace) -> Asked:
    """What is asked for.

    Raises:
        SegmentationError: a recipe file, a mapping or rates cannot be used.
    """
    return Asked(
        recipe=options.recipe,
        variant=options.variant,
        own=_own_recipe(options.recipe),
        own_name=options.recipe,
        mapping=_mapping(options.mapping) if options.mapping else None,
        said=_said(options),
        customers=options.customers,
        key=options.key,
        one_row_per_customer=bool(options.one_row_per_customer),
        features=tuple(options.features or ()),
        reading=reading(options),
        notation=notation(options),
    )


def write_mapping(own: OwnRecipe | None, path: Path) -> None:
    """Write the mapping that was worked out, where it is one.

    Raises:
        UnwritableMapping
    """
    if own is None or not own.mapping:
        return
    try:
        write_whole(path, own.mapping.encode())
    except OSError as error:
        raise UnwritableMapping(str(path), (error.strerror or str(error)).lower()) from error


def _own_recipe(name: str) -> OwnRecipe | None:
    return None if name in (*RECIPES, KIND, AUTO, OWN) else recipe_file(Path(name))


def _mapping(path: Path) -> OrdersMapping:
    return mapping_of(read_mapping(read_recipe(path), str(path)), str(path))


def _said(options: argparse.Namespace) -> Said:
    return Said(
        roles={role: getattr(options, role) for role in ORDER_ROLES if getattr(options, role)},
        currency=options.currency,
        rates=read_rates(options.rates) if options.rates else {},
        kept=options.count_statuses or (),
    )
