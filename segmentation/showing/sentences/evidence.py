"""What the evidence says of the segments, in sentences."""

from segmentation.card.evidence import STABLE, Choice, Structure
from segmentation.words import NUMBERS, number, together

LEFT_OUT = (
    "The evidence was left out when this model was trained: whether there are groups at all, and "
    "how stable they are, is not known. Train it again without --no-evidence to find out."
)
VERDICTS = {
    ("none", None): "These customers form no groups of their own. The segments split them evenly: "
    "useful for sharing out work, not for describing people.",
    ("gradient", None): "These customers differ step by step, without borders between groups. "
    "The segments are useful slices; near an edge, a customer could go either way.",
    ("distinct", "weak"): "These customers fall into groups, though not far apart.",
    ("distinct", "clear"): "These customers fall into groups that stand apart.",
}


def verdict(structure: Structure) -> str:
    """Whether the segments are real, for everybody."""
    return VERDICTS[structure.verdict, structure.strength]


def caution(structure: Structure | None) -> str | None:
    """What to say wherever segments are shown, None where they stand for themselves."""
    if structure is None or structure.verdict == "distinct":
        return None
    return verdict(structure)


def grounds(structure: Structure) -> str:
    """The figures behind the verdict, for analysts."""
    start = (
        f"The best silhouette of 2 to 8 segments is {structure.silhouette:.3f}, on "
        f"{structure.customers:,} customers. With every column shuffled on its own, "
        f"p is {structure.permuted_p:.2f}."
    )
    side = "above" if structure.copula_excess >= 0 else "below"
    return (
        f"{start} It lies {abs(structure.copula_excess):.3f} {side} the average of customers with "
        "the same correlations and nothing else, "
        f"{number(abs(structure.copula_z), 2)} of their standard deviations."
    )


def supported(choice: Choice) -> str:
    """Which number of segments the full evidence speaks for."""
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
    return f"The evidence supports {_in_words(row.k)} segments: {together(told)}."


def in_use(choice: Choice, asked_by: str | None) -> str:
    """Which number of segments the model has, and why that one."""
    count = f"{_in_words(choice.chosen).capitalize()} segments are in use"
    if choice.asked is not None:
        return f"{count}, as {asked_by} asks for."
    if not choice.is_full:
        return f"{count}: the number with the best silhouette."
    if choice.evidence == 1:
        return f"{count}: the number with the best silhouette, since a number is needed."
    return f"{count}, which is what the evidence supports."


def elbow(choice: Choice) -> str:
    """Where the inertia bends."""
    if choice.elbow is None:
        return "Here there is no elbow."
    return f"Here the elbow is at {choice.elbow}."


def gap(choice: Choice) -> str:
    """Which number the gap statistic speaks for."""
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


def _in_words(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
