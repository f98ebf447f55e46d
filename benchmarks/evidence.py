"""How long the evidence takes: beside the usual study, and as the customers grow in number.

The study by hand is 1; Online Retail, Mall, a table of 500 customers and nine features, and the
five samples one after the other are held against it in the same run.

    python -m benchmarks.evidence online_retail.parquet

Give it the published Online Retail file. Times are those of whole processes; peak memory is
that of the first process alone.
"""

import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.measuring import measure, report

CUSTOMERS = (4_000, 50_000, 500_000, 5_000_000)
# Four groups that overlap, with the columns of the recipe `membership`.
QUERY = """
COPY (
    SELECT i AS id, 18 + (hash(i) % 3) * 15 + hash(i * 3) % 20 AS age,
        'Female' AS gender, 20000 + (hash(i) % 4) * 25000 + hash(i * 5) % 30000 AS income,
        1 + (hash(i) % 4) * 20 + hash(i * 7) % 40 AS spending_score,
        1 + hash(i * 9) % 10 AS membership_years, 1 + hash(i * 11) % 50 AS purchase_frequency,
        'Books' AS preferred_category, 10 + (hash(i * 13) % 99000) / 100 AS last_purchase_amount
    FROM range({customers}) t(i)
) TO '{path}' (FORMAT parquet)
"""


def make(customers: int, folder: Path) -> str:
    """Write so many customers, the same ones every time, to a Parquet file; returns its path."""
    path = str(folder / f"{customers}.parquet")
    duckdb.connect().execute(QUERY.format(customers=customers, path=path))
    return path


def make_wide(folder: Path) -> str:
    """Write 500 customers with nine features in four groups to a CSV file; returns its path."""
    random = np.random.default_rng(1)
    groups = random.integers(4, size=500)
    values = random.normal(random.normal(0, 2, (4, 9))[groups], 1).round(3)
    path = folder / "wide.csv"
    pd.DataFrame(values, columns=[f"feature_{at}" for at in range(1, 10)]).to_csv(
        path, index_label="customer"
    )
    return str(path)


def beside_the_usual_study(path: str, folder: Path) -> None:
    """Print the whole of train.py beside the same study by hand, which is 1."""
    models = f"{folder}/models"
    print("\nOnline Retail, from invoice lines to a study of the segments")
    by_hand = measure([sys.executable, "-m", "benchmarks.study_by_hand", path])
    report("pandas and scikit-learn by hand", by_hand, by_hand)
    ours = [sys.executable, "train.py", "online_retail", "--data", path, "--models", models]
    report("train.py with all its evidence", measure(ours), by_hand)
    report("train.py --no-evidence", measure([*ours, "--no-evidence"]), by_hand)
    mall = [sys.executable, "train.py", "mall", "--models", models]
    report("Mall, 200 customers", measure(mall), by_hand)
    own = [sys.executable, "train.py", "own", "--data", make_wide(folder), "--models", models]
    report("500 customers, nine features", measure(own), by_hand)
    samples = [sys.executable, "train.py", "--models", f"{models} of the samples"]
    report("the five samples", measure(samples), by_hand)


def as_customers_grow(folder: Path) -> None:
    """Print the time for more and more customers, the fewest being 1."""
    reference = None
    for customers in CUSTOMERS:
        ours = [sys.executable, "train.py", "membership", "--data", make(customers, folder)]
        measured = measure([*ours, "--models", str(folder / "models")])
        reference = reference or measured
        report(f"{customers:,} customers, with all evidence", measured, reference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        beside_the_usual_study(sys.argv[1], Path(folder))
        print()
        as_customers_grow(Path(folder))
