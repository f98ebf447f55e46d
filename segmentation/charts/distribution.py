"""How values spread within the segments: box plots and category shares."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card import Card, FeatureUsed
from segmentation.charts.style import NEUTRAL, WRITING, figure, segment_style
from segmentation.words import with_unit


def boxes(customers: pd.DataFrame, card: Card, feature: FeatureUsed, *, theme: str) -> go.Figure:
    """One box a segment for one feature; the line across is everybody's median.

    Args:
        customers: with `segment` and the feature's own values.
    """
    traces = [
        go.Box(
            x=customers.loc[customers.segment == segment.id, feature.name],
            name=segment.name,
            marker={"color": segment_style(segment.id, theme).colour, "size": 4},
            boxpoints="outliers" if len(customers) <= 5_000 else False,
        )
        for segment in card.segments
    ]
    chart = figure(*traces, theme=theme, height=80 + 56 * len(traces))
    chart.add_vline(
        x=card.everybody.median[feature.name],
        line={"dash": "dot", "color": NEUTRAL[theme], "width": 2},
    )
    chart.update_yaxes(autorange="reversed", automargin=True)
    return chart.update_xaxes(title_text=with_unit(feature.label, feature.unit))


def category_bars(
    shares: pd.DataFrame, segment_name: str, segment: int, *, theme: str
) -> go.Figure:
    """A category's shares in one segment beside everybody's.

    Args:
        shares: as `views.category_shares` returns it.
    """
    looks = (("Everybody", NEUTRAL[theme]), (segment_name, segment_style(segment, theme).colour))
    traces = [
        go.Bar(
            y=shares.loc[shares.group == group, "value"],
            x=shares.loc[shares.group == group, "share"],
            name=group,
            orientation="h",
            marker={"color": colour},
            texttemplate="%{x:.0%}",
            textposition="outside",
            textfont={"color": WRITING[theme]},
            cliponaxis=False,
            hovertemplate="%{y}: %{x:.1%}<extra>" + group + "</extra>",
        )
        for group, colour in looks
    ]
    chart = figure(*traces, theme=theme, height=90 + 56 * shares.value.nunique(), bargap=0.3)
    chart.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    )
    chart.update_xaxes(tickformat=".0%", range=[0, min(1.15, shares.share.max() * 1.25)])
    return chart.update_yaxes(autorange="reversed", automargin=True)
