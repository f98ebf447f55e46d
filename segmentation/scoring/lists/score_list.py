"""Give every customer of an open source a segment, or say why there is none.

The two tables that come of it are lazy. Whoever wants them more than once has them computed
once and goes on with the result (`computed`); `list_summary` counts what is in them.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import ibis
import ibis.expr.types as ir
import pandas as pd

from segmentation.card.card import Card
from segmentation.customers.columns import fits_one_of, match_columns, refuse_text
from segmentation.customers.values import EVERYDAY_NOTATION, Notation
from segmentation.errors import DataError, NoCertainty, NotTheModelsColumns
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.scoring.expression import own_name, scored
from segmentation.scoring.lists.already_rolled_up import finished_recipes
from segmentation.scoring.lists.candidates import Candidates, listed, rolled_up_from_rows
from segmentation.scoring.lists.long_texts import refuse_long_texts
from segmentation.scoring.scored_columns import ANSWERS, names_beside
from segmentation.sources import Opened, plain_read_errors
from segmentation.sources.engines.steps import as_it_is
from segmentation.sources.reading import Fits

MORE_ROWS_THAN_THERE_ARE = 2**62
UNREADABLE_LINES = "lines that cannot be read"
# Where more of a list's customers are unlike anyone in training, it is another kind of list.
MOST_UNLIKE = 0.2

Others = Callable[[], Sequence[Model]]


@dataclass(frozen=True)
class ScoredList:
    """The customers of a source, parted into two tables (lazy).

    `scored` has the source's own columns, or `customer` and the features where rows were
    rolled up, and then what `expression.scored` answers, from `segment` to `model`, here by the
    names in `ours`: where the source has such a column of its own, ours gets another name.
    `left_out` are those without a segment, with the columns `left_out` and `reason`; of
    rolled-up rows also how many `rows`, and those that are nobody's, without a `customer`.
    Below them stand the lines that are no rows or cannot be read, 10,000 of a kind at most.
    `fits_better` looks for other models for the list, which takes a pass with each.
    """

    scored: ir.Table
    left_out: ir.Table
    ours: dict[str, str]
    candidates: Candidates
    opened: Opened
    model: Model
    fits_better: Callable[[], list[Model]]

    @property
    def card(self) -> Card:
        return self.model.card

    def computed(self, scored: ir.Table, left_out: ir.Table) -> "ScoredList":
        """The same, with its tables where they have been written to."""
        return replace(self, scored=scored, left_out=left_out)


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
    others: Others = tuple,
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
        others: loads the models to look among where this one turns out not to fit the list.

    Raises:
        DataError: the source is none that the model can score; the message says why.
        NoCertainty: the model was trained without evidence.
    """
    if certainty and not len(model.refits):
        raise NoCertainty(f"{model.card.recipe} {model.card.version}")
    recipe = _meaning(opened, model, others)
    refuse_text(opened.table, recipe, opened.name)
    step = _fenced if opened.table.get_backend().name == "postgres" else as_it_is
    with plain_read_errors(opened.name):
        progress("Reading and cleaning")
        refuse_long_texts(opened.table, opened.name)
        find = rolled_up_from_rows if recipe.roll_up else listed
        candidates = find(opened.table, recipe, model, notation)
        told = scored(candidates.customers, model, certainty=certainty, step=step)
    answers = [name for name in ANSWERS if name in told.columns]
    ours = names_beside(candidates.shown, answers)
    own = {name: own_name(column) for name, column in candidates.shown.items()}
    shown = {**own, **{name: column for column, name in ours.items()}}
    return ScoredList(
        scored=told.select(*(told[column].name(name) for name, column in shown.items())),
        left_out=_with_skipped_lines(candidates, opened),
        ours=ours,
        candidates=candidates,
        opened=opened,
        model=model,
        fits_better=partial(_fitting, opened, others, notation),
    )


def _meaning(opened: Opened, model: Model, others: Others) -> Recipe:
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
    found = opened.table.columns
    fitting = {m.card.recipe: m.card.title for m in others() if fits_model(m)(found)}
    raise NotTheModelsColumns(name, needs=needs, found=found, fitting=fitting)


def _fitting(opened: Opened, others: Others, notation: Notation) -> list[Model]:
    """The models that know all columns of the list and customers like these."""
    return [
        model
        for model in others()
        if fits_model(model)(opened.table.columns) and _knows_them(opened, model, notation)
    ]


def _knows_them(opened: Opened, model: Model, notation: Notation) -> bool:
    with suppress(DataError):
        found = score_list(opened, model, notation=notation)
        unlike = found.scored[found.ours["unlike_anyone"]]
        counts = found.scored.aggregate(
            customers=found.scored.count(), unlike=unlike.ifelse(1, 0).sum().fill_null(0)
        )
        customers, unlike = counts.execute().iloc[0]
        return customers > 0 and unlike <= MOST_UNLIKE * customers
    return False


def _with_skipped_lines(candidates: Candidates, opened: Opened) -> ir.Table:
    """Those left out and, below them, the lines of a source that are no rows or cannot be read."""
    told = candidates.left_out
    if opened.skipped:
        lines = opened.skipped_lines
        reasons = "Line " + lines.line.astype(str) + " " + lines.reason + ": " + lines.text
        told = _with_lines(told, candidates.why, UNREADABLE_LINES, reasons, opened)
    for out in opened.not_rows:
        reasons = out.reason + " Row " + out.lines.row + ": " + out.lines.text
        told = _with_lines(told, candidates.why, out.rule, reasons, opened)
    return told


def _with_lines(
    left_out: ir.Table, why: dict[str, str], rule: str, reasons: pd.Series, opened: Opened
) -> ir.Table:
    connection = opened.table.get_backend()
    listed = pd.DataFrame({"reason": reasons})
    lines = connection.create_table(ibis.util.gen_name("lines"), listed, temp=True)
    told = {why["left_out"]: ibis.literal(rule), why["reason"]: lines.reason}
    empty = {name: ibis.null(kind) for name, kind in left_out.schema().items()}
    values = {**empty, **told}
    return left_out.union(lines.select(*(value.name(name) for name, value in values.items())))


def _fenced(name: str, table: ir.Table) -> ir.Table:
    """The step kept apart from the next one.

    PostgreSQL would put its text in all the places that read it, and so on with the next, and
    reckon the same hundreds of times over. A limit, of more rows than there are, forbids that.
    """
    return table.limit(MORE_ROWS_THAN_THERE_ARE)
