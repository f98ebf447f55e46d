"""From a cleaned table to one row a customer: key, features, categories."""

import hashlib
from collections.abc import Mapping, Sequence

import ibis.expr.types as ir
import numpy as np
import pandas as pd

from segmentation.customers.values import plain_text
from segmentation.recipes import rfm
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.recipes.rfm import RFM_GROUP

Quintiles = Mapping[str, Sequence[float]]
Numbers = float | np.ndarray


def customer_table(table: ir.Table, recipe: Recipe) -> ir.Table:
    """One row a customer, as `unsorted_customers`, sorted from left to right (lazy).

    Engines return rows in no fixed order, and a model must not depend on it.
    """
    return sorted_customers(unsorted_customers(table, recipe), recipe)


def sorted_customers(chosen: ir.Table, recipe: Recipe) -> ir.Table:
    """Customers as `unsorted_customers` makes them, sorted from left to right (lazy)."""
    return chosen.order_by(["customer"] if recipe.roll_up else list(chosen.columns))


def unsorted_customers(table: ir.Table, recipe: Recipe) -> ir.Table:
    """One row a customer: `customer`, then features and categories that a table can say (lazy)."""
    return table.select(
        customer=plain_text(table[recipe.key]).fill_null(""),
        **{f.name: f.value(table).cast("float64") for f in recipe.features if f.typed_in},
        **{c.name: c.value(table) for c in recipe.categories if c.value},
    )


def load_customers(
    table: ir.Table, recipe: Recipe
) -> tuple[pd.DataFrame, dict[str, list[float]], bool]:
    """Load a customer table and add what follows from it: derived features, scores, RFM group.

    Customers without a key are numbered from 1 in the table's order.

    Returns:
        The customers, the quintiles that their scores are reckoned by, and whether every
        customer has a key: numbered ones have another number in the next data set.
    """
    frame = table.execute()
    keyed = not bool((frame["customer"] == "").any())
    numbers = pd.Series(range(1, len(frame) + 1), index=frame.index).astype(str)
    frame["customer"] = frame["customer"].where(frame["customer"] != "", numbers)
    for feature in recipe.features:
        if feature.derived_from:
            frame[feature.name] = feature.value(frame)
    quintiles = {name: rfm.quintiles(frame[name]) for name in _scored(recipe)}
    for feature in recipe.features:
        if feature.quintile_of:
            cuts = quintiles[feature.quintile_of]
            scores = rfm.score(frame[feature.quintile_of], cuts, feature.best)
            frame[feature.name] = scores.astype(float)
    if recipe.rfm:
        scores = rfm_scores(frame, recipe, quintiles)
        frame[RFM_GROUP] = rfm.groups(*scores.values())
    return frame, quintiles, keyed


def asked_for(names: Sequence[str], recipe: Recipe) -> tuple[Feature, ...]:
    """What one has to know of a customer to know the features `names`.

    Those of them that are typed in, and those that the others follow from.
    """
    needed = set(names)
    for _ in range(2):  # A score may follow from a feature that itself follows from others.
        needed |= {source for name in needed for source in recipe.feature(name).sources}
    return tuple(f for f in recipe.features if f.name in needed and f.typed_in)


def complete(values: Mapping[str, float], recipe: Recipe, quintiles: Quintiles) -> dict[str, float]:
    """One customer's values with the features that follow from those typed in."""
    return {name: float(value) for name, value in follow(values, recipe, quintiles).items()}


def follow(
    values: Mapping[str, Numbers], recipe: Recipe, quintiles: Quintiles
) -> dict[str, Numbers]:
    """Values with the features that follow; a value is a number, or an array for many customers."""
    known = dict(values)
    for feature in recipe.features:
        if feature.derived_from and known.keys() >= set(feature.derived_from):
            known[feature.name] = feature.value(known)
    for feature in recipe.features:
        if feature.quintile_of in known:
            cuts = quintiles[feature.quintile_of]
            known[feature.name] = rfm.score(known[feature.quintile_of], cuts, feature.best)
    return known


def fingerprint(frame: pd.DataFrame) -> str:
    """SHA-256 of the customers' values: the same data, the same fingerprint."""
    hashes = pd.util.hash_pandas_object(frame, index=False)
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()


def _scored(recipe: Recipe) -> list[str]:
    """The features that scores are reckoned from."""
    named = [f.quintile_of for f in recipe.features if f.quintile_of]
    return list(dict.fromkeys([*(recipe.rfm or ()), *named]))


def rfm_scores(frame: pd.DataFrame, recipe: Recipe, quintiles: Quintiles) -> dict[str, np.ndarray]:
    """The scores of recency, frequency and monetary value of a recipe that names these."""
    return {
        what: rfm.score(frame[feature], quintiles[feature], end)
        for what, feature, end in zip(rfm.SCORES, recipe.rfm, rfm.BEST_ENDS)
    }
