"""From a cleaned table to one row a customer: key, features, categories."""

import hashlib

import ibis.expr.types as ir
import pandas as pd

from segmentation.recipes.recipe import Feature, Recipe


def customer_table(table: ir.Table, recipe: Recipe, features: tuple[Feature, ...]) -> ir.Table:
    """One row a customer: `customer`, then the features, then the categories (lazy)."""
    return table.select(
        customer=table[recipe.key].fill_null(""),
        **{feature.name: feature.value(table).cast("float64") for feature in features},
        **{category.name: category.value(table) for category in recipe.categories},
    )


def load_customers(table: ir.Table) -> pd.DataFrame:
    """Load a customer table, sorted by its columns from left to right.

    Engines return rows in no fixed order, and a model must not depend on it.
    Customers without a key are numbered from 1 in that order.
    """
    frame = table.execute().sort_values(list(table.columns), ignore_index=True)
    numbers = pd.Series(range(1, len(frame) + 1), index=frame.index).astype(str)
    frame["customer"] = frame["customer"].where(frame["customer"] != "", numbers)
    return frame


def fingerprint(frame: pd.DataFrame) -> str:
    """SHA-256 of the customers' values: the same data, the same fingerprint."""
    hashes = pd.util.hash_pandas_object(frame, index=False)
    return hashlib.sha256(hashes.to_numpy().tobytes()).hexdigest()
