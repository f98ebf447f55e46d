"""Customers drawn with groups, by degrees and along curves: 37 designs, the truth beside each.

Where customers only differ by degrees no number of segments is right, and a few are taken for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Draw = Callable[[np.random.Generator], np.ndarray]
DESIGNS: list["Design"] = []


@dataclass(frozen=True)
class Design:
    """A way to draw customers x features, and what is to be found in them."""

    name: str
    verdict: str
    numbers: tuple[int, ...]
    draw: Draw


def design(verdict: str, *numbers: int) -> Callable[[Draw], Draw]:
    """Add the design that a function draws."""

    def add(draw: Draw) -> Draw:
        DESIGNS.append(Design(draw.__name__, verdict, numbers, draw))
        return draw

    return add


def blobs(random, centres, sizes, spread=1.0):
    """Round groups of these sizes around these centres."""
    centres = np.asarray(centres, dtype=float)
    spreads = np.broadcast_to(spread, len(centres))
    return np.concatenate(
        [random.normal(c, s, (n, centres.shape[1])) for c, n, s in zip(centres, sizes, spreads)]
    )


def two_heights(random, count, share=0.5, apart=5.0):
    """One feature with two crowds, `share` of the customers in the upper one."""
    return random.normal(0, 1, count) + apart * (random.uniform(size=count) < share)


def correlated(random, count, features, strength):
    covariance = np.full((features, features), strength) + (1 - strength) * np.eye(features)
    return random.multivariate_normal(np.zeros(features), covariance, count)


# Nothing at all.


@design("none", 1)
def even(random):
    return random.uniform(size=(300, 4))


@design("none", 1)
def even_many(random):
    return random.uniform(size=(1000, 6))


@design("none", 1)
def independent_normal(random):
    return random.normal(size=(400, 5))


@design("none", 1)
def independent_skewed(random):
    return random.gamma(2, size=(500, 4))


@design("none", 1)
def independent_ratings(random):
    return random.integers(1, 11, size=(400, 4)).astype(float)


@design("none", 1)
def independent_heavy_tails(random):
    return random.standard_t(4, size=(600, 5))


@design("none", 1)
def independent_money(random):
    return np.exp(random.normal(4, 1.2, size=(500, 5))).round(2)


# By degrees.


@design("gradient", 1, 2, 3)
def correlated_normal(random):
    return correlated(random, 300, 4, 0.6)


@design("gradient", 1, 2, 3)
def strongly_correlated(random):
    return correlated(random, 500, 3, 0.9)


@design("gradient", 1, 2, 3)
def one_factor(random):
    return random.normal(size=(800, 1)) * [1, 0.9, 0.8, 0.7, 0.6, 0.5] + random.normal(
        0, 0.6, (800, 6)
    )


@design("gradient", 1, 2, 3)
def correlated_money(random):
    return np.exp(2 + correlated(random, 600, 5, 0.7)).round(2)


@design("gradient", 1, 2, 3)
def correlated_skewed(random):
    return correlated(random, 600, 4, 0.7) ** 2 * 10 + random.gamma(2, size=(600, 4))


@design("gradient", 1, 2, 3)
def correlated_pair_among_others(random):
    return np.column_stack([correlated(random, 500, 2, 0.9), random.normal(size=(500, 2))])


@design("gradient", 1, 2, 3, 4)
def banana(random):
    along = random.normal(0, 1.2, 600)
    return np.column_stack([along, along**2 + random.normal(0, 0.6, 600)])


@design("gradient", 1, 2, 3, 4, 5, 6)
def arc(random):
    angle = random.normal(np.pi / 2, 0.7, 500)
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    return circle * 4 + random.normal(0, 0.4, (500, 2))


@design("gradient", 1, 2, 3, 4)
def banana_among_others(random):
    return np.column_stack([banana(random), random.normal(size=(600, 2))])


# Groups in all features together.


@design("distinct", 4)
def four_groups(random):
    return blobs(random, [[0] * 4, [6, 0, 6, 0], [0, 6, 0, 6], [6] * 4], [60] * 4)


@design("distinct", 2)
def two_groups(random):
    return blobs(random, [[0] * 3, [3.2] * 3], [150, 150])


@design("distinct", 6)
def six_groups(random):
    places = [[0, 0], [6, 0], [12, 0], [0, 6], [6, 6], [12, 6]]
    return blobs(random, places, [50] * 6)


@design("distinct", 3)
def uneven_sizes(random):
    return blobs(random, [[0] * 4, [5] * 4, [5, -5, 5, -5]], [350, 100, 50])


@design("distinct", 3)
def uneven_spreads(random):
    return blobs(random, [[0] * 3, [7] * 3, [7, -7, 0]], [150, 150, 150], [0.6, 1.2, 1.8])


@design("distinct", 3)
def groups_and_strays(random):
    made = blobs(random, [[0] * 3, [8, 0, 8], [0, 8, 8]], [120] * 3)
    return np.concatenate([made, random.uniform(-3, 11, (36, 3))])


@design("distinct", 5)
def five_groups(random):
    return blobs(random, np.eye(5) * 7, [80] * 5)


@design("distinct", 3)
def groups_in_two_of_five(random):
    made = blobs(random, [[0, 0], [7, 0], [3.5, 6]], [130] * 3)
    return np.column_stack([made, random.normal(size=(390, 3))])


@design("distinct", 3)
def groups_of_spenders(random):
    """Orders and spend, both lopsided, in groups after a logarithm."""
    logged = blobs(random, [[1, 3], [3, 6], [5, 9.5]], [200, 150, 100], 0.45)
    return np.exp(logged).round(2)


# Crowds in one feature.


@design("distinct", 2)
def halves_in_one(random):
    return np.column_stack([two_heights(random, 400, apart=6), random.normal(size=(400, 1))])


@design("distinct", 2)
def fifth_in_one(random):
    return np.column_stack([two_heights(random, 500, 0.2, 6), random.normal(size=(500, 1))])


@design("distinct", 2)
def tenth_in_one(random):
    return np.column_stack([two_heights(random, 600, 0.1, 7), random.normal(size=(600, 1))])


@design("distinct", 3)
def thirds_in_one(random):
    return np.column_stack(
        [random.normal(0, 1, 450) + 6 * random.integers(0, 3, 450), random.normal(size=(450, 1))]
    )


@design("distinct", 2)
def halves_of_spend(random):
    spend = np.exp(np.log(300) + 0.35 * two_heights(random, 500, apart=6))
    return np.column_stack([spend.round(2), random.normal(45, 12, 500).round()])


@design("distinct", 2)
def halves_in_one_of_three(random):
    return np.column_stack([two_heights(random, 600, apart=7), random.normal(size=(600, 2))])


# Crowds in features that have nothing to do with each other.


@design("distinct", 4)
def light_heavy_young_old(random):
    return np.column_stack([two_heights(random, 400), two_heights(random, 400)])


@design("distinct", 4)
def unequal_light_heavy_young_old(random):
    return np.column_stack([two_heights(random, 500, 0.3, 6), two_heights(random, 500, 0.4, 6)])


@design("distinct", 4)
def two_of_three(random):
    heights = [two_heights(random, 600, apart=7) for _ in range(2)]
    return np.column_stack([*heights, random.normal(size=600)])


@design("distinct", 8)
def three_independent(random):
    return np.column_stack([two_heights(random, 800, apart=7) for _ in range(3)])


@design("distinct", 4)
def whole_years_and_money(random):
    age = (28 + 4 * two_heights(random, 500, apart=7)).round()
    spend = np.exp(4 + 0.4 * two_heights(random, 500, apart=7)).round(2)
    return np.column_stack([age, spend])


@design("distinct", 4)
def one_wider_than_the_other(random):
    return np.column_stack([two_heights(random, 500, apart=8), two_heights(random, 500, apart=5)])
