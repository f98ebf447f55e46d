"""Count what became of the customers of a list: by segment, and by the reason for none."""

from datetime import date

import pandas as pd
from pydantic import BaseModel

from segmentation.card.data import RuleCount
from segmentation.scoring.lists.misfit import Misfit, misfit
from segmentation.scoring.lists.score_list import UNREADABLE_LINES, ScoredList
from segmentation.sources import plain_read_errors

UNREADABLE_LINES_REASON = "Too many or too few columns, or a quote never closed."


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

    `understood` says how the list and its values were read, and what could be read otherwise;
    `columns` says which column was taken for which, {recipe's name: header}; `today` is the
    newest date of the data, where it counts as today. `taken_out`
    counts the rows that went out on the way, `left_out` the customers without a segment.
    `misfit` says why, where the list is not one for the model.
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
    misfit: Misfit | None
    segments: list[SegmentCount]
    left_out: list[LeftOut]


def summarise(found: ScoredList) -> Summary:
    """Count the customers of both tables, by segment and by reason."""
    with plain_read_errors(found.opened.name):
        segments = _by_segment(found)
        left_out = _by_reason(found)
        with_segment, unlike = int(segments.customers.sum()), int(segments.unlike.sum())
        beyond = misfit(found, customers=with_segment, unlike_anyone=unlike)
    without = sum(reason.customers for reason in left_out)
    taken_out = _taken_out(left_out, found)
    cleaned, out = found.candidates.cleaned, found.opened.lines_out
    rows = (cleaned.rows if cleaned else with_segment + without) + out
    return Summary(
        model=f"{found.card.recipe} {found.card.version}",
        source=found.opened.name,
        understood=[*found.opened.understood, *found.candidates.told],
        columns=found.candidates.headers,
        today=_day(found.candidates.today),
        rows=rows,
        rows_used=rows - sum(count.rows for count in taken_out),
        taken_out=taken_out,
        customers=with_segment + without,
        scored=with_segment,
        unlike_anyone=unlike,
        misfit=beyond,
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
    # What such a line says of whom is not known.
    lines = [UNREADABLE_LINES, *(out.rule for out in found.opened.not_rows)]
    gone = gone.filter(~gone[why["left_out"]].isin(lines))
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
    opened = found.opened
    lines = [(UNREADABLE_LINES, UNREADABLE_LINES_REASON, opened.skipped)] if opened.skipped else []
    lines += [(out.rule, out.reason, out.count) for out in opened.not_rows]
    cleaned = found.candidates.cleaned
    counts = (
        [count for count in cleaned.counts if count.rows]
        if cleaned
        else [RuleCount(rule=g.rule, reason=g.reason, rows=g.customers) for g in left_out]
    )
    return [*(RuleCount(rule=rule, reason=why, rows=rows) for rule, why, rows in lines), *counts]
