"""What each segment is, one card each."""

import streamlit as st

from pages.widgets.actions import IDEAS
from pages.widgets.header import page_header
from pages.widgets.models import View, chosen_model, current_view
from pages.widgets.picked import picking
from pages.widgets.segment import firmness, named_by_owner, segment_heading
from pages.widgets.tables import table
from pages.widgets.text import plain
from segmentation.card.segments import Segment
from segmentation.segments.descriptions import headline
from segmentation.showing.tables.segments import facts


def card(view: View, segment: Segment) -> None:
    with st.container(border=True, height="stretch"):
        segment_heading(segment.id, segment.name, view.theme)
        named_by_owner(segment)
        st.caption(f"{segment.size:,} of {view.card.customers:,} customers")
        st.markdown(plain(headline(segment.claims, view.recipe)))
        firmness(segment)
        short_list(segment)
        table(
            facts(view.card, segment, view.recipe),
            border="horizontal",
            hide_index=True,
            alt=f"{segment.name} beside everybody.",
        )
        st.page_link(
            "profiles.py",
            label="See profile",
            icon=":material/bar_chart:",
            query_params={**chosen_model(), "segment": str(segment.id)},
        )
        st.page_link(
            "score_a_list.py",
            label="Find them in a list",
            icon=":material/upload_file:",
            query_params={**chosen_model(), **picking(segment.id)},
        )


def short_list(segment: Segment) -> None:
    if segment.actions:
        steps = [f"{at}. {plain(action.what)}" for at, action in enumerate(segment.actions, 1)]
        st.markdown("\n".join([f"**{IDEAS}**", "", *steps]))


view = current_view()
page_header(view, "Segments", "What kinds of customers are there?")
with st.grid(3, min_column_width=300):
    for segment in view.card.segments:
        card(view, segment)
