"""Open what Apache Spark reads, a table or a folder of Parquet files, to be worked on there."""

import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir
from ibis.backends import BaseBackend

from segmentation.errors import (
    NoJava,
    NoRows,
    NoSpark,
    NoSparkTable,
    SourceNotFound,
    SparkRefused,
    TableInTheAddress,
    UnreadableSource,
)
from segmentation.sources.databases.tables import NEAR, first_line
from segmentation.sources.reading import Identity, Opened, Reading

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PREFIX = "spark:"
SETTINGS = {
    # Dates are free of time zones, here as everywhere.
    "spark.sql.session.timeZone": "UTC",
    # A sum that overflows is an error, not another number.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
}
NOT_PARQUET = ("is not a Parquet file", "UNABLE_TO_INFER_SCHEMA", "CANNOT_READ_FILE_FOOTER")


def is_spark(source: str | Path) -> bool:
    """Whether this is an address such as spark:shop.orders or spark:/data/orders."""
    return str(source).startswith(PREFIX)


def place_in(address: str) -> str:
    """The table or the folder that an address names, without the prefix."""
    return address.removeprefix(PREFIX)


def is_folder(place: str) -> bool:
    """Whether a place is a folder: that has a slash, and a table's name has none."""
    return "/" in place


def is_on_spark(table: ir.Table) -> bool:
    return table.get_backend().name == "pyspark"


@contextmanager
def open_spark(address: str, reading: Reading) -> Iterator[Opened]:
    """Open a table or a folder of Parquet files as a lazy table of Spark.

    The master and all else come from Spark's own configuration, the master also from the
    environment's SPARK_MASTER. A session that is there already is used, and left running.

    Raises:
        NoJava, NoRows, NoSpark, NoSparkTable, SourceNotFound, SparkRefused,
        TableInTheAddress, UnreadableSource
    """
    if reading.table is not None:
        raise TableInTheAddress("--table")
    place = place_in(address)
    with _session() as session, plain_spark_errors(place):
        frame = _read(session, place)
        if frame.isEmpty():
            raise NoRows(short_name(place))
        frame.createOrReplaceTempView("the_source")
        table = ibis.pyspark.connect(session).table("the_source")
        yield Opened(table, short_name(place), identity=identity_of(session, place))


def identity_of(session: "SparkSession", place: str) -> Identity | None:
    """Which table or folder a place is, as Spark names it; None: there is no such table."""
    if is_folder(place):
        context = session.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(place)
        files = path.getFileSystem(context._jsc.hadoopConfiguration())
        return (files.makeQualified(path).toString(),)
    if not session.catalog.tableExists(place):
        return None
    table = session.catalog.getTable(place)
    return table.catalog or "", *(table.namespace or ()), table.name


def short_name(place: str) -> str:
    """What a place is called on cards: a table's name, or a folder's without those above it."""
    return place.rstrip("/").rsplit("/", 1)[-1] or place


def compute_once(table: ir.Table) -> ir.Table:
    """Have Spark keep what it computes of a table, on disk where memory does not suffice."""
    name = ibis.util.gen_name("kept")
    data_frame(table).cache().createOrReplaceTempView(name)
    return table.get_backend().table(name)


def data_frame(table: ir.Table) -> "DataFrame":
    """A lazy table as Spark's own."""
    backend: BaseBackend = table.get_backend()
    return backend.raw_sql(backend.compile(table))


@contextmanager
def plain_spark_errors(place: str) -> Iterator[None]:
    """Turn what Spark says while it works on `place` into one plain sentence."""
    from py4j.protocol import Py4JError, Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except Py4JJavaError as error:
        said = Exception(str(error.java_exception.getMessage()))
        raise SparkRefused(short_name(place), first_line(said)) from error
    except (PySparkException, Py4JError) as error:
        raise SparkRefused(short_name(place), first_line(error)) from error


@contextmanager
def _session() -> Iterator["SparkSession"]:
    """A session with our settings; others of the same Spark keep theirs."""
    spark_session = _spark()
    started_here = spark_session.getActiveSession() is None
    started = _start(spark_session)
    if started_here:
        # What goes wrong is told in one sentence.
        started.sparkContext.setLogLevel("FATAL")
    session = started.newSession()
    for name, value in SETTINGS.items():
        session.conf.set(name, value)
    try:
        yield session
    finally:
        if started_here:
            started.stop()
        else:
            _forget(session)


def _spark() -> type["SparkSession"]:
    # Ours are plain sentences; the logger would print each error's whole history as well.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NoSpark from error
    return SparkSession


def _start(spark_session: type["SparkSession"]) -> "SparkSession":
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise NoJava
    builder = spark_session.builder.appName("customer-segments")
    # It would be drawn over our own.
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if master := os.environ.get("SPARK_MASTER"):
        builder = builder.master(master)
    with plain_spark_errors("Spark"):
        return builder.getOrCreate()


def _forget(session: "SparkSession") -> None:
    for table in session.catalog.listTables():
        if table.isTemporary:
            session.catalog.uncacheTable(table.name)
            session.catalog.dropTempView(table.name)


def _read(session: "SparkSession", place: str) -> "DataFrame":
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    if not is_folder(place):
        return _table(session, place)
    try:
        return session.read.parquet(place)
    except (PySparkException, Py4JError) as error:
        if "PATH_NOT_FOUND" in str(error):
            raise SourceNotFound(place) from error
        if any(sign in str(error) for sign in NOT_PARQUET):
            reason = "Spark finds no Parquet files in it, or others beside them."
            raise UnreadableSource(short_name(place), reason) from error
        raise


def _table(session: "SparkSession", name: str) -> "DataFrame":
    if session.catalog.tableExists(name):
        return session.table(name)
    there = [table.name for table in session.catalog.listTables()]
    raise NoSparkTable(name, near=get_close_matches(name, there, n=NEAR) or there[:NEAR])
