"""Real customers, 70% to train on and 30% held out."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from segmentation.fitting.fit import Fit, fit
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Settings
from segmentation.sources import open_table
from segmentation.training.train import train

FILES = {
    "mall": "Mall_Customers.csv",
    "personality": "customer_segmentation.csv",
    "membership": "customer_segmentation_data.csv",
    "online_retail": "online_retail.parquet",
}
SEGMENTS = {"mall": 6, "personality": 6, "membership": 4, "online_retail": 3}


def load_real_customers(folder: Path, name: str) -> pd.DataFrame:
    """Customers x features, as the recipe makes them of the real file."""
    cheap = Settings(segments=2, restarts=1)
    with open_table(folder / FILES[name]) as opened:
        model = train(opened, RECIPES[name], settings=cheap, evidence=False)
    return model.customers[model.card.feature_names]


def held_out(
    customers: pd.DataFrame, name: str, count: int
) -> Iterator[tuple[Fit, pd.DataFrame, pd.DataFrame]]:
    """A model of 70% of the customers, their values and those of the others, split by split."""
    settings = replace(RECIPES[name].settings, segments=SEGMENTS[name])
    for seed in range(count):
        order = np.random.default_rng(seed).permutation(len(customers))
        cut = int(0.7 * len(customers))
        chosen, others = customers.iloc[order[:cut]], customers.iloc[order[cut:]]
        yield fit(chosen, settings, lambda step: None, evidence=False), chosen, others
