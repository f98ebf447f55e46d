"""Drop a file of customers, and get it back with their segments."""

from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.tables import table
from pages.widgets.text import plain
from segmentation.charts.shares import share_bars
from segmentation.crm import CRMS, crm_list, known_columns, lacking, told_columns
from segmentation.errors import SegmentationError
from segmentation.kept_list import KeptList, score_and_keep
from segmentation.sources.kinds import ENDINGS
from segmentation.temporary import temporary_folder
from segmentation.views.scored import (
    columns_table,
    counts_in_words,
    file_name,
    preview,
    reasons_table,
    safe_name,
    shares_of,
    wanted_columns,
)

PREVIEW = 10
EVERYBODY = "everybody"
MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def scored(view: View, file: UploadedFile, certainty: bool) -> KeptList:
    """The list that was dropped, scored once for as long as file and model are the same."""
    names = tuple(segment.name for segment in view.card.segments)
    asked = (file.file_id, view.card.recipe, view.card.version, names, certainty)
    if st.session_state.get("scored_for") != asked:
        forget()
        # Held by the session, and removed with it.
        folder = temporary_folder()
        source = Path(folder.name, "dropped", safe_name(file.name))
        source.parent.mkdir()
        source.write_bytes(file.getbuffer())
        with st.status("Opening the file") as status:
            kept = score_and_keep(
                source,
                view.model,
                Path(folder.name),
                lambda step: status.update(label=step),
                certainty=certainty,
            )
            status.update(label="Done", state="complete")
        source.unlink()
        st.session_state.update(scored_for=asked, scored_list=(folder, kept))
    return st.session_state.scored_list[1]


def forget() -> None:
    """Remove a list that was scored before, with its folder."""
    for key in ("scored_for", "scored_list"):
        st.session_state.pop(key, None)


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
    told = told_columns(kept.ours, crm)
    st.caption(
        f"The segment goes to the column {plain(crm.segment)}, today's date to {plain(crm.date)}. "
        f"Beside them: {plain(', '.join(told.values()))}."
    )
    st.download_button(
        f"Download for {crm.title}",
        lambda: crm_list(
            kept.scored(segment).load([*ticked, *told]), name, crm, date.today(), told
        ),
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
    table(reasons_table(kept.summary), hide_index=True, alt="Why customers and rows were left out.")
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
    table(
        columns_table(kept.summary, view.recipe),
        hide_index=True,
        alt="How each column of the file was understood.",
    )


view = current_view()
page_header(view, "Score a list", "Which segment does each customer in a file belong to?")
file = st.file_uploader(
    "A spreadsheet or CSV of customers",
    type=[ending.removeprefix(".") for ending in ENDINGS],
    key="list",
    help="It is read here and removed when you close this tab, or drop another.",
)
st.caption(plain(f"It needs the columns {wanted_columns(view.model)}. Others may be there too."))
st.caption(
    f"A file may have {st.get_option('server.maxUploadSize')} MB, since it is held in memory "
    "together with those of everybody else. Whoever looks after this server can score larger "
    "ones with score.py, which takes files of any size."
)
certainty = bool(len(view.model.refits)) and st.checkbox(
    "Say how sure each one is (takes longer)", key="certainty"
)
if file is None:
    forget()
    st.info("Nothing scored yet. Drop a spreadsheet above to begin.", icon=":material/upload_file:")
    st.stop()
try:
    kept = scored(view, file, certainty)
except SegmentationError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()
show(view, kept)
