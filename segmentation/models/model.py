"""A model in memory."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from segmentation.card.card import Card
from segmentation.models.arithmetic import laid_open
from segmentation.models.own_names import OwnNames
from segmentation.recipes.recipe import Recipe

if TYPE_CHECKING:
    from sklearn.pipeline import Pipeline


@dataclass(frozen=True)
class Model:
    """A model in memory.

    `customers` is a sample of the training customers: key, features, categories,
    `segment` (its id) and `axis_1` to `axis_3`, their place on the map.
    `taken_out` are the rows that cleaning took out, as text, with the column `rule`.
    `refits` are the centres of retrained models, as `refits.refit` returns them.
    `recipe` has the indicators of the categories that segments are built on.
    `recipe_source` is that of an owner's recipe in Python, `mapping` that of one in TOML; both
    are empty for a recipe of ours. `own_names` are those in use that the owner
    gave; the card's segments have them already.
    """

    card: Card
    pipeline: "Pipeline"
    customers: pd.DataFrame
    taken_out: pa.Table
    refits: np.ndarray
    recipe: Recipe
    recipe_source: str = ""
    mapping: str = ""
    own_names: OwnNames = field(default_factory=OwnNames)

    @cached_property
    def own_values(self) -> np.ndarray:
        """`customers` x features in their own values, NaN where not known; read out once."""
        return self.customers[self.card.feature_names].to_numpy(dtype=float)

    @cached_property
    def scaled(self) -> np.ndarray:
        """`own_values` in the scaled space; computed once."""
        return laid_open(self.pipeline, self.card.feature_names).scaled(self.own_values)
