"""Score offline: give every customer of a file or table the segment of a saved model."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from segmentation.commands import options as option
from segmentation.commands.outcome import exit_status
from segmentation.scoring.sql.dialects import DIALECTS

ROOT = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_wrong_usage(parser, options)
    return exit_status(parser, lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    # It takes seconds to import, which help and wrong usage need not wait for.
    from segmentation.commands.score import run

    return run(options)


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
