"""How the values of a list lie beside those that its model was trained on."""

from collections.abc import Mapping

import ibis.expr.types as ir
import pandas as pd
from pydantic import BaseModel

from segmentation.card.features import FeatureUsed
from segmentation.customers.values import finite
from segmentation.scoring.lists.score_list import MOST_UNLIKE, ScoredList
from segmentation.scoring.lists.slips import Slip, slips_of
from segmentation.scoring.preprocessing import own_value

# As large a share of the values has to be as in training for a slip to be the reason.
EXPLAINED = 0.8


class BeyondTraining(BaseModel, frozen=True):
    """A feature of which many values lie beyond the lowest and highest of the training.

    `here` and `trained` are the lowest and the highest, `outside` how many customers lie beyond
    them; `question` asks for a slip that would explain it, empty without one.
    """

    feature: str
    label: str
    here: tuple[float, float]
    trained: tuple[float, float]
    outside: int
    question: str


class NamedModel(BaseModel, frozen=True):
    """A model by the name of its recipe, and by its title."""

    recipe: str
    title: str


class Misfit(BaseModel, frozen=True):
    """Why a list is not one for its model, and the models that it fits better."""

    features: list[BeyondTraining]
    fits_better: list[NamedModel]


def misfit(found: ScoredList, *, customers: int, unlike_anyone: int) -> Misfit | None:
    """Compare a list with the training; None where its customers are like those.

    Args:
        customers: those with a segment.
        unlike_anyone: how many of them are unlike anyone in training.
    """
    if unlike_anyone <= MOST_UNLIKE * customers:
        return None
    return Misfit(
        features=_beyond_training(found),
        fits_better=[
            NamedModel(recipe=model.card.recipe, title=model.card.title)
            for model in found.fits_better()
        ],
    )


def _beyond_training(found: ScoredList) -> list[BeyondTraining]:
    """The features of which many values lie outside, those with the most first."""
    slips = {
        used.name: slips_of(found.model.recipe.feature(used.name)) for used in found.card.features
    }
    counts = _count(found, slips)
    beyond = [
        _compared(used, counts, slips[used.name])
        for used in found.card.features
        if counts[f"{used.name} inside"] < (1 - MOST_UNLIKE) * counts[f"{used.name} known"]
    ]
    return sorted(beyond, key=lambda feature: -feature.outside)


def _count(found: ScoredList, slips: Mapping[str, list[Slip]]) -> pd.Series:
    """One pass: of each feature the range, how many values are inside, and were without a slip."""
    customers, measures = found.candidates.customers, {}
    for used in found.card.features:
        value = finite(own_value(used.name, customers, found.model))
        measures |= {
            f"{used.name} known": value.count(),
            f"{used.name} low": value.min(),
            f"{used.name} high": value.max(),
            f"{used.name} inside": _inside(value, used),
        }
        for at, slip in enumerate(slips[used.name]):
            measures[f"{used.name} slip {at}"] = _inside(slip.mended(value), used)
    return customers.aggregate(**measures).execute().iloc[0]


def _inside(value: ir.NumericValue, used: FeatureUsed) -> ir.IntegerScalar:
    return value.between(used.min, used.max).ifelse(1, 0).sum().fill_null(0)


def _compared(used: FeatureUsed, counts: pd.Series, slips: list[Slip]) -> BeyondTraining:
    known = int(counts[f"{used.name} known"])
    explained = {at: int(counts[f"{used.name} slip {at}"]) for at in range(len(slips))}
    best = max(explained, key=explained.get)
    return BeyondTraining(
        feature=used.name,
        label=used.label,
        here=(float(counts[f"{used.name} low"]), float(counts[f"{used.name} high"])),
        trained=(used.min, used.max),
        outside=known - int(counts[f"{used.name} inside"]),
        question=slips[best].question if explained[best] >= EXPLAINED * known else "",
    )
