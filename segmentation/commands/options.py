"""The options of the commands: what may be written, and the values it stands for."""

import argparse
from pathlib import Path

from segmentation.sources import Reading
from segmentation.values import Notation


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
        "--bad-lines",
        choices=["refuse", "skip"],
        help="lines that cannot be read: refuse the file (default), or leave them out and say so",
    )


def reading(options: argparse.Namespace) -> Reading:
    """How the source is to be read."""
    named = ("table", "separator", "encoding", "header_row", "bad_lines")
    return Reading(**{name: getattr(options, name) for name in named if name in options})


def notation(options: argparse.Namespace) -> Notation:
    """How numbers and dates are written."""
    return Notation(
        decimal=getattr(options, "decimal", None), dates=getattr(options, "dates", None)
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


def names(text: str) -> tuple[str, ...]:
    """Names separated by commas, each once."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if not found:
        raise argparse.ArgumentTypeError("expected names separated by commas")
    return tuple(dict.fromkeys(found))


def segments(text: str) -> int | None:
    """A number of segments; None for auto."""
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 2 on, or auto; got '{text}'"
        )
    return int(text)


def clip(text: str) -> float | None:
    """A percentage to clip at; None for none."""
    if text == "none":
        return None
    percent = _number(text)
    if percent is None or not 0 < percent < 50:
        raise argparse.ArgumentTypeError(
            f"expected a number above 0 and below 50, or none; got '{text}'"
        )
    return percent


def log(text: str) -> str | tuple[str, ...]:
    """auto, none or the names of features."""
    if text == "auto":
        return text
    return () if text == "none" else names(text)


def positive(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on; got '{text}'")
    return int(text)


def tolerance(text: str) -> float:
    """A number above 0."""
    number = _number(text)
    if number is None or not number > 0:
        raise argparse.ArgumentTypeError(f"expected a number above 0; got '{text}'")
    return number


def seed(text: str) -> int:
    """A whole number that can seed a generator."""
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 0 to {2**32 - 1}; got '{text}'"
        )
    return int(text)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
