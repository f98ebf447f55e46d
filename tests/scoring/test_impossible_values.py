"""Who has a value that form and API refuse is left out of a query, on every engine."""

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentation.models import store
from segmentation.scoring.expression import score_rows
from segmentation.scoring.sql.query import to_sql
from tests.scoring.sql.test_query import RUN

PEOPLE = pd.DataFrame(
    [
        ("old", "f", 120.0, 0.0, 100.0),
        ("young", "m", 0.0, 999999999999999.0, 1.0),
        ("unborn", "f", -4.0, 30.0, 40.0),
        ("ancient", "m", 120.5, 30.0, 40.0),
        ("spender", "f", 30.0, 30.0, 250.0),
        ("rich", "m", 30.0, 1e15, 40.0),
        ("owing", "f", 30.0, -1e15, 40.0),
        ("endless", "m", 30.0, float("inf"), 40.0),
        ("bottomless", "m", 30.0, float("-inf"), 40.0),
        ("huge", "f", 30.0, 1e200, 40.0),
        ("unknown", "f", None, 30.0, 40.0),
        # The other row of the same customer is possible.
        ("twice", "f", -4.0, 30.0, 40.0),
        ("twice", "f", 40.0, 30.0, 40.0),
    ],
    columns=["customer", "gender", "age", "income", "spending_score"],
)
POSSIBLE = ["old", "twice", "young"]


@pytest.fixture(scope="module")
def mall(quick_models):
    return store.load(quick_models, "mall")


@pytest.mark.parametrize("dialect", RUN)
def test_the_query_leaves_them_out(mall, dialect, request):
    got = RUN[dialect](to_sql(mall, dialect, table="people"), PEOPLE, "people", request)
    assert sorted(got.customer) == POSSIBLE


def test_the_expression_leaves_them_out(mall, engine):
    got = score_rows(engine.table(PEOPLE), mall, step=engine.step).execute()
    assert sorted(got.customer) == POSSIBLE


ORDERS = pd.DataFrame(
    {
        "customer": ["old", "old", "unborn", "ahead", "plain"],
        "first_purchase_date": pd.to_datetime(
            ["2024-01-01", "2024-01-01", "2024-01-01", "2024-06-01", "2024-01-01"]
        ),
        "last_purchase_date": pd.to_datetime(
            ["2024-02-01", "2024-03-01", "2024-03-01", "2024-03-01", "2024-03-01"]
        ),
        "loyalty_points": [1.0] * 5,
        "total_spent": [10.0] * 5,
        "support_tickets": [0.0] * 5,
        "age": [-4.0, 120.0, -4.0, 50.0, None],
        "income": [1000.0] * 5,
        "subscription": ["gold"] * 5,
        "churn_risk": [0.5] * 5,
    }
)


@pytest.mark.parametrize("dialect", RUN)
def test_rolled_up_customers_are_looked_at_once_they_are_rolled_up(trained, dialect, request):
    """The newest age counts; who came first in June and last in March is -92 days with us."""
    model = store.load(trained, "loyalty")
    rows = ORDERS
    if dialect == "sqlite":
        dates = ["first_purchase_date", "last_purchase_date"]
        rows = ORDERS.assign(**{date: ORDERS[date].dt.strftime("%Y-%m-%d") for date in dates})
    got = RUN[dialect](to_sql(model, dialect, table="orders"), rows, "orders", request)
    assert sorted(got.customer) == ["old", "plain"]


@pytest.mark.parametrize("other", [30.0, -4.0])
def test_nan_stays_missing_where_statistics_do_not_count_it(quick_models, tmp_path, other):
    """In a file that says of itself that no score is above that of the other customer."""
    model, path = store.load(quick_models, "membership"), tmp_path / "people.parquet"
    numbers = {c.name: [30.0, 30.0] for c in model.recipe.columns if c.kind == "number"}
    texts = {c.name: ["a", "b"] for c in model.recipe.columns if c.kind != "number"}
    rows = texts | numbers | {"spending_score": [float("nan"), other]}
    pq.write_table(pa.table(rows), path)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW people AS SELECT * FROM '{path}'")
        found = connection.execute(to_sql(model, "duckdb", table="people")).df()
    assert sorted(found.customer) == (["a", "b"] if other == 30 else ["a"])
