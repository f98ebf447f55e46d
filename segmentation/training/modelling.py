"""From customers to a model: fitted, held against other ways and samples, described."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version as installed_version

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.evidence import Methods
from segmentation.card.projection import Projection
from segmentation.customers.from_source import CustomerData
from segmentation.fitting.evidence.methods import compare
from segmentation.fitting.fit import Fit, fit
from segmentation.fitting.parallel import both, workers
from segmentation.fitting.projection import fit_projection
from segmentation.fitting.refits import no_refits, refit, stability_by_segment
from segmentation.models.model import Model
from segmentation.models.previous import Previous
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.recipe import Feature, Recipe, Settings
from segmentation.sources import Opened
from segmentation.steps import Step
from segmentation.training.card import data_on_card, fit_on_card, names_of, segments_on_card
from segmentation.training.exploration import explore
from segmentation.training.lineage import Identity, centres_of, identify

LIBRARIES = ("scikit-learn", "numpy", "pandas", "ibis-framework", "duckdb")
KEPT_CUSTOMERS = 20_000


@dataclass(frozen=True)
class Asked:
    """What a model is to be: by which recipe, of which of its features, fitted how.

    `recipe` has the indicators of categories that are features. `evidence` says whether to
    gather it, `previous` is the recipe's newest model so far, `own` the recipe's source where
    it is not one of ours, `units` those that are others than the recipe's, and `same` the
    features that are the same for everybody, with what is said of them.
    """

    recipe: Recipe
    used: tuple[Feature, ...]
    settings: Settings
    evidence: bool
    previous: Previous
    own: OwnRecipe | None
    units: dict[str, str]
    same: dict[str, str]


@dataclass(frozen=True)
class _LookedFurther:
    """What other methods find, and how far the segments are found again in other samples."""

    methods: Methods | None
    refits: np.ndarray
    stability: Sequence[float] | None


def model_customers(
    data: CustomerData, opened: Opened, asked: Asked, progress: Callable[[str], None]
) -> Model:
    """Fit customers and describe what comes of it.

    Args:
        data: the customers, as `load_customer_data` returns them.
        opened: where they come from.

    Raises:
        DataError: the customers cannot be segmented; the message says why.
    """
    names = names_of(asked.used)
    with workers():
        fitted = fit(
            data.frame[names],
            asked.settings,
            progress,
            start=centres_of(asked.previous, names),
            evidence=asked.evidence,
        )
        further = _look_further(fitted, asked, progress)
    progress(Step.DESCRIBING)
    identity = identify(asked.previous, fitted, data.frame, keyed=data.keyed)
    projection = fit_projection(fitted.scaled, asked.used)
    places = projection.place(fitted.scaled)
    return Model(
        card=_card(data, opened, asked, fitted, further, identity, projection),
        pipeline=fitted.pipeline,
        customers=_kept(data.frame, identity.of(fitted.labels), places, asked.settings.seed),
        taken_out=data.taken_out,
        refits=further.refits,
        recipe=asked.recipe,
        recipe_source=asked.own.source if asked.own else "",
        mapping=asked.own.mapping if asked.own else "",
    )


def _look_further(fitted: Fit, asked: Asked, progress: Callable[[str], None]) -> _LookedFurther:
    scaled, labels, seed = fitted.scaled, fitted.labels, asked.settings.seed
    if not asked.evidence:
        return _LookedFurther(None, no_refits(fitted.centres), None)
    progress(Step.METHODS)
    compared = partial(compare, scaled, labels, len(fitted.centres), seed)
    progress(Step.CERTAINTY)
    methods, refits = both(compared, partial(refit, scaled, fitted.centres, asked.settings))
    return _LookedFurther(methods, refits, stability_by_segment(scaled, labels, refits, seed))


def _card(
    data: CustomerData,
    opened: Opened,
    asked: Asked,
    fitted: Fit,
    further: _LookedFurther,
    identity: Identity,
    projection: Projection,
) -> Card:
    recipe, used = asked.recipe, asked.used
    stability, previous = further.stability, asked.previous
    return Card(
        recipe=recipe.name,
        title=recipe.title,
        variant=recipe.varied,
        **data_on_card(data, opened),
        **fit_on_card(fitted, data, recipe, used, asked.settings),
        **segments_on_card(fitted, data, recipe, used, identity, previous, stability),
        methods=further.methods,
        projection=projection,
        exploration=explore(data.frame, fitted, used, recipe.categories)
        if asked.evidence
        else None,
        units=asked.units,
        left_out=(asked.own.left_out if asked.own else {}) | asked.same,
        libraries={name: installed_version(name) for name in LIBRARIES},
    )


def _kept(frame: pd.DataFrame, ids: np.ndarray, places: np.ndarray, seed: int) -> pd.DataFrame:
    """At most 20,000 customers, each segment in its share, with their place on the map."""
    axes = {f"axis_{at + 1}": places[:, at] for at in range(places.shape[1])}
    told = frame.assign(segment=ids, **axes)
    if len(told) <= KEPT_CUSTOMERS:
        return told
    sample = told.groupby("segment").sample(frac=KEPT_CUSTOMERS / len(told), random_state=seed)
    return sample.sort_index(ignore_index=True)
