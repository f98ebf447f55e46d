"""True statements about a segment, each one checkable against the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, dist, inf, isnan, sqrt

from segmentation.card.features import Statistic
from segmentation.card.segments import (
    SMALLEST_EFFECT,
    SMALLEST_LEAD,
    Alike,
    Claim,
    Difference,
    MoreCommon,
    Profile,
    Size,
    Superlative,
)

# A superlative of two segments says no more than the comparison.
FEWEST_FOR_A_SUPERLATIVE = 3
# In a small segment a difference, or a share, is told only this many standard errors off.
STANDARD_ERRORS = 2
STANDARD_ERRORS_OF_A_SHARE = 3
# Centres farther apart than this, in standard deviations, are not called alike.
FARTHEST_ALIKE = 0.2
# Of fewer nobody says what they are like.
FEWEST_ALIKE = 10
# Below this, a share in a segment is a rarity there too, however rare it is elsewhere.
SMALLEST_SHARE = 0.2


@dataclass(frozen=True)
class Measured:
    """What claims are made from, and checked against.

    `segments` and `centres` are by id; a centre is in the scaled space, by feature, and
    only of features that may be spoken of. Those `by_median` are told by that, others by mean.
    `turnover` is the feature that adds up to what customers bring in. `sides` are by id, as
    `profiles.sides` returns them.
    """

    everybody: Profile
    segments: Mapping[int, Profile]
    centres: Mapping[int, Mapping[str, float]]
    by_median: frozenset[str] = frozenset()
    turnover: str | None = None
    sides: Mapping[int, Mapping[str, tuple[float, float]]] = field(default_factory=dict)


def make_claims(segment: int, measured: Measured) -> list[Claim]:
    """All claims that hold for a segment, by kind; of each kind the largest effect first."""
    features = measured.centres[segment]
    nearest = nearest_segment(segment, measured)
    compared_with = [None] if nearest is None else [None, nearest]
    made = [
        *(
            [_difference(segment, feature, other, measured) for feature in features]
            for other in compared_with
        ),
        [_superlative(segment, feature, measured) for feature in features],
        [_alike(segment, feature, measured) for feature in features],
        [
            _more_common(segment, category, value, measured)
            for category, shares in measured.segments[segment].categories.items()
            for value in shares
        ],
    ]
    told = [
        sorted((claim for claim in kind if claim and _is_worth_saying(claim)), key=_by_effect)
        for kind in made
    ]
    return [*(claim for kind in told for claim in kind), _size(segment, measured)]


def holds(claim: Claim, segment: int, measured: Measured) -> bool:
    """Whether a claim is true of the numbers, and worth saying.

    Of how many customers it is true is checked only where `sides` are there.
    """
    match claim:
        case Difference(against=other) if other in (None, nearest_segment(segment, measured)):
            again = _difference(segment, claim.feature, other, measured)
            if again and not measured.sides:
                again = again.model_copy(update={"share": claim.share})
        case Superlative():
            again = _superlative(segment, claim.feature, measured)
        case Alike():
            again = _alike(segment, claim.feature, measured)
        case MoreCommon():
            again = _more_common(segment, claim.category, claim.value, measured)
        case Size():
            return claim == _size(segment, measured)
        case _:
            return False
    return again == claim and _is_worth_saying(claim)


def against_everybody(claims: Sequence[Claim]) -> list[Difference]:
    """The claims that compare a segment with everybody, the largest effect first."""
    return [claim for claim in claims if isinstance(claim, Difference) and claim.against is None]


def without_echoes(
    claims: Sequence[Claim], indicates: Mapping[str, tuple[str, str]]
) -> list[Claim]:
    """Leave out that a segment seldom has a value of a category that it often has another of.

    Args:
        indicates: {feature: (category, value)}, for the features that are indicators.
    """
    often = {
        indicates[claim.feature][0]
        for claim in against_everybody(claims)
        if claim.feature in indicates and claim.direction == "higher"
    }
    return [
        claim
        for claim in claims
        if not isinstance(claim, Difference | Superlative)
        or claim.direction == "higher"
        or claim.feature not in indicates
        or indicates[claim.feature][0] not in often
    ]


def nearest_segment(segment: int, measured: Measured) -> int | None:
    """The id of the segment whose centre is nearest; None where there is no other."""
    own = measured.centres[segment]
    others = [other for other in measured.centres if other != segment]
    return min(
        others,
        key=lambda other: (dist(own.values(), measured.centres[other].values()), other),
        default=None,
    )


def likenesses(claims: Sequence[Claim]) -> list[Alike]:
    """The claims that a segment is as everybody is on a feature."""
    return [claim for claim in claims if isinstance(claim, Alike)]


def _difference(
    segment: int, feature: str, against: int | None, measured: Measured
) -> Difference | None:
    """How a segment differs on a feature; None where values and centres disagree."""
    other = measured.everybody if against is None else measured.segments[against]
    centre = 0.0 if against is None else measured.centres[against][feature]
    value, reference = (
        _statistic(profile, feature, measured) for profile in (measured.segments[segment], other)
    )
    effect = measured.centres[segment][feature] - centre
    sides = measured.sides.get(segment, {}).get(feature) if against is None else None
    # Said this way round, for a segment of which the feature is not known.
    if not (value - reference) * effect > 0:
        return None
    return Difference(
        feature=feature,
        direction="higher" if effect > 0 else "lower",
        statistic=_named_statistic(feature, measured),
        value=value,
        reference=reference,
        effect=effect,
        threshold=_threshold(SMALLEST_EFFECT, measured.segments[segment], other),
        against=against,
        share=sides and sides[effect > 0],
    )


def _superlative(segment: int, feature: str, measured: Measured) -> Superlative | None:
    """In what a segment leads all others; None where it is between them."""
    others = [other for other in measured.segments if other != segment]
    if len(others) + 1 < FEWEST_FOR_A_SUPERLATIVE:
        return None
    if any(isnan(_statistic(p, feature, measured)) for p in measured.segments.values()):
        return None
    value = _statistic(measured.segments[segment], feature, measured)
    values = [_statistic(measured.segments[other], feature, measured) for other in others]
    centres = [measured.centres[other][feature] for other in others]
    own = measured.centres[segment][feature]
    if value > max(values) and own > max(centres):
        direction, reference, lead = "higher", max(values), own - max(centres)
    elif value < min(values) and own < min(centres):
        direction, reference, lead = "lower", min(values), min(centres) - own
    else:
        return None
    return Superlative(
        feature=feature,
        direction=direction,
        statistic=_named_statistic(feature, measured),
        value=value,
        reference=reference,
        effect=lead,
        threshold=_threshold(SMALLEST_LEAD, measured.segments[segment]),
    )


def _alike(segment: int, feature: str, measured: Measured) -> Alike | None:
    """That a segment is on a feature as everybody is; None where centres lie apart, or of few."""
    own, everybody = measured.segments[segment], measured.everybody
    if own.size < FEWEST_ALIKE or not abs(measured.centres[segment][feature]) <= FARTHEST_ALIKE:
        return None
    value, reference = (_statistic(profile, feature, measured) for profile in (own, everybody))
    (first, third), (low, high) = (p.middle_half[feature] for p in (own, everybody))
    middle = everybody.median[feature]
    # Around everybody's middle, and no wider than everybody: segments are narrower.
    apart = max(abs(value - reference), first - middle, middle - third, low - first, third - high)
    return Alike(
        feature=feature,
        statistic=_named_statistic(feature, measured),
        value=value,
        reference=reference,
        effect=apart / (high - low) if high > low else inf if apart else 0.0,
        width=(third - first) / (high - low) if high > low else 1.0,
    )


def _more_common(segment: int, category: str, value: str, measured: Measured) -> MoreCommon | None:
    """How much more common a value is than among everybody; None where it is rare here too."""
    profile = measured.segments[segment]
    share = profile.categories.get(category, {}).get(value, 0.0)
    reference = measured.everybody.categories.get(category, {}).get(value, 0.0)
    known = profile.known.get(category, profile.size)
    if share <= reference or share < SMALLEST_SHARE or 2 * known < profile.size:
        return None
    return MoreCommon(
        category=category,
        value=value,
        share=share,
        reference=reference,
        effect=2 * (asin(sqrt(min(share, 1))) - asin(sqrt(reference))),
        threshold=max(SMALLEST_EFFECT, STANDARD_ERRORS_OF_A_SHARE / sqrt(known)),
    )


def _size(segment: int, measured: Measured) -> Size:
    profile, turnover = measured.segments[segment], measured.turnover
    part = _part(profile, measured.everybody, turnover) if turnover else None
    return Size(
        size=profile.size,
        share=profile.share,
        turnover=None if part is None else turnover,
        part=part,
    )


def _part(segment: Profile, everybody: Profile, turnover: str) -> float | None:
    """The segment's part of the sum over everybody; None where sums below 0 make it none."""
    whole = everybody.mean[turnover] * everybody.size
    part = segment.mean[turnover] * segment.size / whole if whole > 0 else -1
    return part if 0 <= part <= 1 else None


def _threshold(least: float, *groups: Profile) -> float:
    return max(least, STANDARD_ERRORS / sqrt(min(group.size for group in groups)))


def _is_worth_saying(claim: Difference | Superlative | Alike | MoreCommon) -> bool:
    if isinstance(claim, Alike):
        return claim.effect <= claim.threshold
    return abs(claim.effect) >= claim.threshold


def _by_effect(claim: Difference | Superlative | Alike | MoreCommon) -> float:
    return -abs(claim.effect)


def _named_statistic(feature: str, measured: Measured) -> Statistic:
    return "median" if feature in measured.by_median else "mean"


def _statistic(profile: Profile, feature: str, measured: Measured) -> float:
    return profile.statistic(feature, _named_statistic(feature, measured))
