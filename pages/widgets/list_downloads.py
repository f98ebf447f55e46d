"""A scored list as files to take along: everybody, one segment, or those left out."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.widgets.tables import table
from pages.widgets.text import plain
from segmentation.scoring.lists.crm import CRMS, crm_list, known_columns, lacking, told_columns
from segmentation.scoring.stored_list import KeptList
from segmentation.showing.tables.scored import EVERYBODY, file_name, names_of, reasons_table

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def downloads(kept: KeptList, segment: int | None, place: DeltaGenerator) -> None:
    """Offer the customers of a segment, or everybody, in the form that is chosen in a place."""
    forms = {"xlsx": "Excel", "csv": "CSV", **{name: crm.title for name, crm in CRMS.items()}}
    if segment is None:
        forms = {name: title for name, title in forms.items() if name not in CRMS}
    form = place.selectbox("As", forms, format_func=forms.get, key="form")
    part = kept.scored(segment)
    name = names_of(kept.summary)[EVERYBODY if segment is None else segment]
    if form == "xlsx" and not part.fits_a_sheet:
        st.warning("These are more rows than a spreadsheet holds; take them as CSV.")
        return
    stem = file_name(kept.summary, name)
    if form in CRMS:
        _crm_download(kept, segment, name, form, stem)
        return
    st.download_button(
        f"Download {plain(name) if segment is not None else name.lower()}",
        lambda: part.written_as(form),
        file_name=f"{stem}.{form}",
        mime=MIME[form],
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def left_out(kept: KeptList) -> None:
    """Who has no segment, and why; nothing where everybody has one."""
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


def _crm_download(kept: KeptList, segment: int, name: str, form: str, stem: str) -> None:
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
