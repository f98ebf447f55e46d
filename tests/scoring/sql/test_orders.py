"""Orders of a shop: the query gives every customer what the pipeline gives, in each engine."""

import pytest

from segmentation.models import store
from segmentation.scoring.sql.query import to_sql
from tests.scoring.order_shapes import shop_model, shop_orders
from tests.scoring.sql.test_null_order import on_duckdb, on_postgres, on_sqlite

RUN = {"duckdb": on_duckdb, "sqlite": on_sqlite, "postgres": on_postgres}


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """A model that was saved and loaded again, so that its recipe is that of its mapping."""
    folder = tmp_path_factory.mktemp("orders")
    store.save(shop_model(folder), folder / "models")
    return store.load(folder / "models", "orders")


@pytest.mark.parametrize("dialect", RUN)
def test_the_query_is_the_pipeline(dialect, model, request):
    rows = shop_orders().astype({"date": "datetime64[us]"})
    got = RUN[dialect](to_sql(model, dialect, table="t"), rows, request)
    got = got.sort_values("customer", ignore_index=True)
    known = model.customers.sort_values("customer", ignore_index=True)
    assert got.customer.tolist() == known.customer.tolist()
    assert got.segment.tolist() == known.segment.tolist()
    assert got.monetary.tolist() == pytest.approx(known.monetary.tolist(), abs=1e-9)
    assert got.rfm_group.tolist() == known.rfm_group.tolist()


def test_the_query_names_the_columns_of_the_owner(model):
    query = to_sql(model, "postgres")
    assert "--   amount: number\n" in query
    assert (
        "-- How many of the customer's orders came to nothing.\nundone AS MATERIALIZED (" in query
    )
