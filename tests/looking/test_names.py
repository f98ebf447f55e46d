"""What a model of somebody's data is saved under."""

import pytest

from segmentation.looking.names import model_name
from segmentation.mapping.own.infer import recipe_name


@pytest.mark.parametrize(
    ("kind", "title", "taken", "name"),
    [
        ("orders", "Web shop 2025", (), "orders_web_shop_2025"),
        ("own", "Käufer & Co.", (), "own_kaufer_co"),
        ("own", "顧客", (), "own_data"),
        ("own", "顧客", {"own_data", "own_data_2"}, "own_data_3"),
        ("orders", "x" * 200, (), "orders_" + "x" * 60),
    ],
)
def test_name(kind, title, taken, name):
    assert model_name(kind, title, taken) == name


def test_as_the_command_names_a_table_of_ones_own():
    assert model_name("own", "Gym members") == recipe_name("Gym members")
