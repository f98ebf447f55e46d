"""What would change a customer's segment: one value, or a few more orders.

Only features that somebody can act on are changed, and only to values that were seen in
training; what follows from them is reckoned anew. Nothing is told that the pipeline itself
has not predicted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segmentation.arithmetic import Arithmetic
from segmentation.customers import asked_for
from segmentation.recipes.common import in_a_sentence
from segmentation.recipes.recipe import Feature, Unit
from segmentation.store import Model
from segmentation.stretches import (
    Possible,
    Stretch,
    own_rows,
    possible_values,
    stretches,
    typed_values,
)
from segmentation.words import NUMBERS, exact, quantity

MOST_CHANGES = 2
MOST_ORDERS = 50
NO_UNIT = Unit(label="", phrase="{}")


@dataclass(frozen=True)
class Change:
    """With `value` for `feature` the customer would be placed in the segment `target`.

    It is the possible value nearest to the customer's own, `step` away from it; the same
    holds from there on to `until`.
    """

    target: int
    feature: str
    value: float
    step: float
    until: float


@dataclass(frozen=True)
class MoreOrders:
    """After so many more ordinary orders today the customer would be placed in `target`.

    `each` is what such an order brings, by feature: this customer's own average.
    """

    target: int
    orders: int
    each: dict[str, float]


def single_changes(
    model: Model, arithmetic: Arithmetic, values: Mapping[str, float | None]
) -> list[Change]:
    """The changes of one feature that would place a customer in another segment.

    Args:
        arithmetic: the model's pipeline, as `arithmetic.laid_open` lays it open.
        values: the customer's own, at least those typed in; a missing one is not changed.

    Returns:
        At most two a segment, those first that move the customer least in the scaled space.
        A segment to which no single change leads is absent.
    """
    typed = typed_values(model, values)
    here = arithmetic.scaled(own_rows(model, typed))
    names = [f.name for f in _typed_in(model) if f.actionable and not np.isnan(typed[f.name])]
    changes = [
        change
        for name, parts in stretches(model, arithmetic, typed, names).items()
        for change in _nearest_changes(name, typed[name], parts, int(arithmetic.nearest(here)))
    ]
    if not changes:
        return []
    near = _changed(model, typed, [(change.feature, change.value) for change in changes])
    far = _changed(model, typed, [(change.feature, change.until) for change in changes])
    targets = [change.target for change in changes]
    proven = (_predict(model, np.concatenate([near, far])).reshape(2, -1) == targets).all(axis=0)
    moves = np.linalg.norm(arithmetic.scaled(near) - here, axis=1)
    return _first_of_each_target(
        [changes[at] for at in np.argsort(moves, kind="stable") if proven[at]]
    )


def more_orders(
    model: Model, arithmetic: Arithmetic, values: Mapping[str, float | None]
) -> list[MoreOrders]:
    """How many more ordinary orders today would place a customer in another segment.

    An ordinary order is the customer's own average. What orders do to a feature is said by
    `Feature.after_an_order`; the customer stays within what was seen in training.

    Returns:
        For each segment that 1 to 50 orders lead to the smallest number, fewest first;
        nothing where the model does not know the customer's orders.
    """
    features, typed = _typed_in(model), typed_values(model, values)
    count = next((f.name for f in features if f.after_an_order == "counts"), None)
    if count is None:
        return []
    each = {f.name: typed[f.name] / typed[count] for f in features if f.after_an_order == "adds"}
    each[count] = 1.0
    orders = np.arange(1, MOST_ORDERS + 1)
    after = {name: typed[name] + orders * more for name, more in each.items()}
    highest = {name: model.card.everybody.range[name][1] for name in each}
    seen = np.all([after[name] <= highest[name] for name in each], axis=0)
    restarted = {f.name: f.lowest for f in features if f.after_an_order == "restarts"}
    rows = own_rows(model, {**typed, **after, **restarted})[seen]
    own = arithmetic.nearest(arithmetic.scaled(own_rows(model, typed)))
    targets, at = np.unique(arithmetic.nearest(arithmetic.scaled(rows)), return_index=True)
    at = np.sort(at[targets != own])
    if not len(at):
        return []
    return [
        MoreOrders(target=int(target), orders=int(orders[row]), each=each)
        for row, target in zip(at, _predict(model, rows[at]))
        if target == arithmetic.nearest(arithmetic.scaled(rows[row]))
    ]


def change_in_words(change: Change, model: Model) -> str:
    """A change as a sentence.

    "If their spending score were 52 of 100 or less, they would be placed in Careful savers."
    """
    feature = model.recipe.feature(change.feature)
    figure = _range_in_words(change, feature, possible_values(model, feature))
    what = f"If their {in_a_sentence(feature.label)} were {figure}"
    return f"{what}, they {_placed(model, change.target)}."


def orders_in_words(more: MoreOrders, model: Model) -> str:
    """More orders as a sentence.

    "With three more ordinary orders now ($40 each) they would be placed in Frequent buyers."
    """
    count = NUMBERS[more.orders] if more.orders < len(NUMBERS) else str(more.orders)
    spend = model.recipe.feature(model.recipe.rfm[2]) if model.recipe.rfm else None
    price = ""
    if spend is not None and spend.name in more.each:
        price = f" ({quantity(more.each[spend.name], spend.unit)}{' each' * (more.orders > 1)})"
    noun = "order" if more.orders == 1 else "orders"
    return f"With {count} more ordinary {noun} now{price} they {_placed(model, more.target)}."


def _range_in_words(change: Change, feature: Feature, possible: Possible) -> str:
    if change.until == change.value:
        return _figure(change.value, feature)
    if change.until == possible.value(possible.first):
        return f"{_figure(change.value, feature)} or less"
    if change.until == possible.value(possible.last):
        return f"{_figure(change.value, feature)} or more"
    low, high = sorted([change.value, change.until])
    return f"{_figure(low, feature)} to {_figure(high, feature)}"


def _placed(model: Model, target: int) -> str:
    return f"would be placed in {model.card.segments[target].name}"


def _figure(value: float, feature: Feature) -> str:
    """With its unit, unless the label names it already: "orders were 12"."""
    named = feature.unit.label and feature.unit.label in feature.label.lower()
    return exact(value, NO_UNIT if named else feature.unit)


def _typed_in(model: Model) -> tuple[Feature, ...]:
    return asked_for(model.card.feature_names, model.recipe)


def _nearest_changes(
    name: str, value: float, parts: Sequence[Stretch], own: int
) -> Iterator[Change]:
    """To each other segment, the nearest value that leads there."""
    found = {}
    for part in parts:
        ends = (part.lowest, part.highest) if part.lowest > value else (part.highest, part.lowest)
        change = Change(part.segment, name, ends[0], ends[0] - value, ends[1])
        best = found.get(part.segment)
        if part.segment != own and (best is None or abs(change.step) < abs(best.step)):
            found[part.segment] = change
    yield from found.values()


def _changed(
    model: Model, typed: Mapping[str, float], changes: Sequence[tuple[str, float]]
) -> np.ndarray:
    """Changes x features: the customer with one value changed in each row."""
    columns = {name: np.full(len(changes), value) for name, value in typed.items()}
    for at, (name, value) in enumerate(changes):
        columns[name][at] = value
    return own_rows(model, columns)


def _predict(model: Model, rows: np.ndarray) -> np.ndarray:
    return model.pipeline.predict(pd.DataFrame(rows, columns=model.card.feature_names))


def _first_of_each_target(changes: Sequence[Change]) -> list[Change]:
    taken, counts = [], Counter()
    for change in changes:
        counts[change.target] += 1
        if counts[change.target] <= MOST_CHANGES:
            taken.append(change)
    return taken
