"""Lists that mean harm get a plain refusal or a right answer: the same check as the benchmark's."""

import pytest

from segmentation import store
from tests.hostile import write_hostile
from tests.hostile_check import check


@pytest.fixture(scope="module")
def model(quick_models):
    return store.load(quick_models, "mall")


@pytest.mark.parametrize("number", range(120))
def test_plain_refusal_or_right_answer(number, model, tmp_path):
    assert check(write_hostile(number, tmp_path), model, tmp_path) in ("refused", "answered")
