"""How often the verdict is right where the truth is known: 20 sets of each kind.

    python -m benchmarks.verdicts

Evenly spread and correlated customers must never come out as distinct; four separate groups
always, with four segments supported. It takes a few minutes.
"""

from collections import Counter

import numpy as np

from segmentation.fitting.evidence.choice import choose
from segmentation.fitting.evidence.structure import judge
from segmentation.recipes.recipe import Settings

TRIES = 20
CUSTOMERS = 160
CORNERS = ((0, 0, 0, 0), (6, 0, 6, 0), (0, 6, 0, 6), (6, 6, 6, 6))


def even(random: np.random.Generator) -> np.ndarray:
    return random.uniform(size=(CUSTOMERS, 4))


def correlated(random: np.random.Generator) -> np.ndarray:
    return random.multivariate_normal(
        np.zeros(4), np.full((4, 4), 0.6) + 0.4 * np.eye(4), CUSTOMERS
    )


def groups(random: np.random.Generator) -> np.ndarray:
    return np.concatenate([random.normal(at, 1, (CUSTOMERS // 4, 4)) for at in CORNERS])


def main() -> None:
    for make in (even, correlated, groups):
        found: Counter[str] = Counter()
        for seed in range(TRIES):
            drawn = make(np.random.default_rng(seed))
            scaled = (drawn - drawn.mean(axis=0)) / drawn.std(axis=0)
            verdict = judge(scaled, seed).verdict
            supported = choose(scaled, Settings(restarts=5, seed=seed)).evidence
            found[f"{verdict}, {supported} supported"] += 1
        print(make.__name__, dict(found), flush=True)


if __name__ == "__main__":
    main()
