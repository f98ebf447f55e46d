"""True statements about a segment, each one checkable against its numbers."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel

from segmentation.profiles import Profile

SMALLEST_EFFECT = 0.3


class Claim(BaseModel, frozen=True):
    """A segment stands higher or lower on a feature than everybody does.

    `value` and `everybody` are the mean, or for a lopsided feature the median,
    in the customers' own values. `effect` is the distance between the segment's
    centre and the average customer in standard deviations of the scaled feature;
    a claim is made from `threshold` on.
    """

    feature: str
    direction: Literal["higher", "lower"]
    statistic: Literal["mean", "median"]
    value: float
    everybody: float
    effect: float
    threshold: float = SMALLEST_EFFECT


def make_claims(
    segment: Profile,
    everybody: Profile,
    *,
    centre: Mapping[str, float],
    lopsided: Sequence[str],
) -> list[Claim]:
    """All claims that hold for a segment, the largest effect first.

    Args:
        centre: the segment's centre in the scaled space, by feature.
        lopsided: features that are compared by median.
    """
    claims = [
        _claim(segment, everybody, feature, effect, "median" if feature in lopsided else "mean")
        for feature, effect in centre.items()
    ]
    return sorted((c for c in claims if holds(c, segment, everybody)), key=lambda c: -abs(c.effect))


def without_echoes(
    claims: Sequence[Claim], indicates: Mapping[str, tuple[str, str]]
) -> list[Claim]:
    """Leave out that a segment seldom has a value of a category that it often has another of.

    Args:
        indicates: {feature: (category, value)}, for the features that are indicators.
    """
    often = {
        indicates[claim.feature][0]
        for claim in claims
        if claim.feature in indicates and claim.direction == "higher"
    }
    return [
        claim
        for claim in claims
        if claim.direction == "higher"
        or claim.feature not in indicates
        or indicates[claim.feature][0] not in often
    ]


def holds(claim: Claim, segment: Profile, everybody: Profile) -> bool:
    """Whether a claim is true of the numbers, and large enough to be worth saying."""
    value = getattr(segment, claim.statistic)[claim.feature]
    reference = getattr(everybody, claim.statistic)[claim.feature]
    if (value, reference) != (claim.value, claim.everybody):
        return False
    sign = 1 if claim.direction == "higher" else -1
    return sign * (value - reference) > 0 and sign * claim.effect >= claim.threshold


def _claim(
    segment: Profile, everybody: Profile, feature: str, effect: float, statistic: str
) -> Claim:
    return Claim(
        feature=feature,
        direction="higher" if effect > 0 else "lower",
        statistic=statistic,
        value=getattr(segment, statistic)[feature],
        everybody=getattr(everybody, statistic)[feature],
        effect=effect,
    )
