"""Values that are hard to believe: they stay in, but they are counted and named."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from segmentation.card.data import Oddity
from segmentation.customers.bounds import bounds_of
from segmentation.customers.today import Today
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.words import how_long

# Away from the middle half by so many times its width: far beyond what even very
# lopsided spending shows.
FAR = 100
NAMED = 3


def find_oddities(frame: pd.DataFrame, features: Sequence[Feature]) -> list[Oddity]:
    """Impossible and absurd values of the features in `frame`, which has `customer` too."""
    return [
        Oddity(
            feature=feature.label,
            what=what,
            customers=int(odd.sum()),
            first=frame.loc[odd, "customer"].head(NAMED).tolist(),
        )
        for feature in features
        for what, odd in _checks(frame[feature.name], feature)
        if odd.any()
    ]


def odd_dates(today: Today | None, headers: Mapping[str, str], recipe: Recipe) -> list[Oddity]:
    """What is odd about the dates of which the newest counts as today.

    Args:
        headers: the columns, {recipe's name: header}.
    """
    if today is None or today.far is None:
        return []
    far = today.far
    beyond = how_long((far.day - far.others).days)
    what = f"dated {far.day}, {beyond} after the newest of all others, {far.others}"
    header = headers.get(recipe.newest, recipe.newest)
    return [Oddity(feature=header, what=what, customers=far.customers, first=far.first)]


def _checks(values: pd.Series, feature: Feature) -> Iterator[tuple[str, pd.Series]]:
    bounds = bounds_of(feature)
    yield f"below {bounds.lowest:g}", values < bounds.lowest
    yield f"above {bounds.highest:g}", values > bounds.highest
    low, high = values.quantile([0.25, 0.75])
    width = high - low
    if width > 0:
        odd = (values > high + FAR * width) | (values < low - FAR * width)
        yield "very far from all others", odd
