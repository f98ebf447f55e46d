"""A table of PostgreSQL scored inside it: score.py against fetching, predicting, writing back.

    python -m benchmarks.score_postgres              1 million customers
    python -m benchmarks.score_postgres 200000       as many as you say

Starts a server of its own, which needs Debian's `postgresql`. Times are those of whole
processes, peak memory that of the process that asks: the server's is not counted. By hand
comes less: the segment alone.
"""

import sys
import tempfile
from pathlib import Path

import psycopg

from benchmarks.measuring import measure, report
from benchmarks.score import train
from tests.sources.postgres_server import Server, running

CUSTOMERS = 1_000_000
# Four groups that overlap, as in `benchmarks.evidence`.
TABLE = """
CREATE TABLE customers AS
SELECT i AS id, 18 + (i * 7 % 3) * 15 + i * 13 % 20 AS age,
    20000 + (i % 4) * 25000 + i * 17 % 30000 AS income,
    1 + (i % 4) * 20 + i * 19 % 40 AS spending_score, 1 + i % 10 AS membership_years,
    1 + i % 50 AS purchase_frequency, 10 + (i * 23 % 99000) / 100.0 AS last_purchase_amount
FROM generate_series(1, {customers}) AS made(i)
"""
BY_HAND = """
import json, joblib, pandas as pd, psycopg
model = {model!r}
features = [f["name"] for f in json.load(open(model + "/card.json"))["features"]]
with psycopg.connect({address!r}) as connection:
    columns = ["id", *features]
    found = connection.execute("SELECT " + ", ".join(columns) + " FROM customers").fetchall()
    customers = pd.DataFrame(found, columns=columns)
    values = customers[features].astype(float)
    customers["segment"] = joblib.load(model + "/pipeline.joblib").predict(values)
    connection.execute("CREATE TABLE by_hand (id bigint, segment int)")
    with connection.cursor().copy("COPY by_hand FROM STDIN") as copy:
        for row in customers[["id", "segment"]].itertuples(index=False):
            copy.write_row(row)
"""
# Whoever is in one table alone would be lost in an inner join.
DIFFERENCES = """
SELECT count(*) FILTER (WHERE by_hand.segment IS DISTINCT FROM segments.segment
        AND by_hand.id IS NOT NULL AND segments.id IS NOT NULL),
    count(*) FILTER (WHERE segments.id IS NULL), count(*) FILTER (WHERE by_hand.id IS NULL)
FROM by_hand FULL JOIN segments ON by_hand.id = segments.id
"""


def compare(server: Server, customers: int, models: Path) -> None:
    """Print how long each way takes, and whether both say the same of everybody."""
    server.run(TABLE.format(customers=customers), "ANALYZE customers")
    print(f"\n{customers:,} customers in PostgreSQL")
    model = str(models / "membership" / "0001")
    by_hand = BY_HAND.format(model=model, address=server.address())
    reference = measure([sys.executable, "-c", by_hand])
    report("fetch, predict, write back", reference, reference)
    address = server.address()
    ours = [sys.executable, "score.py", "membership", "--models", str(models)]
    inside = [*ours, "--data", address, "--table", "customers", "--out", address]
    report("score.py, inside", measure([*inside, "--into", "segments"]), reference)
    print(differences(server))


def differences(server: Server) -> str:
    """How `segments` differs from `by_hand`, both with `id` and `segment`, in a sentence."""
    with psycopg.connect(server.address()) as connection:
        other, missing, further = connection.execute(DIFFERENCES).fetchone()
    return (
        f"{other:,} customers with another segment than by hand, "
        f"{missing:,} missing, {further:,} that by hand has not"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, running() as server:
        wanted = [int(argument) for argument in sys.argv[1:]] or [CUSTOMERS]
        compare(server, wanted[0], train(Path(folder)))
