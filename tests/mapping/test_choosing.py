"""Which recipe a table is taken for where nobody says it."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from segmentation.errors import OneColumn
from segmentation.mapping.choosing import AUTO, OWN, Asked, choose
from segmentation.recipes.orders.mapping import KIND
from segmentation.sources import open_table

DATA = Path(__file__).parents[2] / "data"
SHOPPERS = "id,age,income,score"


def shoppers(beside=""):
    """Forty shoppers with the columns of mall, and columns of numbers beside them."""
    more = [header for header in beside.split(",") if header]
    rows = [
        ",".join(
            [f"c{n}", f"{20 + n % 37}", f"{15 + n * 3 % 91}", f"{1 + n * 7 % 97}"]
            + [f"{10 + n * (13 + 4 * at) % (53 + 8 * at)}" for at in range(len(more))]
        )
        for n in range(40)
    ]
    return "\n".join([",".join([SHOPPERS, *more]), *rows]) + "\n"


@pytest.fixture
def chosen(tmp_path):
    """What a table, given as text, is taken for."""

    def choose_(text, recipe=AUTO):
        file = tmp_path / "table.csv"
        file.write_text(text, encoding="utf-8")
        with open_table(file) as opened, ExitStack() as open_:
            return choose(Asked(recipe=recipe), opened, open_)

    return choose_


def test_columns_of_a_recipe_alone_are_taken_for_it(chosen):
    found = chosen(shoppers())
    assert (found.recipe.name, found.own) == ("mall", None)
    assert found.told == ["The columns are those of mall."]


def test_what_a_recipe_leaves_out_is_told(chosen):
    found = chosen(shoppers("visits,orders"))
    assert found.recipe.name == "mall"
    assert found.told[1:] == ['mall leaves out "visits" and "orders": own uses all columns.']


def test_a_table_with_much_beside_a_recipes_columns_is_ones_own(chosen):
    found = chosen(shoppers("visits,orders,returns,calls,emails,logins"))
    assert found.recipe.name == "own_table"
    assert len(found.recipe.standard_features) == 9
    assert found.told == [
        'The columns of mall are there, but "visits", "orders", "returns", "calls", "emails" and '
        "1 more would be left out: taken as a table of your own, which uses them. Name mall to "
        "use its columns alone.",
        "Nothing tells of orders, so that each row is taken for a customer.",
    ]


def test_a_recipe_that_is_named_is_taken_whatever_is_beside_its_columns(chosen):
    found = chosen(shoppers("visits,orders,returns"), recipe="mall")
    assert (found.recipe.name, found.own) == ("mall", None)


def test_columns_of_no_use_leave_a_table_the_recipes(chosen):
    rows = shoppers().splitlines()
    beside = [f"{row},Ann {n},1,+49 30 {5550000 + n}" for n, row in enumerate(rows[1:])]
    found = chosen("\n".join([f"{rows[0]},name,constant,phone", *beside]) + "\n")
    assert found.recipe.name == "mall"
    assert found.told == ["The columns are those of mall."]


@pytest.mark.parametrize("name", ["mall", "personality", "membership", "loyalty"])
def test_samples_with_the_published_columns_are_known(name):
    with open_table(DATA / f"{name}.csv") as opened, ExitStack() as open_:
        found = choose(Asked(), opened, open_)
    assert (found.recipe.name, found.own) == (name, None)
    assert found.told == [f"The columns are those of {name}."]


@pytest.mark.parametrize("recipe", [AUTO, OWN, KIND])
@pytest.mark.parametrize("column", ["customer_id\nA1\nA2\nA1\n", "spend\n1.5\n2.5\n30\n7\n"])
def test_one_column_is_refused_in_one_sentence(chosen, column, recipe):
    name = column.split()[0]
    with pytest.raises(OneColumn, match=f'^"table.csv" has one column only, "{name}"; expected'):
        chosen(column, recipe)
