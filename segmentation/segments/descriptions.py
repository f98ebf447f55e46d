"""Claims as sentences about a segment."""

from collections.abc import Mapping, Sequence

from segmentation.card.segments import Claim, Difference, MoreCommon, Size, Superlative
from segmentation.recipes.recipe import End, Feature, Recipe
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.claims import against_everybody, likenesses
from segmentation.words import (
    INTRODUCED,
    compared,
    percent,
    said_together,
    times_as_much,
    together,
)

MOST_CLAIMS = 3
MOST_SUPERLATIVES = 2
NOTHING_STANDS_OUT = "Nothing compared here sets them clearly apart from the others."


def end_of(claim: Difference | Superlative, feature: Feature) -> End:
    """The words for the end of the feature that the claim points to."""
    return feature.high if claim.direction == "higher" else feature.low


def headline(claims: Sequence[Claim], recipe: Recipe) -> str:
    """The strongest claims in one sentence without figures.

    "They earn more and are younger than other customers."
    """
    strongest = against_everybody(claims)[:MOST_CLAIMS]
    if not strongest:
        return NOTHING_STANDS_OUT
    said = [end_of(claim, recipe.feature(claim.feature)).compared for claim in strongest]
    return f"They {said_together(said)} than other customers."


def describe(claims: Sequence[Claim], recipe: Recipe, names: Mapping[int, str]) -> str:
    """A segment in a few sentences, each of which says claims.

    How it differs from everybody, and in what it does not; what is more common in it; in what it
    leads all others; the segment most like it; its size.

    Args:
        names: the segments', by id.
    """
    strongest = against_everybody(claims)[:MOST_CLAIMS]
    return " ".join(
        [
            reasons(strongest, recipe) or NOTHING_STANDS_OUT,
            *_likenesses(claims, recipe),
            *_commoner(claims, recipe),
            *_superlatives(claims, recipe),
            *_neighbour(claims, recipe, names),
            *_size(claims),
        ]
    )


def reasons(claims: Sequence[Difference | MoreCommon], recipe: Recipe) -> str:
    """Claims against everybody with their figures, in as few sentences as they take.

    "They are younger (on average 25 years, against 39 among everybody) and earn more
    (typically $86.5k, against $60.6k). 74% have a card, against 50% among everybody." Empty
    without any.
    """
    shares = [claim for claim in claims if _is_of_a_share(claim, recipe)]
    measured = [claim for claim in claims if claim not in shares]
    said = [_compared_with_everybody(measured, recipe)] if measured else []
    return " ".join([*said, *(_share(claim, recipe) for claim in shares)])


def _compared_with_everybody(claims: Sequence[Difference], recipe: Recipe) -> str:
    said, introduced = [], None
    for at, claim in enumerate(claims):
        # A word that introduced the figures before holds for these as well.
        word = "" if claim.statistic == introduced else f"{INTRODUCED[claim.statistic]} "
        introduced = claim.statistic
        whose = "" if at else " among everybody"
        said.append(f"{_phrase(claim, recipe)} ({word}{_figures(claim, recipe)}{whose})")
    return f"They {said_together(said)}."


def _is_of_a_share(claim: Difference | MoreCommon, recipe: Recipe) -> bool:
    return isinstance(claim, MoreCommon) or recipe.feature(claim.feature).unit.yes_no


def _share(claim: Difference | MoreCommon, recipe: Recipe) -> str:
    """How many have it, of the segment and of everybody."""
    if isinstance(claim, MoreCommon):
        share, said = claim.share, recipe.category(claim.category).saying(claim.value)
    else:
        share, said = claim.value, recipe.feature(claim.feature).said
    part = {0: "none", 1: "all"}.get(share, percent(share))
    whole = percent(claim.reference)
    return f"{part[0].upper()}{part[1:]} {said}, against {whole} among everybody."


def _likenesses(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    """In what they do not differ, in the order of the recipe; a share is no such thing.

    Where they are close together, and everybody is not, they are no more than in the middle.
    """
    alike = {claim.feature: claim.is_in_the_middle for claim in likenesses(claims)}
    told = []
    for in_the_middle, said in ((False, "they are like everybody"), (True, "they are in between")):
        labels = [
            feature.in_a_sentence
            for feature in recipe.features
            if alike.get(feature.name) is in_the_middle and not feature.unit.yes_no
        ]
        told += [f"In {together(labels)} {said}."] if labels else []
    return told


def _commoner(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    """The value that stands out most; a feature of its own, or a group, is told elsewhere."""
    told_elsewhere = {f.indicates[0] for f in recipe.features if f.indicates}
    told_elsewhere |= {RFM_GROUP} if recipe.rfm else set()
    for claim in claims:
        if isinstance(claim, MoreCommon) and claim.category not in told_elsewhere:
            return [_share(claim, recipe)]
    return []


def _superlatives(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    said = [
        end_of(claim, recipe.feature(claim.feature)).most
        for claim in claims
        if isinstance(claim, Superlative)
    ]
    told = [most for most in said if most][:MOST_SUPERLATIVES]
    return [f"Of all segments, they {said_together(told)}."] if told else []


def _neighbour(claims: Sequence[Claim], recipe: Recipe, names: Mapping[int, str]) -> list[str]:
    """The nearest other segment, and in what it differs most, from its side.

    Of two segments there is no nearest.
    """
    if len(names) == 2:
        return []
    for claim in claims:
        if isinstance(claim, Difference) and claim.against is not None:
            other = claim.model_copy(
                update={
                    "direction": "lower" if claim.direction == "higher" else "higher",
                    "value": claim.reference,
                    "reference": claim.value,
                }
            )
            shares = recipe.feature(claim.feature).unit.yes_no
            word = "" if shares else f"{INTRODUCED[claim.statistic]} "
            return [
                f'The segment most like them is "{names[claim.against]}", who '
                f"{_phrase(other, recipe)} ({word}{_figures(other, recipe)})."
            ]
    return []


def _size(claims: Sequence[Claim]) -> list[str]:
    return [of_everybody(claim) for claim in claims if isinstance(claim, Size)]


def of_everybody(claim: Size) -> str:
    """How many customers are like this, and what they bring in."""
    size = percent(claim.share)
    said = f"{size[0].upper()}{size[1:]} of customers are like this"
    if claim.turnover is None:
        return f"{said}."
    return f"{said}; together they brought in {percent(claim.part)} of all that was spent."


def _phrase(claim: Difference, recipe: Recipe) -> str:
    feature = recipe.feature(claim.feature)
    ratio = _ratio(claim, feature)
    return end_of(claim, feature).compared if ratio is None else feature.times.format(ratio)


def _ratio(claim: Difference, feature: Feature) -> str | None:
    if not feature.times:
        return None
    return times_as_much(claim.value, claim.reference, feature.unit)


def _figures(claim: Difference, recipe: Recipe) -> str:
    return compared(claim.value, claim.reference, recipe.feature(claim.feature).unit)
