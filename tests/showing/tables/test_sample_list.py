"""The sample list that a page offers: real customers that the model takes in as they stand."""

import pandas as pd
import pytest

from segmentation.answering.examples import examples
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.scoring.lists.spreadsheet_safe import to_csv
from segmentation.scoring.stored_list import score_and_keep
from segmentation.showing.tables.sample_list import sample_list


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_sample_is_scored_as_it_stands(recipe, trained, tmp_path):
    """Each customer gets the segment that the example was taken from, and nobody is left out."""
    model = store.load(trained, recipe)
    found = examples(model)
    sample = sample_list(model)
    assert sample.Customer.tolist() == [*range(1, len(found) + 1)]
    (tmp_path / "sample.csv").write_bytes(to_csv(sample))
    (tmp_path / "kept").mkdir()
    kept = score_and_keep(tmp_path / "sample.csv", model, tmp_path / "kept")
    assert kept.summary.left_out == []
    assert kept.scored().first(100)[kept.segment].tolist() == sorted(found)


def test_the_values_are_those_of_the_examples_under_labels_with_units(trained):
    model = store.load(trained, "mall")
    sample = sample_list(model)
    income, score = "Annual income (thousand $)", "Spending score (of 100)"
    assert list(sample) == ["Customer", "Age (years)", income, score]
    first = examples(model)[0]
    assert sample.iloc[0].tolist() == [1, first["age"], first["income"], first["spending_score"]]


def test_numbers_without_a_fraction_are_written_without_one(trained):
    sample = sample_list(store.load(trained, "mall"))
    assert all(pd.api.types.is_integer_dtype(kind) for kind in sample.dtypes)
