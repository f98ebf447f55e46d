"""What can go wrong with a PostgreSQL server, told without its password."""

import builtins
import traceback

import pytest
from psycopg.conninfo import conninfo_to_dict

from segmentation.errors import (
    DatabaseRefused,
    DataError,
    FailedQuery,
    MissingPackage,
    UnclearAddress,
    UnknownAddress,
)
from segmentation.sources import Reading, open_table
from segmentation.sources.databases.addresses import parse_address

from .postgres_server import PASSWORD, free_port


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT surname FROM customers", 'column "surname" does not exist'),
        ("SELECT * FROM nowhere", 'relation "nowhere" does not exist'),
        ("SELECT 1 / 0 AS n", "division by zero"),
        ("SELECT 1; DROP TABLE customers", "syntax error"),
        ("SELECT 1) AS a; DROP TABLE customers; SELECT (1", ".*"),
        ("WITH a AS (DELETE FROM customers RETURNING *) SELECT * FROM a", ".*"),
        ("SELECT setval('s', 1)", ".*"),
    ],
)
def test_query_that_is_wrong(shop, rows_at, query, reason):
    with pytest.raises(FailedQuery, match=rf'^"shop" does not answer the query: .*{reason}.*\.$'):
        rows_at(shop, table=query)
    assert len(rows_at(shop, table="customers")) == 2


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            {"password": "wr0ng-secret"},
            "at {place}, the user name or the password is wrong.",
        ),
        ({"user": "nobody"}, "at {place}, the user name or the password is wrong."),
        ({"database": "shpo"}, "there is no database of this name at {place}."),
    ],
)
def test_server_that_refuses(shop, server, address, reason):
    error = refusal(server.address(**address))
    name = address.get("database", "shop")
    assert str(error) == (
        f'The database "{name}" cannot be opened: '
        + reason.format(place=f"127.0.0.1:{server.port}")
    )


def test_server_that_is_not_there(server):
    port = free_port()
    assert str(refusal(server.address(port=port))) == (
        f'The database "shop" cannot be opened: at 127.0.0.1:{port}, nothing answers there. '
        "Check the port and that the server runs."
    )


def test_host_that_is_not_there():
    error = refusal("postgres://ann:wr0ng-secret@nowhere.invalid/shop")
    assert "at nowhere.invalid:5432, there is no such host. Check its name." in str(error)


def test_missing_password(server):
    error = refusal(f"postgres://ann@127.0.0.1:{server.port}/shop")
    assert "it asks for a password. Write it after the user name" in str(error)


@pytest.mark.parametrize(
    "address",
    [
        "postgres://ann:se@cret/x@host/shop",
        "postgres://ann:se#cret@host/shop",
        "postgres://ann:se?cret@host/shop",
        "postgres://ann:secret@host:port/shop",
        "postgres://ann:secret@host:99999/shop",
        "postgres://ann:sec[ret@host/shop",
    ],
)
def test_address_in_which_the_password_is_unclear(rows_at, address):
    with pytest.raises(
        UnclearAddress, match=r"^The database address cannot be understood"
    ) as error:
        rows_at(address)
    assert_hidden(error.value, "cret", "se@", "sec[")


@pytest.mark.parametrize(
    "address",
    [
        {"password": "wr0ng-secret"},
        {"database": "shpo"},
        {"port": 1},
        {"database": "shop?passfile=x&bad_option=wr0ng-secret"},
        {"database": "shop?sslmode=wr0ng-secret"},
    ],
)
def test_password_is_in_no_message(shop, server, address):
    error = refusal(server.address(**address))
    assert_hidden(error, PASSWORD, "s3cret", "wr0ng-secret")


@pytest.mark.parametrize("table", ["nope", "SELECT * FROM nope", f"SELECT '{PASSWORD}'::int"])
def test_password_is_in_no_message_of_a_query(shop, table):
    with pytest.raises(DataError) as error, open_table(shop, Reading(table=table)):
        pass
    assert_hidden(error.value, PASSWORD, "s3cret%20")


def test_password_is_in_nothing_that_is_handed_over(shop):
    address = parse_address(shop)
    assert address.password == PASSWORD
    with open_table(shop, Reading(table="customers")) as opened:
        shown = f"{opened!r} {opened.name} {opened.table!r} {opened.understood} {address!r}"
    assert "s3cret" not in shown


def test_missing_package(monkeypatch, rows_at):
    real = builtins.__import__

    def without_psycopg(name, *args):
        if name == "psycopg":
            raise ImportError(name)
        return real(name, *args)

    monkeypatch.setattr(builtins, "__import__", without_psycopg)
    expected = (
        r"^Reading PostgreSQL databases needs the package psycopg\[binary\]\. "
        r"Install it with: pip install 'psycopg\[binary\]'$"
    )
    with pytest.raises(MissingPackage, match=expected):
        rows_at("postgres://ann:secret@127.0.0.1/shop")


def test_unknown_kind_of_address(rows_at):
    with pytest.raises(UnknownAddress) as error:
        rows_at("mysql://ann:secret@127.0.0.1/shop")
    assert str(error.value) == (
        "Addresses that begin with mysql:// cannot be read; "
        "expected one of duckdb://, sqlite://, postgres://, postgresql://."
    )


def refusal(address: str) -> DatabaseRefused:
    with pytest.raises(DatabaseRefused) as error, open_table(address, Reading(table="customers")):
        pass
    return error.value


def assert_hidden(error: BaseException, *secrets: str) -> None:
    """None of these is in the error, its traceback, or any error it comes from."""
    text = "".join(traceback.format_exception(error))
    chain = [error]
    while chain[-1] is not None:
        text += f"{chain[-1]!s} {chain[-1]!r} {chain[-1].args!r}"
        chain.append(chain[-1].__cause__ or chain[-1].__context__)
    # The lines of this test's own source are part of the traceback.
    lines = [line for line in text.splitlines() if "secrets" not in line]
    assert not [secret for secret in secrets if secret in "\n".join(lines)]


@pytest.mark.parametrize(
    "text",
    [
        "postgres://ann:s3cret%20p%40ss%2Fw%3Ard@host:5433/shop?sslmode=require",
        "postgresql://ann@host/shop",
        "postgres://host",
        "postgres://[::1]:5433/shop%20two",
        "postgres:///shop?connect_timeout=3",
    ],
)
def test_clear_address_is_read_as_the_client_library_reads_it(text):
    address = parse_address(text)
    parts = {"user": address.user, "password": address.password, "host": address.host}
    parts |= {"port": address.port and str(address.port), "dbname": address.database}
    known = {name: part for name, part in parts.items() if part}
    assert known | address.options == conninfo_to_dict(text)
