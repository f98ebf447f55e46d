"""Upload a file of customers, and get it back with their segments."""

from functools import partial

import streamlit as st

from pages.widgets.before_a_list import largest_file, sample, steps
from pages.widgets.chart import chart
from pages.widgets.header import page_header
from pages.widgets.list_downloads import take_along, those_left_out
from pages.widgets.models import View, current_view
from pages.widgets.picked import (
    choose_whom,
    pick_by_click,
    picked,
    show_everybody,
    who_is_picked,
)
from pages.widgets.scored_list import (
    Dropped,
    dropped_list,
    is_new_visit,
    list_uploader,
    remove_list,
    scored,
)
from pages.widgets.tables import table
from pages.widgets.text import plain
from segmentation.errors import NotTheModelsColumns, SegmentationError
from segmentation.scoring.lists.warning import warning
from segmentation.scoring.stored_list import KeptList
from segmentation.showing.charts.shares import share_bars
from segmentation.showing.tables.scored import (
    columns_table,
    counts_in_words,
    file_name,
    how_to_filter,
    names_of,
    picked_sentence,
    preview,
    preview_title,
    reasons_table,
    shares_data,
    shares_of,
)

PREVIEW = 10


def dropped_line(dropped: Dropped) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Your list: **{plain(dropped.name)}**", width="content")
        st.button("Remove this list", icon=":material/delete:", on_click=remove_list, key="remove")


def before(view: View, pick: str | None) -> None:
    told = picked_sentence(pick, view.card, None)
    if told:
        st.info(plain(told), icon=":material/upload_file:")
    steps()
    sample(view)
    largest_file()


def result(view: View, dropped: Dropped, pick: str | None, certainty: bool) -> None:
    try:
        kept = scored(view, dropped, certainty)
    except NotTheModelsColumns as error:
        st.error(plain(str(error)), icon=":material/error:")
        other_models(error.fitting)
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/error:")
    else:
        told = picked_sentence(pick, view.card, names_of(kept.summary))
        if told:
            st.info(plain(told), icon=":material/filter_alt:")
        show(view, kept, who_is_picked(pick, names_of(kept.summary)))


def other_models(titles: dict[str, str]) -> None:
    """A link to each model that the list fits: the list is scored with it there."""
    for recipe, title in titles.items():
        st.page_link(
            "score_a_list.py",
            label=f"Score it with {plain(title)}",
            icon=":material/swap_horiz:",
            query_params={"model": recipe},
        )


def show(view: View, kept: KeptList, segment: int | None) -> None:
    warn(kept)
    counts, *more = counts_in_words(kept.summary)
    st.header(plain(counts), anchor=False)
    for sentence in more:
        st.markdown(plain(sentence))
    bars(view, kept, segment)
    choose_whom(view, names_of(kept.summary), segment)
    st.header("Take it along", anchor=False)
    take_along(kept, segment)
    first_customers(view, kept, segment)
    left_out(kept)
    understood(view, kept)


def warn(kept: KeptList) -> None:
    sentences = warning(kept.summary)
    if not sentences:
        return
    first, *more = map(plain, sentences)
    st.warning("\n\n".join([f"**{first}**", *more]), icon=":material/warning:")
    if kept.summary.misfit:
        other_models({model.recipe: model.title for model in kept.summary.misfit.fits_better})


def bars(view: View, kept: KeptList, segment: int | None) -> None:
    shares = shares_of(kept.summary)
    chart(
        share_bars(shares, segment, theme=view.theme),
        shares_data(shares),
        key="shares",
        file=file_name(kept.summary, "segments"),
        alt="How many customers of the list each segment has.",
        caption=how_to_filter(shares),
        on_click=partial(pick_by_click, view, "shares", segment),
    )


def first_customers(view: View, kept: KeptList, segment: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        title = plain(preview_title(kept.summary, segment, PREVIEW))
        st.subheader(title, anchor=False, width="content")
        if segment is not None:
            show_everybody(view)
    st.dataframe(
        preview(kept, PREVIEW, segment),
        hide_index=True,
        alt="The first of the customers that were chosen.",
    )


def left_out(kept: KeptList) -> None:
    """Who has no segment, and why; nothing where everybody has one."""
    if not kept.summary.taken_out and not kept.summary.left_out:
        return
    st.header("What was left out, and why", anchor=False)
    table(reasons_table(kept.summary), hide_index=True, alt="Why customers and rows were left out.")
    those_left_out(kept)


def understood(view: View, kept: KeptList) -> None:
    st.header("How the columns were understood", anchor=False)
    for sentence in kept.summary.understood:
        st.markdown(plain(sentence))
    if kept.summary.today:
        st.markdown(f"As today counts {kept.summary.today}, the newest date in the list.")
    table(
        columns_table(kept.summary, view.recipe),
        hide_index=True,
        alt="How each column of the file was understood.",
    )


view = current_view()
page_header(
    view,
    "Score a list",
    "Which segment does each customer in a file belong to?",
    looking_at=(
        "Each customer of the file you upload gets the segment that the model would put them in.",
        "The bars count them; a click on one shows its customers and what you can take along.",
        "Nothing of your file is kept: it goes when you remove it or close the tab.",
    ),
)
pick = picked(view, is_new_visit=is_new_visit())
list_uploader()
certainty = bool(len(view.model.refits)) and st.checkbox(
    "Say how sure each one is (takes longer)", key="certainty"
)
dropped = dropped_list()
if dropped is None:
    before(view, pick)
    st.stop()
dropped_line(dropped)
result(view, dropped, pick, certainty)
