"""From a table and a recipe to a model: read and cleaned first, then modelled."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from threading import Thread

from segmentation.customers.columns import match_columns
from segmentation.customers.from_source import load_customer_data
from segmentation.customers.sampling import drawn_by
from segmentation.customers.units_found import units_found
from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import UnknownFeatures
from segmentation.models.model import Model
from segmentation.models.previous import Previous
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.indicators import refuse_unknown, with_indicators
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.recipes.with_units import with_units
from segmentation.sources import Opened
from segmentation.training.same_for_all import without_the_same


def train(
    opened: Opened,
    recipe: Recipe,
    *,
    settings: Settings | None = None,
    features: Sequence[str] | None = None,
    notation: Notation = EVERYDAY_NOTATION,
    own: OwnRecipe | None = None,
    currency: str = "",
    one_hot: Sequence[str] = (),
    evidence: bool = True,
    most_customers: int | None = None,
    previous: Previous = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Model:
    """Fit a model.

    Args:
        opened: as `sources.open_table` yields it.
        recipe: what the table means.
        settings: instead of the recipe's.
        features: names of the recipe's features to use; None means its standard ones.
        notation: how numbers and dates are written, where that is not to be recognised.
        own: the recipe's source, where it is not one of ours; it is kept with the model.
        currency: of a known recipe's amounts, where a column of its own says it.
        one_hot: categories of the recipe to build segments on as well, beside the features.
        evidence: whether to gather the evidence for the segments, explore the data and find out
            how sure the model is of a customer, which takes a while.
        most_customers: above this a sample of them is drawn (see `sampling`), which the
            card tells; None takes everybody.
        previous: the recipe's newest model so far, as `previous.load_previous` returns it. What
            it has of segments keeps its ids, names and colours.
        progress: called with a few words at the start of each step.

    Returns:
        The model, not saved yet.

    Raises:
        DataError: the data cannot be segmented; the message says why.
        WrongRequest: a feature or a category that is not the recipe's.
    """
    settings = settings or recipe.settings
    used = _used(recipe, features, settings)
    refuse_unknown(one_hot, recipe)
    by = drawn_by(recipe, used) if most_customers else ()
    with _imported_meanwhile("segmentation.training.modelling"):
        data = load_customer_data(opened, recipe, one_hot, notation, progress, most_customers, by)
    from segmentation.training.modelling import Asked, model_customers

    headers = match_columns(recipe, opened.table.columns)
    units = units_found(data.frame, headers, recipe, data.currency or currency)
    recipe = with_indicators(with_units(recipe, units), data.one_hot)
    used = tuple(recipe.feature(feature.name) for feature in used)
    used += tuple(feature for feature in recipe.features if feature.indicates)
    used, same = without_the_same(data.frame, used, _asked_for(features, settings))
    asked = Asked(recipe, used, settings, evidence, previous, own, units, same)
    return model_customers(data, opened, asked, progress)


@contextmanager
def _imported_meanwhile(module: str) -> Iterator[None]:
    """Import what comes next while this step waits for DuckDB: it takes as long to import."""
    importing = Thread(target=import_module, args=(module,))
    importing.start()
    try:
        yield
    finally:
        # No process may be forked before, which would wait for the import for ever.
        importing.join()


def _used(
    recipe: Recipe, features: Sequence[str] | None, settings: Settings
) -> tuple[Feature, ...]:
    """The features to build segments on."""
    names = list(features or recipe.standard_features)
    known = [feature.name for feature in recipe.features]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UnknownFeatures(unknown=unknown, known=known)
    unused = [name for name in settings.log if name not in names] if settings.log != "auto" else []
    if unused:
        raise UnknownFeatures(unknown=unused, known=names)
    return tuple(recipe.feature(name) for name in names)


def _asked_for(features: Sequence[str] | None, settings: Settings) -> list[str]:
    """The features that somebody named, and did not only take as they come."""
    return [*(features or ()), *(settings.log if settings.log != "auto" else ())]
