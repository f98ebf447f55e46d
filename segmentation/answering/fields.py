"""What one has to tell of a customer: the fields, and what is wrong with what was told."""

from collections.abc import Mapping, Sequence

from segmentation.answering.assignment import check_choice, check_value
from segmentation.card.card import Card
from segmentation.customers.features import asked_for
from segmentation.errors import SegmentationError, UnknownField, WrongValue
from segmentation.models.model import Model
from segmentation.recipes.recipe import Category, Feature

# A number, or a category whose values are features.
Field = Feature | Category
MOST_UNKNOWN = 10


def asked_fields(model: Model) -> list[Field]:
    """What is asked for: the numbers, then one choice for each category that is features."""
    numbers = asked_for(model.card.feature_names, model.recipe)
    choices = [model.recipe.category(name) for name in model.card.one_hot]
    return [*(feature for feature in numbers if not feature.indicates), *choices]


def check_field(field: Field, card: Card, value: object) -> float | str:
    """`value` as the number or the choice that the field takes.

    Raises:
        WrongValue
    """
    if isinstance(field, Category):
        return check_choice(field, card.one_hot[field.name], value)
    return check_value(field, value)


def wrong_values(
    asked: Sequence[Field], card: Card, values: Mapping[str, object]
) -> dict[str, SegmentationError]:
    """What is wrong with a customer's values, by field; empty where all is well.

    Args:
        asked: as `asked_fields` returns them.

    Returns:
        A `WrongValue` for each field that is missing or impossible, and an `UnknownField`
        for each of the first ten that nobody asked for.
    """
    known = [field.name for field in asked]
    unknown = _unknown_fields(asked, values)[:MOST_UNKNOWN]
    wrong = _wrong_fields(asked, card, values)
    return wrong | {name: UnknownField(name, known) for name in unknown}


def count_wrong(asked: Sequence[Field], card: Card, values: Mapping[str, object]) -> int:
    """How many fields of a customer are wrong, all of the unknown ones among them."""
    return len(_wrong_fields(asked, card, values)) + len(_unknown_fields(asked, values))


def _wrong_fields(
    asked: Sequence[Field], card: Card, values: Mapping[str, object]
) -> dict[str, SegmentationError]:
    wrong = {}
    for field in asked:
        try:
            check_field(field, card, values.get(field.name))
        except WrongValue as error:
            wrong[field.name] = error
    return wrong


def _unknown_fields(asked: Sequence[Field], values: Mapping[str, object]) -> list[str]:
    known = {field.name for field in asked}
    return [name for name in values if name not in known]
