"""How many customers each segment has, as bars."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import WRITING, WRITTEN, figure, segment_style

BESIDE = 110
FAINT = 0.3


def share_bars(shares: pd.DataFrame, chosen: int | None = None, *, theme: str) -> go.Figure:
    """A bar for each segment, with its id as `customdata`, to be clicked.

    Args:
        shares: columns segment (its id), name, customers and told (what stands at the bar).
        chosen: the segment that stands out; None where all are alike.
    """
    # Plotly fails at a click on a bar with words at it whose colour is not said.
    words = {"textfont": {"color": WRITING[theme]}}
    bars = go.Bar(
        x=shares.customers,
        y=shares["name"],
        orientation="h",
        customdata=[[segment] for segment in shares.segment],
        marker={
            "color": [segment_style(key, theme).colour for key in shares.segment],
            "opacity": [1 if chosen in (None, key) else FAINT for key in shares.segment],
        },
        text=shares.told,
        textposition="outside",
        textfont={"color": WRITING[theme], "size": WRITTEN},
        selected=words,
        unselected=words,
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    chart = figure(bars, theme=theme, height=40 + 40 * len(shares), bargap=0.4)
    widest = max(int(shares.customers.max()), 1)
    chart.update_yaxes(
        type="category", autorange="reversed", automargin=True, showgrid=False, fixedrange=True
    )
    # As wide on a phone as on a desk, for what stands at the longest bar.
    chart.update_layout(margin_r=BESIDE)
    return chart.update_xaxes(
        range=[0, widest], showticklabels=False, showgrid=False, fixedrange=True
    )
