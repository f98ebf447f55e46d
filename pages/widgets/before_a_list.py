"""*Score a list* before there is one: what happens with it, and what one may look like."""

import pandas as pd
import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.models.model import Model
from segmentation.scoring.lists.spreadsheet_safe import to_csv
from segmentation.showing.tables.sample_list import sample_list
from segmentation.showing.tables.scored import wanted_columns

STEPS = {
    "1. Upload a list": "A spreadsheet or CSV. Which columns it needs stands below, with a sample "
    "to try.",
    "2. See who belongs where": "How many customers each segment has, who is in it, and who was "
    "left out and why.",
    "3. Take it along": "Everybody or one segment, as Excel or CSV, or in the form that your CRM "
    "takes in, with the segment of each contact.",
}


def steps() -> None:
    """What one does here, in three steps beside each other."""
    columns = st.columns(len(STEPS), gap="medium")
    for column, (title, told) in zip(columns, STEPS.items()):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{plain(title)}**  \n{told}")


def sample(view: View) -> None:
    """Which columns a list needs, and a small one to look at and to download."""
    rows = _sample(view.model)
    st.header("What a list looks like", anchor=False)
    st.markdown(plain(wanted_columns(view.model)))
    st.dataframe(rows, hide_index=True, alt="A sample list: one customer of each segment.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download this sample list",
            lambda: to_csv(rows),
            file_name=f"{view.recipe.name}_sample_list.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption("Real customers of the data, one of each segment. Upload it to try the page.")


def largest_file() -> None:
    """How large a file may be, and what to do with a larger one."""
    st.caption(
        f"A file may have {st.get_option('server.maxUploadSize')} MB, since it is held in memory "
        "together with those of everybody else. Whoever looks after this server can score larger "
        "ones with score.py, which takes files of any size."
    )


@st.cache_data(show_spinner=False, hash_funcs={Model: lambda model: model.card.files})
def _sample(model: Model) -> pd.DataFrame:
    return sample_list(model)
