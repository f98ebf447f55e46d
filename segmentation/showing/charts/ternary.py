"""Recency, frequency and spend against one another, in a triangle."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.showing.charts.style import NEUTRAL, WRITING, figure, segment_style

LARGEST = 34


def ternary(places: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """Customers by which of the three scores outweighs the others in them.

    A mark is all the customers of a place, its area their number, its colour and shape those of
    the segment that most of them are in.

    Args:
        places: as `tables.rfm.triangle` returns it.
    """
    most = places.customers.max() if len(places) else 1
    traces = []
    for segment in card.segments:
        style, own = segment_style(segment.id, theme), places[places.segment == segment.id]
        traces.append(
            go.Scatterternary(
                a=own.recency,
                b=own.frequency,
                c=own.monetary,
                mode="markers",
                name=segment.name,
                marker={
                    **style.marker,
                    "opacity": 0.85,
                    "sizemode": "area",
                    "sizeref": 2 * most / LARGEST**2,
                    "sizemin": 3,
                    "size": own.customers,
                },
                customdata=own[["customers", "scores", "part", "groups"]],
                hovertemplate="%{customdata[0]:,} customers, %{customdata[2]:.0%} of them "
                "%{fullData.name}<br>scores: %{customdata[1]}<br>%{customdata[3]}<extra></extra>",
            )
        )
    chart = figure(*traces, theme=theme, height=460)
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
