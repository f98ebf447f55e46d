"""A model's segments as the tables that charts draw and pages show."""

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.words import quantity


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
    """The features on which a segment stands out most, as text: on average, and everybody.

    Without scores, which only say again what the feature behind them says.
    """
    told = {"label": "Feature", "value": "On average", "everybody": "Everybody"}
    table = standing(card, segment, recipe)
    own = [not recipe.feature(name).quintile_of for name in table.feature]
    return table.loc[own, list(told)].rename(columns=told).head(most).reset_index(drop=True)


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


def rfm_table(card: Card) -> pd.DataFrame:
    """How many customers have which scores: segment, recency, frequency, monetary, customers."""
    return pd.DataFrame([cell.model_dump() for cell in card.rfm_cells])
