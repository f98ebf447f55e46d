"""The way from a model to the page where it is trained again."""

import os

import streamlit as st

from pages.widgets.models import View, chosen_model
from segmentation.server.settings import takes_new_data


def train_again_link(view: View, label: str, **asked: str) -> bool:
    """A link to a new training of the model in view; returns whether there is such a page.

    Args:
        asked: what else the page is asked for in its address, such as `segments`.
    """
    if not takes_new_data(os.environ):
        return False
    st.page_link(
        "new_data.py",
        label=label,
        icon=":material/model_training:",
        query_params={**chosen_model(), "again": view.card.recipe, **asked},
    )
    return True
