"""What the commands print: every text as it is, whatever stands in it.

Names of segments, headers, values and files come from somebody else. Nothing in them is markup,
an emoji's code or an order to the terminal, and none of them ends a command.
"""

import io
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

from segmentation.errors import UnprintableQuery

# Characters that move the cursor, end the line, cannot be written, or turn the order of others.
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def open_console(*, beside_json: bool = False) -> Console:
    """A console that takes no text for markup; on stderr where stdout is for JSON alone.

    What the encoding of the output lacks is written as an escape: cp1252 has no 購, which
    becomes `\\u8cfc`.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Console(stderr=beside_json, markup=False, emoji=False, highlight=False)


def printable(text: object) -> str:
    """A text on one line, with what a terminal would obey as escapes.

    >>> printable("VIP\\x1b[2J")
    'VIP\\\\x1b[2J'
    """
    return "".join(_escaped(character) for character in str(text))


def say(console: Console, text: str, *, bold: str = "", whole: bool = False) -> None:
    """Print one line, of which `bold` comes first; a `whole` one is never broken: a path, say."""
    line = Text(printable(bold), style="bold").append(printable(text), style="not bold")
    console.print(line, soft_wrap=whole)


def segment_table(rows: Iterable[tuple[str, str, str]]) -> Table:
    """A table of segments.

    Args:
        rows: of each segment its size, its name and what is said of it, which may be empty.
    """
    table = Table("Customers", "Segment", box=None, pad_edge=False, header_style="bold")
    for size, name, description in rows:
        cell = Text(printable(name), style="bold" if description else "")
        if description:
            cell.append(f"\n{printable(description)}\n", style="not bold")
        table.add_row(size, cell)
    return table


@contextmanager
def progress_on(console: Console, first: str) -> Iterator[Callable[[str], None]]:
    """What is being done, beside a spinner; nothing where nobody looks on."""
    if not console.is_terminal:
        yield lambda step: None
        return
    with console.status(Text(first)) as status:
        yield lambda step: status.update(Text(printable(step)))


def print_query(query: str) -> None:
    """A query as it is to be run, so without escapes.

    Raises:
        UnprintableQuery: it holds characters that the output cannot take.
    """
    try:
        query.encode(sys.stdout.encoding)
    except UnicodeEncodeError as error:
        lacking = query[error.start : error.end]
        raise UnprintableQuery(lacking, encoding=sys.stdout.encoding) from error
    print(query, end="")


def complain(sentence: Exception | str) -> None:
    """Print an error or a warning on stderr."""
    print(printable(sentence), file=sys.stderr)


def _escaped(character: str) -> str:
    if unicodedata.category(character) in UNSEEN or character in TURNING:
        return character.encode("unicode_escape").decode()
    return character
