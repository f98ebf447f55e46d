"""Type in one customer and read which segment that is."""

import streamlit as st

from pages.widgets.actions import ideas_to_test
from pages.widgets.answer_parts import more_about, reasons, sureness, what_is_missing
from pages.widgets.browser import at_the_form, dim_when_outdated
from pages.widgets.customer_in_address import was_sent
from pages.widgets.form import Entry, customer_form
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.segment import SMALL, named_by_owner, segment_heading
from pages.widgets.start import example_tiles, look_up_field
from pages.widgets.text import plain
from segmentation.answering.answer import Answer, answer, group_in_words
from segmentation.answering.fields import asked_fields
from segmentation.answering.missing.incomplete import StillPossible, possible
from segmentation.showing.sentences.answer import NO_IDEA, in_two_sentences


def show(view: View, found: Answer) -> None:
    verdict(view, found)
    to_do, why = st.columns(2, gap="medium")
    with to_do:
        ideas_to_test(found.ideas, NO_IDEA)
    with why:
        reasons(view, found)
    more_about(view, found)


def verdict(view: View, found: Answer) -> None:
    segment = found.assignment.segment
    with st.container(border=True, key="answer", gap="small"):
        segment_heading(segment.id, segment.name, view.theme)
        named_by_owner(segment)
        if found.sure:
            sureness(view, found)
        said = in_two_sentences(segment, view.recipe)
        if found.assignment.rfm_group:
            said.append(group_in_words(found.assignment.rfm_group))
        st.markdown(plain(" ".join(said)))
        cautions(found.cautions)


def cautions(sentences: list[str]) -> None:
    for sentence in sentences:
        st.warning(plain(sentence), icon=":material/straighten:")


def show_possible(view: View, found: StillPossible) -> None:
    with st.container(border=True, key="answer", gap="small"):
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
    segment_heading(segment.id, segment.name, view.theme)
    named_by_owner(segment)
    st.markdown(f"**{plain(found.summary)}**")
    st.markdown(plain(" ".join(in_two_sentences(segment, view.recipe))))


def several(view: View, found: StillPossible) -> None:
    st.markdown(f"**{plain(found.summary)}**")
    if found.stretches:
        what_is_missing(view, found)
    for sentence in [] if found.stretches else found.deciding:
        st.markdown(plain(sentence))
    for segment, condition in zip(found.segments, found.conditions):
        with st.container(gap="xxsmall"):
            segment_heading(segment.id, segment.name, view.theme, size=SMALL)
            st.markdown(plain(condition))


def answer_of(view: View, entry: Entry) -> None:
    if entry.wrong:
        st.info("The answer stands here once what is marked in the form is corrected.")
        example_tiles(view)
        return
    if not was_sent():
        example_tiles(view)
        return
    dim_when_outdated(asked_fields(view.model), key="found")
    with st.container(key="found"):
        if entry.complete:
            show(view, answer(view.model, entry.values))
        else:
            show_possible(view, possible(view.model, entry.values))


view = current_view()
page_header(
    view,
    "Find a segment",
    "Which segment does a customer belong to?",
    looking_at=(
        "Type in what is known of a customer, or look one up, and read the segment.",
        "The bar says how sure that is; under Why stand the values that decide, beside "
        "everybody's.",
        "Below are what would change it, the map, the figures and a note to keep.",
    ),
)
form_side, answer_side = st.columns([4, 7], gap="medium")
with form_side:
    look_up_field(view)
    entry = customer_form(view)
with answer_side:
    answer_of(view, entry)
at_the_form(view, entry)
