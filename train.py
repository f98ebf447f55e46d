"""Train offline: read a data set, find its segments, save one model folder."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from segmentation.commands import options as option
from segmentation.commands.outcome import exit_status
from segmentation.recipes import NAMES

ROOT = Path(__file__).parent
OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_wrong_usage(parser, options)
    return exit_status(parser, lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    # What is imported stays: to look through it for garbage again and again takes half a second.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    # It takes seconds to import, which help and wrong usage need not wait for.
    from segmentation.commands.train import run

    return run(options, samples=ROOT / "data")


def _refuse_wrong_usage(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    recipe = options.recipe
    _refuse_options_of_orders(parser, options)
    given = {name for name, value in vars(options).items() if value is not None}
    if recipe is None and given - {"models", "json", "seed", "evidence", "progress", "job"}:
        parser.error("name a recipe, or 'auto', to train on data or with settings of your own")
    if recipe is None and options.progress == "json":
        parser.error("--progress json tells of one training: name a recipe, or 'auto'")
    if recipe is None or recipe in NAMES:
        return
    if recipe not in ("auto", "own", "orders") and not recipe.endswith((".py", ".toml")):
        parser.error(
            f"there is no recipe '{recipe}'; choose from {', '.join(NAMES)}, orders, own, auto"
        )
    if options.data is None:
        parser.error(f"'{recipe}' needs data: add --data FILE")


def _refuse_options_of_orders(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse what would be passed over: options of orders without orders, or beside a mapping."""
    roles = [role for role in (*option.ORDER_ROLES, "currency") if getattr(options, role, None)]
    told = [*roles, *(n for n in option.BESIDE_ROLES if getattr(options, n, None))]
    if told and options.recipe not in ("orders", "auto"):
        parser.error(f"--{told[0].replace('_', '-')} is for orders: train with orders, or auto")
    if options.mapping and (roles or options.rates or options.count_statuses):
        parser.error("--mapping says what the columns mean: change that in the file instead")
    if options.rates and not options.currency:
        parser.error("--rates needs the currency to count in: add --currency CODE")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="train.py",
        description="Find the segments in a data set and save them as a model. "
        "Without arguments: train every sample that has no model yet.",
        argument_default=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add(
        "recipe",
        nargs="?",
        default=None,
        metavar="RECIPE",
        help=f"what the data is: {', '.join(NAMES)}; orders for those of any shop; own for any "
        "other table of customers; auto to recognise which of these; or a recipe file of your own, "
        "ending in .py or .toml",
    )
    add(
        "--data",
        default=None,
        metavar="FILE_OR_URL",
        help="a CSV, spreadsheet or Parquet file, a folder of them, a database address, or "
        "spark: and a table or folder that Spark reads (default: the recipe's sample)",
    )
    add("--key", default=None, metavar="COLUMN", help="with own: the column that names a customer")
    add(
        "--one-row-per-customer",
        action="store_const",
        const=True,
        default=None,
        help="with own: each row is a customer, although what looks like their number repeats",
    )
    add("--variant", default=None, metavar="NAME", help="a variant of the recipe, see its docs")
    option.add_orders_options(parser)
    option.add_fitting_options(parser)
    option.add_reading_options(parser)
    option.add_progress_options(parser)
    option.add_common_options(parser, ROOT / "models")
    return parser


if __name__ == "__main__":
    sys.exit(main())
