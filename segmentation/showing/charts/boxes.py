"""How a feature spreads within the segments: a box a segment, its name and its middle above."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.features import FeatureUsed
from segmentation.showing.charts.log_axis import label_axis, places
from segmentation.showing.charts.style import NEUTRAL, PAGE, STRONG, figure, segment_style
from segmentation.showing.tables.exploration import is_on_a_log_axis
from segmentation.words import Unit, quantity, with_unit

ROW, LONGEST_LINE = 64, 48
NUMBERS = ["q1", "median", "q3", "whisker_low", "whisker_high"]


def boxes(table: pd.DataFrame, feature: FeatureUsed, unit: Unit, *, theme: str) -> go.Figure:
    """A box a segment; the dotted line is everybody's middle. Logged values get a log axis.

    Args:
        table: as `tables.exploration.box_table` returns it, everybody first.
    """
    everybody, segments = table.iloc[0], table.iloc[1:]
    log = is_on_a_log_axis(feature)
    traces = [
        _box(row, at, log, segment_style(row.segment, theme).colour)
        for at, row in enumerate(segments.itertuples())
    ]
    chart = figure(*traces, theme=theme, height=64 + ROW * len(traces))
    chart.add_vline(
        x=float(places([everybody["median"]], log=log)[0]),
        line={"dash": "dot", "color": NEUTRAL[theme], "width": 2},
    )
    for at, row in enumerate(segments.itertuples()):
        chart.add_annotation(
            text="<br>".join(
                textwrap.wrap(f"{row.group}: {quantity(row.median, unit)}", LONGEST_LINE)
            ),
            align="left",
            x=0,
            xref="paper",
            xanchor="left",
            y=at,
            yanchor="bottom",
            yshift=12,
            showarrow=False,
            font={"size": 13, "color": STRONG[theme]},
            # The line of everybody goes on behind it.
            bgcolor=PAGE[theme],
        )
    if log:
        label_axis(chart, table.whisker_low.min(), table.whisker_high.max())
    chart.update_xaxes(
        title_text=with_unit(feature.label, feature.unit), separatethousands=True, zeroline=False
    )
    return chart.update_yaxes(
        range=[len(traces) - 0.5, -0.8], showgrid=False, showticklabels=False, zeroline=False
    )


def _box(row: tuple, at: int, log: bool, colour: str) -> go.Box:
    q1, median, q3, low, high = places([getattr(row, name) for name in NUMBERS], log=log).tolist()
    return go.Box(
        y=[at],
        q1=[q1],
        median=[median],
        q3=[q3],
        lowerfence=[low],
        upperfence=[high],
        name=row.group,
        orientation="h",
        width=0.34,
        marker={"color": colour},
        hoverinfo="skip" if log else "all",
    )
