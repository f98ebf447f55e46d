"""Score offline: give every customer of a file or table the segment of a saved model."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from segmentation.commands import options as option
from segmentation.commands.console import (
    complain,
    open_console,
    print_query,
    printable,
    progress_on,
)
from segmentation.commands.models import load_model
from segmentation.commands.score_summary import print_score
from segmentation.errors import SegmentationError, WrongRequest
from segmentation.models import cache
from segmentation.models.model import Model
from segmentation.models.store import Newest
from segmentation.scoring.lists.score_list import fits_model, score_list
from segmentation.scoring.lists.summary import Summary
from segmentation.scoring.lists.warning import warning as list_warning
from segmentation.scoring.sql.query import DIALECTS, to_sql
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

ROOT = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_wrong_usage(parser, options)
    try:
        return _run(options)
    except WrongRequest as error:
        parser.error(printable(error))
    except SegmentationError as error:
        complain(error)
        return 1


def _run(options: argparse.Namespace) -> int:
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
        notation = option.notation(options)
        found = score_list(
            opened,
            model,
            notation=notation,
            certainty=options.certainty,
            progress=progress,
            others=lambda: cache.others(options.models, model.card.recipe),
        )
        return write(found, target, progress)


@contextmanager
def _open(options: argparse.Namespace, model: Model, target: Target) -> Iterator[Opened]:
    """The customers, in their database where that is the one to write to."""
    reading, common = option.reading(options), shared(target, options.data)
    opening = (
        open_in_place(options.data, reading)
        if common.session
        else open_table(options.data, reading, fits=fits_model(model))
    )
    # A file that is read from cannot be asked for them.
    replaced = replaced_tables(target) if common.database else {}
    with opening as opened:
        refuse_same_table(replaced, opened.identity)
        yield opened


def _refuse_wrong_usage(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.sql:
        if options.data or options.out or options.into or options.json:
            parser.error("--sql prints a query and reads nothing: leave out the other options")
        return
    if options.data is None:
        parser.error("name the customers to score: add --data FILE_OR_URL")
    if options.out is None:
        parser.error("say where the result is to go: add --out FILE_OR_URL")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="score.py",
        description="Give every customer of a file or table a segment. Customers who cannot be "
        "given one go to a second file beside the first, with the reason.",
        argument_default=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add(
        "model",
        metavar="MODEL",
        help="a saved model: mall for the newest that can be used, mall/0002 for another",
    )
    add(
        "--data",
        default=None,
        metavar="FILE_OR_URL",
        help="a CSV, spreadsheet or Parquet file, a folder of them, a database address, or "
        "spark: and a table or folder that Spark reads",
    )
    add(
        "--out",
        default=None,
        metavar="FILE_OR_URL",
        help="a file to write, .csv, .xlsx or .parquet, a database address, or spark: and a "
        "table or folder for Spark to write",
    )
    add("--into", default=None, metavar="TABLE", help="of a database: the table to write")
    add(
        "--sql",
        default=None,
        metavar="DIALECT",
        help=f"instead, print the model as one query for {', '.join(DIALECTS)}; with --table, "
        "one that reads this table",
    )
    add(
        "--certainty",
        action="store_true",
        default=False,
        help="add a column: the share of retrained models that say the same (takes longer)",
    )
    option.add_reading_options(parser)
    option.add_common_options(parser, ROOT / "models")
    return parser


if __name__ == "__main__":
    sys.exit(main())
