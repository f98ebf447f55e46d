"""A chart with what it says in words, and its data to take along."""

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.widgets.explained import help_on
from pages.widgets.text import plain
from segmentation.scoring.lists.spreadsheet_safe import to_csv

STATIC = {"displayModeBar": False}


def chart(
    figure: go.Figure,
    data: pd.DataFrame,
    *,
    key: str,
    file: str,
    alt: str,
    caption: str = "",
    terms: Sequence[str] = (),
    on_click: Callable[[], None] | None = None,
) -> None:
    """Draw a chart, how to read it below, and beside that its data as a CSV file.

    Args:
        data: what the chart draws, a row a mark, under headers that people read.
        file: the CSV file's name, without its ending.
        caption: plain text.
        terms: words of the glossary that are explained beside the caption.
        on_click: called when a mark was clicked, which the session's state has under `key`.
    """
    st.plotly_chart(
        figure,
        key=key,
        config=STATIC,
        alt=alt,
        on_select=on_click or "ignore",
        selection_mode="points",
    )
    caption_and_data(data, key=key, file=file, caption=caption, terms=terms)


def caption_and_data(
    data: pd.DataFrame, *, key: str, file: str, caption: str = "", terms: Sequence[str] = ()
) -> None:
    """What stands below a chart, also below one that is drawn otherwise; as `chart` has it."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        if caption:
            st.caption(plain(caption), width="stretch", help=help_on(*terms) or None)
        data_download(data, key=key, file=file)


def data_download(data: pd.DataFrame, *, key: str, file: str) -> None:
    """What a chart draws, as a CSV file; `chart` has it already."""
    st.download_button(
        "Data",
        lambda: to_csv(data),
        file_name=f"{file}.csv",
        mime="text/csv",
        key=f"{key}_data",
        icon=":material/download:",
        type="tertiary",
        help="What this chart shows, as a CSV file",
        on_click="ignore",
    )
