"""How long the API takes for a customer: beside the library's own call, one and many at once.

    python -m benchmarks.api

Over HTTP against the app's own server on this machine, with models of the samples. It trains
those first, which takes a few minutes; give it a models folder to use that instead. There is no
limit of requests while answers are timed; how many clients at once fare is measured without
one, with that of a server where nothing is set, and with one that makes them wait.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

from benchmarks.measuring import ROOT
from segmentation.answering.answer import answer
from segmentation.answering.fields import asked_fields
from segmentation.api.settings import KEYS, RATE
from segmentation.models import store
from segmentation.models.folders import recipes_in
from tests.serving import served

TIMES = 200
AT_ONCE, EACH = 50, 10
LIMITS = {"0": "no limit", "": "the limit where nothing is set", "20": "at most 20 a second"}
MOST_WAITS = 100
CUSTOMERS = 10_000


def compare(api: str, models: Path, recipe: str) -> float:
    """Print the median of one customer after another, the library being 1, and of a batch.

    Returns:
        The seconds that one customer takes over HTTP.
    """
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
    return http


def in_turns(*calls: Callable[[], object], times: int = TIMES) -> list[float]:
    """The median time of each call, after one that does not count."""
    for call in calls:
        call()
    return list(np.median([[timed(call) for call in calls] for _ in range(times)], axis=0))


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@dataclass(frozen=True)
class Ended:
    """The status of one request, and how often it was told to wait before."""

    status: int
    waits: int


def many_at_once(api: str, models: Path, recipe: str, limit: str) -> None:
    """Print how 50 clients fare who ask ten times each without a pause.

    Who is told to wait waits as told and asks again.
    """
    model = store.load(models, recipe)
    values = {field.name: model.card.everybody.median[field.name] for field in asked_fields(model)}

    def client(_: int) -> list[Ended]:
        with httpx.Client(timeout=120) as own:
            address = f"{api}/models/{recipe}/assign"
            return [until_answered(own, address, values) for _ in range(EACH)]

    alone = timed(lambda: [answer(model, values) for _ in range(AT_ONCE * EACH)])
    start = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        ended = [one for found in clients.map(client, range(AT_ONCE)) for one in found]
    seconds = time.perf_counter() - start
    print(f"\n{AT_ONCE} clients at once, {EACH} customers each, {limit}")
    report("all of them in the library, one after another", alone, alone)
    report("all of them over HTTP", seconds, alone)
    print("\n".join(fared(ended)), flush=True)


def until_answered(client: httpx.Client, address: str, values: Mapping[str, object]) -> Ended:
    """Ask, and as long as the answer is 429 wait as its Retry-After says and ask again."""
    for waits in range(MOST_WAITS):
        said = client.post(address, json=values)
        if said.status_code != 429:
            return Ended(said.status_code, waits)
        time.sleep(int(said.headers["Retry-After"]))
    return Ended(said.status_code, MOST_WAITS)


def fared(ended: Sequence[Ended]) -> list[str]:
    """How many were told to wait, how many of these were answered then, how many failed."""
    waited = [one for one in ended if one.waits]
    answered = sum(one.status == 200 for one in waited)
    lines = [f"told to wait: {len(waited)} of {len(ended)}"]
    if waited:
        most = max(one.waits for one in waited)
        lines.append(f"answered after waiting as told, at most {most} times: {answered}")
    return [*lines, f"errors: {sum(one.status != 200 for one in ended)} of {len(ended)}"]


def report(name: str, seconds: float, reference: float) -> None:
    print(f"{name:<48} {seconds * 1000:10.3f} ms   x {seconds / reference:.3f}", flush=True)


def main(models: Path) -> None:
    with served(models, **{KEYS: "", RATE: "0"}) as base:
        took = {recipe: compare(f"{base}/api", models, recipe) for recipe in recipes_in(models)}
    # Quick answers use a limit up soonest.
    quickest = min(took, key=took.__getitem__)
    for rate, limit in LIMITS.items():
        with served(models, **{KEYS: "", RATE: rate}) as base:
            many_at_once(f"{base}/api", models, quickest, limit)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            train = [sys.executable, "train.py", "--models", folder]
            subprocess.run(train, cwd=ROOT, stdout=sys.stderr, check=True)
            main(Path(folder))
