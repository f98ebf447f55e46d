"""A model's versions side by side: make an older one current, note what it is for, delete it."""

from collections.abc import Callable

import streamlit as st

from pages.widgets.models import available, model_title, models_folder
from pages.widgets.tables import table
from pages.widgets.text import label, plain
from segmentation.card.card import Card
from segmentation.errors import SegmentationError
from segmentation.jobs import remembered
from segmentation.models import managing, store
from segmentation.models.folders import versions
from segmentation.showing.tables.versions import segments_beside, versions_table, what_changed
from segmentation.words import plain_version

MOST_BESIDE = 3


def manage_models() -> None:
    """Draw the versions of the model in view, and what can be done with each."""
    if not available():
        st.info("No model yet. Bring your data, and the first one is trained from it.")
        return
    recipe = st.session_state.model
    st.header(label(model_title(recipe)), anchor=False)
    cards = _cards(recipe)
    if not cards:
        return
    table(
        versions_table(cards, managing.notes(models_folder(), recipe)),
        hide_index=True,
        alt="The versions of this model, the newest first.",
    )
    if len(cards) > 1:
        st.header("Their segments", anchor=False)
        table(
            segments_beside(cards[:MOST_BESIDE]),
            hide_index=True,
            alt="The segments of the newest versions beside each other.",
        )
    for sentence in what_changed(cards[0]):
        st.markdown(f"- {plain(sentence)}")
    _one_version(recipe, cards)
    _remembered_file(recipe)


def _cards(recipe: str) -> list[Card]:
    cards = []
    for version in versions(models_folder(), recipe):
        try:
            cards.append(store.load_card(models_folder(), recipe, version))
        except SegmentationError as error:
            st.error(plain(str(error)), icon=":material/error:")
    return cards


def _one_version(recipe: str, cards: list[Card]) -> None:
    st.header("Manage a version", anchor=False)
    names = {card.version: f"Version {plain_version(card.version)}" for card in cards}
    version = st.selectbox("Which", list(names), format_func=names.get, key="version_managed")
    is_newest = version == cards[0].version
    noted = managing.notes(models_folder(), recipe).get(version, "")
    with st.form(f"note_{recipe}_{version}", border=False):
        text = st.text_input("Note", noted, max_chars=managing.LONGEST)
        if st.form_submit_button("Keep the note"):
            _do(lambda: managing.note(models_folder(), recipe, version, text))
    with st.container(horizontal=True):
        if st.button("Make it the current one", disabled=is_newest, key="make_current"):
            _do(lambda: managing.make_current(models_folder(), recipe, version))
        with st.popover("Delete it", icon=":material/delete:"):
            st.markdown(
                f"{names[version]} of {plain(model_title(recipe))} goes for good."
                + ("" if len(cards) > 1 else " It is the only one: the model goes with it.")
            )
            if st.button("Delete for good", type="primary", key="delete_version"):
                _do(lambda: managing.delete_version(models_folder(), recipe, version))


def _remembered_file(recipe: str) -> None:
    path = remembered.path(models_folder(), recipe)
    if path is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Remembered for the next time: **{plain(path.name)}**")
        if st.button("Forget the file", key="forget_file"):
            _do(lambda: remembered.forget(models_folder(), recipe))


def _do(change: Callable[[], object]) -> None:
    """Change something, then draw everything anew; what keeps from it is said."""
    try:
        change()
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.rerun()
