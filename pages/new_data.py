"""Bring a file of one's own, see what it is, correct that, and have its segments found."""

import streamlit as st

from pages.widgets.header import page_top
from pages.widgets.new_data.asking import ask_for_training
from pages.widgets.new_data.brought import bring_field, brought, look_at, remove_brought
from pages.widgets.new_data.newer_file import newer_file_for
from pages.widgets.new_data.training_line import training_line
from pages.widgets.new_data.understood import understood
from pages.widgets.new_data.versions import manage_models
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.errors import SegmentationError, WrongSetting

LOOKING_AT = (
    "Bring a file of orders or of customers: it is read at once, and you see what it is taken for.",
    "Correct what is wrong by choosing, give it a name, and have its segments found.",
    "Trainings stand in a line that everybody sees; under Models you find what came of them.",
)


def your_data() -> None:
    known = newer_file_for()
    try:
        bring_field()
    except WrongSetting as error:
        st.error(plain(str(error)), icon=":material/error:")
    data = brought()
    if data is None:
        st.info(
            "Drop a file above. Nothing has to be renamed or cleaned first: you see at once what "
            "it is taken for, and can correct it.",
            icon=":material/upload_file:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Your data: **{plain(data.name)}**")
        st.button("Remove it", icon=":material/delete:", on_click=remove_brought, key="remove_data")
    try:
        seen = look_at(data)
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    understood(data, seen)
    if not seen.question:
        ask_for_training(data, seen, known)


page_top("New data", "From a file of your own to its segments.", LOOKING_AT)
tabs_in_address({"Your data": your_data, "Trainings": training_line, "Models": manage_models})
