"""What the comments of a query say: what it reads, what each step does, what comes out."""

from collections.abc import Mapping, Sequence

from segmentation.customers.bounds import checked, expected_value
from segmentation.customers.cleaning import SAME_CUSTOMER
from segmentation.models.model import Model
from segmentation.recipes.recipe import Column, Feature, Recipe, Regrouped
from segmentation.scoring.rfm_expression import has_group

KINDS = {
    "key": "text or whole number",
    "number": "number",
    "date": "date",
    "moment": "date and time",
    "text": "text",
}
WHAT_STEPS_DO = {
    "source_rows": "The columns of the table; if yours are called otherwise, rename them here.",
    "typed": "NaN and words for missing are missing; where rows are rolled up, so is what is "
    "infinite or too large.",
    "kept_before_today": "The cleaning rules that do not ask for today.",
    "newest": "The newest date of these rows counts as today.",
    "kept": "The cleaning rules.",
    "without_repeated_rows": "Rows equal in every column count once.",
    "adjusted": "What the recipe does to all rows together, such as taking off what was returned.",
    "amounts": "Who ordered, and what each row says of how much.",
    "orders": "One row an order.",
    "counted": "What is left of each order, and why one does not count.",
    "returns_waiting": "Going back in time: returns that wait for an order of the same amount.",
    "orders_open": "Going forth in time: orders that a return of the same amount may undo.",
    "returns_matched": "Orders and the returns that undo them.",
    "undone": "How many of the customer's orders came to nothing.",
    "kept_after_that": "The cleaning rules for what is left.",
    "dated": "With today in every row.",
    "numbered": "The rows of each customer, numbered from 0 in the order of their values.",
    "one_row_each": "Of rows with the same customer, the first in the order of their values.",
    "newest_values": "Which row has the customer's newest value.",
    "rolled_up": "One row a customer.",
    "rolled_up_dated": "With today in every row.",
    "customers": "What is known of each customer.",
    "possible": "Customers whose values are possible.",
    "features": "What segments are built on, with what follows from other features.",
    "filled": "Missing values become the median of the training data.",
    "clipped_and_logged": "Extreme values are drawn in, skewed features logged; "
    "open: the same without drawing in.",
    "scaled": "In standard deviations from the average.",
    "scores": "How near each segment's centre is: the higher the nearer.",
    "best": "What is enough to be the nearest, but for rounding.",
    "nearest": "The nearest segment, the first of equally near ones.",
    "second_best": "What is enough to be the nearest of the other segments, but for rounding.",
    "second_nearest": "The nearest of the other segments, the first of equally near ones.",
    "away": "How far the customer is from the middle, as the features go together.",
    "compared": "Too far from the segment's own customers, or beyond all on one feature?",
    "rfm_scores": "Recency, frequency and spend as scores from 1 to 5, 5 the best.",
    "rfm_codes": "The three scores in one code.",
    "scored": "The customers with their segments.",
}


def header(
    model: Model, *, engine: str, table: str, told: Sequence[str], exact: Mapping[str, str]
) -> str:
    """The comment above a query.

    Args:
        engine: what the query is for, such as "BigQuery".
        table: the table that is read, as it is written there.
        told: sentences on what that engine needs.
        exact: how those columns are written that the table must call exactly so.
    """
    card = model.card
    lines = [
        f'{card.title}: the segments of the model "{card.recipe} {card.version}", '
        f"made on {card.created[:10]}.",
        f"For {engine}.",
        f"It reads the table {table} with these columns, empty where a value is missing:",
        *(f"  {column.name}: {_expected(column, exact)}" for column in model.recipe.columns),
        *told,
        "Rows are left out for these reasons, and with them customers who have no other row:",
        *(f"  {reason}" for reason in _reasons(model.recipe)),
        "And so are customers with a value that cannot be, or of more than 15 digits:",
        *(f"  {feature.name} must be {expected_value(feature)}" for feature in _checked(model)),
        "It returns one row a customer: customer, features and categories, segment (the number "
        "of it),",
        *_answers(model),
    ]
    # A title may hold line breaks, and what stands behind one would be run.
    return "\n".join(f"-- {' '.join(line.splitlines())}" for line in lines)


def _expected(column: Column, exact: Mapping[str, str]) -> str:
    what = KINDS[column.kind]
    if column.name in exact:
        what = f"{what}, called exactly {exact[column.name]}"
    return what if column.required else f"{what}; write NULL where you have no such column"


def _answers(model: Model) -> list[str]:
    """What the other columns are."""
    known = {feature.name for feature in model.recipe.features}
    grouped = ["rfm_group (by recency, frequency and spend alone),"]
    return [
        "segment_name, next_segment and next_segment_name (the second nearest),",
        *(grouped if has_group(model, known) else []),
        "unlike_anyone (of all the customers that the model knows) and model.",
    ]


def _checked(model: Model) -> list[Feature]:
    return checked(model.card.feature_names, model.recipe)


def _reasons(recipe: Recipe) -> list[str]:
    reasons = [rule.name for rule in recipe.rules if not isinstance(rule, Regrouped)]
    return reasons if recipe.roll_up else [*reasons, SAME_CUSTOMER]
