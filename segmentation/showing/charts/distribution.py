"""How values spread within the segments: box plots and category shares."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.showing.charts.style import NEUTRAL, WRITING, figure, segment_style
from segmentation.words import with_unit

LONGEST_LINE = 20
ABOVE = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}


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
    return _with_everybody(chart, card, feature, theme)


def box_statistics(
    table: pd.DataFrame, card: Card, feature: FeatureUsed, *, theme: str
) -> go.Figure:
    """One box a segment from its statistics; the line across is everybody's median.

    Args:
        table: as `tables.exploration.box_table` returns it.
    """
    traces = [
        go.Box(
            y=[row.group],
            q1=[row.q1],
            median=[row.median],
            q3=[row.q3],
            lowerfence=[row.whisker_low],
            upperfence=[row.whisker_high],
            name=row.group,
            orientation="h",
            marker={"color": segment_style(row.segment, theme).colour},
        )
        for row in table[table.segment >= 0].itertuples()
    ]
    return _with_everybody(
        figure(*traces, theme=theme, height=80 + 56 * len(traces)), card, feature, theme
    )


def category_segments(table: pd.DataFrame, card: Card, *, theme: str) -> go.Figure:
    """How many customers have each value of a category, split into their segments.

    Args:
        table: as `tables.exploration.category_table` returns it.
    """
    traces = []
    for segment in card.segments:
        own = table[table.segment == segment.id]
        traces.append(
            go.Bar(
                y=own.value,
                x=own.customers,
                name=segment.name,
                orientation="h",
                marker={"color": segment_style(segment.id, theme).colour},
                customdata=own.share,
                hovertemplate="%{y}: %{x:,} customers, %{customdata:.0%} of them"
                "<extra>%{fullData.name}</extra>",
            )
        )
    height = 90 + 34 * table.value.nunique() + 14 * len(traces)
    chart = figure(*traces, theme=theme, height=height, bargap=0.3, barmode="stack")
    for value, customers in table.groupby("value").customers.sum().items():
        chart.add_annotation(
            x=customers, y=value, text=f"{customers:,}", xanchor="left", xshift=4, showarrow=False
        )
    chart.update_layout(showlegend=True, legend={**ABOVE, "traceorder": "normal", "maxheight": 1})
    chart.update_annotations(font_color=WRITING[theme])
    chart.update_xaxes(title_text="customers", tickformat=",d")
    return chart.update_yaxes(autorange="reversed", automargin=True, type="category")


def category_bars(
    shares: pd.DataFrame, segment_name: str, segment: int, *, theme: str
) -> go.Figure:
    """A category's shares in one segment beside everybody's.

    Args:
        shares: as `tables.segments.category_shares` returns it.
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
            hovertemplate="%{y}: %{x:.1%}<extra>%{fullData.name}</extra>",
        )
        for group, colour in looks
    ]
    chart = figure(*traces, theme=theme, height=90 + 56 * shares.value.nunique(), bargap=0.3)
    chart.update_layout(
        showlegend=True,
        legend={**ABOVE, "traceorder": "normal"},
    )
    chart.update_xaxes(tickformat=".0%", range=[0, min(1.15, shares.share.max() * 1.25)])
    return chart.update_yaxes(autorange="reversed", automargin=True)


def _with_everybody(chart: go.Figure, card: Card, feature: FeatureUsed, theme: str) -> go.Figure:
    """The line at everybody's median, and the axes that boxes share."""
    chart.add_vline(
        x=card.everybody.median[feature.name],
        line={"dash": "dot", "color": NEUTRAL[theme], "width": 2},
    )
    names = [segment.name for segment in card.segments]
    wrapped = ["<br>".join(textwrap.wrap(name, LONGEST_LINE)) for name in names]
    chart.update_yaxes(autorange="reversed", automargin=True, tickvals=names, ticktext=wrapped)
    title = with_unit(feature.label, feature.unit)
    return chart.update_xaxes(title_text=title, separatethousands=True)
