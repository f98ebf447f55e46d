"""From an opened source to its customers, counted: what a model is trained on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from segmentation.card.data import Oddity, OrdersRead, RuleCount
from segmentation.customers.cleaning import load_taken_out, with_today
from segmentation.customers.columns import find_columns, refuse_text, values_read
from segmentation.customers.features import load_customers, sorted_customers, unsorted_customers
from segmentation.customers.oddities import odd_dates
from segmentation.customers.orders import count_orders
from segmentation.customers.reading_doubts import the_currency, told_of_keys
from segmentation.customers.roll_up import rolled_up_here
from segmentation.customers.sampling import draw
from segmentation.customers.today import clean_with_today
from segmentation.customers.values import Notation
from segmentation.recipes.indicators import find_values, with_indicators
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.sources import Opened, plain_read_errors
from segmentation.steps import Step

UNREADABLE = "lines that cannot be read"
UNREADABLE_REASON = "Too many or too few columns, or a quote never closed; left out as asked for."


@dataclass(frozen=True)
class CustomerData:
    """The customers that a model is trained on, and what is to be told of where they come from.

    `frame` is one row a customer, with features and categories; `one_hot` the values of the
    categories that are features, `quintiles` the cuts that scores are reckoned by. `rows` were
    read, of which `cleaning` counts those taken out, which are in `taken_out`. `keyed` says
    whether every customer has a key, `today` is the date that counts as today, `orders` what
    customers were made of where that is orders, `currency` the one that stands beside amounts.
    """

    frame: pd.DataFrame
    one_hot: dict[str, list[str]]
    quintiles: dict[str, list[float]]
    rows: int
    understood: list[str]
    keyed: bool
    today: str | None
    odd_dates: list[Oddity]
    orders: OrdersRead | None
    currency: str
    cleaning: list[RuleCount]
    taken_out: pa.Table


def load_customer_data(
    opened: Opened,
    recipe: Recipe,
    one_hot: Sequence[str],
    notation: Notation,
    progress: Callable[[str], None],
    most: int | None,
    by: Sequence[Feature],
) -> CustomerData:
    """Read, clean and roll up a source.

    Args:
        opened: as `sources.open_table` yields it.
        one_hot: categories of the recipe to make features of.
        progress: called with a few words at the start of each step.
        most: above this a sample of the customers is drawn; None takes everybody.
        by: the features that the sample keeps the spread of.

    Raises:
        DataError: the data cannot be segmented; the message says why.
    """
    with plain_read_errors(opened.name):
        progress(Step.CLEANING)
        refuse_text(opened.table, recipe, opened.name)
        found = find_columns(opened.table, recipe, notation)
        currency = the_currency(opened.table, recipe, found.headers)
        read = values_read(opened.table, found)
        cleaned, today = clean_with_today(read, recipe)
        progress(Step.FEATURES)
        customers = with_today(rolled_up_here(cleaned.table, recipe), today and today.moment)
        values = find_values(customers, one_hot, recipe)
        recipe = with_indicators(recipe, values)
        chosen = unsorted_customers(customers, recipe)
        understood = [*found.told, *told_of_keys(opened.table, recipe, found.headers)]
        if most:
            chosen, drawn = draw(chosen, by, most)
            understood += drawn
        frame, quintiles, keyed = load_customers(sorted_customers(chosen, recipe), recipe)
        return CustomerData(
            frame=frame,
            one_hot=values,
            quintiles=quintiles,
            rows=cleaned.rows + opened.lines_out,
            understood=understood,
            keyed=keyed,
            today=None if today is None else today.moment.isoformat()[:10],
            odd_dates=odd_dates(today, found.headers, recipe),
            orders=count_orders(cleaned, recipe),
            currency=currency,
            cleaning=[*_skipped(opened), *cleaned.counts],
            taken_out=pa.concat_tables(
                [_skipped_lines(opened), load_taken_out(cleaned)], promote_options="default"
            ),
        )


def _skipped(opened: Opened) -> list[RuleCount]:
    counts = [RuleCount(rule=o.rule, reason=o.reason, rows=o.count) for o in opened.not_rows]
    if not opened.skipped:
        return counts
    return [RuleCount(rule=UNREADABLE, reason=UNREADABLE_REASON, rows=opened.skipped), *counts]


def _skipped_lines(opened: Opened) -> pa.Table:
    """The lines left out, in the form of the rows that cleaning takes out."""
    parts = [_as_text(opened.skipped_lines, UNREADABLE)]
    parts += [_as_text(out.lines, out.rule) for out in opened.not_rows]
    return pa.concat_tables(parts, promote_options="default")


def _as_text(lines: pd.DataFrame, rule: str) -> pa.Table:
    columns = {name: lines[name].astype(str).tolist() for name in lines}
    columns["rule"] = [rule] * len(lines)
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
