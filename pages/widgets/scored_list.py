"""The list that a visitor dropped: scored once, and kept while other pages are looked at."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.models import View, models_folder
from pages.widgets.session_folders import (
    A_LIST,
    new_folder,
    remove_folder,
    watch_this_session,
)
from segmentation.errors import SegmentationError
from segmentation.scoring.scored_apart import score_apart
from segmentation.scoring.stored_list import KeptList
from segmentation.showing.tables.scored import safe_name
from segmentation.sources.kinds import ENDINGS

UPLOADER, LIST, SCORED = "uploader", "dropped_list", "scored_list"


@dataclass(frozen=True)
class Dropped:
    """A list as it was dropped, and the folder of this visitor that it lies in."""

    name: str
    source: Path
    folder: Path


def list_uploader() -> None:
    """Draw the field for a file; a list that is dropped takes the place of the one before."""
    watch_this_session()
    key = _uploader_key()
    st.file_uploader(
        "Upload a spreadsheet or CSV of customers",
        type=[ending.removeprefix(".") for ending in ENDINGS],
        key=key,
        on_change=_take,
        args=(key,),
        help="It is read here and kept while you look at other pages. It goes when you remove "
        "it or upload another, and within five minutes of closing this tab.",
    )


def is_new_visit() -> bool:
    """Whether the page was just come to: Streamlit forgets fields when their page is left."""
    return _uploader_key() not in st.session_state


def dropped_list() -> Dropped | None:
    """The list that was dropped last, on this visit to the page or an earlier one."""
    return st.session_state.get(LIST)


def remove_list() -> None:
    """Remove the list with its folder, and empty the field for a file."""
    _forget()
    st.session_state[UPLOADER] = st.session_state.get(UPLOADER, 0) + 1


def scored(view: View, dropped: Dropped, certainty: bool) -> KeptList:
    """The list by the model in view, scored once for as long as both are the same.

    Raises:
        SegmentationError: as `score_apart`; the same again without another try.
    """
    names = tuple(segment.name for segment in view.card.segments)
    asked = (dropped.folder, view.card.recipe, view.card.version, names, certainty)
    if st.session_state.get(SCORED, (None,))[0] != asked:
        st.session_state[SCORED] = asked, _score(view, dropped, certainty)
    outcome = st.session_state[SCORED][1]
    if isinstance(outcome, SegmentationError):
        raise outcome
    return outcome


def _uploader_key() -> str:
    """Another one empties the field."""
    return f"list{st.session_state.get(UPLOADER, '')}"


def _take(key: str) -> None:
    file = st.session_state[key]
    _forget()
    if file is not None:
        st.session_state[LIST] = _kept(file)


def _kept(file: UploadedFile) -> Dropped:
    folder = new_folder(A_LIST)
    source = folder / "dropped" / safe_name(file.name)
    source.parent.mkdir()
    source.write_bytes(file.getbuffer())
    return Dropped(file.name, source, folder)


def _forget() -> None:
    for key in (SCORED, LIST):
        st.session_state.pop(key, None)
    remove_folder(A_LIST)


def _score(view: View, dropped: Dropped, certainty: bool) -> KeptList | SegmentationError:
    place = st.empty()
    try:
        with place.status("Opening the file") as status:
            return score_apart(
                dropped.source,
                dropped.folder,
                models_folder(),
                view.card.recipe,
                view.card.version,
                lambda step: status.update(label=step),
                certainty=certainty,
            )
    except SegmentationError as error:
        return error
    finally:
        # Once it has ended, which draws it as done.
        place.empty()
