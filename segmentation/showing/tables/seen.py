"""Somebody's data as it is understood before a training: sentences, roles and tables."""

import re

import pandas as pd

from segmentation.card.data import RuleCount
from segmentation.looking.seen import Seen, SeenColumn
from segmentation.recipes.meanings import MEANINGS
from segmentation.showing.tables.about import orders_told
from segmentation.words import how_many, in_a_sentence, together

# What a column of orders can say, for those who choose it; the first ones are asked for.
ASKED_ROLES = {
    "customer": "Who ordered",
    "date": "When",
    "amount": "What it cost in all",
    "order": "Number of the order",
    "quantity": "How many pieces",
    "price": "What one piece cost",
    "status": "What became of it",
    "refunded": "What was given back",
    "currency": "Currency",
}
ROLES = {
    **ASKED_ROLES,
    "describes": "Describes the customer",
    "discount": "Discount",
    "order_status": "What became of the order",
    "delivery_status": "What became of the delivery",
    "kind": "Kind of row: sale, refund, fee",
    "email": "E-mail address of guests",
    "returned_quantity": "Pieces that came back",
    "returned_to": "Who got money back",
    "returned": "Whether it was returned",
    "cancelled": "Whether it was cancelled",
    "test": "Whether it was only a test",
}
USES = {
    "feature": "Segments are built on it",
    "category": "Describes customers",
    "key": "Tells customers apart",
    "left out": "Not used",
}
NOT_USED = "Not used"
SENTENCES, AN_OPTION = re.compile(r"(?<=[.!?])\s+(?=[\"A-Z])"), re.compile(r"--[a-z]")
# Of a text no segments can be built, so far as it has no steps.
ANY_NUMBER = "as a number"
MEANING_WORDS = {"": ANY_NUMBER, **{name: meaning.about for name, meaning in MEANINGS.items()}}


def what_it_is(seen: Seen) -> str:
    """What a row is, and how much there is, in one or two sentences."""
    if seen.orders:
        return f"{orders_told(seen.orders)[:1].upper()}{orders_told(seen.orders)[1:]}"
    rows = how_many(seen.rows, "row")
    return f"One row is one customer: {how_many(seen.customers, 'customer')} in {rows}."


def built_on(seen: Seen) -> str:
    """What segments will be built on."""
    return f"Segments will be built on {together([in_a_sentence(name) for name in seen.features])}."


def becomes(*, there: bool) -> str:
    """What the training leads to: a new model, or the next version of one that is there."""
    if there:
        return "It becomes the newest version of the model that is there; the others stay."
    return "It becomes a model of its own, which is then chosen at the left like the others."


def of_another_kind(seen: Seen, title: str) -> str:
    """Why a file is no newer one for a model whose columns have a fixed meaning, by its title."""
    return (
        f'"{seen.name}" does not have the columns of {title}: it looks like {seen.title}. '
        'Drop a file with the same columns as before, or choose "A new model" above.'
    )


def told(seen: Seen) -> list[str]:
    """How it was understood, without what only somebody at the command line can do."""
    kept = [
        " ".join(part for part in SENTENCES.split(said) if not AN_OPTION.search(part))
        for said in seen.told
    ]
    return [said for said in kept if said]


def goes_out(counts: tuple[RuleCount, ...]) -> pd.DataFrame:
    """What is taken out: Rows, What, Why."""
    return pd.DataFrame(
        [
            {"Rows": f"{count.rows:,}", "What": count.rule.capitalize(), "Why": count.reason}
            for count in counts
        ]
    )


def columns_seen(seen: Seen) -> pd.DataFrame:
    """Every column with its first values, what it is taken for, and why it is not used."""
    return pd.DataFrame(
        [
            {
                "Column": column.header,
                "First values": first_values_told(column),
                "Taken for": _taken_for(column),
                **({"Why not": column.why} if any(c.why for c in seen.columns) else {}),
            }
            for column in sorted(seen.columns, key=_is_unused)
        ]
    )


def _is_unused(column: SeenColumn) -> bool:
    return column.use == "left out" or not (column.use or column.role)


def first_values_told(column: SeenColumn) -> str:
    """The first values of a column in one line."""
    return ", ".join(column.first) or "empty"


def role_options(seen: Seen, role: str) -> dict[str, str]:
    """{header: how it is offered} for a role, with "" for no column where that may be."""
    none = {} if role in ("customer", "date") else {"": "No column says it"}
    return none | {c.header: f"{c.header} ({first_values_told(c)})" for c in seen.columns}


def _taken_for(column: SeenColumn) -> str:
    if column.use:
        return USES[column.use]
    return ROLES.get(column.role, column.role.capitalize()) or NOT_USED
