"""The options that the commands take.

Nothing is imported here that takes time: help and a slip of the keyboard are answered at once.
"""

import argparse
from pathlib import Path

from segmentation.commands.option_values import (
    clip,
    log,
    names,
    positive,
    seed,
    segments,
    tolerance,
    zone,
)

ORDER_ROLES = {
    "customer": "who ordered",
    "date": "when",
    "amount": "what a row, or its order, cost in all",
    "order": "the number that all rows of an order have",
    "quantity": "how many pieces",
    "price": "what one piece cost",
    "status": "what became of an order",
    "refunded": "how much of an order was given back",
}
BESIDE_ROLES = ("customers", "rates", "count_statuses", "mapping", "write_mapping")
# Beyond one machine; on one, everybody is taken.
MOST_CUSTOMERS = 1_000_000


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Options that say how a source is to be read, where it is not recognised."""
    group = parser.add_argument_group("reading the data", "Recognised where not given.")
    group.add_argument("--table", metavar="NAME", help="a database's table, or a query; a sheet")
    group.add_argument("--separator", metavar="CHARACTER", help="between the columns of a CSV")
    group.add_argument("--encoding", metavar="NAME", help="of a CSV, such as cp1252")
    group.add_argument("--header-row", type=positive, metavar="N", help="the row of column names")
    group.add_argument("--decimal", choices=[".", ","], help="the decimal sign")
    group.add_argument("--dates", choices=["day-first", "month-first"], help="the order in dates")
    group.add_argument(
        "--zone",
        type=zone,
        metavar="NAME",
        help="the time zone of the business, such as Europe/Berlin, for times with an offset and "
        "numbers of seconds (default: UTC)",
    )
    group.add_argument(
        "--bad-lines",
        choices=["refuse", "skip"],
        help="lines that cannot be read: refuse the file (default), or leave them out and say so",
    )


def add_fitting_options(parser: argparse.ArgumentParser) -> None:
    """Options of a training: what segments are built on, how many, and how they are found."""
    group = parser.add_argument_group("fitting")
    group.add_argument(
        "--segments",
        type=segments,
        metavar="K|auto",
        help="how many segments (default: what the recipe asks for, else auto)",
    )
    group.add_argument(
        "--features",
        type=names,
        default=None,
        metavar="A,B,...",
        help="use these features of the recipe (with own: these columns) only",
    )
    group.add_argument(
        "--one-hot",
        type=names,
        default=None,
        metavar="A,B,...",
        help="build segments on these categories too, a feature for each of their values",
    )
    group.add_argument(
        "--clip",
        type=clip,
        metavar="PERCENT|none",
        help="draw in values beyond this percentile from either end (default: 0.5)",
    )
    group.add_argument(
        "--log",
        type=log,
        metavar="auto|none|A,B,...",
        help="features to log (default: auto)",
    )
    group.add_argument(
        "--restarts",
        type=positive,
        metavar="N",
        help="starts of K-Means, the best is kept (default: 20)",
    )
    group.add_argument(
        "--tolerance",
        type=tolerance,
        metavar="X",
        help="K-Means stops when its centres move less (default: 1e-6)",
    )
    group.add_argument("--seed", type=seed, metavar="N", help="of everything random (default: 42)")
    group.add_argument(
        "--most-customers",
        type=positive,
        default=None,
        metavar="N",
        help="above this, train with a sample of so many, each kind of customer in its share "
        f"(default: {MOST_CUSTOMERS:,} where Spark reads the data, else everybody)",
    )
    group.add_argument(
        "--no-evidence",
        dest="evidence",
        action="store_false",
        default=True,
        help="leave out the evidence for the segments, the exploration of the data and how sure "
        "the model is of a customer, which take most of the time",
    )


def add_orders_options(parser: argparse.ArgumentParser) -> None:
    """Options that say what the columns of a table of orders mean, instead of working it out."""
    group = parser.add_argument_group(
        "orders (with orders or auto)",
        "Worked out from the headers and the values where not given.",
    )
    for role, what in ORDER_ROLES.items():
        group.add_argument(f"--{role}", default=None, metavar="COLUMN", help=what)
    group.add_argument(
        "--customers",
        default=None,
        metavar="FILE_OR_URL",
        help="a table of what is known of the customers, such as age, gender or country",
    )
    group.add_argument(
        "--currency",
        default=None,
        metavar="COLUMN|CODE",
        help="the column with each order's currency, or the currency to count, such as EUR",
    )
    group.add_argument(
        "--rates",
        type=Path,
        default=None,
        metavar="FILE",
        help="a table of currency and rate, to convert all amounts to that of --currency",
    )
    group.add_argument(
        "--count-statuses",
        type=names,
        default=None,
        metavar="A,B,...",
        help="orders with these statuses count, whatever they say",
    )
    group.add_argument(
        "--mapping", type=Path, default=None, metavar="FILE", help="a mapping that was written out"
    )
    group.add_argument(
        "--write-mapping",
        type=Path,
        default=None,
        metavar="FILE",
        help="write out what the columns were taken for, to be edited and given with --mapping",
    )


def add_progress_options(parser: argparse.ArgumentParser) -> None:
    """Options for who has a training done: the app, or a program of somebody's own."""
    group = parser.add_argument_group("for programs")
    group.add_argument(
        "--progress",
        choices=["bar", "json"],
        default="bar",
        help="tell how far it is to somebody who looks on (default), or to a program: a JSON "
        "object a line on stderr",
    )
    group.add_argument(
        "--job",
        default="",
        metavar="ID",
        help="kept on the model's card: the training in the app's line that this is",
    )


def add_common_options(parser: argparse.ArgumentParser, models: Path) -> None:
    """Options that every command has."""
    parser.add_argument(
        "--models", type=Path, default=models, metavar="DIR", help="the models (default: models/)"
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False,
        help="print one JSON object instead of the summary",
    )
