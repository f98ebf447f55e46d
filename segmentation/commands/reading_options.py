"""How a source is to be read, as the options ask for it."""

import argparse

from segmentation.customers.values import Notation
from segmentation.sources import Reading


def reading(options: argparse.Namespace) -> Reading:
    """How the source is to be read."""
    named = ("table", "separator", "encoding", "header_row", "bad_lines")
    return Reading(**{name: getattr(options, name) for name in named if name in options})


def notation(options: argparse.Namespace) -> Notation:
    """How numbers and dates are written."""
    named = ("decimal", "dates", "zone")
    return Notation(**{name: getattr(options, name, None) for name in named})
