"""Tables whose cells are shown as they are."""

import pandas as pd
import streamlit as st

from pages.widgets.text import plain


def table(content: pd.DataFrame, **options: object) -> None:
    """`st.table`, which reads headers and cells as Markdown, without that."""
    cells = content.map(lambda cell: plain(cell) if isinstance(cell, str) else cell)
    st.table(cells.rename(columns=plain), **options)
