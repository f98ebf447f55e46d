"""Drop a file of customers, and get it back with their segments."""

from datetime import date

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.scored_list import forget, scored
from pages.widgets.session_folders import watch_this_session
from pages.widgets.text import plain
from segmentation.charts.shares import share_bars
from segmentation.crm import CRMS, crm_list, known_columns, lacking
from segmentation.errors import SegmentationError
from segmentation.kept_list import KeptList
from segmentation.sources.kinds import ENDINGS
from segmentation.views.scored import (
    columns_table,
    counts_in_words,
    file_name,
    preview,
    reasons_table,
    shares_of,
    wanted_columns,
)

PREVIEW = 10
EVERYBODY = "everybody"
MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def show(view: View, kept: KeptList) -> None:
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
    downloads(view, kept)
    st.header("The first customers", anchor=False)
    st.dataframe(preview(kept, PREVIEW), hide_index=True, alt="The first customers of the list.")
    left_out(kept)
    understood(view, kept)


def downloads(view: View, kept: KeptList) -> None:
    st.header("Take it with you", anchor=False)
    names = {EVERYBODY: "Everybody", **{s.id: s.name for s in kept.summary.segments if s.customers}}
    left, right = st.columns(2)
    segment = left.selectbox("Which customers", names, format_func=names.get, key="whose")
    forms = {"xlsx": "Excel", "csv": "CSV", **{name: crm.title for name, crm in CRMS.items()}}
    if segment == EVERYBODY:
        forms = {name: title for name, title in forms.items() if name not in CRMS}
    form = right.selectbox("As", forms, format_func=forms.get, key="form")
    part = kept.scored(None if segment == EVERYBODY else segment)
    if form == "xlsx" and not part.fits_a_sheet:
        st.warning("These are more rows than a spreadsheet holds; take them as CSV.")
        return
    stem = file_name(kept.summary, names[segment])
    if form in CRMS:
        crm_download(kept, segment, names[segment], form, stem)
        return
    st.download_button(
        f"Download {plain(names[segment]) if segment != EVERYBODY else EVERYBODY}",
        lambda: part.written_as(form),
        file_name=f"{stem}.{form}",
        mime=MIME[form],
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def crm_download(kept: KeptList, segment: int, name: str, form: str, stem: str) -> None:
    crm = CRMS[form]
    ticked = st.multiselect(
        "Which columns to hand on",
        kept.columns,
        default=known_columns(kept.columns, crm),
        # Another list has other columns, and a new start.
        key=f"columns_{form}_{kept.folder.name}",
        help=f"Only these leave, under the names that {crm.title} knows.",
    )
    needed = lacking(ticked, crm)
    if ticked and needed:
        st.warning(
            f"{crm.title} needs each person's {' and '.join(needed)}; tick a column with it.",
            icon=":material/contact_mail:",
        )
    st.caption(
        f"The segment goes to the column {plain(crm.segment)}, today's date to {plain(crm.date)}."
    )
    st.download_button(
        f"Download for {crm.title}",
        lambda: crm_list(kept.scored(segment).load(ticked), name, crm, date.today()),
        file_name=f"{stem}_{form}.csv",
        mime="text/csv",
        icon=":material/download:",
        type="primary",
        disabled=not ticked,
        on_click="ignore",
    )


def left_out(kept: KeptList) -> None:
    if not kept.summary.taken_out and not kept.summary.left_out:
        return
    st.header("What was left out, and why", anchor=False)
    st.table(reasons_table(kept.summary), hide_index=True)
    if kept.summary.left_out:
        st.download_button(
            "Download the customers left out",
            lambda: kept.left_out.written_as("csv"),
            file_name=f"{file_name(kept.summary, 'left out')}.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def understood(view: View, kept: KeptList) -> None:
    st.header("How the columns were understood", anchor=False)
    for sentence in kept.summary.understood:
        st.markdown(plain(sentence))
    if kept.summary.today:
        st.markdown(f"As today counts {kept.summary.today}, the newest date in the list.")
    st.table(columns_table(kept.summary, view.recipe), hide_index=True)


view = current_view()
page_header(view, "Score a list", "Which segment does each customer in a file belong to?")
watch_this_session()
file = st.file_uploader(
    "A spreadsheet or CSV of customers",
    type=[ending.removeprefix(".") for ending in ENDINGS],
    key="list",
    help="It is read here, and removed within five minutes of closing this tab, or when you "
    "drop another.",
)
st.caption(plain(f"It needs the columns {wanted_columns(view.model)}. Others may be there too."))
if file is None:
    forget()
    st.info("Nothing scored yet. Drop a spreadsheet above to begin.", icon=":material/upload_file:")
    st.stop()
try:
    kept = scored(view, file)
except SegmentationError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()
show(view, kept)
