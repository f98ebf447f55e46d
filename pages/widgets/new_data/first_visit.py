"""What a first visitor is told: that there is no model yet, or only those of the samples."""

import streamlit as st

from pages.widgets.models import are_samples

ON_SAMPLES = (
    "You are looking at samples: customers of shops that do not exist. "
    "Bring a file of your own, and this becomes about your customers."
)


def no_model_yet(*, is_offered: bool) -> None:
    """Say that there is no model, above the page that brings data; without that, what to run."""
    if is_offered:
        st.info(
            "There is no model yet. Bring a file of orders or of customers, and the first one is "
            "trained from it. To look at samples instead, run `python train.py` in the project's "
            "folder and reload this page.",
            icon=":material/waving_hand:",
        )
        return
    st.title("No model yet", anchor=False)
    st.markdown("Segments appear here once a model has been trained. In the project's folder, run:")
    st.code("python train.py", language="shell")
    st.markdown("It trains a model from each sample, in about a minute. Then reload this page.")
    st.stop()


def on_samples_only(new_data: st.Page | None) -> None:
    """Say calmly that there are only samples, and lead to where data is brought."""
    if new_data is None or not are_samples():
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="samples"):
        st.markdown(ON_SAMPLES, width="stretch")
        st.page_link(new_data, label="Bring new data", icon=":material/add_circle:")
