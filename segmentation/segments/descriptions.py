"""Claims as sentences about a segment."""

from collections.abc import Mapping, Sequence

from segmentation.card.segments import Claim, Difference, MoreCommon, Size, Superlative
from segmentation.recipes.recipe import End, Feature, Recipe
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.claims import against_everybody
from segmentation.words import compared, in_a_sentence, quantity, share, times, together

MOST_CLAIMS = 3
MOST_SUPERLATIVES = 2
NOTHING_STANDS_OUT = "They are close to the average customer in everything compared here."
# Which customer a segment is compared with, by the statistic.
CUSTOMER = {"mean": "the average customer", "median": "the typical customer"}
REFERENCE = {"mean": "than average", "median": "than is typical"}


def end_of(claim: Difference | Superlative, feature: Feature) -> End:
    """The words for the end of the feature that the claim points to."""
    return feature.high if claim.direction == "higher" else feature.low


def headline(claims: Sequence[Claim], recipe: Recipe) -> str:
    """The strongest claims in one sentence without figures.

    "They earn more and are younger than average."
    """
    told = against_everybody(claims)[:MOST_CLAIMS]
    if not told:
        return NOTHING_STANDS_OUT
    parts = []
    for statistic, reference in REFERENCE.items():
        said = [
            end_of(claim, recipe.feature(claim.feature)).compared
            for claim in told
            if claim.statistic == statistic
        ]
        if said:
            parts.append(f"{together(said)} {reference}")
    return f"They {together(parts)}."


def describe(claims: Sequence[Claim], recipe: Recipe, names: Mapping[int, str]) -> str:
    """A segment in a few sentences, each of which says claims.

    How it differs from everybody; what is more common in it; in what it leads all others; the
    segment most like it; its size.

    Args:
        names: the segments', by id.
    """
    return " ".join(
        [
            *(_comparisons(against_everybody(claims), recipe) or [NOTHING_STANDS_OUT]),
            *_commoner(claims, recipe),
            *_superlatives(claims, recipe),
            *_neighbour(claims, recipe, names),
            *_size(claims, recipe),
        ]
    )


def reason(claim: Difference | MoreCommon, recipe: Recipe) -> str:
    """One claim against everybody, as what "they" do: "earn 1.5 times as much as ..."."""
    if isinstance(claim, MoreCommon):
        return _more_common(claim, recipe)
    feature = recipe.feature(claim.feature)
    ratio = _ratio(claim, feature)
    if ratio is None:
        return f"{end_of(claim, feature).compared} {REFERENCE[claim.statistic]}"
    return f"{feature.times.format(ratio)} as {CUSTOMER[claim.statistic]}"


def _comparisons(claims: Sequence[Difference], recipe: Recipe) -> list[str]:
    """One sentence for what is compared with the average customer, one with the typical."""
    sentences = []
    for statistic, customer in CUSTOMER.items():
        said = [
            f"{_phrase(claim, recipe)} ({_figures(claim, recipe)})"
            for claim in claims[:MOST_CLAIMS]
            if claim.statistic == statistic
        ]
        if said:
            sentences.append(f"Compared with {customer}, they {together(said)}.")
    return sentences


def _commoner(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    """The value that stands out most; a feature of its own, or a group, is told elsewhere."""
    told_elsewhere = {f.indicates[0] for f in recipe.features if f.indicates}
    told_elsewhere |= {RFM_GROUP} if recipe.rfm else set()
    for claim in claims:
        if isinstance(claim, MoreCommon) and claim.category not in told_elsewhere:
            return [f"{_more_common(claim, recipe)}."]
    return []


def _superlatives(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    said = [
        end_of(claim, recipe.feature(claim.feature)).most
        for claim in claims
        if isinstance(claim, Superlative)
    ]
    told = [most for most in said if most][:MOST_SUPERLATIVES]
    return [f"Of all segments, they {together(told)}."] if told else []


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
            return [
                f'The segment most like them is "{names[claim.against]}", who '
                f"{_phrase(other, recipe)} ({_figures(other, recipe)})."
            ]
    return []


def _size(claims: Sequence[Claim], recipe: Recipe) -> list[str]:
    return [_of_everybody(claim, recipe) for claim in claims if isinstance(claim, Size)]


def _of_everybody(claim: Size, recipe: Recipe) -> str:
    """How many customers are like this, and what they bring in."""
    size = share(claim.share)
    said = f"{size[0].upper()}{size[1:]} {_verb(size)} like this"
    if claim.turnover is None or not 0.005 <= claim.part <= 0.995:
        return f"{said}."
    unit = recipe.feature(claim.turnover).unit
    part, whole = (quantity(value, unit, digits=2) for value in (100 * claim.part, 100))
    return f"{said}; together they brought in {part} of every {whole} spent."


def _more_common(claim: MoreCommon, recipe: Recipe) -> str:
    category = recipe.category(claim.category)
    had = f'have {in_a_sentence(category.label)} "{claim.value}"'
    said = category.said.format(claim.value) if category.said else had
    return f"{_of_100(claim.share)} {said}, against {_of_100(claim.reference)} among everybody"


def _of_100(part: float) -> str:
    """A share as people count: it is none, or all, only where it is."""
    count = round(100 * part)
    if count == 0 < part:
        return "fewer than 1 of 100"
    return "nearly all" if count == 100 and part < 1 else f"{count} of 100"


def _phrase(claim: Difference, recipe: Recipe) -> str:
    feature = recipe.feature(claim.feature)
    ratio = _ratio(claim, feature)
    return end_of(claim, feature).compared if ratio is None else feature.times.format(ratio)


def _ratio(claim: Difference, feature: Feature) -> str | None:
    if not feature.times or claim.reference <= 0:
        return None
    return times(claim.value / claim.reference)


def _figures(claim: Difference, recipe: Recipe) -> str:
    if recipe.feature(claim.feature).indicates:
        return f"{_of_100(claim.value)}, against {_of_100(claim.reference)}"
    return compared(claim.value, claim.reference, recipe.feature(claim.feature).unit)


def _verb(size: str) -> str:
    return "is" if size.startswith(("one in", "about one", "1 of")) else "are"
