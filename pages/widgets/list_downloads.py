"""A scored list to take along: everybody, one segment, or those left out; all in one place."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.widgets.text import label, plain
from segmentation.errors import SegmentationError
from segmentation.scoring.lists.crm import CRMS, crm_list, known_columns, lacking, told_columns
from segmentation.scoring.stored_list import KeptList
from segmentation.showing.sentences.crm import before_the_import
from segmentation.showing.tables.scored import (
    EVERYBODY,
    customers_of,
    file_name,
    names_of,
    what_is_downloaded,
)
from segmentation.words import how_many

FORMS = {"xlsx": "Excel", "csv": "CSV", **{name: crm.title for name, crm in CRMS.items()}}
MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What takes longer to write is written before it is downloaded, with words on the screen.
AT_ONCE = 20_000
WRITTEN = "written_workbooks"


def take_along(kept: KeptList, segment: int | None) -> None:
    """Offer the customers of a segment, or everybody, in the form that is chosen."""
    form = st.segmented_control(
        "As", list(FORMS), format_func=FORMS.get, key="form", default="xlsx", required=True
    )
    if form in CRMS:
        _for_a_crm(kept, segment, form)
    elif form == "xlsx":
        _as_workbook(kept, segment)
    else:
        _download(kept, segment, form, lambda: kept.scored(segment).written_as("csv"))


def those_left_out(kept: KeptList) -> None:
    """The customers without a segment as a file; nothing where everybody has one."""
    if kept.summary.left_out:
        st.download_button(
            "Download the customers left out",
            lambda: kept.left_out.written_as("csv"),
            file_name=f"{file_name(kept.summary, 'left out')}.csv",
            mime=MIME["csv"],
            icon=":material/download:",
            on_click="ignore",
        )


def _download(
    kept: KeptList,
    segment: int | None,
    form: str,
    content: Callable[[], bytes],
    *,
    disabled: bool = False,
) -> None:
    name = names_of(kept.summary)[EVERYBODY if segment is None else segment]
    of_a_crm = f"_{form}" if form in CRMS else ""
    ending = "csv" if form in CRMS else form
    st.download_button(
        label(what_is_downloaded(kept.summary, segment, CRMS[form].title if of_a_crm else "")),
        content,
        file_name=f"{file_name(kept.summary, name)}{of_a_crm}.{ending}",
        mime=MIME[ending],
        key="download",
        icon=":material/download:",
        type="primary",
        disabled=disabled,
        on_click="ignore",
    )


def _as_workbook(kept: KeptList, segment: int | None) -> None:
    part = kept.scored(segment)
    if not part.fits_a_sheet:
        st.warning("These are more rows than a spreadsheet holds; take them as CSV.")
        return
    customers = customers_of(kept.summary, segment)
    if customers <= AT_ONCE:
        _download(kept, segment, "xlsx", lambda: part.written_as("xlsx"))
        return
    place = st.empty()
    path = _written(kept).get(segment)
    if path is None:
        told = f"the Excel file of {how_many(customers, 'customer')}"
        if not place.button(f"Make {told}", key="make", icon=":material/table:", type="primary"):
            return
        path = _write(kept, segment, f"Making {told}; it takes some seconds", place)
    if path is not None:
        with place.container():
            _download(kept, segment, "xlsx", path.read_bytes)


def _write(kept: KeptList, segment: int | None, told: str, place: DeltaGenerator) -> Path | None:
    """Write a workbook into the list's folder, with which it goes; None where it cannot be."""
    try:
        with place.container(), st.spinner(told, show_time=True):
            content = kept.scored(segment).written_as("xlsx")
    except SegmentationError as error:
        place.error(plain(str(error)), icon=":material/error:")
        return None
    written = _written(kept)
    path = kept.folder / f"workbook_{len(written)}.xlsx"
    path.write_bytes(content)
    written[segment] = path
    return path


def _written(kept: KeptList) -> dict[int | None, Path]:
    """The workbooks of this list that were written so far, by segment."""
    of, written = st.session_state.get(WRITTEN, (None, {}))
    if of is not kept:
        written = {}
        st.session_state[WRITTEN] = kept, written
    return written


def _for_a_crm(kept: KeptList, segment: int | None, form: str) -> None:
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
    st.markdown(
        f"The segment goes to the column {plain(crm.segment)}, today's date to {plain(crm.date)}. "
        f"Beside them: {plain(', '.join(told.values()))}."
    )
    st.markdown(f"**Before the import.** {plain(before_the_import(crm, kept.ours))}")
    _download(
        kept,
        segment,
        form,
        lambda: crm_list(
            kept.scored(segment).load([*ticked, kept.name, *told]),
            kept.name,
            crm,
            date.today(),
            told,
        ),
        disabled=not ticked,
    )
