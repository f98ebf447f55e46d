"""A chart with what it says in words, and its data to take along."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.widgets.text import plain
from segmentation.scoring.lists.spreadsheet_safe import to_csv

STATIC = {"displayModeBar": False}


def chart(
    figure: go.Figure, data: pd.DataFrame, *, key: str, file: str, alt: str, caption: str = ""
) -> None:
    """Draw a chart, how to read it below, and beside that its data as a CSV file.

    Args:
        data: what the chart draws, a row a mark, under headers that people read.
        file: the CSV file's name, without its ending.
        caption: plain text.
    """
    st.plotly_chart(figure, key=key, config=STATIC, alt=alt)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if caption:
            st.caption(plain(caption), width="stretch")
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
