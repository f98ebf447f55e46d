"""Tables of orders in a few lines."""

from dataclasses import dataclass

import pytest

from segmentation.card.data import OrdersRead
from segmentation.customers.from_source import load_customer_data
from segmentation.customers.values import EVERYDAY_NOTATION
from segmentation.mapping.orders.find import Said, find_mapping
from segmentation.recipes.orders.mapping import OrdersMapping
from segmentation.recipes.orders.recipe import recipe_of_orders
from segmentation.sources import open_table


@dataclass(frozen=True)
class Read:
    """What was understood of a table, and what it comes to."""

    mapping: OrdersMapping
    told: list[str]
    orders: OrdersRead
    taken_out: dict[str, int]
    customers: dict[str, dict[str, object]]


@pytest.fixture
def read(tmp_path):
    """Read a table of orders, given as text, without being told what its columns mean."""

    def read_(text, said=None, encoding="utf-8"):
        file = tmp_path / "orders.csv"
        file.write_bytes(text.encode(encoding))
        with open_table(file) as opened:
            found = find_mapping(opened.table, said or Said())
            data = load_customer_data(
                opened,
                recipe_of_orders(found.mapping),
                (),
                EVERYDAY_NOTATION,
                lambda step: None,
                None,
                (),
            )
        return Read(
            found.mapping,
            found.told,
            data.orders,
            {count.rule: count.rows for count in data.cleaning if count.rows},
            {row["customer"]: row for row in data.frame.to_dict("records")},
        )

    return read_
