"""Recency, frequency and spend against one another, in a triangle."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.showing.charts.style import NEUTRAL, WRITING, figure, segment_style

LARGEST = 34


def ternary(cells: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """Customers by which of the three scores is strong in them, one trace a segment.

    A point is all the customers of a segment with the same scores, its area their number.

    Args:
        cells: as `tables.segments.rfm_table` returns it.
    """
    most = cells.customers.max()
    traces = []
    for segment in card.segments:
        style, own = segment_style(segment.id, theme), cells[cells.segment == segment.id]
        traces.append(
            go.Scatterternary(
                a=own.recency,
                b=own.frequency,
                c=own.monetary,
                mode="markers",
                name=segment.name,
                marker={
                    **style.marker,
                    "opacity": 0.75,
                    "sizemode": "area",
                    "sizeref": 2 * most / LARGEST**2,
                    "sizemin": 3,
                    "size": own.customers,
                },
                customdata=own[["recency", "frequency", "monetary", "customers"]],
                hovertemplate="%{fullData.name}<br>how recently: %{customdata[0]} of 5<br>"
                "how often: %{customdata[1]} of 5<br>how much: %{customdata[2]} of 5<br>"
                "%{customdata[3]} customers<extra></extra>",
            )
        )
    chart = figure(*traces, theme=theme, height=560)
    line = {"gridcolor": NEUTRAL[theme], "gridwidth": 0.5, "linecolor": NEUTRAL[theme]}
    plain = {"showticklabels": False, "ticks": "", "nticks": 4, **line}
    return chart.update_layout(
        margin={"l": 50, "r": 50, "t": 50, "b": 50},
        ternary={
            "sum": 1,
            "bgcolor": "rgba(0,0,0,0)",
            "aaxis": {"title": _title("bought recently", theme), **plain},
            "baxis": {"title": _title("buys<br>often", theme), **plain},
            "caxis": {"title": _title("spends<br>much", theme), **plain},
        },
    )


def _title(text: str, theme: str) -> dict:
    return {"text": text, "font": {"color": WRITING[theme]}}
