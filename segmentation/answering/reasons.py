"""Why a customer is in this segment and not in another: each feature's exact part in it.

For a customer z, their segment a and another one b, the margin is

    |z - b|^2 - |z - a|^2 = sum over the features of (z_j - b_j)^2 - (z_j - a_j)^2,

so each term is what its feature pulls towards a. Nothing is sampled or approximated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from segmentation.answering.what_if.single_changes import unit_beside_label
from segmentation.models.arithmetic import Arithmetic
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.words import INTRODUCED, compared, exact, quantity, together

MOST_REASONS = 3
# Below a tenth of all pulls, those either way counted as positive, a feature could be
# left out and hardly anything would be different. At most ten features are above it.
WORTH_SAYING = 0.1
NOT_ALONE = "Values that rise and fall together share the credit."


@dataclass(frozen=True)
class Contribution:
    """What a feature pulls towards the one segment (above 0) or the other (below 0)."""

    feature: str
    pull: float


def contributions(arithmetic: Arithmetic, scaled: np.ndarray, a: int, b: int) -> list[Contribution]:
    """Each feature's part in a customer's being nearer to segment `a` than to `b`.

    Args:
        scaled: the customer in the scaled space, as `Arithmetic.scaled` returns it.

    Returns:
        One for each feature, the strongest first; they add up to the margin in squared
        standard deviations.
    """
    to_a, to_b = (scaled - arithmetic.centres[segment] for segment in (a, b))
    pulls = (to_b**2 - to_a**2).tolist()
    found = [Contribution(name, pull) for name, pull in zip(arithmetic.features, pulls)]
    return sorted(found, key=lambda contribution: -abs(contribution.pull))


def runner_up(arithmetic: Arithmetic, scaled: np.ndarray, own: int) -> int:
    """The segment that is the second nearest to a customer of `own` in the scaled space."""
    return int(arithmetic.second_nearest(scaled, own))


def reasons_in_words(
    found: Sequence[Contribution], values: Mapping[str, float], model: Model, a: int, b: int
) -> list[str]:
    """The contributions that matter as sentences: at most three for `a`, one for `b`.

    Args:
        found: as `contributions` returns them for `a` and `b`.
        values: the customer's own, by feature of the model; NaN or None where not known.
    """
    counted = with_their_scores(found, model.recipe)
    least = WORTH_SAYING * sum(abs(contribution.pull) for contribution in counted)
    told = [contribution for contribution in counted if abs(contribution.pull) >= least > 0]
    support = [contribution for contribution in told if contribution.pull > 0]
    against = [contribution for contribution in told if contribution.pull < 0]
    half = sum(contribution.pull for contribution in counted if contribution.pull > 0) / 2
    said = []
    for contribution in support[:MOST_REASONS]:
        feature = model.recipe.feature(contribution.feature)
        mostly = contribution.pull > half and len(counted) > 1
        first = "Mostly because of" if mostly else "Because of"
        opening = "Also because of" if said else first
        said.append(f"{opening} {_named(feature, values)}{_comparison(model, feature, a, b)}.")
    for contribution in against[:1]:
        named = _named(model.recipe.feature(contribution.feature), values)
        said.append(f"By their {named} alone, they are closer to {model.card.segments[b].name}.")
    return said


def share_credit_note(features: Sequence[str], recipe: Recipe) -> str:
    """What to say beside the contributions of `features`: none of them stands for itself.

    A score is not named, since it is counted with the feature it is reckoned from. Empty of a
    single feature.
    """
    families = []
    for feature in map(recipe.feature, features):
        if feature.quintile_of in features:
            continue
        family = {name for name in (feature.name, *feature.sources) if name in features}
        if len(family) > 1:
            apart = [other for other in families if not other & family]
            families = [*apart, family.union(*(o for o in families if o & family))]
    notes = [
        f"{_labels([name for name in features if name in family], recipe)} follow from one "
        "another, so they share the credit."
        for family in families
    ]
    return " ".join([NOT_ALONE, *notes]) if len(features) > 1 else ""


def with_their_scores(found: Sequence[Contribution], recipe: Recipe) -> list[Contribution]:
    """Each score's pull counted with that of the feature it says again, the strongest first."""
    pulls = {contribution.feature: contribution.pull for contribution in found}
    for name in list(pulls):
        source = recipe.feature(name).quintile_of
        if source in pulls:
            pulls[source] += pulls.pop(name)
    return sorted((Contribution(*item) for item in pulls.items()), key=lambda c: -abs(c.pull))


def _named(feature: Feature, values: Mapping[str, float | None]) -> str:
    """A feature with the customer's value: "spending score (78 of 100)"."""
    value = values.get(feature.name)
    known = value is not None and not np.isnan(value)
    unit = unit_beside_label(feature)
    said = exact(round(value, 2), unit) if known else "not known, so taken as the middle"
    return f"{feature.in_a_sentence} ({said})"


def _comparison(model: Model, feature: Feature, a: int, b: int) -> str:
    """How the two segments differ, where their own figures say the same as their centres."""
    used = next(used for used in model.card.features if used.name == feature.name)
    one, other = model.card.segments[a], model.card.segments[b]
    value, against = (segment.statistic(feature.name, used.statistic) for segment in (one, other))
    centres = one.centre[feature.name] - other.centre[feature.name]
    figures = [quantity(figure, feature.unit) for figure in (value, against)]
    if (value - against) * centres <= 0 or figures[0] == figures[1]:
        return ""
    word = "" if feature.unit.yes_no else f"{INTRODUCED[used.statistic]} "
    here, there = compared(value, against, feature.unit).split(", against ")
    return f": {word}{here} here, against {there} in {other.name}"


def _labels(names: Sequence[str], recipe: Recipe) -> str:
    labels = together([recipe.feature(name).in_a_sentence for name in names])
    return labels[0].upper() + labels[1:]
