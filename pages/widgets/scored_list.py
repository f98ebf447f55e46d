"""The list that a visitor has dropped: scored once, and kept for as long as the tab is open."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.widgets.models import View, models_folder
from pages.widgets.session_folders import new_folder, remove_folder
from segmentation.kept_list import KeptList
from segmentation.scored_apart import score_apart
from segmentation.views.scored import safe_name


def scored(view: View, file: UploadedFile) -> KeptList:
    """The list that was dropped, scored once for as long as file and model are the same.

    Raises:
        SegmentationError: as `score_apart`; nothing of the file stays then.
    """
    names = tuple(segment.name for segment in view.card.segments)
    asked = (file.file_id, view.card.recipe, view.card.version, names)
    if st.session_state.get("scored_for") != asked:
        forget()
        try:
            kept = _score(view, file, new_folder())
        except BaseException:
            # Also where the visitor leaves meanwhile, which Streamlit tells as one of its own.
            forget()
            raise
        st.session_state.update(scored_for=asked, scored_list=kept)
    return st.session_state.scored_list


def forget() -> None:
    """Remove a list that was scored before, with its folder."""
    for key in ("scored_for", "scored_list"):
        st.session_state.pop(key, None)
    remove_folder()


def _score(view: View, file: UploadedFile, folder: Path) -> KeptList:
    source = folder / "dropped" / safe_name(file.name)
    source.parent.mkdir()
    source.write_bytes(file.getbuffer())
    with st.status("Opening the file") as status:
        kept = score_apart(
            source,
            folder,
            models_folder(),
            view.card.recipe,
            view.card.version,
            lambda step: status.update(label=step),
        )
        status.update(label="Done", state="complete")
    source.unlink()
    return kept
