"""Rates of exchange, from a table of the owner's."""

from pathlib import Path

from segmentation.customers.values import EVERYDAY_NOTATION, category_of, number_of
from segmentation.errors import BrokenRates
from segmentation.sources import open_table

MOST = 400


def read_rates(path: Path) -> dict[str, float]:
    """{currency: what one of it is in the currency to count in}, from a table of two columns.

    Raises:
        BrokenRates: it has other columns, or rates that are no numbers above 0.
        DataError: the file cannot be read.
    """
    with open_table(path) as opened:
        if len(opened.table.columns) != 2:
            raise BrokenRates(path.name, f"it has {len(opened.table.columns)} columns")
        code, rate = opened.table.columns
        read = opened.table.select(
            code=category_of(opened.table[code]).upper(),
            rate=number_of(opened.table[rate], EVERYDAY_NOTATION),
        )
        found = read.limit(MOST).execute()
    wrong = found[found.rate.isna() | ~(found.rate > 0)]
    if len(wrong):
        raise BrokenRates(path.name, f'the rate of "{wrong.code.iloc[0]}" is no number above 0')
    return dict(zip(found.code, found.rate))
