"""Where a model comes from: in one line, and as tables."""

from datetime import date, datetime

import pandas as pd
import pyarrow.compute as pc

from segmentation.card.card import Card
from segmentation.card.data import OrdersRead
from segmentation.models.model import Model
from segmentation.recipes.units import money_in
from segmentation.words import Unit, how_many


def in_one_line(card: Card) -> str:
    """Which model this is: data, customers, date."""
    trained = datetime.fromisoformat(card.created)
    date = f"{trained.day} {trained:%B %Y}"
    return f"{card.title} · {card.customers:,} customers · trained {date}"


def data_sentences(card: Card) -> list[str]:
    """What orders come to, how the source was read where not in the ordinary way, the variant."""
    varied = [f"Prepared as the recipe's variant {card.variant}."] if card.variant else []
    orders = [_orders_told(card.orders)] if card.orders else []
    return [*orders, *card.source.understood, *varied]


def _orders_told(read: OrdersRead) -> str:
    """What the orders come to, as it can be held against the books."""
    of = f"{how_many(read.orders, 'order')} of {how_many(read.customers, 'customer')}"
    money = money_in(read.currency)
    amounts = (
        f", {_in_full(read.amount, money)} in all, largest order {_in_full(read.largest, money)}"
        if read.amount is not None
        else ""
    )
    days = f"{_day(read.first)} to {_day(read.last)}"
    left = (
        f" {how_many(read.left_out, 'customer has', 'customers have')} no order that counts."
        if read.left_out
        else ""
    )
    return f"{of}, {days}{amounts}; one row is {_with_article(read.row)}.{left}"


def _in_full(amount: float, money: Unit) -> str:
    said = money.phrase.format(f"{abs(amount):,.2f}")
    return f"-{said}" if amount < 0 else said


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"


def _with_article(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def cleaning_table(card: Card) -> pd.DataFrame:
    """The cleaning rules that took something out: Rule, Rows taken out, Why."""
    return pd.DataFrame(
        [
            {"Rule": count.rule, "Rows taken out": f"{count.rows:,}", "Why": count.reason}
            for count in card.cleaning
            if count.rows
        ]
    )


def taken_out_rows(model: Model, rule: str) -> pd.DataFrame:
    """The rows that a cleaning rule took out, as text."""
    rows = model.taken_out.filter(pc.field("rule") == rule).to_pandas()
    return rows.dropna(axis="columns", how="all")


def oddity_table(card: Card) -> pd.DataFrame:
    """Values that are hard to believe, and whose they are."""
    return pd.DataFrame(
        [
            {
                "Feature": oddity.feature,
                "What": oddity.what,
                "Customers": oddity.customers,
                "First": ", ".join(oddity.first),
            }
            for oddity in card.oddities
        ]
    )


def left_out_table(card: Card) -> pd.DataFrame:
    """Columns that an inferred recipe does not use, and why."""
    return pd.DataFrame([{"Column": name, "Why": why} for name, why in card.left_out.items()])


def feature_table(card: Card) -> pd.DataFrame:
    """How each feature was prepared."""
    rows = [
        {
            "Feature": feature.label,
            "Unit": feature.unit,
            "Lowest seen": feature.min,
            "Highest seen": feature.max,
            "Drawn in below": feature.clip[0] if feature.clip else None,
            "Drawn in above": feature.clip[1] if feature.clip else None,
            "Logged": "yes" if feature.log else "no",
            "Skew before": feature.skew.values if feature.skew else None,
            "Skew after": feature.skew_after,
            "Filled with the median": feature.missing,
        }
        for feature in card.features
    ]
    return pd.DataFrame(rows)


def preparation_table(card: Card) -> pd.DataFrame:
    """Why each feature was clipped and logged, or not: Feature, Clipping, Log.

    Without rows for a model trained before reasons were kept.
    """
    rows = [(f.label, f.clip_reason, f.log_reason) for f in card.features if f.log_reason]
    return pd.DataFrame(rows, columns=["Feature", "Clipping", "Log"])
