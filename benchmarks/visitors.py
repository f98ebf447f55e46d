"""How long visitors wait for their first page: with Streamlit watching its files, and without.

    python -m benchmarks.visitors

Against the app's own server on this machine, with models of the samples. It trains those first,
which takes a few minutes; give it a models folder to use that instead. Both servers run at the
same time and are asked in turns, so that whatever else this machine does falls on both. A
visitor asks over HTTP and the websocket for what a browser asks for, and is served when the
page is whole; what the browser does to draw it is not counted.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.measuring import ROOT
from tests.serving import served
from tests.visiting import Visit, all_at_once, visit

WATCHER = "STREAMLIT_SERVER_FILE_WATCHER_TYPE"
ROUNDS = 3
ALONE = 5
AT_ONCE = 20
# For so many visitors at once the first page is whole within so many seconds, for 19 of 20.
HELD_TO = 3.0


@dataclass(frozen=True)
class Waits:
    """Seconds until the first page was whole, of visitors alone and of visitors at once.

    `pages` a second are those that visitors at once are given until the last of them has one.
    """

    alone: list[float]
    at_once: list[float]
    pages: float


def measure(base: str) -> Waits:
    """One round: visitors one after another, and then many at once."""
    alone = [all_at_once([visit(base)]) for _ in range(ALONE)]
    crowd = seconds(all_at_once([visit(base) for _ in range(AT_ONCE)]))
    return Waits(
        alone=[one for visits in alone for one in seconds(visits)],
        at_once=crowd,
        pages=AT_ONCE / max(crowd),
    )


def seconds(visits: list[Visit]) -> list[float]:
    return [one.seconds for one in visits]


def together(rounds: list[Waits]) -> Waits:
    """All rounds as one; of pages a second the middle one."""
    return Waits(
        alone=[one for waits in rounds for one in waits.alone],
        at_once=[one for waits in rounds for one in waits.at_once],
        pages=float(np.median([waits.pages for waits in rounds])),
    )


def compared(without: Waits, watching: Waits) -> list[str]:
    """A line a measure: without watching, with it, and how many times as much without."""

    def line(name: str, unit: str, measured: Callable[[Waits], float]) -> str:
        own, other = measured(without), measured(watching)
        return f"{name:<44}{own:8.2f}{other:10.2f} {unit:<8} x {own / other:.3f}"

    return [
        f"{'':<44}{'without':>8}{'watching':>10}",
        line("first page of a visitor alone, median", "s", lambda w: np.median(w.alone)),
        line("pages a second", "", lambda w: w.pages),
        line(f"first page of {AT_ONCE} at once, median", "s", lambda w: np.median(w.at_once)),
        line(f"first page of {AT_ONCE} at once, 95 of 100", "s", slowest),
    ]


def slowest(waits: Waits) -> float:
    """What 95 of 100 visitors at once wait at most."""
    return float(np.percentile(waits.at_once, 95))


def main(models: Path) -> int:
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with served(models) as own, served(models, **{WATCHER: "auto"}) as other:
        # The first page of all is slower in both.
        all_at_once([visit(own), visit(other)])
        rounds = [(measure(own), measure(other)) for _ in range(ROUNDS)]
    without, watching = (together(list(waits)) for waits in zip(*rounds))
    print("\n".join(compared(without, watching)))
    print(f"load of this machine after: {os.getloadavg()[0]:.1f}")
    held = slowest(without) <= HELD_TO
    print(f"held to {HELD_TO:.0f} s for 95 of 100: {'yes' if held else 'NO'}")
    return 0 if held else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        train = [sys.executable, "train.py", "--models", folder]
        subprocess.run(train, cwd=ROOT, stdout=sys.stderr, check=True)
        sys.exit(main(Path(folder)))
