"""Score as `score.py` is asked to."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from segmentation.commands.console import complain, open_console, print_query, progress_on
from segmentation.commands.models import load_model
from segmentation.commands.reading_options import notation, reading
from segmentation.commands.score_summary import print_score
from segmentation.errors import WrongRequest
from segmentation.models import cache
from segmentation.models.model import Model
from segmentation.models.store import Newest
from segmentation.scoring.lists.score_list import fits_model, score_list
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.lists.warning import warning as list_warning
from segmentation.scoring.sql.query import to_sql
from segmentation.scoring.writing.checks import (
    check_target,
    refuse_same_table,
    replaced_tables,
    shared,
)
from segmentation.scoring.writing.results import write
from segmentation.scoring.writing.targets import Target, places, target_of
from segmentation.sources import Opened, open_table
from segmentation.sources.databases.in_place import open_in_place


def run(options: argparse.Namespace) -> int:
    """Score, or print the query; returns the exit status.

    Raises:
        SegmentationError: what is wrong, in a sentence.
    """
    if options.sql:
        if options.certainty:
            raise WrongRequest("The query has no certainty; leave out --certainty or --sql.")
        model = _load(options).required()
        print_query(to_sql(model, options.sql, table=getattr(options, "table", None)))
        return 0
    console = open_console(beside_json=options.json)
    target = target_of(options.out, options.into)
    check_target(target, options.data)
    found = _load(options)
    summary = _score(options, found.required(), target, console)
    if options.json:
        out, left_out = places(target)
        where = {"out": out, "left_out_to": left_out}
        told = {"warning": list_warning(summary), "warnings": found.warnings}
        print(json.dumps({**summary.model_dump(), **told, **where}))
    else:
        print_score(console, summary, places(target), instead=bool(found.warnings))
    return 0


def _load(options: argparse.Namespace) -> Newest:
    """Load the model; where a newer version cannot be used, say so at once."""
    found = load_model(options.models, options.model)
    for warning in found.warnings:
        complain(warning)
    return found


def _score(options: argparse.Namespace, model: Model, target: Target, console: Console) -> Summary:
    with (
        progress_on(console, "Opening the data") as progress,
        _open(options, model, target) as opened,
    ):
        found = score_list(
            opened,
            model,
            notation=notation(options),
            certainty=options.certainty,
            progress=progress,
            others=lambda: cache.others(options.models, model.card.recipe),
        )
        return write(found, target, progress)


@contextmanager
def _open(options: argparse.Namespace, model: Model, target: Target) -> Iterator[Opened]:
    """The customers, in their database where that is the one to write to."""
    common = shared(target, options.data)
    opening = (
        open_in_place(options.data, reading(options))
        if common.session
        else open_table(
            options.data,
            reading(options),
            fits=fits_model(model),
            joined=model.recipe.orders is not None,
        )
    )
    # A file that is read from cannot be asked for them.
    replaced = replaced_tables(target) if common.database else {}
    with opening as opened:
        refuse_same_table(replaced, opened.identity)
        yield opened
