"""Where a model comes from: in one line, and as tables."""

import re
from datetime import date, datetime

import pandas as pd
import pyarrow.compute as pc

from segmentation.card.card import Card
from segmentation.card.data import OrdersRead
from segmentation.card.features import FeatureUsed
from segmentation.models.model import Model
from segmentation.recipes.recipe import Recipe
from segmentation.recipes.units import money_in
from segmentation.words import Unit, exact, how_many, percent, together, with_unit

DRAWN_IN = re.compile(r": ([^:]+ below and \S+ above) were drawn in")
COUNT = re.compile(r"\d[\d,]*")
# What a reason says of one feature alone, and how it reads of several.
IN_THE_TABLE = (
    (re.compile(r": its skew( after clipping)? is -?[\d.]+, "), r", since the skew\1 is "),
    (re.compile(r", and the log brings it to -?[\d.]+"), ", which the log lowers"),
    (re.compile(r"the log would bring it to -?[\d.]+"), "the log would not lower it"),
)


def in_one_line(card: Card) -> str:
    """Which model this is: data, customers, date."""
    trained = datetime.fromisoformat(card.created)
    date = f"{trained.day} {trained:%B %Y}"
    return f"{card.title} · {card.customers:,} customers · trained {date}"


def data_sentences(card: Card) -> list[str]:
    """What orders come to, and how the source was read."""
    orders = [orders_told(card.orders)] if card.orders else []
    return [*orders, *reading_sentences(card)]


def reading_sentences(card: Card) -> list[str]:
    """How the source was read where that was not the ordinary way, and the recipe's variant."""
    varied = [f"Prepared as the recipe's variant {card.variant}."] if card.variant else []
    return [*card.source.understood, *varied]


def check_first(card: Card, recipe: Recipe) -> pd.DataFrame:
    """What to hold against one's own books: To check, In this model."""
    rows = {
        "File": card.source.name,
        "Rows": _rows_told(card),
        "Customers": _customers_told(card),
        "Orders": f"{card.orders.orders:,}" if card.orders else "",
        "Dates": _dates_told(card),
        "Money": _money_told(card, recipe),
    }
    told = [(what, said) for what, said in rows.items() if said]
    return pd.DataFrame(told, columns=["To check", "In this model"])


def _rows_told(card: Card) -> str:
    row = f", each {_with_article(card.orders.row)}" if card.orders else ""
    out = card.source.rows - card.rows_used
    if not out:
        return f"{card.source.rows:,}{row}; none taken out"
    share = percent(out / card.source.rows)
    return f"{card.source.rows:,}{row}; {out:,} taken out ({share}), {card.rows_used:,} used"


def _customers_told(card: Card) -> str:
    left = card.orders.left_out if card.orders else 0
    return f"{card.customers:,}" + (f"; {left:,} more have no order that counts" if left else "")


def _dates_told(card: Card) -> str:
    if card.orders:
        return f"{_day(card.orders.first)} to {_day(card.orders.last)}"
    return f"the newest is {_day(card.today)}, which counts as today" if card.today else ""


def _money_told(card: Card, recipe: Recipe) -> str:
    """What orders add up to, or what a feature does that is money which customers bring in."""
    read = card.orders
    if read and read.amount is not None:
        money = money_in(read.currency)
        all_, largest = _in_full(read.amount, money), _in_full(read.largest, money)
        return f"{all_} in all; the largest order {largest}"
    for used in card.features:
        feature = recipe.feature(used.name)
        if feature.turnover and not used.missing:
            total = card.everybody.mean[used.name] * card.customers
            return f"{exact(round(total, 2), feature.unit)} in all ({feature.in_a_sentence})"
    return ""


def orders_told(read: OrdersRead) -> str:
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
    """The cleaning rules that took out rows: Rule, Rows taken out, Why."""
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
    """Each feature, what was seen of it and how it was prepared.

    `From` and `To` are what values beyond were drawn in to, `Drawn in` of how many customers,
    `Filled` how many had no value and were given the median. Without `Drawn in` where a model
    was trained before reasons were kept.
    """
    rows = [
        {
            "Feature": with_unit(feature.label, feature.unit),
            "Lowest": feature.min,
            "Highest": feature.max,
            "From": _limit(feature.clip[0]) if feature.clip else None,
            "To": _limit(feature.clip[1]) if feature.clip else None,
            "Drawn in": _drawn_in(feature),
            "Logged": "yes" if feature.log else "no",
            "Skew": feature.skew.values if feature.skew else None,
            "Skew after": feature.skew_after,
            "Filled": feature.missing,
        }
        for feature in card.features
    ]
    return pd.DataFrame(rows).astype({"Drawn in": "Int64"})


def _limit(value: float) -> float:
    """A percentile, which lies between two customers, in as many decimals as tell something."""
    return round(value, 2) if abs(value) >= 1 else float(f"{value:.3g}")


def preparation_sentences(card: Card) -> list[str]:
    """Why features were clipped and logged, or not: each reason once, with those it holds for.

    Without the figures, which are in the table. None for a model trained before reasons were kept.
    """
    told: dict[str, list[str]] = {}
    for feature in card.features:
        for reason in (feature.clip_reason, feature.log_reason):
            if reason:
                told.setdefault(_without_figures(reason), []).append(feature.label)
    return [f"{reason}: {_those(labels, card)}." for reason, labels in told.items()]


def _those(labels: list[str], card: Card) -> str:
    return "all features" if len(labels) == len(card.features) > 1 else together(labels)


def _drawn_in(feature: FeatureUsed) -> int | None:
    """How many customers had a value beyond the limits, as the reason says it."""
    if not feature.clip_reason:
        return None
    found = DRAWN_IN.search(feature.clip_reason)
    counts = COUNT.findall(found[0]) if found else []
    return sum(int(count.replace(",", "")) for count in counts)


def _without_figures(reason: str) -> str:
    """A reason without what is in the table: "Logged, since its skew is above 2"."""
    bare = DRAWN_IN.sub("", reason)
    for pattern, instead in IN_THE_TABLE:
        bare = pattern.sub(instead, bare)
    return bare.removesuffix(".")
