"""Engines that the tests of scoring run on, and customers to score."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pandas as pd
import pytest
from ibis.backends import BaseBackend

from segmentation.customers.cleaning import with_today
from segmentation.customers.columns import read_columns
from segmentation.customers.features import customer_table
from segmentation.customers.roll_up import rolled_up
from segmentation.customers.today import clean_with_today
from segmentation.sources import open_table
from tests.sources import postgres_server


@dataclass(frozen=True)
class Engine:
    name: str
    connection: BaseBackend

    def table(self, frame: pd.DataFrame, name: str = "t"):
        return self.connection.create_table(name, frame, overwrite=True)

    def step(self, name: str, table: ir.Table) -> ir.Table:
        """Each step as a table where SQLite's parser holds not so many selects in each other."""
        if self.name != "sqlite":
            return table
        return self.connection.create_table(ibis.util.gen_name(name), table, temp=True)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server of our own, which is stopped at the end."""
    if not postgres_server.programs():
        pytest.skip("no PostgreSQL server is installed here")
    with postgres_server.running() as server:
        connection = ibis.postgres.connect(
            host="127.0.0.1",
            port=server.port,
            user="ann",
            password=postgres_server.PASSWORD,
            database="shop",
        )
        yield connection
        connection.disconnect()


@pytest.fixture(params=["duckdb", "sqlite", "postgres"])
def engine(request):
    if request.param == "postgres":
        yield Engine("postgres", request.getfixturevalue("postgres"))
        return
    connection = getattr(ibis, request.param).connect()
    yield Engine(request.param, connection)
    connection.disconnect()


@pytest.fixture(scope="session")
def raw_rows():
    """A file's rows under the recipe's names and types (Arrow), and the customers they make."""

    def read(path, recipe):
        with open_table(path) as opened:
            table = read_columns(opened.table, recipe)
            cleaned, today = clean_with_today(table, recipe)
            customers = with_today(rolled_up(cleaned.table, recipe), today and today.moment)
            return table.to_pyarrow(), customer_table(customers, recipe).execute()

    return read


@pytest.fixture(scope="session")
def with_gaps():
    """Customers as they are, and again with values beyond those seen and some missing."""

    def vary(customers: pd.DataFrame, names: list[str]) -> pd.DataFrame:
        random = np.random.default_rng(3)
        varied = customers.copy()
        for name in names:
            values = varied[name].to_numpy(float) * random.uniform(0.3, 3, len(varied))
            varied[name] = np.where(random.random(len(varied)) < 0.1, np.nan, values)
        both = pd.concat([customers, varied], ignore_index=True)
        return both.assign(customer=[f"c{n:06}" for n in range(len(both))])

    return vary
