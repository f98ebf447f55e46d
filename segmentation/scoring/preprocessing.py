"""What the pipeline does to customers before K-Means, as Ibis expressions."""

from collections.abc import Sequence
from typing import Literal

import ibis
import ibis.expr.types as ir
import numpy as np

from segmentation.customers.values import is_finite
from segmentation.models.arithmetic import FARTHEST, Arithmetic, laid_open
from segmentation.models.model import Model
from segmentation.sources.engines.steps import Steps

# Stands for 1 + x where that has no log. The pipeline refuses such values; here they lie far out.
LEAST_LOGGED = 1e-16


def place(steps: Steps, model: Model) -> None:
    """Find customers' places in the scaled space.

    Afterwards `steps` has the group "scaled", a column a feature, and "open", the same
    without clipping as `arithmetic.unclipped` has it.
    """
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    at = {name: at for at, name in enumerate(arithmetic.features)}
    steps.take("features", own={name: own_value(name, steps.table, model) for name in at})
    steps.take(
        "filled",
        filled={
            name: is_finite(value).ifelse(value, float(arithmetic.fill[at[name]]))
            for name, value in steps["own"].items()
        },
    )
    steps.take(
        "clipped_and_logged",
        clipped={n: _clipped(value, arithmetic, at[n]) for n, value in steps["filled"].items()},
        open={n: _unclipped(value, arithmetic, at[n]) for n, value in steps["filled"].items()},
    )
    steps.take(
        "scaled",
        scaled={n: _scaled(value, arithmetic, at[n]) for n, value in steps["clipped"].items()},
        open={
            n: _within(_scaled(value, arithmetic, at[n]), -FARTHEST, FARTHEST)
            for n, value in steps["open"].items()
        },
    )


def own_value(name: str, customers: ir.Table, model: Model) -> ir.NumericValue:
    """A feature's value: its column, or what follows from others."""
    feature = model.recipe.feature(name)
    sources = {source: own_value(source, customers, model) for source in feature.sources}
    if feature.derived_from:
        return feature.value(sources)
    if feature.quintile_of:
        cuts = model.card.quintiles[feature.quintile_of]
        return score(sources[feature.quintile_of], cuts, feature.best).cast("float64")
    if feature.indicates and name not in customers.columns:
        category, value = feature.indicates
        return (customers[category] == value).fill_null(False).ifelse(1.0, 0.0)
    return customers[name].cast("float64")


def score(
    value: ir.NumericValue, cuts: Sequence[float], best: Literal["low", "high"]
) -> ir.IntegerValue:
    """The score from 1 to 5 that `rfm.score` gives; a missing value lies above all others."""
    above = ibis.cases(*((value <= cut, n) for n, cut in enumerate(cuts)), else_=len(cuts))
    return above + 1 if best == "high" else 5 - above


def _clipped(value: ir.NumericValue, arithmetic: Arithmetic, at: int) -> ir.NumericValue:
    low = arithmetic.low[at]
    inside = _within(value, low, arithmetic.high[at])
    if not arithmetic.logged[at]:
        return inside
    return (inside + 1 if low > -1 else ibis.greatest(inside + 1, LEAST_LOGGED)).ln()


def _unclipped(value: ir.NumericValue, arithmetic: Arithmetic, at: int) -> ir.NumericValue:
    return (value.abs() + 1).ln() * value.sign() if arithmetic.logged[at] else value


def _within(value: ir.NumericValue, low: float, high: float) -> ir.NumericValue:
    value = value if np.isinf(low) else ibis.greatest(value, float(low))
    return value if np.isinf(high) else ibis.least(value, float(high))


def _scaled(value: ir.NumericValue, arithmetic: Arithmetic, at: int) -> ir.NumericValue:
    return (value - float(arithmetic.mean[at])) / float(arithmetic.scale[at])
