"""What to say before anything else of a list that is not one for its model."""

from segmentation.scoring.lists.misfit import BeyondTraining
from segmentation.scoring.lists.summary import Summary
from segmentation.words import number, together

MOST_LEFT_OUT = 0.5
MANY_DIGITS, FEW_DIGITS = 12, 4


def warning(summary: Summary) -> list[str]:
    """Why the segments are not to be relied on, in sentences; none where they are."""
    return [*_few_with_a_segment(summary), *_misfit(summary)]


def _few_with_a_segment(summary: Summary) -> list[str]:
    without = summary.customers - summary.scored
    if without <= MOST_LEFT_OUT * summary.customers:
        return []
    said = [f"Only {summary.scored:,} of {summary.customers:,} customers were given a segment."]
    if summary.left_out:
        most = max(summary.left_out, key=lambda left: left.customers)
        said.append(f"Most frequent reason for the others ({most.customers:,}): {most.reason}")
        said.append("Correct this in your list, and score it again.")
    return said


def _misfit(summary: Summary) -> list[str]:
    if summary.misfit is None:
        return []
    features = summary.misfit.features
    said = [
        "These segments are probably wrong: "
        f"{summary.unlike_anyone:,} of {summary.scored:,} customers are unlike anyone in the "
        "data the model was trained on.",
        *(_ranges(feature) for feature in features),
    ]
    if not features:
        said.append("Each value by itself could be, but they do not go together as they did there.")
    better = [f'"{model.title}" ({model.recipe})' for model in summary.misfit.fits_better]
    if better:
        said.append(f"The list fits the model {together(better)} better: score it with that one.")
    elif features:
        labels = together([feature.label for feature in features])
        said.append(f"Check {labels} in your list, correct what is wrong, and score it again.")
    return said


def _ranges(feature: BeyondTraining) -> str:
    here, there = (" to ".join(map(_written, ends)) for ends in (feature.here, feature.trained))
    asked = f": {feature.question}" if feature.question else "."
    return (
        f"{feature.label} runs from {here} here, and from {there} in the data the model was "
        f"trained on{asked}"
    )


def _written(value: float) -> str:
    return number(value, MANY_DIGITS if value == round(value) else FEW_DIGITS)
