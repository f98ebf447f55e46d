"""What each segment is, one card each."""

import streamlit as st

from pages.widgets.bars import small_bars
from pages.widgets.header import page_header
from pages.widgets.models import View, chosen_model, current_view
from pages.widgets.picked import picking
from pages.widgets.segment import firmness, named_by_owner, segment_heading
from pages.widgets.text import plain
from segmentation.card.segments import Segment
from segmentation.segments.descriptions import headline
from segmentation.showing.charts.style import segment_style
from segmentation.showing.sentences.segments import money_in_words, size_in_words
from segmentation.showing.tables.bars import segment_bars
from segmentation.showing.tables.overview import Money, money_of


def card(view: View, segment: Segment, money: Money | None) -> None:
    with st.container(border=True, height="stretch"):
        with st.container(height="stretch", gap="small"):
            what_it_is(view, segment, money)
        with st.container(gap="xsmall"):
            if segment.actions:
                st.markdown(f"**Idea to test:** {plain(segment.actions[0].what)}")
            links(segment)


def what_it_is(view: View, segment: Segment, money: Money | None) -> None:
    with st.container(gap="xxsmall"):
        segment_heading(segment.id, segment.name, view.theme)
        named_by_owner(segment)
        st.markdown(plain(size_in_words(segment)))
        if money:
            st.markdown(plain(money_in_words(segment, money)))
    bars = segment_bars(view.card, segment, view.recipe)
    small_bars(bars, [segment_style(segment.id, view.theme).colour] * len(bars))
    st.markdown(plain(headline(segment.claims, view.recipe)))
    firmness(segment)


def links(segment: Segment) -> None:
    with st.container(horizontal=True, wrap=False, gap="small"):
        st.page_link(
            "profiles.py",
            label="See profile",
            icon=":material/bar_chart:",
            query_params={**chosen_model(), "segment": str(segment.id)},
        )
        st.page_link(
            "score_a_list.py",
            label="Get the list",
            icon=":material/download:",
            query_params={**chosen_model(), **picking(segment.id)},
        )


view = current_view()
page_header(
    view,
    "Segments",
    "What kinds of customers are there?",
    looking_at=(
        "A card is a segment: customers who are alike.",
        "Its bars are the same on every card; the line across each is where everybody is.",
        "Below stand what sets them apart, what to try, and where to go from here.",
    ),
)
money = money_of(view.card, view.recipe)
columns = 2 if view.card.k in (2, 4) else 3
with st.container(key=f"cards_{columns}"), st.grid(columns, min_column_width=280):
    for segment in view.card.segments:
        card(view, segment, money)
