"""How a command ends: its exit status, and what is wrong in one sentence on stderr."""

import argparse
from collections.abc import Callable

from segmentation.commands.console import complain, printable
from segmentation.errors import SegmentationError, WrongRequest


def exit_status(parser: argparse.ArgumentParser, work: Callable[[], int]) -> int:
    """Do the work of a command.

    Returns:
        What it returns, 1 where the data or a model is at fault. Where the request is, the
        parser ends the program with 2.
    """
    try:
        return work()
    except WrongRequest as error:
        parser.error(printable(error))
    except SegmentationError as error:
        complain(error)
    return 1
