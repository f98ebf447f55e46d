"""Somebody's data in words and tables, before a training."""

from segmentation.card.data import OrdersRead, RuleCount
from segmentation.jobs.job import Job
from segmentation.looking.seen import Seen, SeenColumn
from segmentation.showing.sentences.training_line import state_told, time_left
from segmentation.showing.tables.seen import (
    becomes,
    built_on,
    columns_seen,
    goes_out,
    role_options,
    told,
    what_it_is,
)

ORDERS = OrdersRead(
    row="order line",
    customers=2,
    orders=3,
    amount=1234.5,
    largest=1000.0,
    currency="EUR",
    first="2025-01-03",
    last="2025-02-01",
)
SEEN = Seen(
    name="shop.csv",
    kind="orders",
    recipe="orders",
    title="Orders",
    rows=9,
    customers=2,
    orders=ORDERS,
    features=("Days since last order", "Total spend"),
    taken_out=(RuleCount(rule="not paid", reason="It was never paid.", rows=1200),),
    told=(
        'Times are read in UTC. "--zone NAME" reads them in that of a shop.',
        'Add "--currency EUR" to choose.',
    ),
    columns=(
        SeenColumn(header="Note", first=()),
        SeenColumn(header="Who", first=("ann", "bob"), role="customer"),
    ),
)


def test_what_it_is_in_words():
    assert what_it_is(SEEN) == (
        "3 orders of 2 customers, 3 Jan 2025 to 1 Feb 2025, €1,234.50 in all, largest order "
        "€1,000.00; one row is an order line."
    )
    assert built_on(SEEN) == "Segments will be built on days since last order and total spend."
    own = SEEN.model_copy(update={"orders": None})
    assert what_it_is(own) == "One row is one customer: 2 customers in 9 rows."


def test_nothing_is_told_that_only_a_command_can_do():
    assert told(SEEN) == ["Times are read in UTC."]


def test_what_goes_out():
    assert goes_out(SEEN.taken_out).to_dict("records") == [
        {"Rows": "1,200", "What": "Not paid", "Why": "It was never paid."}
    ]


def test_columns_that_are_used_come_first():
    assert columns_seen(SEEN).to_dict("records") == [
        {"Column": "Who", "First values": "ann, bob", "Taken for": "Who ordered"},
        {"Column": "Note", "First values": "empty", "Taken for": "Not used"},
    ]


def test_who_and_when_must_be_a_column():
    assert role_options(SEEN, "customer") == {"Note": "Note (empty)", "Who": "Who (ann, bob)"}
    assert next(iter(role_options(SEEN, "amount").items())) == ("", "No column says it")


def test_what_it_becomes():
    assert becomes(there=True).startswith("It becomes the newest version of the model")
    assert becomes(there=False).startswith("It becomes a model of its own")


def test_a_training_in_words():
    job = Job(id="1", title="Shop", asked="2025-01-01T00:00:00+00:00")
    assert state_told(job, 0) == "It begins in a moment."
    assert state_told(job, 1) == "Waiting for one other training."
    assert state_told(job, 3) == "Waiting for 3 other trainings."
    running = job.model_copy(update={"state": "running", "step": "Reading", "seconds_left": 42.0})
    assert state_told(running, 0) == "Reading. About 40 seconds left."
    failed = job.model_copy(update={"state": "failed", "sentence": "It is empty."})
    assert state_told(failed, 0) == "It is empty."


def test_time_left_as_people_say_it():
    assert [time_left(seconds) for seconds in (None, 3, 84, 100, 240)] == [
        "",
        "A few seconds left.",
        "About 80 seconds left.",
        "About 2 minutes left.",
        "About 4 minutes left.",
    ]
