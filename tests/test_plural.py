"""A number together with what it counts."""

import pytest

from segmentation.plural import how_many


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (0, ("row",), "0 rows"),
        (1, ("row",), "1 row"),
        (2, ("row",), "2 rows"),
        (14_076, ("row",), "14,076 rows"),
        (1, ("cell does", "cells do"), "1 cell does"),
        (3, ("cell does", "cells do"), "3 cells do"),
    ],
)
def test_words_agree_with_the_number(count, words, said):
    assert how_many(count, *words) == said
