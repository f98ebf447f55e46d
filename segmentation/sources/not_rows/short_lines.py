"""Lines with fewer columns than the table that are none of its rows: a total or a note."""

from collections.abc import Sequence

from segmentation.sources.not_rows.columns import is_empty, is_spoken
from segmentation.sources.not_rows.rules import NOTES, TOTALS, Rule
from segmentation.sources.not_rows.totals import is_total

FEWEST_COLUMNS = 3


def rule_for_short_line(cells: Sequence[str], width: int) -> Rule | None:
    """What a line is that has fewer columns than the table; None for a row that is cut off.

    A note is only one where no row comes after it.
    """
    filled = [cell for cell in cells if not is_empty(cell)]
    if width < FEWEST_COLUMNS or len(cells) >= width or not filled:
        return None
    others = [cell for cell in filled if not is_total(cell)]
    if len(others) < len(filled) and not any(map(str.isalpha, "".join(others))):
        return TOTALS
    if FEWEST_COLUMNS * len(filled) <= width and is_spoken(filled[0]):
        return NOTES
    return None
