"""A model at one glance: a row a segment, and what all of them bring."""

from dataclasses import dataclass

import pandas as pd

from segmentation.card.card import Card
from segmentation.card.segments import Segment, Size
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.words import percent, quantity

NO_IDEA = "No idea to test stands out."


@dataclass(frozen=True)
class Money:
    """The feature that adds up to what customers bring, its sum, and each segment's part by id."""

    feature: Feature
    whole: float
    parts: dict[int, float]

    @property
    def in_all(self) -> str:
        """The sum as people write it."""
        return quantity(self.whole, self.feature.unit)

    def per_head(self, segment: Segment) -> str:
        """What a customer of a segment brings on average."""
        return quantity(segment.mean[self.feature.name], self.feature.unit)


def money_of(card: Card, recipe: Recipe) -> Money | None:
    """What the segments bring; None where no amount adds up, or not for each of them."""
    sizes = {segment.id: size_of(segment) for segment in card.segments}
    if any(size.part is None for size in sizes.values()):
        return None
    name = next(size.turnover for size in sizes.values())
    return Money(
        feature=recipe.feature(name),
        whole=card.everybody.mean[name] * card.everybody.size,
        parts={key: size.part for key, size in sizes.items()},
    )


def size_of(segment: Segment) -> Size:
    """The claim of how many customers a segment has, and what they bring."""
    return next(claim for claim in segment.claims if isinstance(claim, Size))


def overview_table(card: Card, recipe: Recipe, before: Card | None = None) -> pd.DataFrame:
    """A row a segment: the most worth a head first, or the largest where there is no money.

    Columns: segment (its id), name, customers, share, part (of the money, None without), per_head
    (as text, "" without), trend ("" where nothing is known of the model before) and first (the
    first thing to do).

    Args:
        before: the card of the model before.
    """
    money = money_of(card, recipe)
    rows = [
        {
            "segment": segment.id,
            "name": segment.name,
            "customers": segment.size,
            "share": segment.share,
            "part": money.parts[segment.id] if money else None,
            "per_head": money.per_head(segment) if money else "",
            "trend": _trend(segment, before),
            "first": segment.actions[0].what if segment.actions else NO_IDEA,
        }
        for segment in card.segments
    ]
    if money:
        rows.sort(key=lambda row: -row["part"] / row["share"])
    return pd.DataFrame(rows)


def overview_data(table: pd.DataFrame, money: Money | None) -> pd.DataFrame:
    """What the picture of `overview_table` draws, under headers that people read."""
    data = pd.DataFrame(
        {
            "Segment": table["name"],
            "Customers": table.customers,
            "Share of customers": table.share.round(4),
        }
    )
    if money:
        data[f"Share of {money.feature.in_a_sentence}"] = table.part.astype(float).round(4)
    return data


def _trend(segment: Segment, before: Card | None) -> str:
    """How the share of customers moved: "up from 19%"."""
    if before is None:
        return ""
    shares = {other.id: other.share for other in before.segments}
    if segment.id not in shares:
        return "new"
    now, then = percent(segment.share), percent(shares[segment.id])
    if now == then:
        return "as before"
    return f"{'up' if segment.share > shares[segment.id] else 'down'} from {then}"
