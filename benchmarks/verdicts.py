"""How often verdict and number are right where the truth is known: 37 designs, each drawn twice.

    python -m benchmarks.verdicts

Prints what came out wrong, and how many of all came out right. It takes some minutes.
"""

import numpy as np
import pandas as pd

from benchmarks.designs import DESIGNS, Design
from segmentation.fitting.fit import fit
from segmentation.recipes.recipe import Settings

SEEDS = (1, 2)


def judged(made: Design, seed: int) -> tuple[str, int]:
    """The verdict and the number of segments that training comes to."""
    drawn = made.draw(np.random.default_rng(seed))
    names = [f"feature {at + 1}" for at in range(drawn.shape[1])]
    fitted = fit(pd.DataFrame(drawn, columns=names), Settings(seed=seed), lambda step: None)
    return fitted.structure.verdict, fitted.choice.evidence


def main() -> None:
    verdicts = numbers = false_groups = 0
    for made in DESIGNS:
        for seed in SEEDS:
            verdict, number = judged(made, seed)
            verdicts += verdict == made.verdict
            numbers += number in made.numbers
            false_groups += verdict == "distinct" != made.verdict
            if verdict != made.verdict or number not in made.numbers:
                wanted = f"{made.verdict}, {' or '.join(map(str, made.numbers))}"
                print(f"{made.name} {seed}: {verdict}, {number}; wanted {wanted}", flush=True)
    sets = len(DESIGNS) * len(SEEDS)
    print(f"{sets} sets: {verdicts} verdicts right, {numbers} numbers right,", end=" ")
    print(f"{false_groups} times groups were seen where there are none")


if __name__ == "__main__":
    main()
