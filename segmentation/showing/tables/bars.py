"""Small bars beside everybody, as whoever draws them needs them: places from 0 to 1, and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from segmentation.answering.answer import Answer
from segmentation.answering.reasons import MOST_REASONS, with_their_scores
from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.words import STATISTIC, compared, exact, with_unit

MOST = 4


@dataclass(frozen=True)
class Bar:
    """A value beside everybody's.

    `start` and `end` are where the bar begins and ends, `mark` where everybody's value is, all in
    parts of the track's width. `said` are both values in words.
    """

    label: str
    said: str
    start: float
    end: float
    mark: float


@dataclass(frozen=True)
class Reason:
    """A customer's value beside everybody's, and the segment that it speaks for."""

    bar: Bar
    speaks_for: Segment


def bar(label: str, said: str, value: float, reference: float, others: Sequence[float]) -> Bar:
    """A bar from zero to a value, on a track that is wide enough for others too.

    Args:
        others: further values that the track has to hold.
    """
    held = [0.0, value, reference, *others]
    low, high = min(held), max(held)
    width = (high - low) or 1.0

    def place(at: float) -> float:
        return (at - low) / width

    return Bar(label, said, *sorted((place(0.0), place(value))), place(reference))


def told_features(card: Card, recipe: Recipe, most: int = MOST) -> list[FeatureUsed]:
    """The features in which the segments differ most, in the model's order.

    Without scores, which only say again what the feature behind them says.
    """
    own = [used for used in card.features if not recipe.feature(used.name).quintile_of]

    def apart(used: FeatureUsed) -> float:
        return -sum(segment.share * segment.centre[used.name] ** 2 for segment in card.segments)

    kept = {used.name for used in sorted(own, key=apart)[:most]}
    return [used for used in own if used.name in kept]


def segment_bars(card: Card, segment: Segment, recipe: Recipe, most: int = MOST) -> list[Bar]:
    """A segment beside everybody: of every segment the same features in the same order.

    A feature that is known of nobody in the segment is left out.
    """
    bars = []
    for used in told_features(card, recipe, most):
        figures = [one.statistic(used.name, used.statistic) for one in card.segments]
        value = segment.statistic(used.name, used.statistic)
        everybody = card.everybody.statistic(used.name, used.statistic)
        if isnan(value) or isnan(everybody):
            continue
        unit = recipe.feature(used.name).unit
        word = "" if unit.yes_no else STATISTIC[used.statistic]
        here, there = compared(value, everybody, unit).split(", against ")
        bars.append(
            bar(
                with_unit(recipe.feature(used.name).label, word),
                f"{here} · everybody {there}",
                value,
                everybody,
                [figure for figure in figures if not isnan(figure)],
            )
        )
    return bars


def reason_bars(found: Answer, model: Model, most: int = MOST_REASONS) -> list[Reason]:
    """What decides most where a customer belongs, beside everybody; the strongest first.

    A value that is not known, and counts as the middle one, is left out.
    """
    reasons = []
    for pull in with_their_scores(found.pulls, model.recipe):
        used = next(used for used in model.card.features if used.name == pull.feature)
        value = found.assignment.values[used.name]
        if value is None or isnan(value):
            continue
        feature = model.recipe.feature(used.name)
        everybody = model.card.everybody.statistic(used.name, used.statistic)
        word = "everybody" if feature.unit.yes_no else STATISTIC[used.statistic]
        said = f"yours {exact(round(value, 2), feature.unit)} · "
        said += f"{word} {compared(value, everybody, feature.unit).split(', against ')[1]}"
        others = [model.card.everybody.middle_half[used.name][1]]
        drawn = bar(feature.label, said, value, everybody, others)
        reasons.append(
            Reason(drawn, found.assignment.segment if pull.pull > 0 else found.runner_up)
        )
    return reasons[:most]
