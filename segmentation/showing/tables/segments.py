"""A model's segments as the tables that charts draw and pages show."""

import numpy as np
import pandas as pd

from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.recipes.recipe import Recipe
from segmentation.words import STATISTIC, quantity, with_unit


def standing(card: Card, segment: Segment, recipe: Recipe) -> pd.DataFrame:
    """How a segment stands on each feature, the largest difference first.

    Columns: feature, label, effect (standard deviations from the average
    customer in the scaled space), statistic ("average" or "typical"; of who has something the
    share, which needs no word), value and everybody (that of each, as text).
    """
    rows = []
    for used in card.features:
        unit = recipe.feature(used.name).unit
        value, everybody = (
            quantity(profile.statistic(used.name, used.statistic), unit)
            for profile in (segment, card.everybody)
        )
        rows.append(
            {
                "feature": used.name,
                "label": recipe.feature(used.name).label,
                "effect": segment.centre[used.name],
                "statistic": "" if unit.yes_no else STATISTIC[used.statistic],
                "value": value,
                "everybody": everybody,
            }
        )
    return pd.DataFrame(rows).sort_values("effect", key=np.abs, ascending=False, ignore_index=True)


def facts(card: Card, segment: Segment, recipe: Recipe, most: int = 3) -> pd.DataFrame:
    """The features on which a segment stands out most, as text: its value, and everybody's.

    Without scores, which only say again what the feature behind them says.
    """
    table = standing(card, segment, recipe)
    table = table[[not recipe.feature(name).quintile_of for name in table.feature]].head(most)
    return pd.DataFrame(
        {
            "Feature": [with_unit(*both) for both in zip(table.label, table.statistic)],
            "Segment": table.value.to_list(),
            "Everybody": table.everybody.to_list(),
        }
    )


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


def rfm_table(card: Card) -> pd.DataFrame:
    """How many customers have which scores: segment, recency, frequency, monetary, customers."""
    return pd.DataFrame([cell.model_dump() for cell in card.rfm_cells])
