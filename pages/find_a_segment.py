"""Type in one customer and read which segment that is."""

import streamlit as st

from pages.widgets.form import customer_form, was_sent
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.segment import segment_heading
from pages.widgets.text import plain
from segmentation.assignment import Assignment, assign
from segmentation.charts.scatter import scatter_of_one
from segmentation.views.customers import axis_words, beside, hover_texts, map_points
from segmentation.words import outside_note, share


def glance(view: View) -> None:
    st.markdown("**The segments at a glance.** Fill in the form to see where a customer belongs.")
    with st.grid(2):
        for segment in view.card.segments:
            with st.container(border=True, height="stretch"):
                segment_heading(segment.id, segment.name, view.theme, size="1.05rem")
                st.caption(share(segment.share).capitalize())


def answer(view: View, assignment: Assignment) -> None:
    segment = assignment.segment
    with st.container(border=True, key="answer"):
        segment_heading(segment.id, segment.name, view.theme, size="1.6rem")
        st.markdown(plain(segment.description))
        if assignment.rfm_group:
            st.markdown(
                "By how recently, how often and how much this customer buys alone: "
                f"**{plain(assignment.rfm_group)}**."
            )
        for name in assignment.outside:
            note = outside_note(
                assignment.values[name], view.card.everybody.range[name], view.recipe.feature(name)
            )
            st.warning(plain(note), icon=":material/straighten:")
    st.header("This customer beside the segment", anchor=False)
    st.table(beside(view.card, segment, assignment.values, view.recipe), hide_index=True)
    st.header("Where this customer lies", anchor=False)
    points = map_points(view.model)
    st.plotly_chart(
        scatter_of_one(
            points,
            view.card,
            hover_texts(points, view.card, view.recipe),
            theme=view.theme,
            segment=segment,
            place=assignment.place,
        ),
        key="map",
        config={"displayModeBar": False},
        alt=f"All customers as points; this customer lies among {segment.name}.",
    )
    st.caption(
        "Customers who are alike lie close together. The ring is this customer; "
        f"in colour: {plain(segment.name)}. {axis_words(view.card.projection.axes[:2])}"
    )


view = current_view()
page_header(view, "Find a segment", "Which segment does a customer belong to?")
form_side, answer_side = st.columns([2, 3], gap="large")
with form_side:
    entry = customer_form(view)
with answer_side:
    for sentence in entry.wrong.values():
        st.error(plain(sentence), icon=":material/edit:")
    if entry.wrong:
        st.stop()
    if was_sent():
        answer(view, assign(view.model, entry.values))
    else:
        glance(view)
