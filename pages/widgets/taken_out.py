"""Downloads of the rows that cleaning took out."""

import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import label
from segmentation.scoring.lists.spreadsheet_safe import to_csv
from segmentation.showing.tables.about import taken_out_rows
from segmentation.words import how_many


def taken_out_downloads(view: View) -> None:
    """A download for each rule that took out rows; the file is made when it is asked for."""
    if not view.model.taken_out.num_rows:
        st.caption("There were too many rows to keep those that were taken out.")
        return
    with st.container(horizontal=True):
        for count in view.card.cleaning:
            if count.rows:
                st.download_button(
                    f"{how_many(count.rows, 'row')}: {label(count.rule)}",
                    lambda rule=count.rule: to_csv(taken_out_rows(view.model, rule)),
                    file_name=f"{view.recipe.name}_{count.rule.replace(' ', '_')}.csv",
                    mime="text/csv",
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"taken_out_{count.rule}",
                )
