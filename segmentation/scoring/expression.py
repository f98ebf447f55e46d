"""Give every customer of a table a segment, as one lazy Ibis expression.

What the fitted pipeline does to a customer is arithmetic, so any engine can do it where the
customers are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import add, or_

import ibis
import ibis.expr.types as ir
import numpy as np

from segmentation.card.card import Card
from segmentation.card.novelty import Novelty
from segmentation.customers.bounds import checked, checks_of_customers, checks_of_rows
from segmentation.customers.in_one_query import customers_from_rows
from segmentation.models.model import Model
from segmentation.scoring.preprocessing import place
from segmentation.scoring.rfm_expression import find_group, group_of, has_group
from segmentation.scoring.scored_columns import (
    ANSWERS,
    CERTAINTY,
    MODEL,
    NEXT_SEGMENT,
    NEXT_SEGMENT_NAME,
    RFM_GROUP,
    SEGMENT,
    SEGMENT_NAME,
    UNLIKE_ANYONE,
)
from segmentation.sources.engines.steps import Step, Steps, as_it_is

# Segments that are so nearly as near as the nearest count as equally near, and the first of
# them is taken: engines round differently, and of equal distances scikit-learn takes the first.
TIE = 1e-9
# PostgreSQL takes at most 1,600 columns, SQLite 2,000.
MOST_SCORES = 500
# The groups of columns that answers are made of.
TOLD = ("nearest", "second", "unlike", "agreeing")

Values = Mapping[str, ir.NumericValue]


def scored(
    customers: ir.Table, model: Model, *, certainty: bool = False, step: Step = as_it_is
) -> ir.Table:
    """Score a table of customers (lazy).

    PostgreSQL and SQLite put the text of each step into all the places that read it: there
    the query of `query.to_sql`, which tells them not to, is faster by far with many customers.

    Args:
        customers: as `features.customer_table` makes it with the model's recipe: `customer`,
            a number for each feature that is typed in, null or NaN where it is missing, and
            the categories. Other columns stay; one called like an answer becomes `own_…`.
        certainty: whether to ask the retrained models too, which takes much longer.
        step: given the name of each step and its table, returns the table to go on with.

    Returns:
        The same columns and `segment` (its id), `segment_name`, `next_segment` and
        `next_segment_name` (the second nearest), `rfm_group` where the customers have one (null
        where recency, frequency or spend is missing), `unlike_anyone`, `certainty` where it is
        asked for (the share of the retrained models that say the same, null where the model has
        none) and `model` ("mall 0001").
    """
    steps = Steps(customers, step)
    ask = certainty and len(model.refits) > 0
    later = ("scaled",) if ask else ()
    place(steps, model)
    _find_nearest(steps, model.pipeline[-1].cluster_centers_, later)
    if model.card.novelty:
        _find_unlike(steps, model.card.novelty, later)
    if ask:
        _ask_refits(steps, model.refits)
    if has_group(model, customers.columns):
        find_group(steps, model, keep=[group for group in TOLD if group in steps])
    own = {own_name(column): steps.table[column] for column in steps.own}
    return step("scored", steps.table.select(**own, **_answers(steps, model, certainty)))


def score_rows(
    rows: ir.Table, model: Model, *, certainty: bool = False, step: Step = as_it_is
) -> ir.Table:
    """Score the customers that a table of raw rows tells of (lazy).

    Args:
        rows: as for `customers_from_rows`.
        certainty: as for `scored`.
        step: as for `scored`.

    Returns:
        What `scored` makes of these customers, but for those with a value that is not
        possible.
    """
    customers = _possible_customers(rows, model, step)
    return scored(customers, model, certainty=certainty, step=step)


def _find_nearest(steps: Steps, centres: np.ndarray, later: Sequence[str]) -> None:
    """Find the labels of the nearest centre and the second: places in the model's list of segments.

    Args:
        later: the groups that later steps need.
    """
    later = ("open", *later)
    steps.take("scores", keep=later, score=_nearness(steps["scaled"], centres))
    enough = _greatest(steps["score"]) - TIE
    steps.take("best", keep=("score", *later), enough={"score": enough})
    label = _first_best(steps["score"], steps["enough"]["score"])
    steps.take("nearest", keep=("score", *later), nearest={"label": label})
    _find_second(steps, later)


def _find_second(steps: Steps, later: Sequence[str]) -> None:
    """Find the label of the nearest of the other centres, by the same rule."""
    enough = _greatest_of_others(steps["score"], steps["nearest"]["label"]) - TIE
    steps.take("second_best", keep=("score", "nearest", *later), enough={"other": enough})
    nearest, enough = steps["nearest"]["label"], steps["enough"]["other"]
    is_best = {n: (nearest != int(n)) & (score >= enough) for n, score in steps["score"].items()}
    label = ibis.cases(*((best, int(n)) for n, best in is_best.items()))
    steps.take("second_nearest", keep=("nearest", *later), second={"label": label})


def _nearness(scaled: Values, centres: np.ndarray) -> dict[str, ir.NumericValue]:
    """By label, how near each centre μ is to a customer z: μ·z - ‖μ‖²/2.

    That is half of what the squared distance lacks to ‖z‖², which is the same for all centres.
    """
    return {
        str(label): _combined(scaled, centre) - float(centre @ centre / 2)
        for label, centre in enumerate(centres)
    }


def _combined(values: Values, weights: np.ndarray) -> ir.NumericValue:
    terms = [value * float(w) for value, w in zip(values.values(), weights) if w]
    return _sum(terms or [ibis.literal(0.0)])


def _first_best(scores: Values, enough: ir.NumericValue) -> ir.IntegerValue:
    return ibis.cases(*((score >= enough, int(label)) for label, score in scores.items()))


def _greatest_of_others(scores: Values, label: ir.IntegerValue) -> ir.NumericValue:
    """The greatest score but that of `label`."""
    others = {own: {n: s for n, s in scores.items() if n != own} for own in scores}
    return label.cases(*((int(own), _greatest(those)) for own, those in others.items()))


def _greatest(scores: Values) -> ir.NumericValue:
    # Of one value alone SQLite's MAX is a sum over all rows.
    first, *others = scores.values()
    return ibis.greatest(first, *others) if others else first


def _find_unlike(steps: Steps, novelty: Novelty, later: Sequence[str]) -> None:
    """Find the customers unlike anyone, as `novelty.is_unlike_anyone` does.

    With P = LL', the squared distance (z - m)'P(z - m) is ‖L'z‖² + (m'Pm - 2m'Pz): the first
    part is the same for all segments, the second linear.
    """
    precision, values = np.array(novelty.precision), list(steps["open"].values())
    root = np.linalg.cholesky(precision)
    away = {str(at): _combined(steps["open"], column) for at, column in enumerate(root.T)}
    beyond = [
        (value < low) | (value > high)
        for value, low, high in zip(values, novelty.lowest, novelty.highest)
    ]
    steps.take(
        "away",
        keep=("open", "nearest", "second", *later),
        away=away,
        beyond={"all": reduce(or_, beyond)},
    )
    centres = np.array(novelty.centres)
    to_segment = steps["nearest"]["label"].cases(
        *(
            (label, _combined(steps["open"], -2 * precision @ centre) + centre @ precision @ centre)
            for label, centre in enumerate(centres)
        )
    )
    distance = _sum([part * part for part in steps["away"].values()]) + to_segment
    unlike = steps["beyond"]["all"] | (distance > novelty.threshold)
    steps.take("compared", keep=("nearest", "second", *later), unlike={"anyone": unlike})


def _ask_refits(steps: Steps, refits: np.ndarray) -> None:
    """Count the retrained models that say the same: the group "agreeing", in a few steps."""
    keep = [group for group in ("scaled", "nearest", "second", "unlike") if group in steps]
    size = max(MOST_SCORES // len(refits[0]), 1)
    steps.take("asking", keep=keep, agreeing={"refits": ibis.literal(0)})
    for first in range(0, len(refits), size):
        _ask_some(steps, refits[first : first + size], keep, first + 1)


def _ask_some(steps: Steps, refits: np.ndarray, keep: Sequence[str], first: int) -> None:
    scores = {
        f"{refit}_{label}": score
        for refit, centres in enumerate(refits, first)
        for label, score in _nearness(steps["scaled"], centres).items()
    }
    keep = [*keep, "agreeing"]
    steps.take(f"scores_of_refits_from_{first}", keep=keep, refit=scores)
    enough = {
        str(refit): _greatest(_of_refit(steps, refit, refits)) - TIE
        for refit in range(first, first + len(refits))
    }
    steps.take(f"best_of_refits_from_{first}", keep=[*keep, "refit"], enough=enough)
    label = steps["nearest"]["label"]
    agreeing = [
        (_first_best(_of_refit(steps, refit, refits), steps["enough"][str(refit)]) == label)
        .ifelse(1, 0)
        .cast("int64")
        for refit in range(first, first + len(refits))
    ]
    so_far = steps["agreeing"]["refits"]
    steps.take(
        f"agreeing_up_to_{first + len(refits) - 1}",
        keep=[group for group in keep if group != "agreeing"],
        agreeing={"refits": _sum([so_far, *agreeing])},
    )


def _of_refit(steps: Steps, refit: int, refits: np.ndarray) -> Values:
    scores = steps["refit"]
    return {str(label): scores[f"{refit}_{label}"] for label in range(refits.shape[1])}


def _answers(steps: Steps, model: Model, certainty: bool) -> dict[str, ir.Value]:
    card = model.card
    nearest, second = steps["nearest"]["label"], steps["second"]["label"]
    answers = {
        SEGMENT: _id_of(nearest, card),
        SEGMENT_NAME: _name_of(nearest, card),
        NEXT_SEGMENT: _id_of(second, card),
        NEXT_SEGMENT_NAME: _name_of(second, card),
        RFM_GROUP: group_of(steps["rfm"]["code"]) if "rfm" in steps else None,
        UNLIKE_ANYONE: steps["unlike"]["anyone"] if "unlike" in steps else ibis.literal(False),
        CERTAINTY: _certainty(steps, len(model.refits)) if certainty else None,
        MODEL: ibis.literal(f"{card.recipe} {card.version}".strip()),
    }
    return {name: answer for name, answer in answers.items() if answer is not None}


def _id_of(label: ir.IntegerValue, card: Card) -> ir.IntegerValue:
    return label.cases(*((n, s.id) for n, s in enumerate(card.segments))).cast("int64")


def _name_of(label: ir.IntegerValue, card: Card) -> ir.StringValue:
    return label.cases(*((n, s.name) for n, s in enumerate(card.segments)))


def _certainty(steps: Steps, refits: int) -> ir.FloatingValue:
    return steps["agreeing"]["refits"] / refits if refits else ibis.null("float64")


def own_name(column: str) -> str:
    """What a column of the customers' own is called beside the answers."""
    return f"own_{column}" if column.lower() in ANSWERS else column


def _sum(values: Sequence[ir.NumericValue]) -> ir.NumericValue:
    return reduce(add, values)


def _possible_customers(rows: ir.Table, model: Model, step: Step) -> ir.Table:
    """The customers whose values are possible, which is looked at as soon as they are known."""
    recipe, features = model.recipe, checked(model.card.feature_names, model.recipe)
    if recipe.roll_up is None:
        rules = [check.rule for check in checks_of_rows(features)]
        judged = replace(recipe, rules=(*recipe.rules, *rules))
        return customers_from_rows(rows, judged, step=step)
    customers = customers_from_rows(rows, recipe, step=step)
    possible = [check.rule.keep(customers) for check in checks_of_customers(features)]
    return step("possible", customers.filter(possible)) if possible else customers
