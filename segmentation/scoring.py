"""Give every customer of a table a segment, as one lazy Ibis expression.

What the fitted pipeline does to a customer is arithmetic, so any engine can do it where the
customers are. It is written in named steps, each a table that the next one reads: in one
nested expression it would say the same things hundreds of times over.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir
import numpy as np

from segmentation.arithmetic import Arithmetic, laid_open
from segmentation.novelty import Novelty
from segmentation.pipeline import FARTHEST
from segmentation.recipes.recipe import Feature
from segmentation.steps import Step, as_it_is
from segmentation.store import Model
from segmentation.values import is_finite

# Segments that are so nearly as near as the nearest count as equally near, and the first of
# them is taken: engines round differently, and of equal distances scikit-learn takes the first.
TIE = 1e-9
# Stands for 1 + x where that has no log. The pipeline refuses such values; here they lie far out.
LEAST_LOGGED = 1e-16
# PostgreSQL takes at most 1,600 columns, SQLite 2,000.
MOST_COLUMNS = 500

Values = Mapping[str, ir.Value]


def scored(
    customers: ir.Table,
    model: Model,
    *,
    certainty: bool = False,
    step: Step = as_it_is,
) -> ir.Table:
    """Score a table of customers (lazy).

    Args:
        customers: as `customers.customer_table` makes it with the model's recipe: `customer`,
            a number for each feature that is typed in, null or NaN where it is missing, and
            the categories. Other columns stay.
        certainty: whether to ask the retrained models too, which takes much longer.
        step: given the name of each step and its table, returns the table to go on with.

    Returns:
        The same columns and `segment` (its id), `segment_name`, `unlike_anyone`, `model`
        ("mall 0001") and, where asked for, `certainty`: the share of the retrained models
        that say the same, null where the model has none.
    """
    steps = _Steps(customers, step)
    _place(steps, model)
    _find_nearest(steps, model.pipeline[-1].cluster_centers_)
    if model.card.novelty:
        _find_unlike(steps, model.card.novelty)
    if certainty and len(model.refits):
        _ask_refits(steps, model.refits)
    return step("scored", _result(steps, model, certainty))


class _Steps:
    """The table so far: the customers' own columns, and groups of columns that steps add.

    Of the group "scaled", the column `scaled_age` has the key "age".
    """

    def __init__(self, table: ir.Table, step: Step):
        self.table, self.own = table, list(table.columns)
        self._step, self._groups = step, {}

    def __getitem__(self, group: str) -> dict[str, ir.Value]:
        return {key: self.table[column] for key, column in self._groups[group].items()}

    def __contains__(self, group: str) -> bool:
        return group in self._groups

    def take(self, name: str, *, keep: Sequence[str] = (), **groups: Values) -> None:
        """Take a step: add these groups of columns, and keep no others but the groups `keep`."""
        kept = {group: self._groups[group] for group in keep}
        added = {
            group: {key: self._free_name(f"{group}_{key}") for key in columns}
            for group, columns in groups.items()
        }
        values = {
            added[group][key]: value
            for group, columns in groups.items()
            for key, value in columns.items()
        }
        stay = [column for columns in kept.values() for column in columns.values()]
        self.table = self._step(name, self.table.select(*self.own, *stay, **values))
        self._groups = kept | added

    def _free_name(self, wanted: str) -> str:
        # Engines differ in whether capitals matter.
        taken = {column.lower() for column in self.own}
        while wanted.lower() in taken:
            wanted += "_"
        return wanted


def _place(steps: _Steps, model: Model) -> None:
    """Find the customers' places in the scaled space, and without clipping ("open")."""
    arithmetic = laid_open(model.pipeline, model.card.feature_names)
    at = {name: at for at, name in enumerate(arithmetic.features)}
    steps.take("features", own={name: _own_value(name, steps.table, model) for name in at})
    steps.take(
        "filled", filled={n: _filled(v, arithmetic.fill[at[n]]) for n, v in steps["own"].items()}
    )
    steps.take(
        "clipped_and_logged",
        clipped={n: _clipped(v, arithmetic, at[n]) for n, v in steps["filled"].items()},
        open={n: _unclipped(v, arithmetic, at[n]) for n, v in steps["filled"].items()},
    )
    steps.take(
        "scaled",
        scaled={n: _scaled(v, arithmetic, at[n]) for n, v in steps["clipped"].items()},
        open={
            n: _within(_scaled(v, arithmetic, at[n]), -FARTHEST, FARTHEST)
            for n, v in steps["open"].items()
        },
    )


def _own_value(name: str, customers: ir.Table, model: Model) -> ir.NumericValue:
    """A feature's value: from its column, or from what it follows from."""
    feature = model.recipe.feature(name)
    sources = {source: _own_value(source, customers, model) for source in feature.sources}
    if feature.derived_from:
        return feature.value(sources)
    if feature.quintile_of:
        return _score(sources[feature.quintile_of], model.card.quintiles, feature)
    if feature.indicates and name not in customers.columns:
        category, value = feature.indicates
        return (customers[category] == value).fill_null(False).ifelse(1.0, 0.0)
    return customers[name].cast("float64")


def _score(value: ir.NumericValue, quintiles: Mapping[str, Sequence[float]], feature: Feature):
    """A score from 1 to 5, as `rfm.score`; a missing value counts as above all."""
    cuts = quintiles[feature.quintile_of]
    above = ibis.cases(*((value <= cut, n) for n, cut in enumerate(cuts)), else_=len(cuts))
    return (above + 1 if feature.best == "high" else 5 - above).cast("float64")


def _filled(value: ir.NumericValue, fill: float) -> ir.NumericValue:
    return is_finite(value).ifelse(value, float(fill))


def _clipped(value: ir.NumericValue, arithmetic: Arithmetic, at: int) -> ir.NumericValue:
    low, high = arithmetic.low[at], arithmetic.high[at]
    inside = _within(value, low, high)
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


def _find_nearest(steps: _Steps, centres: np.ndarray) -> None:
    """Find the nearest centre's label, by the largest μ·z - ‖μ‖²/2."""
    steps.take("scores", keep=("scaled", "open"), score=_nearness(steps["scaled"], centres))
    steps.take("best", keep=("scaled", "open", "score"), best={"score": _enough(steps["score"])})
    label = _first_best(steps["score"], steps["best"]["score"])
    steps.take("nearest", keep=("scaled", "open"), nearest={"label": label})


def _nearness(scaled: Values, centres: np.ndarray) -> dict[str, ir.NumericValue]:
    """A score for each centre; the nearer it is the higher."""
    return {
        str(label): _sum([v * float(m) for v, m in zip(scaled.values(), centre)])
        - float(centre @ centre / 2)
        for label, centre in enumerate(centres)
    }


def _enough(scores: Values) -> ir.NumericValue:
    return ibis.greatest(*scores.values()) - TIE


def _first_best(scores: Values, enough: ir.NumericValue) -> ir.IntegerValue:
    return ibis.cases(*((score >= enough, int(label)) for label, score in scores.items()))


def _find_unlike(steps: _Steps, novelty: Novelty) -> None:
    """Find the customers unlike anyone, as `novelty.is_unlike_anyone`.

    A squared Mahalanobis distance r'Pr is the sum of the squares of L'r, where P = LL'.
    """
    label = steps["nearest"]["label"]
    root = np.linalg.cholesky(novelty.precision)
    centres = np.array(novelty.centres) @ root
    values = list(steps["open"].values())
    apart = {
        str(at): _sum([v * float(f) for v, f in zip(values, column) if f])
        - label.cases(*((label, float(c)) for label, c in enumerate(centres[:, at])))
        for at, column in enumerate(root.T)
    }
    steps.take("apart", keep=("scaled", "open", "nearest"), apart=apart)
    far = _sum([v * v for v in steps["apart"].values()]) > novelty.threshold
    beyond = [
        (value < low) | (value > high)
        for value, low, high in zip(steps["open"].values(), novelty.lowest, novelty.highest)
    ]
    steps.take(
        "unlike_anyone",
        keep=("scaled", "nearest"),
        unlike={"anyone": reduce(lambda one, other: one | other, beyond, far)},
    )


def _ask_refits(steps: _Steps, refits: np.ndarray) -> None:
    """Count the retrained models that say the same, a few of them at a time."""
    keep = [group for group in ("scaled", "nearest", "unlike") if group in steps]
    size = max(MOST_COLUMNS // len(refits[0]), 1)
    for first in range(0, len(refits), size):
        _ask_some(steps, refits[first : first + size], keep, f"{first + 1}")


def _ask_some(steps: _Steps, refits: np.ndarray, keep: Sequence[str], first: str) -> None:
    labels = [str(label) for label in range(len(refits[0]))]
    scores = {
        f"{n}_{label}": score
        for n, centres in enumerate(refits)
        for label, score in _nearness(steps["scaled"], centres).items()
    }
    keep = [*keep, *(["agreeing"] if "agreeing" in steps else [])]
    steps.take(f"refits_from_{first}", keep=keep, refit=scores)
    each = {
        str(n): {label: steps["refit"][f"{n}_{label}"] for label in labels}
        for n in range(len(refits))
    }
    steps.take(
        f"best_from_{first}",
        keep=[*keep, "refit"],
        best={n: _enough(scores) for n, scores in each.items()},
    )
    agree = []
    for n in range(len(refits)):
        scores = {label: steps["refit"][f"{n}_{label}"] for label in labels}
        same = _first_best(scores, steps["best"][str(n)]) == steps["nearest"]["label"]
        agree.append(same.ifelse(1, 0))
    so_far = [steps["agreeing"]["refits"]] if "agreeing" in steps else []
    steps.take(
        f"agreeing_from_{first}",
        keep=[group for group in keep if group != "agreeing"],
        agreeing={"refits": _sum([*so_far, *agree])},
    )


def _result(steps: _Steps, model: Model, certainty: bool) -> ir.Table:
    card, label = model.card, steps["nearest"]["label"]
    unlike = steps["unlike"]["anyone"] if "unlike" in steps else ibis.literal(False)
    columns = {
        "segment": label.cases(*((n, s.id) for n, s in enumerate(card.segments))).cast("int64"),
        "segment_name": label.cases(*((n, s.name) for n, s in enumerate(card.segments))),
        "unlike_anyone": unlike,
        "model": ibis.literal(f"{card.recipe} {card.version}".strip()),
    }
    if certainty:
        none = ibis.null("float64")
        asked = "agreeing" in steps
        columns["certainty"] = (
            steps["agreeing"]["refits"] / float(len(model.refits)) if asked else none
        )
    return steps.table.select(*steps.own, **columns)


def _sum(values: Sequence[ir.NumericValue]) -> ir.NumericValue:
    return reduce(add, values)
