"""Who in a table is to be given a segment, who cannot be, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from segmentation.card.data import RuleCount
from segmentation.customers.bounds import Check, checked, checks_of_customers, checks_of_rows
from segmentation.customers.cleaning import (
    SAME_CUSTOMER,
    SAME_CUSTOMER_REASON,
    Cleaned,
    first_broken,
    with_today,
)
from segmentation.customers.columns import (
    EXPECTED,
    ReadColumns,
    find_columns,
    values_read,
)
from segmentation.customers.features import asked_for, customer_table
from segmentation.customers.reading_doubts import the_currency
from segmentation.customers.roll_up import rolled_up_here
from segmentation.customers.today import (
    ANY_DAY,
    Today,
    clean_with_today,
    find_today,
    refuse_far,
    today_of_rules,
)
from segmentation.customers.values import Notation, hash_of, plain_text, without_nan
from segmentation.models.model import Model
from segmentation.recipes.recipe import Feature, Recipe, Rule
from segmentation.scoring.lists.taken_out_customers import without_rows
from segmentation.scoring.scored_columns import WHY, names_beside, owners
from segmentation.sources.engines.computed import computed_once
from segmentation.sources.engines.memory import make_do_with_little
from segmentation.sources.engines.spark import is_on_spark

UNREADABLE = "unreadable value"
# Names that no recipe has for a column.
PROBLEM, BROKEN, PLACE = "the problem", "the broken rule", "the place"


@dataclass(frozen=True)
class Candidates:
    """The customers of a table.

    `customers` is what `expression.scored` takes (lazy), `shown` the columns of it that are
    handed on: {name: column}. `left_out` are the others, with the columns `left_out` and
    `reason` (lazy), here by the names in `why`. Where rows were rolled up, `cleaned` says
    what became of them.
    `headers` are the columns that were understood, {recipe's name: header}, and `told` are
    sentences on how their values were read; `today` is the date that counts as today, where one
    does.
    """

    customers: ir.Table
    shown: dict[str, str]
    left_out: ir.Table
    why: dict[str, str]
    headers: dict[str, str]
    told: tuple[str, ...]
    today: date | None
    cleaned: Cleaned | None = None


def listed(table: ir.Table, recipe: Recipe, model: Model, notation: Notation) -> Candidates:
    """The customers of a table with one row a customer, in its order, with its columns.

    Raises:
        MissingColumns, AmbiguousColumn, NoDates, DateFarBeyond
    """
    make_do_with_little(table.get_backend())
    found = find_columns(table, recipe, notation)
    given = {name: f"given {at}" for at, name in enumerate(owners(table.columns))}
    read = table.select(
        **{column: table[name] for name, column in given.items()},
        **found.values,
        **{PROBLEM: _problem(table, found)},
    )
    features = asked_for(model.card.feature_names, recipe)
    possible = checks_of_rows(checked(model.card.feature_names, recipe))
    rules = [rule for rule in recipe.rules if isinstance(rule, Rule)]
    checks = [
        _READABLE,
        *map(_plain, rules),
        *possible,
        _plain(_something_known(features)),
    ]
    judging = replace(recipe, rules=(*rules, *(check.rule for check in possible)))
    judged_by = today_of_rules(read.filter(read[PROBLEM].isnull()), judging)
    # Whether anything is known does not depend on which day it is.
    judged = _judge(with_today(read, judged_by.moment if judged_by else ANY_DAY), checks)
    gone, repeated = _count(judged, recipe)
    if repeated:
        judged = _judge_repeated(judged, recipe, len(checks))
        checks.append(_ONCE)
    kept = judged.filter(judged[BROKEN].isnull())
    today = _accepted(judged_by or find_today(kept, recipe), found.headers, recipe)
    kept = with_today(kept, today)
    customers = kept.select(
        *given.values(),
        customer=plain_text(kept[recipe.key]).fill_null(""),
        **{feature.name: feature.value(kept).cast("float64") for feature in features},
    )
    why = names_beside(given, WHY)
    left_out = _left_out(judged, given, why, checks)
    if not gone + repeated:
        # Where nobody is, the rows are not gone through for it once more.
        left_out = left_out.limit(0)
    return Candidates(customers, given, left_out, why, found.headers, found.told, today)


def rolled_up_from_rows(
    table: ir.Table, recipe: Recipe, model: Model, notation: Notation
) -> Candidates:
    """The customers of a table in which a customer has several rows, sorted.

    Raises:
        MissingColumns, AmbiguousColumn, SeveralCurrencies, UnreadableValues, NoDates,
        NothingLeft, DateFarBeyond
    """
    found = find_columns(table, recipe, notation)
    # Only to refuse several, which do not add up.
    the_currency(table, recipe, found.headers)
    cleaned, newest = clean_with_today(values_read(table, found), recipe)
    today = _accepted(newest, found.headers, recipe)
    rolled = with_today(rolled_up_here(cleaned.table, recipe), today)
    # Rolled up once, since several steps go over the customers.
    everybody = computed_once(_without_nan(customer_table(rolled, recipe)))
    left_out = without_rows(cleaned, everybody, recipe)
    checks = checks_of_customers(checked(model.card.feature_names, recipe))
    judged = _judge(everybody, checks)
    if int(judged[BROKEN].count().execute()):
        impossible = computed_once(_with_their_rows(judged, cleaned, recipe))
        left_out = left_out.union(_impossible(impossible, checks)).order_by("customer")
        cleaned = replace(cleaned, counts=[*cleaned.counts, *_count_rows(impossible, checks)])
    customers = judged.filter(judged[BROKEN].isnull()).drop(BROKEN)
    return Candidates(
        customers,
        {name: name for name in customers.columns},
        left_out,
        {name: name for name in WHY},
        found.headers,
        found.told,
        today,
        cleaned,
    )


def _accepted(today: Today | None, headers: Mapping[str, str], recipe: Recipe) -> date | None:
    """The date that counts as today, where it goes together with the others."""
    if today is None:
        return None
    refuse_far(today, headers.get(recipe.newest, recipe.newest))
    return today.moment


def _plain(rule: Rule) -> Check:
    return Check(rule, lambda t: ibis.literal(rule.reason))


_READABLE = Check(
    Rule(
        name=UNREADABLE,
        reason="A number or a date that cannot be read as one says nothing of the customer.",
        keep=lambda t: t[PROBLEM].isnull(),
    ),
    lambda t: t[PROBLEM],
)
_ONCE = _plain(
    Rule(name=SAME_CUSTOMER, reason=SAME_CUSTOMER_REASON, keep=lambda t: ibis.literal(True))
)


def _something_known(features: Sequence[Feature]) -> Rule:
    return Rule(
        name="no values",
        reason="Nothing of what the model asks for is known of the customer.",
        keep=lambda t: reduce(or_, [feature.value(t).notnull() for feature in features]),
    )


def _judge(table: ir.Table, checks: Sequence[Check]) -> ir.Table:
    """The table with the number of the first rule that each row breaks, null where it is none."""
    return table.mutate(**{BROKEN: first_broken(table, [check.rule for check in checks])})


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
    judged: ir.Table, given: Mapping[str, str], why: Mapping[str, str], checks: Sequence[Check]
) -> ir.Table:
    broken = judged.filter(judged[BROKEN].notnull())
    # Not by keywords, here and elsewhere: a list's own column may be called "self".
    return broken.select(
        *(broken[column].name(name) for name, column in given.items()),
        _names_of_broken(broken, checks).name(why["left_out"]),
        _reasons_of_broken(broken, checks).name(why["reason"]),
    )


def _names_of_broken(broken: ir.Table, checks: Sequence[Check]) -> ir.StringValue:
    return broken[BROKEN].cases(*((n, check.rule.name) for n, check in enumerate(checks)))


def _reasons_of_broken(broken: ir.Table, checks: Sequence[Check]) -> ir.StringValue:
    return broken[BROKEN].cases(*((n, check.told(broken)) for n, check in enumerate(checks)))


def _without_nan(customers: ir.Table) -> ir.Table:
    """Customers with null for what some engines make of 0/0."""
    numbers = [name for name, kind in customers.schema().items() if kind.is_floating()]
    return customers.mutate(**{name: without_nan(customers[name]) for name in numbers})


def _with_their_rows(judged: ir.Table, cleaned: Cleaned, recipe: Recipe) -> ir.Table:
    """The customers that break a rule, with the number of `rows` that they were rolled up from."""
    key = plain_text(cleaned.table[recipe.key]).fill_null("")
    rows = cleaned.table.group_by(customer=key).aggregate(rows=cleaned.table.count().cast("int32"))
    return judged.filter(judged[BROKEN].notnull()).inner_join(rows, "customer")


def _impossible(customers: ir.Table, checks: Sequence[Check]) -> ir.Table:
    return customers.select(
        "customer",
        "rows",
        left_out=_names_of_broken(customers, checks),
        reason=_reasons_of_broken(customers, checks),
    )


def _count_rows(customers: ir.Table, checks: Sequence[Check]) -> list[RuleCount]:
    """How many rows the customers have who break each rule."""
    rows = customers.group_by(BROKEN).aggregate(rows=customers["rows"].sum())
    counts = dict(rows.execute().itertuples(index=False))
    rules = [(n, check.rule) for n, check in enumerate(checks) if n in counts]
    return [RuleCount(rule=r.name, reason=r.reason, rows=int(counts[n])) for n, r in rules]
