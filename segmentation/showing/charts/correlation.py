"""Which features go together: a heat map, its colours centred on none."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import DIVERGING, STRONG, figure

LONGEST_LINE = 14


def correlation_heatmap(correlations: pd.DataFrame, *, theme: str) -> go.Figure:
    """Every feature with every other, from -1 to 1.

    Args:
        correlations: as `tables.exploration.correlation_table` returns it.
    """
    labels = [
        "<br>".join(textwrap.wrap(label, LONGEST_LINE)) for label in correlations.index.to_list()
    ]
    cells = go.Heatmap(
        z=correlations,
        x=labels,
        y=labels,
        zmin=-1,
        zmax=1,
        colorscale=DIVERGING[theme],
        showscale=False,
        # Adding 0 makes a negative zero a plain one.
        text=(correlations.round(2) + 0).map("{:.2f}".format).where(correlations.notna(), "–"),
        texttemplate="%{text}",
        textfont={"color": STRONG[theme], "size": 14},
        hovertemplate="%{y} and %{x}: %{text}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    chart = figure(cells, theme=theme, height=90 + 52 * len(labels))
    chart.update_xaxes(side="top", showgrid=False, tickangle=0)
    return chart.update_yaxes(autorange="reversed", showgrid=False, automargin=True)
