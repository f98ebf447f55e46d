"""How long the API takes for a customer: beside the library's own call, one and many at once.

    python -m benchmarks.api

Over HTTP against the app's own server on this machine, with models of the samples. It trains
those first, which takes a few minutes; give it a models folder to use that instead.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np

from benchmarks.measuring import ROOT
from segmentation import store
from segmentation.answer import answer
from segmentation.fields import asked_fields
from tests.serving import served

TIMES = 200
AT_ONCE, EACH = 50, 10
CUSTOMERS = 10_000


def compare(api: str, models: Path, recipe: str) -> None:
    """Print the median of one customer after another, the library being 1, and of a batch."""
    model = store.load(models, recipe)
    values = {field.name: model.card.everybody.median[field.name] for field in asked_fields(model)}
    with httpx.Client(timeout=60) as client:

        def ask() -> None:
            client.post(f"{api}/models/{recipe}/assign", json=values).raise_for_status()

        def ask_many() -> None:
            body = {"customers": [values] * CUSTOMERS}
            client.post(f"{api}/models/{recipe}/assign/batch", json=body).raise_for_status()

        # In turns, so that whatever else this machine does falls on both.
        library, http = in_turns(lambda: answer(model, values), ask)
        (batch,) = in_turns(ask_many, times=5)
    print(f"\n{recipe}")
    report("one customer, in the library", library, library)
    report("one customer, over HTTP", http, library)
    report(f"one of a batch of {CUSTOMERS:,}, over HTTP", batch / CUSTOMERS, library)


def in_turns(*calls: Callable[[], object], times: int = TIMES) -> list[float]:
    """The median time of each call, after one that does not count."""
    for call in calls:
        call()
    return list(np.median([[timed(call) for call in calls] for _ in range(times)], axis=0))


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def many_at_once(api: str, models: Path, recipe: str) -> None:
    """Print how 50 clients fare who ask ten times each without a pause."""
    model = store.load(models, recipe)
    values = {field.name: model.card.everybody.median[field.name] for field in asked_fields(model)}

    def client(_: int) -> list[int]:
        with httpx.Client(timeout=120) as own:
            address = f"{api}/models/{recipe}/assign"
            return [own.post(address, json=values).status_code for _ in range(EACH)]

    alone = timed(lambda: [answer(model, values) for _ in range(AT_ONCE * EACH)])
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        statuses = [status for found in clients.map(client, range(AT_ONCE)) for status in found]
    seconds = time.perf_counter() - start
    print(f"\n{AT_ONCE} clients at once, {EACH} customers each")
    report("all of them in the library, one after another", alone, alone)
    report("all of them over HTTP", seconds, alone)
    print(f"errors: {sum(status != 200 for status in statuses)} of {len(statuses)}", flush=True)


def report(name: str, seconds: float, reference: float) -> None:
    print(f"{name:<48} {seconds * 1000:10.3f} ms   x {seconds / reference:.3f}", flush=True)


def main(models: Path) -> None:
    with served(models, SEGMENTATION_API_RATE="0") as base:
        api = f"{base}/api"
        for recipe in store.recipes_in(models):
            compare(api, models, recipe)
        many_at_once(api, models, store.recipes_in(models)[0])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            train = [sys.executable, "train.py", "--models", folder]
            subprocess.run(train, cwd=ROOT, stdout=sys.stderr, check=True)
            main(Path(folder))
