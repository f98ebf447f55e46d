"""What limits the segments is said where it does, and nowhere else."""

import numpy as np
import pytest

from segmentation.fitting.evidence.limits import equally_good, few_customers, going_together
from segmentation.fitting.pipeline import fit_kmeans
from segmentation.recipes.recipe import Settings


@pytest.mark.parametrize(("customers", "told"), [(209, 1), (210, 0), (5_000, 0)])
def test_few_customers_for_each_feature(customers, told):
    assert len(few_customers(customers, 3)) == told


def test_how_few_is_said():
    assert few_customers(200, 3) == [
        "There are 66 customers for each feature. Below 70, other customers of the same kind may "
        "give other segments, even where samples of these agree."
    ]


def test_features_that_say_the_same_count_twice():
    random = np.random.default_rng(1)
    spend, age = random.normal(size=(2, 500))
    scaled = np.column_stack([spend, age, spend + 0.2 * random.normal(size=500), -spend])
    told = going_together(scaled, ["total spend", "age", "orders", "days since"])
    correlation = np.corrcoef(scaled[:, 0], scaled[:, 2])[0, 1]
    assert told[0] == (
        f"Total spend and orders go together (Pearson correlation {correlation:.2f}): what they "
        "share counts twice."
    )
    assert [sentence.split(" go together")[0] for sentence in told[1:]] == [
        "Total spend and days since",
        "Orders and days since",
    ]
    assert going_together(scaled[:, :1], ["total spend"]) == []


def test_other_segments_that_fit_as_well_are_told_of():
    """A square can be cut into two either way; two groups only in one."""
    random = np.random.default_rng(2)
    corners = np.array([(0, 0), (0, 8), (8, 0), (8, 8)], dtype=float)
    square = np.concatenate([corner + random.normal(0, 0.5, (100, 2)) for corner in corners])
    square = (square - square.mean(axis=0)) / square.std(axis=0)
    halves = fit_kmeans(square, 2, Settings(restarts=5)).cluster_centers_
    (told,) = equally_good(square, halves, 1)
    assert "agrees with this one by 0.00," in told
    quarters = fit_kmeans(square, 4, Settings(restarts=5)).cluster_centers_
    assert equally_good(square, quarters, 1) == []
