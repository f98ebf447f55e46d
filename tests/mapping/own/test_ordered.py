"""Texts that have an order, and those that have none."""

import pytest

from segmentation.mapping.own.ordered import ranges_of, scale_of


@pytest.mark.parametrize(
    ("texts", "steps"),
    [
        (
            ["$60K - $80K", "Less than $40K", "$120K +", "Unknown"],
            (("Less than $40K", 40_000), ("$60K - $80K", 70_000), ("$120K +", 120_000)),
        ),
        (["25-34", "18-24", "65+"], (("18-24", 21), ("25-34", 29.5), ("65+", 65))),
        (["bis 25", "26 bis 40", "über 40"], (("bis 25", 25), ("26 bis 40", 33), ("über 40", 40))),
        (
            ["1,000 - 2,000", "0 - 1,000", "> 2,000"],
            (("0 - 1,000", 500), ("1,000 - 2,000", 1500), ("> 2,000", 2000)),
        ),
        (["north", "south", "east"], ()),
        (["18-24", "25-34", "north"], ()),
        (["K-001", "K-002", "K-003"], ()),
    ],
)
def test_middle_of_ranges(texts, steps):
    assert ranges_of(texts) == steps


@pytest.mark.parametrize(
    ("texts", "steps"),
    [
        (["High", "low", "Medium"], (("low", 1), ("Medium", 2), ("High", 3))),
        (["hoch", "niedrig"], (("niedrig", 1), ("hoch", 2))),
        (["often", "never", "always"], (("never", 1), ("often", 2), ("always", 3))),
        (["S", "XL", "M"], (("S", 1), ("M", 2), ("XL", 3))),
        (["gold", "silver"], ()),
        (["high", "north"], ()),
    ],
)
def test_steps_of_a_scale(texts, steps):
    assert scale_of(texts) == steps
