"""What could be read otherwise in a list that is scored: told in the words of the training."""

import csv

import pytest

from segmentation.mapping.own.infer import infer
from segmentation.mapping.own.written import written
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe
from segmentation.recipes.recipe import Settings
from segmentation.scoring.lists.score_list import score_list
from segmentation.scoring.lists.summary import summarise
from segmentation.sources import open_table
from segmentation.training.train import train

THOUSANDS = (
    'In column "spend" 1.251 is read as 1,251, and could be 1.251: "--decimal ." reads it so.'
)
SWAPPED = (
    'In column "{}" day and month could be swapped in every row; the day is taken first, '
    '{} as {}. "--dates month-first" reads them the other way.'
)


@pytest.fixture
def told_twice(tmp_path):
    """What is told of a table in training and in scoring it, by a recipe or one worked out."""

    def run(rows, recipe=None):
        path = tmp_path / "list.csv"
        with path.open("w", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        with open_table(path) as opened:
            own = None
            if recipe is None:
                own = OwnRecipe(mapping=written(infer(opened.table, name="list")))
                recipe = own.recipe("own")
            settings = Settings(segments=2)
            model = train(opened, recipe, settings=settings, own=own, evidence=False)
            return model.card.source.understood, summarise(score_list(opened, model)).understood

    return run


def test_customers_of_a_table_of_ones_own(told_twice):
    spends = ["950", "1.251", "144", "3.188", "697", "2.416"]
    rows = [
        [f"K{n}", spend, n % 4, f"0{n % 9 + 1}/0{n % 7 + 1}/2024"]
        for n, spend in enumerate(spends * 5)
    ]
    trained, scored = told_twice([["customer_id", "spend", "visits", "last visit"], *rows])
    swapped = SWAPPED.format("last visit", "05/07/2024", "5 July 2024")
    assert trained == ['Columns are separated by ";".', THOUSANDS, swapped]
    assert scored == trained


def test_customers_rolled_up_from_lines(told_twice):
    rows = [
        [n, f"P{n}", 1 + n % 3, f"0{n % 9 + 1}/0{n % 4 + 1}/2024", 2.5 + n, f"{10_000 + n % 12}"]
        for n in range(60)
    ]
    header = ["Invoice", "StockCode", "Quantity", "InvoiceDate", "Price", "Customer ID"]
    trained, scored = told_twice([header, *rows], RECIPES["online_retail"])
    assert SWAPPED.format("InvoiceDate", "09/04/2024", "9 April 2024") in trained
    assert scored == trained
