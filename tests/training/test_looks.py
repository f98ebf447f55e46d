"""What other numbers of segments would look like, beside models that have these numbers."""

from pathlib import Path

import pytest

from segmentation.recipes.mall import MALL
from segmentation.recipes.recipe import Settings
from segmentation.segments.descriptions import headline
from segmentation.sources import open_table
from segmentation.training.train import train

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "data" / "mall.csv"


def model_with(segments):
    with open_table(SAMPLE) as opened:
        return train(opened, MALL, settings=Settings(segments=segments), evidence=False)


@pytest.fixture(scope="module")
def six():
    return model_with(6)


def test_every_other_number_can_be_looked_at(six):
    looks = six.card.choice.looks
    assert list(looks) == [2, 3, 4, 5, 7, 8, 9, 10]
    for number, segments in looks.items():
        assert len(segments) == len({segment.name for segment in segments}) == number
        assert sum(segment.size for segment in segments) == 200
        assert [segment.share for segment in segments] == [s.size / 200 for s in segments]
        sizes = [segment.size for segment in segments]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("number", [2, 4, 9])
def test_a_look_is_what_the_model_with_that_number_says(number, six):
    told = [(s.name, s.size, s.share, s.sentence) for s in six.card.choice.looks[number]]
    assert told == [
        (segment.name, segment.size, segment.share, headline(segment.claims, MALL))
        for segment in model_with(number).card.segments
    ]
