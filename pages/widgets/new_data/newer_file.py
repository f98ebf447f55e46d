"""Whether what is brought is a new model's, or a newer file for one that is there."""

from dataclasses import dataclass

import streamlit as st

from pages.widgets.address import parameters
from pages.widgets.models import available, model_title, models_folder
from pages.widgets.new_data.brought import bring_again, brought, correct
from pages.widgets.text import plain
from segmentation.errors import SegmentationError
from segmentation.jobs import remembered
from segmentation.looking.seen import Corrections
from segmentation.models import cache

A_NEW_MODEL = ""
AGAIN = "again"


@dataclass(frozen=True)
class Known:
    """A model that is there; `mapping` is what its columns mean, "" where that is ours to say."""

    recipe: str
    title: str
    mapping: str


def newer_file_for() -> Known | None:
    """Draw the choice, where there is one; None for a new model."""
    models = available()
    if not models:
        return None
    asked = parameters(AGAIN).get(AGAIN, A_NEW_MODEL)
    chosen = st.selectbox(
        "What it is for",
        [A_NEW_MODEL, *models],
        index=models.index(asked) + 1 if asked in models else 0,
        format_func=_told,
        key=f"newer_file_for_{asked}",
        on_change=_forget_what_it_means,
    )
    if chosen == A_NEW_MODEL:
        return None
    try:
        model = cache.load(models_folder(), chosen)
    except SegmentationError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
    known = Known(chosen, model.card.title, model.mapping or "")
    if brought() is None:
        _offer_remembered(known)
    elif known.mapping and brought().corrections == Corrections():
        correct(Corrections(mapping=known.mapping))
    return known


def _told(recipe: str) -> str:
    return f"A newer file for {model_title(recipe)}" if recipe else "A new model"


def _forget_what_it_means() -> None:
    """What columns mean is the chosen model's, or found out anew."""
    if brought():
        correct(Corrections())


def _offer_remembered(known: Known) -> None:
    path = remembered.path(models_folder(), known.recipe)
    if path and st.button("Use the file that is remembered", icon=":material/history:"):
        bring_again(known.title, path, known.mapping)
        st.rerun()
