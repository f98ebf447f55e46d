"""A model's numbers as the tables that charts draw and pages show. Nothing is fitted here."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segmentation.card import Card, Segment
from segmentation.projection import Axis
from segmentation.recipes.recipe import Recipe
from segmentation.store import Model
from segmentation.words import exact, quantity, with_unit

MOST_POINTS = 10_000


def standing(card: Card, segment: Segment, recipe: Recipe) -> pd.DataFrame:
    """How a segment stands on each feature, the largest difference first.

    Columns: feature, label, effect (standard deviations from the average
    customer in the scaled space), value and everybody (means, as text).
    """
    rows = [
        {
            "feature": name,
            "label": recipe.feature(name).label,
            "effect": segment.centre[name],
            "value": quantity(segment.mean[name], recipe.feature(name).unit),
            "everybody": quantity(card.everybody.mean[name], recipe.feature(name).unit),
        }
        for name in card.feature_names
    ]
    return pd.DataFrame(rows).sort_values("effect", key=np.abs, ascending=False, ignore_index=True)


def facts(card: Card, segment: Segment, recipe: Recipe, most: int = 3) -> pd.DataFrame:
    """The features on which a segment stands out most, as text: on average, and everybody."""
    told = {"label": "Feature", "value": "On average", "everybody": "Everybody"}
    return standing(card, segment, recipe)[list(told)].rename(columns=told).head(most)


def all_standings(card: Card, recipe: Recipe) -> pd.DataFrame:
    """`standing` of every segment, one below the other, with the column `segment` (its id)."""
    tables = [
        standing(card, segment, recipe).assign(segment=segment.id) for segment in card.segments
    ]
    return pd.concat(tables, ignore_index=True)


def profile_table(card: Card, recipe: Recipe) -> pd.DataFrame:
    """Mean, median and middle half of every feature for everybody and each segment.

    Columns: Group, Customers, Feature, Unit, Mean, Median, From, To; `From` and
    `To` bound the middle half.
    """
    groups = [("Everybody", card.everybody), *((s.name, s) for s in card.segments)]
    rows = [
        {
            "Group": name,
            "Customers": profile.size,
            "Feature": recipe.feature(feature).label,
            "Unit": recipe.feature(feature).unit.label,
            "Mean": profile.mean[feature],
            "Median": profile.median[feature],
            "From": profile.middle_half[feature][0],
            "To": profile.middle_half[feature][1],
        }
        for name, profile in groups
        for feature in card.feature_names
    ]
    return pd.DataFrame(rows)


def category_shares(card: Card, category: str) -> pd.DataFrame:
    """Share of each value of a category: columns value, share, group; everybody first."""
    groups = [("Everybody", card.everybody), *((s.name, s) for s in card.segments)]
    rows = [
        {"value": value, "share": profile.categories[category].get(value, 0.0), "group": name}
        for name, profile in groups
        for value in card.everybody.categories[category]
    ]
    return pd.DataFrame(rows)


def beside(card: Card, segment: Segment, values: dict[str, float], recipe: Recipe) -> pd.DataFrame:
    """One customer beside the typical customer of the segment and everybody, as text."""
    rows = [
        {
            "Feature": recipe.feature(name).label,
            "This customer": exact(values[name], recipe.feature(name).unit),
            "Middle of the segment": quantity(segment.median[name], recipe.feature(name).unit),
            "Middle of everybody": quantity(card.everybody.median[name], recipe.feature(name).unit),
        }
        for name in card.feature_names
    ]
    return pd.DataFrame(rows)


def map_points(model: Model) -> pd.DataFrame:
    """At most 10,000 of the model's customers, the same ones every time."""
    if len(model.customers) <= MOST_POINTS:
        return model.customers
    return model.customers.sample(MOST_POINTS, random_state=model.card.seed).sort_index()


def cleaning_table(card: Card) -> pd.DataFrame:
    """The cleaning rules: Rule, Rows taken out, Why."""
    return pd.DataFrame(
        [{"Rule": c.rule, "Rows taken out": f"{c.rows:,}", "Why": c.reason} for c in card.cleaning]
    )


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
            "Filled with the median": feature.missing,
        }
        for feature in card.features
    ]
    return pd.DataFrame(rows)


def choice_table(card: Card) -> pd.DataFrame:
    """Every number of segments that was tried."""
    rows = [
        {
            "Segments": row.k,
            "Silhouette": row.silhouette,
            "Inertia": row.inertia,
            "Smallest segment": row.smallest_share,
        }
        for row in card.choice.table
    ]
    return pd.DataFrame(rows)


def hover_texts(points: pd.DataFrame, card: Card, recipe: Recipe) -> pd.Series:
    """What a chart says of each customer: the key, the segment, every value."""
    names = {segment.id: segment.name for segment in card.segments}
    features = [recipe.feature(name) for name in card.feature_names]
    return pd.Series(
        [
            "<br>".join(
                [
                    f"Customer {row['customer']}",
                    names[row["segment"]],
                    *(f"{f.label}: {exact(row[f.name], f.unit)}" for f in features),
                ]
            )
            for row in points.to_dict("records")
        ],
        index=points.index,
        dtype="object",
    )


def axis_words(axes: list[Axis]) -> str:
    """How to read a map with these axes, in words."""
    if len(axes) > 2:
        told = [f"From {axis.low} to {axis.high}." for axis in axes]
    else:
        told = [f"{way}: {axis.high}." for way, axis in zip(("Right", "Up"), axes)]
    part = sum(axis.variance for axis in axes)
    return f"{' '.join(told)} The map shows {part:.0%} of all the differences between customers."


def customer_table(customers: pd.DataFrame, card: Card) -> pd.DataFrame:
    """Customers with their segment's name and their values, under readable headers."""
    names = {segment.id: segment.name for segment in card.segments}
    labels = {f.name: with_unit(f.label, f.unit) for f in card.features}
    table = customers[["customer", *labels]].rename(columns={"customer": "Customer", **labels})
    table.insert(1, "Segment", customers.segment.map(names))
    return table


def only(customers: pd.DataFrame, wanted: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """The customers whose value of each column is among those wanted; an empty list wants all."""
    kept = customers
    for column, values in wanted.items():
        if values:
            kept = kept[kept[column].isin(values)]
    return kept


def rfm_table(card: Card) -> pd.DataFrame:
    """How many customers have which scores: segment, recency, frequency, monetary, customers."""
    return pd.DataFrame([cell.model_dump() for cell in card.rfm_cells])


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
