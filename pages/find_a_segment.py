"""Type in one customer and read which segment that is."""

import streamlit as st

from pages.widgets.actions import ideas_to_test
from pages.widgets.browser import at_the_form, dim_when_outdated
from pages.widgets.customer_in_address import was_sent
from pages.widgets.form import Entry, customer_form
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.segment import named_by_owner, segment_heading
from pages.widgets.tables import table
from pages.widgets.text import plain
from segmentation.answering.answer import Answer, answer, group_in_words, pull_table
from segmentation.answering.fields import asked_fields
from segmentation.answering.missing.incomplete import StillPossible, possible
from segmentation.answering.similar import similar_in_words
from segmentation.showing.charts.pulls import pull_bars
from segmentation.showing.charts.scatter import scatter_of_one
from segmentation.showing.note import note_text
from segmentation.showing.note_page import note_html
from segmentation.showing.tables.customers import axis_words, beside, map_points
from segmentation.words import percent

STATIC = {"displayModeBar": False}


def glance(view: View) -> None:
    st.markdown("**The segments at a glance.** Fill in the form to see where a customer belongs.")
    with st.grid(2):
        for segment in view.card.segments:
            with st.container(border=True, height="stretch"):
                segment_heading(segment.id, segment.name, view.theme, size="1.05rem")
                st.caption(f"{percent(segment.share)} of customers".capitalize())


def show(view: View, found: Answer) -> None:
    verdict(view, found)
    ideas_to_test(found.ideas)
    why(view, found)
    st.header("What would change it", anchor=False)
    st.markdown("\n".join(f"- {plain(change)}" for change in found.changes))
    on_the_map(view, found)
    beside_others(view, found)
    note_to_keep(view, found)


def verdict(view: View, found: Answer) -> None:
    segment = found.assignment.segment
    with st.container(border=True, key="answer"):
        segment_heading(segment.id, segment.name, view.theme, size="1.6rem")
        named_by_owner(segment)
        if found.sure:
            st.markdown(f"**{plain(found.sure)}.**")
        st.markdown(plain(segment.description))
        if found.assignment.rfm_group:
            st.markdown(plain(group_in_words(found.assignment.rfm_group)))
        cautions(found.cautions)


def cautions(sentences: list[str]) -> None:
    for sentence in sentences:
        st.warning(plain(sentence), icon=":material/straighten:")


def on_the_map(view: View, found: Answer) -> None:
    segment = found.assignment.segment
    st.header("Where this customer lies", anchor=False)
    st.plotly_chart(
        scatter_of_one(
            map_points(view.model),
            view.card,
            theme=view.theme,
            segment=segment,
            place=found.assignment.place,
        ),
        key="map",
        config=STATIC,
        alt=f"All customers as points; this customer lies among {segment.name}.",
    )
    st.caption(
        "Customers who are alike lie close together. The ring is this customer; "
        f"in colour: {plain(segment.name)}. {plain(axis_words(view.card.projection.axes[:2]))}"
    )


def beside_others(view: View, found: Answer) -> None:
    segment, values = found.assignment.segment, found.assignment.values
    st.header("This customer beside others", anchor=False)
    st.markdown(plain(similar_in_words(found.similar, values, view.model)))
    table(
        beside(view.card, segment, values, view.recipe, found.similar),
        hide_index=True,
        alt="This customer's values beside those of similar customers, the segment and everybody.",
    )
    st.caption("In brackets: where the middle half of them lies.")


def note_to_keep(view: View, found: Answer) -> None:
    with st.expander("A note to keep", icon=":material/description:"):
        st.download_button(
            "Download a page to print",
            note_html(view.model, found),
            file_name=f"{view.recipe.name}_customer.html",
            mime="text/html",
            icon=":material/print:",
            on_click="ignore",
        )
        st.code(note_text(view.model, found), language=None, wrap_lines=True)


def show_possible(view: View, found: StillPossible) -> None:
    with st.container(border=True, key="answer"):
        if len(found.segments) == 1:
            the_only_one(view, found)
        else:
            several(view, found)
        cautions(found.cautions)
        st.caption(plain(found.reach))
    if len(found.segments) == 1:
        ideas_to_test(found.segments[0].actions)


def the_only_one(view: View, found: StillPossible) -> None:
    (segment,) = found.segments
    segment_heading(segment.id, segment.name, view.theme, size="1.6rem")
    named_by_owner(segment)
    st.markdown(f"**{plain(found.summary)}**")
    st.markdown(plain(segment.description))


def several(view: View, found: StillPossible) -> None:
    st.markdown(f"**{plain(found.summary)}**")
    for sentence in found.deciding:
        st.markdown(plain(sentence))
    for segment, condition in zip(found.segments, found.conditions):
        with st.container(gap="xxsmall"):
            segment_heading(segment.id, segment.name, view.theme, size="1.15rem")
            st.markdown(plain(condition))


def why(view: View, found: Answer) -> None:
    segment = found.assignment.segment
    st.header("Why", anchor=False)
    for reason in found.reasons:
        st.markdown(plain(reason))
    st.plotly_chart(
        pull_bars(pull_table(found, view.model), segment, found.runner_up, theme=view.theme),
        key="pulls",
        config=STATIC,
        alt=f"How much each feature speaks for {segment.name} or for {found.runner_up.name}.",
    )
    st.caption(
        f"To the right: speaks for {plain(segment.name)}. To the left: for the next nearest, "
        f"{plain(found.runner_up.name)}. {plain(found.credit)}"
    )


def answer_of(view: View, entry: Entry) -> None:
    if entry.wrong:
        st.info("The answer stands here once what is marked in the form is corrected.")
        return
    if not was_sent():
        glance(view)
        return
    dim_when_outdated(asked_fields(view.model), key="found")
    with st.container(key="found"):
        if entry.complete:
            show(view, answer(view.model, entry.values))
        else:
            show_possible(view, possible(view.model, entry.values))


view = current_view()
page_header(view, "Find a segment", "Which segment does a customer belong to?")
form_side, answer_side = st.columns([2, 3], gap="large")
with form_side:
    entry = customer_form(view)
with answer_side:
    answer_of(view, entry)
at_the_form(view, entry)
