"""Thousands of hostile lists: how many are refused, how many answered, and at what memory.

    python -m benchmarks.hostile_files MODELS [HOW_MANY] [FIRST]

MODELS is a folder with a model `mall`. Every file is refused in a plain sentence or answered
rightly; anything else is printed with the file's number, which makes it again.
"""

import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from segmentation import store
from tests.hostile import write_hostile
from tests.hostile_check import check

LONGEST = 1_000


def main(models: str, how_many: str = "10000", first: str = "0") -> None:
    """Check so many hostile files, beginning with the one of the first number."""
    model = store.load(Path(models), "mall")
    start, became = time.perf_counter(), Counter()
    for number in range(int(first), int(first) + int(how_many)):
        with tempfile.TemporaryDirectory() as folder:
            try:
                became[check(write_hostile(number, Path(folder)), model, Path(folder))] += 1
            # Whatever it is, it is what is looked for here.
            except Exception:
                became["wrong"] += 1
                print(f"file {number}: {traceback.format_exc()[-LONGEST:]}", flush=True)
    own, children = (
        resource.getrusage(who).ru_maxrss / 1e6
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        f"{dict(became)} in {time.perf_counter() - start:.0f} s; "
        f"at most {own:.2f} GB here and {children:.2f} GB in a process that reads workbooks"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
