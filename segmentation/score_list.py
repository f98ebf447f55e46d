"""Give every customer of an open source a segment, or say why there is none.

The two tables that come of it are lazy. Whoever wants them more than once has them computed
once and goes on with the result (`computed`), and `summarise` counts what is in them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import ibis.expr.types as ir
import pandas as pd
from pydantic import BaseModel

from segmentation.candidates import (
    CERTAINTY,
    OURS,
    Candidates,
    listed,
    names_beside,
    rolled_up_from_rows,
)
from segmentation.card import Card
from segmentation.cleaning import RuleCount
from segmentation.columns import fits_one_of, match_columns, refuse_text
from segmentation.errors import NotTheModelsColumns
from segmentation.finished import finished_recipes
from segmentation.recipes.recipe import Recipe
from segmentation.scoring import scored
from segmentation.sources import Opened, plain_read_errors
from segmentation.sources.reading import Fits
from segmentation.steps import as_it_is
from segmentation.store import Model
from segmentation.values import EVERYDAY_NOTATION, Notation

MORE_ROWS_THAN_THERE_ARE = 2**62
UNREADABLE_LINES = "lines that cannot be read"
UNREADABLE_LINES_REASON = "Too many or too few columns, or a quote never closed."


@dataclass(frozen=True)
class ScoredList:
    """The customers of a source, parted into two tables (lazy).

    `scored` has the source's own columns, or `customer` and the features where rows were
    rolled up, and then `segment`, `segment_name`, `unlike_anyone` and `model`, here by the
    names in `ours`: where the source has such a column of its own, ours gets another name.
    `left_out` are those without a segment, with the columns `left_out` and `reason`; of
    rolled-up rows also how many `rows`, and those that are nobody's, without a `customer`.
    """

    scored: ir.Table
    left_out: ir.Table
    ours: dict[str, str]
    candidates: Candidates
    opened: Opened
    card: Card

    def computed(self, scored: ir.Table, left_out: ir.Table) -> "ScoredList":
        """The same, with its tables where they have been written to."""
        return replace(self, scored=scored, left_out=left_out)


class SegmentCount(BaseModel, frozen=True):
    """How many customers were given a segment. Its `share` is of those with a segment."""

    id: int
    name: str
    customers: int
    share: float


class LeftOut(BaseModel, frozen=True):
    """How many customers have no segment, for one reason."""

    rule: str
    reason: str
    customers: int


class Summary(BaseModel, frozen=True):
    """What became of the rows and customers of a list.

    `columns` says which column was taken for which, {recipe's name: header}; `today` is the
    newest date of the data, where it counts as today. `taken_out`
    counts the rows that went out on the way, `left_out` the customers without a segment.
    """

    model: str
    source: str
    understood: list[str]
    columns: dict[str, str]
    today: str | None
    rows: int
    rows_used: int
    taken_out: list[RuleCount]
    customers: int
    scored: int
    unlike_anyone: int
    segments: list[SegmentCount]
    left_out: list[LeftOut]


def fits_model(model: Model) -> Fits:
    """Whether headers are those of a list that the model can score."""
    return fits_one_of([model.recipe, *finished_recipes(model)])


def score_list(
    opened: Opened,
    model: Model,
    *,
    notation: Notation = EVERYDAY_NOTATION,
    certainty: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> ScoredList:
    """Score the customers of a source.

    Args:
        opened: as `sources.open_table` yields it; what is returned is only good as long as
            the source is open.
        model: rows that its recipe knows are cleaned and rolled up by it. A table with the
            numbers that the model asks for, one row a customer, is taken as it is.
        notation: how numbers and dates are written, where that is not to be recognised.
        certainty: whether to say how sure the model is of each customer, which takes longer.
        progress: called with a few words at the start of each step.

    Raises:
        DataError: the source is none that the model can score; the message says why.
    """
    recipe = _meaning(opened, model)
    refuse_text(opened.table, recipe, opened.name)
    step = _fenced if opened.table.get_backend().name == "postgres" else as_it_is
    with plain_read_errors(opened.name):
        progress("Reading and cleaning")
        find = rolled_up_from_rows if recipe.roll_up else listed
        candidates = find(opened.table, recipe, model, notation)
        told = scored(candidates.customers, model, certainty=certainty, step=step)
    ours = names_beside(candidates.shown, [*OURS, *([CERTAINTY] if certainty else [])])
    shown = {**candidates.shown, **{name: column for column, name in ours.items()}}
    return ScoredList(
        scored=told.select(**{name: told[column] for name, column in shown.items()}),
        left_out=candidates.left_out,
        ours=ours,
        candidates=candidates,
        opened=opened,
        card=model.card,
    )


def summarise(found: ScoredList) -> Summary:
    """Count the customers of both tables, by segment and by reason."""
    with plain_read_errors(found.opened.name):
        segments = _by_segment(found)
        left_out = _by_reason(found)
    with_segment = int(segments.customers.sum())
    without = sum(reason.customers for reason in left_out)
    taken_out = _taken_out(left_out, found)
    cleaned, skipped = found.candidates.cleaned, found.opened.skipped
    rows = (cleaned.rows if cleaned else with_segment + without) + skipped
    return Summary(
        model=f"{found.card.recipe} {found.card.version}",
        source=found.opened.name,
        understood=found.opened.understood,
        columns=found.candidates.headers,
        today=_day(found.candidates.today),
        rows=rows,
        rows_used=rows - sum(count.rows for count in taken_out),
        taken_out=taken_out,
        customers=with_segment + without,
        scored=with_segment,
        unlike_anyone=int(segments.unlike.sum()),
        segments=[
            SegmentCount(
                id=segment.id,
                name=segment.name,
                customers=int(segments.customers.get(segment.id, 0)),
                share=float(segments.customers.get(segment.id, 0)) / max(with_segment, 1),
            )
            for segment in found.card.segments
        ],
        left_out=left_out,
    )


def _meaning(opened: Opened, model: Model) -> Recipe:
    """What the columns of the source mean to the model.

    Raises:
        NotTheModelsColumns, AmbiguousColumn
    """
    recipes = [model.recipe, *finished_recipes(model)]
    for recipe in recipes:
        if fits_one_of([recipe])(opened.table.columns):
            match_columns(recipe, opened.table.columns)
            return recipe
    needs = dict.fromkeys(
        tuple(column.name for column in recipe.columns if column.required) for recipe in recipes
    )
    name = f"{model.card.recipe} {model.card.version}"
    raise NotTheModelsColumns(name, needs=needs, found=opened.table.columns)


def _fenced(name: str, table: ir.Table) -> ir.Table:
    """The step kept apart from the next one.

    PostgreSQL would put its text in all the places that read it, and so on with the next, and
    reckon the same hundreds of times over. A limit, of more rows than there are, forbids that.
    """
    return table.limit(MORE_ROWS_THAN_THERE_ARE)


def _day(moment: date | None) -> str | None:
    return None if moment is None else moment.isoformat()[:10]


def _by_segment(found: ScoredList) -> pd.DataFrame:
    """Customers, and those unlike anyone, by segment's id."""
    segment = found.scored[found.ours["segment"]]
    unlike = found.scored[found.ours["unlike_anyone"]]
    grouped = found.scored.group_by(segment=segment).aggregate(
        customers=found.scored.count(), unlike=unlike.ifelse(1, 0).sum()
    )
    return grouped.execute().set_index("segment")


def _by_reason(found: ScoredList) -> list[LeftOut]:
    """Customers left out, by the rule or rules that left them out; one reason for each."""
    gone, why = found.left_out, found.candidates.why
    if found.candidates.cleaned:
        gone = gone.filter(gone.customer.notnull())
    grouped = gone.group_by(rule=gone[why["left_out"]]).aggregate(
        customers=gone.count(), reason=gone[why["reason"]].min()
    )
    return [
        LeftOut(rule=row.rule, reason=row.reason, customers=int(row.customers))
        for row in grouped.order_by("rule").execute().itertuples()
    ]


def _taken_out(left_out: list[LeftOut], found: ScoredList) -> list[RuleCount]:
    """The rows that went out on the way; of a list with one row a customer, the customers."""
    skipped = found.opened.skipped
    lines = RuleCount(rule=UNREADABLE_LINES, reason=UNREADABLE_LINES_REASON, rows=skipped)
    cleaned = found.candidates.cleaned
    counts = (
        [count for count in cleaned.counts if count.rows]
        if cleaned
        else [RuleCount(rule=g.rule, reason=g.reason, rows=g.customers) for g in left_out]
    )
    return [lines, *counts] if skipped else counts
