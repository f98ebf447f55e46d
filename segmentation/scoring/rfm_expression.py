"""The group by recency, frequency and spend, as an Ibis expression.

The same table as in `rfm`, by what its groups consist of: three scores in one text, which is
looked for in the text of a group's codes. A list of 125 numbers nobody would read; and where
DuckDB makes a join of one, rows lose their order.
"""

from collections.abc import Collection, Iterator, Sequence

import ibis
import ibis.expr.types as ir

from segmentation.customers.features import asked_for
from segmentation.customers.values import is_finite
from segmentation.models.model import Model
from segmentation.recipes.rfm import BEST_ENDS, CODES, SCORES
from segmentation.scoring.preprocessing import own_value, score
from segmentation.sources.engines.steps import Steps

# So many codes are read at a glance, and fit in a line.
CODES_A_LINE = 12


def has_group(model: Model, columns: Collection[str]) -> bool:
    """Whether customers with these columns have a group: the recipe and the model know how."""
    named = model.recipe.rfm or ()
    needed = {feature.name for feature in asked_for(named, model.recipe)}
    return bool(named) and needed <= set(columns) and model.card.quintiles.keys() >= set(named)


def find_group(steps: Steps, model: Model, keep: Sequence[str]) -> None:
    """Find the code of each customer's scores; null where one of the three is not known.

    Args:
        keep: the groups of columns that later steps need.
    """
    cuts = model.card.quintiles
    values = [own_value(name, steps.table, model) for name in model.recipe.rfm]
    scores = {
        what: is_finite(value).ifelse(score(value, cuts[name], best), ibis.null("int64"))
        for what, name, value, best in zip(SCORES, model.recipe.rfm, values, BEST_ENDS)
    }
    steps.take("rfm_scores", keep=keep, rfm_score=scores)
    recency, frequency, monetary = steps["rfm_score"].values()
    code = (recency * 100 + frequency * 10 + monetary).cast("string")
    steps.take("rfm_codes", keep=keep, rfm={"code": code})


def group_of(code: ir.StringValue) -> ir.StringValue:
    """The group of a code such as "545", as `rfm.groups` says; null where it is none."""
    return ibis.cases(
        *((ibis.literal(part).contains(code), group) for group, part in _lines_of_codes())
    )


def _lines_of_codes() -> Iterator[tuple[str, str]]:
    for group, text in CODES.items():
        codes = text.split()
        for first in range(0, len(codes), CODES_A_LINE):
            yield group, " ".join(codes[first : first + CODES_A_LINE])
