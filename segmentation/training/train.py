"""From a table and a recipe to a model: the only place that knows the whole order."""

from collections.abc import Callable, Sequence
from importlib.metadata import version as installed_version

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.evidence import Methods
from segmentation.customers.columns import match_columns
from segmentation.customers.from_source import load_customer_data
from segmentation.customers.sampling import drawn_by
from segmentation.customers.units_found import units_found
from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import UnknownFeatures
from segmentation.fitting.evidence.methods import compare
from segmentation.fitting.fit import Fit, fit
from segmentation.fitting.projection import fit_projection
from segmentation.fitting.refits import no_refits, refit, stability_by_segment
from segmentation.models.model import Model
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.indicators import refuse_unknown, with_indicators
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.recipes.with_units import with_units
from segmentation.sources import Opened
from segmentation.training.card import data_on_card, fit_on_card, names_of, segments_on_card
from segmentation.training.exploration import explore
from segmentation.training.lineage import Previous, centres_of, identify
from segmentation.training.same_for_all import without_the_same

LIBRARIES = ("scikit-learn", "numpy", "pandas", "ibis-framework", "duckdb")
KEPT_CUSTOMERS = 20_000


def train(
    opened: Opened,
    recipe: Recipe,
    *,
    settings: Settings | None = None,
    features: Sequence[str] | None = None,
    notation: Notation = EVERYDAY_NOTATION,
    own: OwnRecipe | None = None,
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
    data = load_customer_data(opened, recipe, one_hot, notation, progress, most_customers, by)
    units = units_found(data.frame, match_columns(recipe, opened.table.columns), recipe)
    recipe = with_indicators(with_units(recipe, units), data.one_hot)
    used = tuple(recipe.feature(name) for name in names_of(used))
    used += tuple(feature for feature in recipe.features if feature.indicates)
    used, same = without_the_same(data.frame, used, _asked_for(features, settings))
    values = data.frame[names_of(used)]
    start = centres_of(previous, names_of(used))
    fitted = fit(values, settings, progress, start=start, evidence=evidence)
    methods = _methods(fitted, settings.seed, progress) if evidence else None
    refits = _refits(fitted, settings, progress) if evidence else no_refits(fitted.centres)
    stability = (
        stability_by_segment(fitted.scaled, fitted.labels, refits, settings.seed)
        if evidence
        else None
    )
    progress("Describing the segments")
    identity = identify(previous, fitted, data.frame, keyed=data.keyed)
    projection = fit_projection(fitted.scaled, used)
    card = Card(
        recipe=recipe.name,
        title=recipe.title,
        variant=recipe.varied,
        **data_on_card(data, opened),
        **fit_on_card(fitted, data, recipe, used, settings),
        **segments_on_card(fitted, data, recipe, used, identity, previous, stability),
        methods=methods,
        projection=projection,
        exploration=explore(data.frame, fitted, used, recipe.categories) if evidence else None,
        units=units,
        left_out=(own.left_out if own else {}) | same,
        libraries={name: installed_version(name) for name in LIBRARIES},
    )
    return Model(
        card=card,
        pipeline=fitted.pipeline,
        customers=_kept(
            data.frame, identity.of(fitted.labels), projection.place(fitted.scaled), settings.seed
        ),
        taken_out=data.taken_out,
        refits=refits,
        recipe=recipe,
        recipe_source=own.source if own else "",
        mapping=own.mapping if own else "",
    )


def _used(
    recipe: Recipe, features: Sequence[str] | None, settings: Settings
) -> tuple[Feature, ...]:
    """The features to build segments on."""
    names = list(features or recipe.standard_features)
    known = names_of(recipe.features)
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


def _refits(fitted: Fit, settings: Settings, progress: Callable[[str], None]) -> np.ndarray:
    progress("Asking how sure it is")
    return refit(fitted.scaled, fitted.centres, settings)


def _methods(fitted: Fit, seed: int, progress: Callable[[str], None]) -> Methods:
    progress("Trying other methods")
    return compare(fitted.scaled, fitted.labels, len(fitted.centres), seed)


def _kept(frame: pd.DataFrame, ids: np.ndarray, places: np.ndarray, seed: int) -> pd.DataFrame:
    """At most 20,000 customers, each segment in its share, with their place on the map."""
    axes = {f"axis_{at + 1}": places[:, at] for at in range(places.shape[1])}
    told = frame.assign(segment=ids, **axes)
    if len(told) <= KEPT_CUSTOMERS:
        return told
    sample = told.groupby("segment").sample(frac=KEPT_CUSTOMERS / len(told), random_state=seed)
    return sample.sort_index(ignore_index=True)
