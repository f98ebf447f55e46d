"""Thousands of hostile lists: what becomes of each, and whether one takes too much memory.

    python -m benchmarks.hostile_files MODELS [HOW_MANY] [FIRST]

MODELS is a folder with a model `mall`. Every file is refused in a plain sentence or answered
rightly, in MOST_GIGABYTES of memory; anything else is printed with the file's number, which
makes it again, and makes the exit status 1. Needs Linux, which tells how much a file took.
"""

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from segmentation.models import store
from segmentation.models.model import Model
from tests.hostile import write_hostile
from tests.hostile_check import check
from tests.peak_memory import Peak, watched

LONGEST = 1_000
MOST_GIGABYTES = Peak(own=1.0, reader=1.0)


def main(models: str, how_many: str = "10000", first: str = "0") -> None:
    """Check so many hostile files, beginning with the one of the first number."""
    model = store.load(Path(models), "mall")
    start, became, most = time.perf_counter(), Counter(), Peak()
    for number in range(int(first), int(first) + int(how_many)):
        with tempfile.TemporaryDirectory() as folder:
            path = write_hostile(number, Path(folder))
            with watched() as peak:
                became[_became(number, path, model)] += 1
        if too_much := _too_much(peak):
            became["too much memory"] += 1
            print(f"file {number}, {path.name}: {too_much}", flush=True)
        most = Peak(own=max(most.own, peak.own), reader=max(most.reader, peak.reader))
    print(
        f"{dict(became)} in {time.perf_counter() - start:.0f} s; at most {most.own:.2f} GB here "
        f"and {most.reader:.2f} GB in a process that reads workbooks"
    )
    sys.exit(became["wrong"] + became["too much memory"] > 0)


def _became(number: int, path: Path, model: Model) -> str:
    try:
        return check(path, model, path.parent)
    # Whatever it is, it is what is looked for here.
    except Exception:
        print(f"file {number}, {path.name}: {traceback.format_exc()[-LONGEST:]}", flush=True)
        return "wrong"


def _too_much(peak: Peak) -> str:
    parts = []
    if peak.own > MOST_GIGABYTES.own:
        parts.append(f"took {peak.own:.2f} GB here")
    if peak.reader > MOST_GIGABYTES.reader:
        parts.append(f"took {peak.reader:.2f} GB in the process that reads workbooks")
    return ", ".join(parts)


if __name__ == "__main__":
    main(*sys.argv[1:])
