"""The evidence for the number of segments, every measure with how to read it."""

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.text import plain
from segmentation.card.evidence import STABLE
from segmentation.showing.charts.evidence import measure_line, silhouette_bands
from segmentation.showing.sentences import evidence
from segmentation.showing.tables.evidence import choice_table, measured, silhouette_curves

STATIC = {"displayModeBar": False}
MEASURES = (
    (
        "silhouette",
        "Silhouette",
        "How far segments stand apart: 1 is fully, 0 not at all. Higher is better.",
        lambda choice: "",
    ),
    (
        "stability",
        "Stability",
        "How alike are the segments of two samples of these customers: 1 is the same, 0 chance.",
        evidence.stable_numbers,
    ),
    (
        "prediction_strength",
        "Prediction strength",
        "How well one half of the customers foretells which of the other half belong together.",
        evidence.predicted_numbers,
    ),
    (
        "inertia",
        "Elbow",
        "What is left of the differences within segments. It always falls; a bend is an elbow.",
        evidence.elbow,
    ),
    (
        "gap",
        "Gap",
        "How much tighter segments are than those of evenly spread customers.",
        evidence.gap,
    ),
)


def measure(view: View, what: str, title: str, reading: str, finding: str) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(title, anchor=False)
        st.plotly_chart(
            measure_line(
                measured(view.card.choice, what),
                chosen=view.card.k,
                theme=view.theme,
                threshold=STABLE if what in ("stability", "prediction_strength") else None,
            ),
            key=f"measure_{what}",
            config=STATIC,
            alt=f"{title} for each number of segments tried.",
        )
        st.caption(f"{reading} {finding}")


view = current_view()
card = view.card
page_header(view, "How many segments", "How many segments does the data support, and how surely?")
st.markdown(plain(evidence.in_use(card)))
if card.structure:
    st.markdown(plain(evidence.supported(card)))
    if card.choice.repeats:
        st.markdown(plain(evidence.repeated(card.choice)))
    # What is no group is said at the top already.
    if card.structure.verdict == "distinct":
        st.markdown(plain(evidence.verdict(card, view.recipe)))
    st.caption(plain(evidence.grounds(card.structure)))
else:
    st.info(plain(evidence.LEFT_OUT), icon=":material/info:")

st.header("The measures", anchor=False)
with st.grid(3, min_column_width=300):
    for what, title, reading, find in MEASURES:
        if measured(card.choice, what).value.notna().all():
            measure(view, what, title, reading, find(card.choice))
st.caption(
    "The ring marks the number in use, bars one standard error. "
    f"Measured on {card.choice.customers:,} of {card.customers:,} customers."
)

st.header("Silhouette within each segment", anchor=False)
st.plotly_chart(
    silhouette_bands(silhouette_curves(card), card.metrics.silhouette, theme=view.theme),
    key="silhouettes",
    config=STATIC,
    alt="The silhouettes of the customers in each segment, highest first.",
)
st.caption(
    "Each band is a segment's customers, those who fit best on top. The dotted line is the "
    "average. Below 0, a customer is closer to another segment than to their own."
)

st.header("The figures", anchor=False)
st.dataframe(
    choice_table(card),
    hide_index=True,
    column_config={
        "Inertia": st.column_config.NumberColumn(format="localized"),
        "Calinski-Harabasz": st.column_config.NumberColumn(format="localized"),
        "Smallest segment": st.column_config.NumberColumn(format="percent"),
        **{
            name: st.column_config.NumberColumn(format="%.3f")
            for name in (
                "Silhouette",
                "Stability",
                "Prediction strength",
                "Gap",
                "Davies-Bouldin",
            )
        },
    },
    alt="Everything measured for each number of segments tried.",
)
st.caption(
    "Calinski-Harabasz: the higher, the further apart. Davies-Bouldin: the lower, the further "
    "apart. All measured after the features were prepared and scaled."
)
