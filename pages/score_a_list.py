"""Drop a file of customers, and get it back with their segments."""

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.list_downloads import downloads, left_out
from pages.widgets.models import View, current_view
from pages.widgets.picked import picked, preselect
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
    EVERYBODY,
    columns_table,
    counts_in_words,
    names_of,
    picked_sentence,
    preview,
    preview_title,
    shares_of,
    wanted_columns,
)

PREVIEW = 10
NOTHING_YET = "Nothing scored yet. Drop a spreadsheet above to begin."


def dropped_line(dropped: Dropped) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Your list: **{plain(dropped.name)}**")
        st.button("Remove this list", icon=":material/delete:", on_click=remove_list, key="remove")


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
        show(view, kept, pick)


def other_models(titles: dict[str, str]) -> None:
    """A link to each model that the list fits: the list is scored with it there."""
    for recipe, title in titles.items():
        st.page_link(
            "score_a_list.py",
            label=f"Score it with {plain(title)}",
            icon=":material/swap_horiz:",
            query_params={"model": recipe},
        )


def show(view: View, kept: KeptList, pick: str | None) -> None:
    warn(kept)
    counts, *more = counts_in_words(kept.summary)
    st.header(plain(counts), anchor=False)
    for sentence in more:
        st.markdown(plain(sentence))
    st.plotly_chart(
        share_bars(shares_of(kept.summary), theme=view.theme),
        key="shares",
        config={"displayModeBar": False},
        alt="How many customers of the list each segment has.",
    )
    take_along(kept, pick)
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


def take_along(kept: KeptList, pick: str | None) -> None:
    st.header("Take it with you", anchor=False)
    names = names_of(kept.summary)
    preselect(pick, names)
    left, right = st.columns(2)
    whose = left.selectbox("Which customers", names, format_func=names.get, key="whose")
    segment = None if whose == EVERYBODY else whose
    downloads(kept, segment, right)
    st.subheader(plain(preview_title(kept.summary, segment, PREVIEW)), anchor=False)
    st.dataframe(
        preview(kept, PREVIEW, segment),
        hide_index=True,
        alt="The first of the customers that were chosen.",
    )


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
page_header(view, "Score a list", "Which segment does each customer in a file belong to?")
pick = picked(view, is_new_visit=is_new_visit())
list_uploader()
st.caption(plain(f"It needs the columns {wanted_columns(view.model)}. Others may be there too."))
st.caption(
    f"A file may have {st.get_option('server.maxUploadSize')} MB, since it is held in memory "
    "together with those of everybody else. Whoever looks after this server can score larger "
    "ones with score.py, which takes files of any size."
)
certainty = bool(len(view.model.refits)) and st.checkbox(
    "Say how sure each one is (takes longer)", key="certainty"
)
dropped = dropped_list()
if dropped is None:
    begin = picked_sentence(pick, view.card, None) or NOTHING_YET
    st.info(plain(begin), icon=":material/upload_file:")
    st.stop()
dropped_line(dropped)
result(view, dropped, pick, certainty)
