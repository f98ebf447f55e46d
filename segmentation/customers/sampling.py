"""A sample of very many customers to train with: stratified, and the same in every run."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd

from segmentation.customers.values import hash_of
from segmentation.recipes import rfm
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.sources.engines.computed import computed_once
from segmentation.words import together

MOST_FEATURES = 3
FIFTHS = 5
# Customers by whose values the fifths are cut; all of them where there are fewer.
CUT_BY = 100_000
DIGITS = 8
# Names that no recipe has for a column.
HASH, GROUP, NTH = "the hash", "the group", "the place in the group"


def drawn_by(recipe: Recipe, used: Sequence[Feature]) -> tuple[Feature, ...]:
    """The features whose fifths make the groups that the sample keeps in their share.

    Recency, frequency and monetary value where the recipe has them; else the first three
    features of the model that are measured.
    """
    named = [recipe.feature(name) for name in recipe.rfm] if recipe.rfm else used
    measured = [f for f in (*named, *recipe.features) if f.typed_in and not f.indicates]
    return tuple({feature.name: feature for feature in measured}.values())[:MOST_FEATURES]


def draw(customers: ir.Table, by: Sequence[Feature], most: int) -> tuple[ir.Table, list[str]]:
    """At most `most` customers, each group in its share of all (lazy but for the counts).

    Within a group those are drawn whose key has the smallest MD5 (where customers have no
    key: the values of the row), so that the order of rows and the engine do not matter, and
    a customer who is drawn today is nearly always drawn tomorrow.

    Args:
        customers: as `features.unsorted_customers` makes it.
        by: as `drawn_by` says.

    Returns:
        The customers with the same columns, in no order, and what is to be told of it.
    """
    everybody = hash_of(customers, customers.columns)
    hashed = (customers.customer == "").ifelse(everybody, customers.customer.hexdigest("md5"))
    told = computed_once(customers.mutate(**{HASH: hashed}))
    count = int(told.count().execute())
    if count <= most:
        return told.drop(HASH), []
    grouped = told.mutate(**{GROUP: _group(told, by, _cuts(told, by, count))})
    sizes = grouped.group_by(GROUP).aggregate(customers=grouped.count()).execute()
    sizes = sizes.set_index(GROUP).customers.sort_index()
    share = shares(sizes.to_numpy(), most)
    nth = ibis.row_number().over(group_by=GROUP, order_by=[HASH, *customers.columns])
    numbered = grouped.mutate(**{NTH: nth})
    wanted = numbered[GROUP].cases(
        *((int(group), int(size)) for group, size in zip(sizes.index, share)), else_=0
    )
    drawn = numbered.filter(numbered[NTH] < wanted).select(*customers.columns)
    return drawn, [_told(count, most, by)]


def shares(sizes: np.ndarray, most: int) -> np.ndarray:
    """How many of `most` places each group gets by its size, by the largest remainders."""
    exact = sizes * most / sizes.sum()
    places = np.floor(exact).astype(int)
    left = most - places.sum()
    by_remainder = np.argsort(places - exact, kind="stable")
    places[by_remainder[:left]] += 1
    return places


def _cuts(told: ir.Table, by: Sequence[Feature], count: int) -> dict[str, list[float]]:
    """The fifths of each feature, by the values of enough customers."""
    some = told
    if count > CUT_BY:
        below = f"{int(CUT_BY / count * 16**DIGITS):0{DIGITS}x}"
        some = told.filter(told[HASH].substr(0, DIGITS) < below)
    values = some.select(*(feature.name for feature in by)).execute()
    return {f.name: rfm.quintiles(pd.to_numeric(values[f.name])) for f in by}


def _group(told: ir.Table, by: Sequence[Feature], cuts: dict[str, list[float]]) -> ir.Value:
    """A number for each combination of fifths; what is missing makes a sixth."""
    group = ibis.literal(0)
    for feature in by:
        value = told[feature.name]
        above = [(value <= cut, n) for n, cut in enumerate(cuts[feature.name])]
        fifth = ibis.cases((value.isnull(), FIFTHS), *above, else_=FIFTHS - 1)
        group = group * (FIFTHS + 1) + fifth
    return group.cast("int64")


def _told(count: int, most: int, by: Sequence[Feature]) -> str:
    labels = [feature.in_a_sentence for feature in by]
    named = together(labels)
    return (
        f"A sample of {most:,} of the {count:,} customers, drawn by their key so that each "
        f"group by the fifths of {named} keeps its share."
    )
