"""The line of trainings that everybody sees."""

import streamlit as st

from pages.widgets.models import models_folder
from pages.widgets.text import plain
from segmentation.jobs import line
from segmentation.jobs.job import Job
from segmentation.showing.sentences.training_line import state_told

SECONDS_BETWEEN = 1.0
OVERVIEW = "overview.py"


def training_line() -> None:
    """Draw the trainings, the newest first; what moves is drawn again every second."""
    trainings = line.jobs(models_folder())
    if not all(training.is_over for training in trainings):
        _moving()
    else:
        _draw(trainings)


@st.fragment(run_every=SECONDS_BETWEEN)
def _moving() -> None:
    trainings = line.jobs(models_folder())
    line.ensure_runner(models_folder())
    if all(training.is_over for training in trainings):
        # A new model changes the sidebar and what the other pages show.
        st.rerun()
    _draw(trainings)


def _draw(trainings: list[Job]) -> None:
    if not trainings:
        st.info("No training yet. Bring your data, and the first one begins.")
        return
    waiting = [training.id for training in trainings if not training.is_over]
    for training in reversed(trainings):
        with st.container(border=True):
            before = waiting.index(training.id) if training.id in waiting else 0
            _one(training, before)


def _one(training: Job, before: int) -> None:
    said, button = st.columns([4, 1], vertical_alignment="center")
    with said:
        st.markdown(f"**{plain(training.title)}**")
        if training.state == "failed":
            st.error(plain(training.sentence), icon=":material/error:")
        else:
            st.markdown(plain(state_told(training, before)))
        if training.state == "running":
            st.progress(training.share, width="stretch")
    with button:
        if not training.is_over:
            st.button("Stop it", key=f"stop_{training.id}", on_click=line.stop, args=_of(training))
            return
        if training.state == "done":
            st.page_link(
                OVERVIEW,
                label="See the segments",
                icon=":material/arrow_forward:",
                query_params={"model": training.recipe},
            )
        st.button(
            "Do not show any more",
            key=f"forget_{training.id}",
            type="tertiary",
            on_click=line.forget,
            args=_of(training),
        )


def _of(training: Job) -> tuple[object, str]:
    return models_folder(), training.id
