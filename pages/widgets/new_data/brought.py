"""The data that a visitor brought: a file, several, or a database; kept while they correct it."""

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.session_folders import NEW_DATA, new_folder, remove_folder, watch_this_session
from segmentation.errors import SegmentationError
from segmentation.looking.databases import databases_from
from segmentation.looking.looked_apart import look_apart
from segmentation.looking.seen import Corrections, Seen
from segmentation.showing.tables.scored import safe_name
from segmentation.sources.kinds import ENDINGS

BROUGHT, SEEN, UPLOADER = "brought_data", "seen_data", "new_data_uploader"
A_FILE = "A file of mine"


@dataclass(frozen=True)
class Brought:
    """What was brought, and what was said of it since.

    `folder` is this visitor's, `files` the folder in it that holds what was dropped; of a
    database it is None and `data` its address. Else `data` is what is read within `files`.
    """

    name: str
    folder: Path
    files: Path | None
    data: str
    table: str | None = None
    corrections: Corrections = field(default_factory=Corrections)

    @property
    def source(self) -> str:
        return self.data if self.files is None else str(self.files / self.data)


def brought() -> Brought | None:
    """What was brought last, on this visit to the page or an earlier one."""
    return st.session_state.get(BROUGHT)


def bring_field() -> None:
    """Draw where data is brought from; what is brought takes the place of what was before."""
    watch_this_session()
    databases = databases_from(os.environ)
    where = A_FILE
    if databases:
        where = st.selectbox("Where the data is", [A_FILE, *databases], key="new_data_where")
    if where != A_FILE:
        chosen = databases[where]
        if st.button("Look at it", key="look_at_database", icon=":material/database:"):
            _forget()
            folder = new_folder(NEW_DATA)
            st.session_state[BROUGHT] = Brought(
                where, folder, None, chosen.address, table=chosen.table
            )
        return
    key = f"new_data{st.session_state.get(UPLOADER, '')}"
    st.file_uploader(
        "A spreadsheet or CSV of orders or of customers; several that belong together, too",
        type=[ending.removeprefix(".") for ending in ENDINGS],
        accept_multiple_files=True,
        key=key,
        on_change=_take,
        args=(key,),
        help="It is read here and goes when you remove it, and within five minutes of closing "
        "this tab, unless you ask to remember it.",
    )


def bring_again(name: str, remembered: Path, mapping: str) -> None:
    """Bring a copy of what was remembered for a model, with what its columns mean."""
    folder = new_folder(NEW_DATA)
    files = folder / "dropped"
    if remembered.is_dir():
        shutil.copytree(remembered, files)
    else:
        files.mkdir()
        shutil.copyfile(remembered, files / remembered.name)
    data = "." if remembered.is_dir() else remembered.name
    said = Corrections(mapping=mapping)
    st.session_state[BROUGHT] = Brought(name, folder, files, data, corrections=said)


def correct(corrections: Corrections) -> None:
    """Say something else of what was brought."""
    st.session_state[BROUGHT] = replace(brought(), corrections=corrections)


def remove_brought() -> None:
    """Remove it with its folder, and empty the field for files."""
    _forget()
    st.session_state[UPLOADER] = st.session_state.get(UPLOADER, 0) + 1


def look_at(data: Brought) -> Seen:
    """What was brought, as it is understood; looked at once for as long as nothing is corrected.

    Raises:
        SegmentationError: as `look_apart`; the same again without another try.
    """
    if st.session_state.get(SEEN, (None,))[0] != data:
        st.session_state[SEEN] = data, _look(data)
    outcome = st.session_state[SEEN][1]
    if isinstance(outcome, SegmentationError):
        raise outcome
    return outcome


def _look(data: Brought) -> Seen | SegmentationError:
    place = st.empty()
    try:
        with place.status("Opening the data") as status:
            return look_apart(
                data.source,
                data.corrections,
                folder=data.folder,
                table=data.table,
                progress=lambda step: status.update(label=step),
            )
    except SegmentationError as error:
        return error
    finally:
        # Once it has ended, which draws it as done.
        place.empty()


def _take(key: str) -> None:
    files = st.session_state[key]
    said = brought().corrections.mapping if brought() else ""
    _forget()
    if files:
        st.session_state[BROUGHT] = _kept(files, Corrections(mapping=said))


def _kept(dropped: list[UploadedFile], said: Corrections) -> Brought:
    folder = new_folder(NEW_DATA)
    files = folder / "dropped"
    files.mkdir()
    names = [safe_name(file.name) for file in dropped]
    for name, file in zip(names, dropped):
        (files / name).write_bytes(file.getbuffer())
    together = " and ".join(file.name for file in dropped)
    return Brought(together, folder, files, names[0] if len(names) == 1 else ".", corrections=said)


def _forget() -> None:
    for key in (SEEN, BROUGHT):
        st.session_state.pop(key, None)
    remove_folder(NEW_DATA)
