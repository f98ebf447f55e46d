"""Narrow the customers of a chart down by segment and by what else is known of them."""

import pandas as pd
import streamlit as st

from pages.widgets.address import choices_in_address
from pages.widgets.models import View
from pages.widgets.text import label
from segmentation.showing.tables.customers import only

MOST_CHOICES = 60


def filtered(view: View, customers: pd.DataFrame) -> pd.DataFrame:
    """Draw the filters, kept in the address, and return the customers they leave."""
    names = {segment.id: segment.name for segment in view.card.segments}
    choices = {"segment": list(names)} | {
        category.name: list(view.card.everybody.categories[category.name])
        for category in view.recipe.categories
        if 1 < len(view.card.everybody.categories[category.name]) <= MOST_CHOICES
    }
    labels = {"segment": "Segment"} | {c.name: c.label for c in view.recipe.categories}
    with st.expander("Show only some customers", icon=":material/filter_alt:"):
        wanted = {
            column: choices_in_address(
                label(labels[column]),
                values,
                key=f"only_{column}",
                missing=f'There is no "{{}}" under {labels[column]}; it is left out of the filter.',
                text=lambda value, column=column: (
                    names[value] if column == "segment" else str(value)
                ),
                placeholder="All",
            )
            for column, values in choices.items()
        }
    kept = only(customers, wanted)
    if len(kept) < len(customers):
        st.caption(f"{len(kept):,} of {len(customers):,} customers shown.")
    return kept
