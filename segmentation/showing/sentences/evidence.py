"""What the evidence says of the segments, in sentences."""

from collections import Counter
from collections.abc import Sequence

from segmentation.card.card import Card
from segmentation.card.evidence import (
    LARGEST_P,
    SMALLEST_Z,
    STABLE,
    Choice,
    Crowds,
    Structure,
)
from segmentation.card.segments import FIRM, NOT_FIRM, Segment
from segmentation.recipes.recipe import Recipe
from segmentation.showing.sentences.methods import with_gaps
from segmentation.words import NUMBERS, number, percent, quantity, together

LEFT_OUT = (
    "The evidence was left out when this model was trained: whether there are groups at all, and "
    "how stable they are, is not known. Train it again without --no-evidence to find out."
)
VERDICTS = {
    ("none", None): "These customers form no groups of their own. The segments only divide them "
    "up: useful for sharing out work, not for describing people.",
    ("gradient", None): "These customers differ step by step, without borders between groups. "
    "The segments are useful slices; near an edge, a customer could go either way.",
    ("distinct", "weak"): "These customers fall into groups, though not far apart.",
    ("distinct", "clear"): "These customers fall into clear groups, which touch at their edges.",
}
STAND_APART = "These customers fall into groups that stand apart."
# From here on a share is written as 100%, or as more than 99%.
MORE_THAN = 0.995


def verdict(card: Card, recipe: Recipe) -> str:
    """Whether the segments are real, for everybody; the card has the evidence."""
    structure = card.structure
    if structure.verdict == "distinct" and structure.strength is None:
        return f"{_crowds(structure.features, recipe)} {_all_else(structure)}"
    if structure.strength == "clear" and card.methods and with_gaps(card.methods):
        return STAND_APART
    return VERDICTS[structure.verdict, structure.strength]


def cautions(card: Card, recipe: Recipe) -> list[str]:
    """What to say wherever segments are shown; nothing where they stand for themselves."""
    if card.structure is None:
        return []
    told = [] if card.structure.verdict == "distinct" else [verdict(card, recipe)]
    if card.choice.evidence == card.k:
        return told
    if card.choice.asked is not None:
        told.append(f"{in_use(card)} {instead(card)}")
    return [*told, *firmness(card.segments)]


def firmness(segments: Sequence[Segment]) -> list[str]:
    """How many of the segments other samples of the customers would give again, in a sentence."""
    known = [segment.stability for segment in segments if segment.stability is not None]
    if not known:
        return []
    counts = {
        "firm": sum(value >= FIRM for value in known),
        "fairly firm": sum(NOT_FIRM <= value < FIRM for value in known),
        "not firm": sum(value < NOT_FIRM for value in known),
    }
    start = "In other samples of these customers"
    least, most = percent(min(known)), percent(max(known))
    if counts["firm"] == len(known):
        # Of 100%, and of more than 99%, there is no more.
        open_ended = "" if min(known) >= MORE_THAN else " or more"
        return [f"All are firm: {start.lower()}, {least}{open_ended} of each stays the same."]
    span = least if least == most else f"{least} to {most}"
    if counts["not firm"] == len(known):
        return [f"None is firm: {start.lower()}, {span} of each stays the same."]
    told = [f"{in_words(count)} {how}" for how, count in counts.items() if count]
    return [f"{start}, {span} of a segment stays the same: {together(told)}."]


def how_firm(segment: Segment) -> str | None:
    """How far other samples of the customers give this segment again; None: not measured."""
    if segment.stability is None:
        return None
    stays = (
        f"in other samples of these customers, {percent(segment.stability)} of it stays the same"
    )
    if segment.stability >= FIRM:
        return f"Firm: {stays}."
    if segment.stability >= NOT_FIRM:
        return f"Fairly firm: {stays}."
    return f"Not firm: {stays}. Build nothing on it alone."


def grounds(structure: Structure) -> str:
    """The figures behind the verdict, for analysts."""
    start = (
        f"The best silhouette of 2 to 8 segments is {structure.silhouette:.3f}, on "
        f"{structure.customers:,} customers. With every column shuffled on its own, "
        f"p is {structure.permuted_p:.2f}."
    )
    side = "above" if structure.copula_excess >= 0 else "below"
    alone = [found.feature for found in structure.features]
    crowds = f" Crowds in single features (dip test): {together(alone)}." if alone else ""
    return (
        f"{start} It lies {abs(structure.copula_excess):.3f} {side} the average of customers with "
        "the same correlations and nothing else, "
        f"{number(abs(structure.copula_z), 2)} of their standard deviations.{crowds}"
    )


def supported(card: Card) -> str:
    """Which number of segments the full evidence speaks for."""
    choice = card.choice
    if choice.evidence == 1:
        return (
            f"No number of segments holds up: none from {choice.table[0].k} to "
            f"{choice.table[-1].k} is found again in other samples of these customers."
        )
    row = next(row for row in choice.table if row.k == choice.evidence)
    told = [f"a silhouette of {row.silhouette:.3f}"]
    if row.is_stable:
        told.append(f"a stability of {row.stability:.2f}")
    if row.predicts_itself:
        told.append(f"a prediction strength of {row.prediction_strength:.2f}")
    if len(told) == 1:
        return (
            f"Samples of these customers speak for {in_words(row.k)} segments most often, though "
            f"neither stability nor prediction strength reaches {STABLE} there."
        )
    if _are_parts(card):
        return f"{in_words(row.k).capitalize()} parts are found again best: {together(told)}."
    return f"The evidence supports {in_words(row.k)} segments: {together(told)}."


def repeated(choice: Choice) -> str:
    """How often each number came out of samples; the choice has the full evidence."""
    often = Counter(choice.repeats).most_common()
    told = [f"{_for_how_many(k)} ({count})" for k, count in often]
    samples = in_words(len(choice.repeats)).capitalize()
    return f"{samples} samples of these customers, each alone, speak {together(told)}."


def in_use(card: Card) -> str:
    """Which number of segments the model has, and why that one."""
    choice = card.choice
    count = f"{in_words(choice.chosen).capitalize()} segments are in use"
    if choice.asked is not None:
        return f"{count}, as {card.asked_by} asks for."
    if not choice.is_full:
        return f"{count}: the number with the best silhouette."
    if choice.evidence == 1:
        return f"{count}: the number with the best silhouette, since a number is needed."
    if not _holds_up(choice):
        return f"{count}: the number that samples speak for most often, since a number is needed."
    if _are_parts(card):
        return f"{count}: the number that is found again best, since a number is needed."
    return f"{count}, which is what the evidence supports."


def elbow(choice: Choice) -> str:
    """Where the inertia bends."""
    if choice.elbow is None:
        return "Here there is no elbow."
    return f"Here the elbow is at {choice.elbow}."


def gap(choice: Choice) -> str:
    """Which number the gap statistic speaks for."""
    if choice.gap_answer is None and len(set(choice.gap_answers)) > 1:
        answers = ["none" if answer is None else str(answer) for answer in choice.gap_answers]
        return f"Here samples do not agree ({', '.join(answers)}), so it settles nothing."
    if choice.gap_answer is None:
        return "Here it keeps rising, so it settles nothing."
    if choice.gap_answer == 1:
        return "Here it speaks for a single segment: no partition is worth it."
    return f"Here it speaks for {choice.gap_answer}."


def stable_numbers(choice: Choice) -> str:
    """Which numbers of segments are stable."""
    return _those_that_reach([row.k for row in choice.table if row.is_stable])


def predicted_numbers(choice: Choice) -> str:
    """Which numbers of segments predict themselves."""
    return _those_that_reach([row.k for row in choice.table if row.predicts_itself])


def _those_that_reach(numbers: list[int]) -> str:
    if not numbers:
        return f"Here no number reaches {STABLE}."
    verb = "reaches" if len(numbers) == 1 else "reach"
    return f"Here {together([str(k) for k in numbers])} {verb} {STABLE}, within one standard error."


def _crowds(features: Sequence[Crowds], recipe: Recipe) -> str:
    told = []
    for found in features:
        feature = recipe.feature(found.feature)
        values = [f"about {quantity(value, feature.unit)}" for value in found.typical]
        groups = f"{in_words(len(values))} groups" if not told else in_words(len(values))
        told.append(f"{feature.in_a_sentence} into {groups}, {together(values)}")
    first = told[0].replace(" into ", " these customers fall into ", 1)
    return f"By {'; by '.join([first, *told[1:]])}."


def _all_else(structure: Structure) -> str:
    """What shows beside crowds in single features, whose verdict hides what all together show."""
    if structure.permuted_p > LARGEST_P and structure.copula_z < SMALLEST_Z:
        return "In nothing else do they part."
    return "In all else they differ step by step."


def instead(card: Card) -> str:
    """Which number the evidence supports instead of the one in use."""
    if card.choice.evidence == 1 or not _holds_up(card.choice) or _are_parts(card):
        return "The evidence supports no number."
    return f"The evidence supports {in_words(card.choice.evidence)}."


def _holds_up(choice: Choice) -> bool:
    """Whether all customers together bear out the number that samples spoke for."""
    row = next(row for row in choice.table if row.k == choice.evidence)
    return row.is_stable or row.predicts_itself


def _are_parts(card: Card) -> bool:
    """Whether the segments are parts of what has no groups: no number of these is right."""
    return card.structure is not None and card.structure.verdict == "none"


def _for_how_many(segments: int) -> str:
    return "for none" if segments == 1 else f"for {in_words(segments)} segments"


def in_words(count: int) -> str:
    """A number of segments as it stands in a sentence."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
