"""How many customers each segment has, as bars."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import figure, segment_style

BESIDE = 110


def share_bars(shares: pd.DataFrame, *, theme: str) -> go.Figure:
    """A bar for each segment.

    Args:
        shares: columns segment (its id), name, customers and told (what stands at the bar).
    """
    bars = go.Bar(
        x=shares.customers,
        y=shares["name"],
        orientation="h",
        marker={"color": [segment_style(key, theme).colour for key in shares.segment]},
        text=shares.told,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    chart = figure(bars, theme=theme, height=40 + 40 * len(shares), bargap=0.4)
    widest = max(int(shares.customers.max()), 1)
    chart.update_yaxes(type="category", autorange="reversed", automargin=True, showgrid=False)
    # As wide on a phone as on a desk, for what stands at the longest bar.
    chart.update_layout(margin_r=BESIDE)
    return chart.update_xaxes(range=[0, widest], showticklabels=False, showgrid=False)
