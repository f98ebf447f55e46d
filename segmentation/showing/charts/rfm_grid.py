"""Recency by frequency, a cell for each pair of scores."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import DIVERGING, STRONG, figure

SCORES = (1, 2, 3, 4, 5)
RECENTLY = {1: "1<br>long ago", 5: "5<br>lately"}
OFTEN = {1: "1<br>seldom", 5: "5<br>often"}


def rfm_grid(grid: pd.DataFrame, *, theme: str) -> go.Figure:
    """The best at the top right; people and value a head written in, the value as the colour.

    Args:
        grid: as `tables.rfm.recency_by_frequency` returns it.
    """
    table = {
        what: grid.pivot(index="recency", columns="frequency", values=what).to_numpy()
        for what in ("customers", "value", "told", "groups")
    }
    (_, _), (_, none), (_, all_) = DIVERGING[theme]
    cells = go.Heatmap(
        # A few who spend very much would leave all others one colour.
        z=np.log1p(table["value"].astype(float)),
        x=SCORES,
        y=SCORES,
        colorscale=[(0, none), (1, all_)],
        showscale=False,
        hoverongaps=False,
        text=[
            [f"{people:,}<br>{told}" if people else "" for people, told in zip(*row)]
            for row in zip(table["customers"], table["told"])
        ],
        texttemplate="%{text}",
        textfont={"color": STRONG[theme], "size": 13},
        customdata=np.dstack([table["groups"], table["told"], table["customers"]]),
        hovertemplate="how recently: %{y} of 5, how often: %{x} of 5<br>"
        "%{customdata[2]:,} customers, %{customdata[1]} each<br>%{customdata[0]}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    chart = figure(cells, theme=theme, height=470)
    plain = {"tickvals": SCORES, "showgrid": False, "zeroline": False, "ticks": ""}
    chart.update_xaxes(
        title_text="how often →",
        ticktext=[OFTEN.get(score, str(score)) for score in SCORES],
        tickfont_size=13,
        **plain,
    )
    return chart.update_yaxes(
        title_text="how recently →",
        ticktext=[RECENTLY.get(score, str(score)) for score in SCORES],
        tickfont_size=13,
        automargin=True,
        **plain,
    )
