"""What decides the segment of a customer of whom not everything is known, in sentences."""

from collections.abc import Sequence
from itertools import pairwise

from segmentation.answering.missing.missing_values import Undecided
from segmentation.answering.what_if.ranges import Possible, Stretch, possible_values
from segmentation.answering.what_if.single_changes import figure, unit_beside_label
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature
from segmentation.words import NUMBERS, span, together

AS_FAR_AS_TRIED = ", as far as tried"
MOST_NAMED = 3
NOTHING_RULES_OUT = "No missing value alone rules it out."


def summary(found: Undecided, model: Model) -> str:
    """How much is open: "Without annual income, two segments are possible"."""
    missing = _missing(found, model)
    tried = "" if found.exact else AS_FAR_AS_TRIED
    if len(found.segments) == 1:
        values = "value is" if len(found.fields) == 1 else "values are"
        only = model.card.segments[found.segments[0]].name
        return f"Whatever the missing {values} ({missing}), this customer is in {only}{tried}."
    count = len(found.segments)
    if count == len(model.card.segments):
        said = "both segments are" if count == 2 else "every segment is"
    else:
        said = f"{_counted(count)} segments are"
    return f"Without {missing}, {said} possible{tried}."


def deciding(found: Undecided, model: Model) -> list[str]:
    """For each missing value with which one segment alone is possible, where that is so.

    "With annual income up to $62k: Careful spenders; above that: Big spenders." Where several
    are missing it begins with "Whatever the rest", since the others do not matter there.
    """
    if len(found.segments) < 2:
        return []
    opening = "With" if len(found.fields) == 1 else "Whatever the rest, with"
    ending = "" if found.exact else AS_FAR_AS_TRIED
    said = []
    for name, parts in found.fields.items():
        feature = model.recipe.feature(name)
        grid = possible_values(model, feature)
        sole = sole_stretches(parts, grid)
        if sole:
            cases = "; ".join(
                f"{words}: {model.card.segments[part.segment].name}"
                for words, part in zip(_cases(sole, feature, grid), sole)
            )
            said.append(f"{opening} {_named(name, model)} {cases}{ending}.")
    return said


def condition(segment: int, found: Undecided, model: Model) -> str:
    """With which of the missing values a segment is possible; with others it is not."""
    told = []
    for name, parts in found.fields.items():
        feature = model.recipe.feature(name)
        grid = possible_values(model, feature)
        own = [part for part in parts if part.segment == segment]
        ranges = [_range(part, feature, grid) for part in own]
        if all(ranges):
            told.append(f"{_named(name, model)} {' or '.join(ranges)}")
    if not told:
        return NOTHING_RULES_OUT
    only = "With" if len(found.fields) == 1 else "Only with"
    ending = "" if found.exact else AS_FAR_AS_TRIED
    return f"{only} {together(told)}{ending}."


def taken_into_account(names: Sequence[str], model: Model) -> str:
    """Which values the missing ones are thought to have."""
    if len(names) > MOST_NAMED:
        return "As far as the data goes: each missing value is one of those seen in it."
    ranges = []
    for name in names:
        feature = model.recipe.feature(name)
        grid = possible_values(model, feature)
        ends = grid.value(grid.first), grid.value(grid.last)
        values = span(*ends, unit_beside_label(feature))
        ranges.append(f"{_named(name, model)} {values}")
    return f"As far as the data goes: {together(ranges)}."


def sole_stretches(parts: Sequence[Stretch], grid: Possible) -> list[Stretch]:
    """Where one segment alone is possible, from the lowest values to the highest.

    Args:
        parts: the stretches of one field, which may overlap.
        grid: the values that the field can have.
    """
    ranks = {
        part: (round(part.lowest * grid.per), round(part.highest * grid.per)) for part in parts
    }
    cuts = sorted({cut for low, high in ranks.values() for cut in (low, high + 1)})
    sole: list[Stretch] = []
    for first, after in pairwise(cuts):
        there = {part.segment for part, (low, high) in ranks.items() if low <= first <= high}
        if len(there) != 1:
            continue
        piece = Stretch(there.pop(), grid.value(first), grid.value(after - 1))
        last = sole[-1] if sole else None
        if last and last.segment == piece.segment and _follows(piece, last, grid):
            sole[-1] = Stretch(last.segment, last.lowest, piece.highest)
        else:
            sole.append(piece)
    return sole


def _cases(parts: Sequence[Stretch], feature: Feature, grid: Possible) -> list[str]:
    words = [_range(part, feature, grid) for part in parts]
    if len(parts) > 1 and _follows(parts[-1], parts[-2], grid) and _to_the_end(parts[-1], grid):
        words[-1] = "above that"
    return words


def _range(part: Stretch, feature: Feature, grid: Possible) -> str:
    """Values in words: "up to $62k"; nothing where they are all that are possible."""
    from_the_start = part.lowest <= grid.value(grid.first)
    if from_the_start and _to_the_end(part, grid):
        return ""
    if from_the_start and part.highest != feature.lowest:
        return f"up to {figure(part.highest, feature)}"
    if _to_the_end(part, grid):
        return f"from {figure(part.lowest, feature)} up"
    if part.lowest == part.highest:
        return f"of exactly {figure(part.lowest, feature)}"
    return f"from {span(part.lowest, part.highest, unit_beside_label(feature))}"


def _follows(part: Stretch, before: Stretch, grid: Possible) -> bool:
    return round(part.lowest * grid.per) == round(before.highest * grid.per) + 1


def _to_the_end(part: Stretch, grid: Possible) -> bool:
    return part.highest >= grid.value(grid.last)


def _missing(found: Undecided, model: Model) -> str:
    if len(found.fields) > MOST_NAMED:
        return f"{_counted(len(found.fields))} of the values"
    return together([_named(name, model) for name in found.fields])


def _named(name: str, model: Model) -> str:
    return model.recipe.feature(name).in_a_sentence


def _counted(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
