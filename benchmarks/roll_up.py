"""From invoice lines to segmented customers, against the roll-up alone by hand.

    python -m benchmarks.roll_up            10 and 100 million lines
    python -m benchmarks.roll_up 1000000    as many as you say

Needs about 1 GB of disk for each 100 million lines, `polars` (`pip install polars`), and
for 100 million lines about 10 GB of memory. Times are those of whole processes.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.invoice_lines import generate
from benchmarks.measuring import measure, report

LINES = (10_000_000, 100_000_000)
MOST_FOR_PANDAS = 10_000_000


def compare(lines: int, folder: Path) -> None:
    """Print how long each way takes for so many lines, DuckDB by hand being 1."""
    path = str(folder / f"{lines}.parquet")
    generate(lines, path)
    print(f"\n{lines:,} invoice lines")
    by_hand = [sys.executable, "-m", "benchmarks.roll_up_by_hand"]
    reference = measure([*by_hand, "duckdb", path])
    report("DuckDB by hand, roll-up alone", reference, reference)
    ours = [sys.executable, "train.py", "online_retail", "--data", path, "--no-evidence"]
    models = ["--models", str(folder / "models")]
    report("train.py, to segmented customers", measure([*ours, *models]), reference)
    report("Polars by hand, roll-up alone", measure([*by_hand, "polars", path]), reference)
    if lines <= MOST_FOR_PANDAS:
        report("pandas by hand, roll-up alone", measure([*by_hand, "pandas", path]), reference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for lines in [int(argument) for argument in sys.argv[1:]] or LINES:
            compare(lines, Path(folder))
