"""The same invoice lines through `orders`, worked out and rolled up, against `online_retail`.

    python -m benchmarks.orders            10 and 100 million lines
    python -m benchmarks.orders 1000000    as many as you say

Times are those of whole processes; the ratio wanted is at most 1.4.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.invoice_lines import generate
from benchmarks.measuring import measure, report

LINES = (10_000_000, 100_000_000)


def compare(lines: int, folder: Path) -> None:
    """Print how long both recipes take for so many lines, `online_retail` being 1."""
    path = str(folder / f"{lines}.parquet")
    generate(lines, path)
    print(f"\n{lines:,} invoice lines")
    rest = ["--data", path, "--no-evidence", "--models", str(folder / "models")]
    reference = measure([sys.executable, "train.py", "online_retail", *rest])
    report("train.py online_retail", reference, reference)
    report("train.py orders", measure([sys.executable, "train.py", "orders", *rest]), reference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for lines in [int(argument) for argument in sys.argv[1:]] or LINES:
            compare(lines, Path(folder))
