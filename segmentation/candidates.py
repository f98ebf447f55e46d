"""Who in a table is to be given a segment, who cannot be, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_

import ibis
import ibis.expr.types as ir

from segmentation.cleaning import (
    SAME_CUSTOMER,
    SAME_CUSTOMER_REASON,
    Cleaned,
    first_broken,
    with_today,
)
from segmentation.columns import EXPECTED, ReadColumns, find_columns, match_columns, read_columns
from segmentation.customers import asked_for, customer_table
from segmentation.recipes.recipe import Recipe, Rule
from segmentation.sources.computed import computed_once
from segmentation.sources.memory import make_do_with_little
from segmentation.sources.spark import is_on_spark
from segmentation.store import Model
from segmentation.today import (
    ANY_DAY,
    Today,
    clean_with_today,
    find_today,
    refuse_far,
    today_of_rules,
)
from segmentation.values import Notation, hash_of, plain_text
from segmentation.whole_query import rolled_up_here

OURS = ("segment", "segment_name", "unlike_anyone", "model")
CERTAINTY = "certainty"
WHY = ("left_out", "reason")
UNREADABLE = "unreadable value"
# Names that no recipe has for a column.
PROBLEM, BROKEN, PLACE = "the problem", "the broken rule", "the place"


@dataclass(frozen=True)
class Candidates:
    """The customers of a table.

    `customers` is what `scoring.scored` takes (lazy), `shown` the columns of it that are
    handed on: {name: column}. `left_out` are the others, with the columns `left_out` and
    `reason` (lazy), here by the names in `why`. Where rows were rolled up, `cleaned` says
    what became of them.
    `headers` are the columns that were understood, {recipe's name: header}; `today` is the
    date that counts as today, where one does.
    """

    customers: ir.Table
    shown: dict[str, str]
    left_out: ir.Table
    why: dict[str, str]
    headers: dict[str, str]
    today: date | None
    cleaned: Cleaned | None = None


def listed(table: ir.Table, recipe: Recipe, model: Model, notation: Notation) -> Candidates:
    """The customers of a table with one row a customer, in its order, with its columns.

    Raises:
        MissingColumns, AmbiguousColumn, NoDates, DateFarBeyond
    """
    make_do_with_little(table.get_backend())
    found = find_columns(table, recipe, notation)
    given = {name: f"given {at}" for at, name in enumerate(_given(table.columns))}
    read = table.select(
        **{column: table[name] for name, column in given.items()},
        **found.values,
        **{PROBLEM: _problem(table, found)},
    )
    judged_by = today_of_rules(read.filter(read[PROBLEM].isnull()), recipe)
    # Whether anything is known does not depend on which day it is.
    read = with_today(read, judged_by.moment if judged_by else ANY_DAY)
    rules = [_READABLE, *_rules(recipe), _something_known(recipe, model)]
    judged = read.mutate(**{BROKEN: first_broken(read, rules)})
    gone, repeated = _count(judged, recipe)
    if repeated:
        judged = _judge_repeated(judged, recipe, len(rules))
        rules.append(_ONCE)
    kept = judged.filter(judged[BROKEN].isnull())
    today = _accepted(judged_by or find_today(kept, recipe), found.headers, recipe)
    kept = with_today(kept, today)
    features = asked_for(model.card.feature_names, recipe)
    customers = kept.select(
        *given.values(),
        customer=plain_text(kept[recipe.key]).fill_null(""),
        **{feature.name: feature.value(kept).cast("float64") for feature in features},
    )
    why = names_beside(given, WHY)
    left_out = _left_out(judged, given, why, rules)
    if not gone + repeated:
        # Where nobody is, the rows are not gone through for it once more.
        left_out = left_out.limit(0)
    return Candidates(customers, given, left_out, why, found.headers, today)


def rolled_up_from_rows(
    table: ir.Table, recipe: Recipe, model: Model, notation: Notation
) -> Candidates:
    """The customers of a table in which a customer has several rows, sorted.

    Raises:
        MissingColumns, AmbiguousColumn, UnreadableValues, NoDates, NothingLeft, DateFarBeyond
    """
    read = read_columns(table, recipe, notation)
    headers = match_columns(recipe, table.columns)
    cleaned, newest = clean_with_today(read, recipe)
    today = _accepted(newest, headers, recipe)
    rolled = with_today(rolled_up_here(cleaned.table, recipe), today)
    # Rolled up once, since several steps go over the customers.
    customers = computed_once(customer_table(rolled, recipe))
    return Candidates(
        customers,
        {name: name for name in customers.columns},
        _without_rows(cleaned, customers, recipe),
        {name: name for name in WHY},
        headers,
        today,
        cleaned,
    )


def _accepted(today: Today | None, headers: Mapping[str, str], recipe: Recipe) -> date | None:
    """The date that counts as today, where it goes together with the others."""
    if today is None:
        return None
    refuse_far(today, headers.get(recipe.newest, recipe.newest))
    return today.moment


_READABLE = Rule(
    name=UNREADABLE,
    reason="A number or a date that cannot be read as one says nothing of the customer.",
    keep=lambda t: t[PROBLEM].isnull(),
)
_ONCE = Rule(name=SAME_CUSTOMER, reason=SAME_CUSTOMER_REASON, keep=lambda t: ibis.literal(True))


def _something_known(recipe: Recipe, model: Model) -> Rule:
    features = asked_for(model.card.feature_names, recipe)
    return Rule(
        name="no values",
        reason="Nothing of what the model asks for is known of the customer.",
        keep=lambda t: reduce(or_, [feature.value(t).notnull() for feature in features]),
    )


def _rules(recipe: Recipe) -> list[Rule]:
    return [rule for rule in recipe.rules if isinstance(rule, Rule)]


def names_beside(given: Iterable[str], added: Iterable[str]) -> dict[str, str]:
    """A name for each added column: its own, or with a number where that is taken."""
    taken = {name.casefold() for name in given}
    return {name: _free_name(name, taken) for name in added}


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _given(columns: Sequence[str]) -> list[str]:
    """The columns of the table's owner: without those that an earlier scoring has added last."""
    for added in ((*OURS, CERTAINTY), OURS, WHY):
        if tuple(columns[-len(added) :]) == added:
            return list(columns[: -len(added)])
    return list(columns)


def _problem(table: ir.Table, found: ReadColumns) -> ir.StringValue:
    """What is wrong with the first value of a row that cannot be read; else null."""
    cases = [
        (
            bad,
            ibis.literal(f'Column "{found.headers[column.name]}" should hold ')
            + f'{EXPECTED[column.kind]}, and "'
            + table[found.headers[column.name]].cast("string")
            + '" is none.',
        )
        for column, bad in found.unreadable.items()
    ]
    return ibis.cases(*cases) if cases else ibis.null("string")


def _count(judged: ir.Table, recipe: Recipe) -> tuple[int, int]:
    """How many rows break a rule, and how many of the others are of a customer met before."""
    key, is_kept = judged[recipe.key], judged[BROKEN].isnull()
    counts = judged.aggregate(
        gone=judged[BROKEN].count(),
        keyed=key.count(where=is_kept),
        different=key.nunique(where=is_kept),
    )
    gone, keyed, different = counts.execute().iloc[0]
    return int(gone), int(keyed - different)


def _judge_repeated(judged: ir.Table, recipe: Recipe, number: int) -> ir.Table:
    """The table with `number` as the broken rule of customers met again."""
    # Spark's rows are in no order, and to number them it would bring all to one machine.
    in_order = not is_on_spark(judged)
    place = ibis.row_number() if in_order else hash_of(judged, judged.columns)
    placed = judged.mutate(**{PLACE: place})
    kept = placed[BROKEN].isnull() & placed[recipe.key].notnull()
    nth = ibis.row_number().over(
        group_by=[placed[recipe.key], kept],
        order_by=[*(placed[column.name] for column in recipe.columns), placed[PLACE]],
    )
    # Two steps: an engine cannot tell a window within a condition in every place.
    numbered = placed.mutate(nth=nth)
    again = kept & (numbered.nth > 0)
    broken = again.ifelse(number, numbered[BROKEN])
    told = numbered.mutate(**{BROKEN: broken}).drop("nth")
    return (told.order_by(PLACE) if in_order else told).drop(PLACE)


def _left_out(
    judged: ir.Table, given: Mapping[str, str], why: Mapping[str, str], rules: Sequence[Rule]
) -> ir.Table:
    broken = judged.filter(judged[BROKEN].notnull())
    names = [(number, rule.name) for number, rule in enumerate(rules)]
    reasons = [(number, rule.reason) for number, rule in enumerate(rules)][1:]
    # Not by keywords, here and elsewhere: a list's own column may be called "self".
    return broken.select(
        *(broken[column].name(name) for name, column in given.items()),
        broken[BROKEN].cases(*names).name(why["left_out"]),
        broken[BROKEN].cases(*reasons, else_=broken[PROBLEM]).name(why["reason"]),
    )


def _without_rows(cleaned: Cleaned, customers: ir.Table, recipe: Recipe) -> ir.Table:
    """Customers of whom no row was left, and all rows that are nobody's as one."""
    counts = [count for count in cleaned.counts if count.rows]
    parts = [
        rows.select(
            customer=plain_text(rows[recipe.key]),
            rule=ibis.literal(number),
            rows=(rows.copies - 1 if "copies" in rows.columns else ibis.literal(1)).cast("int32"),
        )
        for number, (_, rows) in enumerate(cleaned.taken_out)
    ]
    if not parts:
        nobody = customers.filter(ibis.literal(False)).select("customer")
        return nobody.mutate(
            rows=ibis.literal(0).cast("int32"), **{name: ibis.literal("") for name in WHY}
        )
    rows = ibis.union(*parts) if len(parts) > 1 else parts[0]
    gone = rows.anti_join(customers, "customer")
    grouped = gone.group_by("customer").aggregate(
        # DuckDB's sums are of a type that Parquet does not have.
        rows=gone["rows"].sum().cast("int32"),
        **{f"by {n}": (gone.rule == n).ifelse(1, 0).max() for n in range(len(parts))},
    )
    return grouped.select(
        "customer",
        "rows",
        left_out=_joined(grouped, [count.rule for count in counts], "; "),
        reason=_joined(grouped, [count.reason for count in counts], " "),
    ).order_by("customer")


def _joined(grouped: ir.Table, texts: Sequence[str], between: str) -> ir.StringValue:
    """The texts of the rules that took out a customer's rows, one after the other."""
    parts = [
        (grouped[f"by {number}"] == 1).ifelse(text + between, "")
        for number, text in enumerate(texts)
    ]
    joined = reduce(add, parts)
    return joined.substr(0, joined.length() - len(between))
