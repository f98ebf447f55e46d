"""How long a large file takes from the page *New data* to its model, and what pages do meanwhile.

    python -m benchmarks.new_data [MEGABYTES]

A CSV of order lines (200 MB where nothing is said) is looked at and trained as the page does it,
on the app's own server with models of the samples; `train.py` on the same file, by hand and with
nothing beside it, is 1. Meanwhile one visitor after the other asks for a page, over HTTP and the
websocket as a browser does.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.measuring import ROOT, Measured, measure, report
from segmentation.jobs import line
from segmentation.looking.corrections import named
from segmentation.looking.looked_apart import apart, look_apart
from segmentation.looking.seen import Corrections
from tests.serving import served
from tests.visiting import all_at_once, visit

BYTES_A_LINE = 62
# Lines of orders of three each, of a shop that grows; every seventh order is a first one.
QUERY = """
COPY (
    SELECT 100000 + i // 3 AS "Order ID",
        'c' || lpad(((hash(i // 3) % {customers}))::VARCHAR, 7, '0') || '@example.org' AS "Email",
        TIMESTAMP '2023-01-01' + INTERVAL 1 SECOND * ((i // 3) * 94000000 // {lines}) AS "Date",
        'SKU-' || hash(i * 5) % 4000 AS "Product", 1 + hash(i * 7) % 4 AS "Quantity",
        (199 + hash(i * 11) % 9000) / 100 AS "Unit price"
    FROM range({lines}) t(i)
) TO '{path}' (HEADER)
"""


def make(megabytes: int, path: Path) -> None:
    """Write a CSV of order lines of about this size, the same every time."""
    lines = megabytes * 1_000_000 // BYTES_A_LINE
    duckdb.connect().execute(QUERY.format(lines=lines, customers=lines // 21 + 1, path=path))


def by_the_page(source: Path, models: Path) -> Iterator[str]:
    """Look at a file and train it as the page does, and give each state of that in between."""
    files = source.parent / "dropped"
    files.mkdir()
    (files / source.name).hardlink_to(source)
    start = time.perf_counter()
    seen = look_apart(files / source.name, Corrections(), folder=source.parent)
    print(f"{'looked at':<44} {time.perf_counter() - start:8.1f} s", flush=True)
    line.add(
        models,
        title="Large",
        recipe=seen.recipe,
        files=files,
        data=source.name,
        mapping=named(seen.mapping, "orders_large", "Large"),
    )
    while (job := line.jobs(models)[-1]).state in ("waiting", "running"):
        yield job.step
    if job.state != "done":
        raise SystemExit(job.sentence)


def main(megabytes: int, folder: Path) -> None:
    source, models = folder / "orders.csv", folder / "models"
    make(megabytes, source)
    print(f"{source.stat().st_size / 1e6:,.0f} MB of order lines")
    samples = [sys.executable, "train.py", "--models", str(models)]
    subprocess.run(samples, cwd=ROOT, stdout=sys.stderr, check=True)
    by_hand = measure(
        [sys.executable, "train.py", "auto", "--data", str(source), "--models", f"{folder}/other"]
    )
    report("train.py by hand", by_hand, by_hand)
    waits = []
    with served(models) as base:
        all_at_once([visit(base)])
        start = time.perf_counter()
        for _ in by_the_page(source, models):
            waits += [one.seconds for one in all_at_once([visit(base)])]
        told = Measured(seconds=time.perf_counter() - start, gigabytes=0.0)
    apart.stop()
    report("from the dropped file to the model", told, by_hand)
    median, slowest = 1000 * np.median(waits), 1000 * np.percentile(waits, 95)
    print(f"{len(waits)} pages meanwhile: median {median:.0f} ms, 95 of 100 {slowest:.0f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, Path(temporary))
