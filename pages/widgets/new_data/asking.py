"""Name what was brought, choose the number of segments, and ask for the training."""

import streamlit as st

from pages.widgets.address import write
from pages.widgets.models import available, models_folder
from pages.widgets.new_data.brought import Brought, remove_brought
from pages.widgets.new_data.newer_file import Known
from pages.widgets.text import plain
from segmentation.errors import SegmentationError
from segmentation.jobs import line
from segmentation.looking.corrections import named
from segmentation.looking.names import model_name
from segmentation.looking.seen import Seen
from segmentation.showing.tables.seen import becomes, of_another_kind

SUPPORTED = 0
NUMBERS = (SUPPORTED, *range(2, 11))
IN_ADDRESS = "segments"


def ask_for_training(data: Brought, seen: Seen, known: Known | None) -> None:
    """Draw the last step; the training then stands in the line that everybody sees."""
    if known and not known.mapping and seen.recipe != known.recipe:
        st.error(plain(of_another_kind(seen, known.title)), icon=":material/error:")
        return
    st.header("Find the segments", anchor=False)
    with st.container(border=True):
        title = known.title if known else seen.title
        if seen.kind != "known" and known is None:
            title = st.text_input("Call it", title, max_chars=80, key="new_title")
        number = st.selectbox(
            "How many segments",
            NUMBERS,
            index=_asked_number(),
            format_func=lambda n: f"{n} segments" if n else "As many as the data supports",
            key="new_number",
        )
        remember = data.files is not None and st.checkbox(
            "Remember this file for the next time",
            help="It is kept on this server, beside the model. Without this it goes once the "
            "segments are found.",
            key="new_remember",
        )
        recipe = known.recipe if known else _recipe(seen, title)
        st.caption(plain(becomes(there=recipe in available())))
        if st.button("Find the segments", type="primary", disabled=not title.strip()):
            _ask(data, seen, title.strip(), recipe, number, remember)


def _asked_number() -> int:
    asked = st.query_params.get(IN_ADDRESS, "")
    return NUMBERS.index(int(asked)) if asked.isdigit() and int(asked) in NUMBERS else 0


def _recipe(seen: Seen, title: str) -> str:
    """What its models are saved under: a name that no other model has."""
    if seen.kind == "known":
        return seen.recipe
    to_come = [one.wanted for one in line.jobs(models_folder()) if not one.is_over]
    taken = {*available(), *to_come}
    return model_name(seen.kind, title, taken)


def _ask(data: Brought, seen: Seen, title: str, recipe: str, number: int, remember: bool) -> None:
    options = ["--segments", str(number)] if number else []
    if data.table:
        options += ["--table", data.table]
    try:
        line.add(
            models_folder(),
            title=title,
            recipe=recipe,
            files=data.files,
            data=data.data,
            options=options,
            mapping=named(seen.mapping, recipe, title) if seen.mapping else None,
            remember=remember,
        )
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    remove_brought()
    write({"tab": ["trainings"], IN_ADDRESS: [], "again": []})
    st.rerun()
