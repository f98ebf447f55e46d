"""Customers from Parquet to Parquet with their segments: score.py against pandas.

    python -m benchmarks.score              5 and 20 million customers
    python -m benchmarks.score 1000000      as many as you say

Needs about 100 MB of disk for each million customers. Times and peak memory are those of
whole processes. What pandas does is less: the segment alone, no counts, no rules, nobody
looked for who is unlike anyone.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.evidence import make
from benchmarks.measuring import measure, report

CUSTOMERS = (5_000_000, 20_000_000)
TRAINED_ON = 50_000
BY_HAND = """
import json, joblib, pandas as pd
model = {model!r}
features = [f["name"] for f in json.load(open(model + "/card.json"))["features"]]
customers = pd.read_parquet({data!r})
customers["segment"] = joblib.load(model + "/pipeline.joblib").predict(customers[features])
customers.to_parquet({out!r}, index=False)
"""


def train(folder: Path) -> Path:
    """Train a model on some of the customers; returns the folder of models."""
    data, models = make(TRAINED_ON, folder), folder / "models"
    command = [sys.executable, "train.py", "membership", "--data", data, "--no-evidence"]
    subprocess.run([*command, "--models", str(models)], check=True, stdout=sys.stderr)
    return models


def compare(customers: int, models: Path, folder: Path) -> None:
    """Print how long each way takes for so many customers, pandas being 1."""
    data = make(customers, folder)
    print(f"\n{customers:,} customers")
    model, out = str(models / "membership" / "0001"), str(folder / "by_hand.parquet")
    by_hand = BY_HAND.format(model=model, data=data, out=out)
    reference = measure([sys.executable, "-c", by_hand])
    report("pandas: read, predict, write", reference, reference)
    for ending in ("parquet", "csv"):
        out = str(folder / f"scored.{ending}")
        ours = [sys.executable, "score.py", "membership", "--models", str(models)]
        scored = measure([*ours, "--data", data, "--out", out])
        report(f"score.py to {ending}", scored, reference)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        models = train(Path(folder))
        for customers in [int(argument) for argument in sys.argv[1:]] or CUSTOMERS:
            compare(customers, models, Path(folder))
