"""Customers selected on a chart: they stay selected until they are cleared.

Streamlit forgets a chart's selection as soon as the chart changes, as it does with every filter.
"""

from dataclasses import dataclass, field
from uuid import uuid4

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.widgets.models import View
from pages.widgets.text import plain
from segmentation.scoring.lists.spreadsheet_safe import to_csv, to_xlsx
from segmentation.showing.charts.as_written import Chart
from segmentation.showing.tables.customers import customer_table, segments_in_words
from segmentation.words import how_many

FILES = {
    "csv": ("CSV", to_csv, "text/csv"),
    "xlsx": (
        "Excel",
        to_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@dataclass(frozen=True)
class _Drawing:
    """A chart as it was first drawn: of what, and who stood out. `name` is one of a kind."""

    of: tuple
    selected: pd.Index | None
    name: str = field(default_factory=lambda: uuid4().hex)


class _BoxesAndClicks(Chart):
    """A chart in which dragging draws a box and a click picks a point.

    Streamlit switches clicks off in a chart whose mode of dragging is "select". Where the mode is
    one that Plotly does not know, Plotly takes that of the chart's template.
    """

    def to_dict(self) -> dict:
        spec = super().to_dict()
        spec["layout"]["template"] = {"layout": {"dragmode": spec["layout"]["dragmode"]}}
        spec["layout"]["dragmode"] = "box and clicks"
        return spec


def selected_on(view: View, key: str, points: pd.DataFrame, drawn: tuple = ()) -> pd.Index | None:
    """Who is to stand out in the chart with this key; None where nobody is selected.

    The same until other points are drawn, or the same otherwise, which `drawn` tells apart: a
    chart that changed with each selection would lose the box and the part that was zoomed in on.
    """
    of = (_model(view), view.theme, tuple(points.index), drawn)
    drawing = st.session_state.get(f"{key}_drawing")
    if drawing is None or drawing.of != of or key not in st.session_state:
        drawing = _Drawing(of, _selected(view))
        st.session_state[f"{key}_drawing"] = drawing
    return drawing.selected


def selectable_chart(view: View, chart: go.Figure, *, key: str, alt: str) -> None:
    """Draw a chart whose points can be selected, after `selected_on` of the same key."""
    # A new drawing is a new chart, also where the figure is the same.
    chart.update_layout(meta=st.session_state[f"{key}_drawing"].name)
    st.plotly_chart(
        _BoxesAndClicks(chart),
        key=key,
        on_select=lambda: _remember(view, key),
        selection_mode=("box", "lasso", "points"),
        alt=alt,
    )


def list_selected(view: View, customers: pd.DataFrame) -> None:
    """Those of the customers who are selected, to read and to take along; nothing if nobody is."""
    selected = _selected(view)
    if selected is None:
        return
    chosen = customers[customers.index.isin(selected)]
    st.header(f"{how_many(len(chosen), 'customer')} selected", anchor=False)
    if len(chosen):
        st.markdown(plain(f"{segments_in_words(chosen, view.card)}."))
    if len(chosen) < len(selected):
        hidden = how_many(len(selected) - len(chosen), "more is", "more are")
        st.caption(f"{hidden} selected, whom the filters above hide.")
    table = customer_table(chosen, view.card)
    with st.container(horizontal=True):
        for kind in FILES:
            _download(view, table, kind)
        st.button("Clear the selection", icon=":material/close:", on_click=_clear)
    st.dataframe(
        table, hide_index=True, alt="The selected customers with their values and segment."
    )


def _download(view: View, table: pd.DataFrame, kind: str) -> None:
    title, written, mime = FILES[kind]
    st.download_button(
        f"Download as {title}",
        lambda: written(table),
        file_name=f"{view.recipe.name}_selected_customers.{kind}",
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
    )


def _remember(view: View, key: str) -> None:
    points = st.session_state[key].selection.points
    chosen = [point["customdata"][0] for point in points if "customdata" in point]
    st.session_state.selected_customers = (_model(view), pd.Index(chosen)) if chosen else None


def _selected(view: View) -> pd.Index | None:
    """The labels of the customers selected in this model; None where nobody is."""
    model, chosen = st.session_state.get("selected_customers") or (None, None)
    return chosen if model == _model(view) else None


def _clear() -> None:
    st.session_state.selected_customers = None
    for key in [key for key in st.session_state if str(key).endswith("_drawing")]:
        del st.session_state[key]


def _model(view: View) -> tuple[str, str]:
    return view.card.recipe, view.card.version
