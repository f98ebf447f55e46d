"""Why this segment and not the next nearest: each feature's pull."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.card.segments import Segment
from segmentation.showing.charts.style import NEUTRAL, figure, segment_style


def pull_bars(
    pulls: pd.DataFrame, segment: Segment, runner_up: Segment, *, theme: str
) -> go.Figure:
    """A bar for each feature, to the right where it speaks for the segment.

    Args:
        pulls: as `answer.pull_table` returns it.
        runner_up: the segment that the bars to the left speak for.
    """
    sides = [segment if pull > 0 else runner_up for pull in pulls.pull]
    bars = go.Bar(
        x=pulls.pull,
        y=pulls.label,
        orientation="h",
        marker={"color": [segment_style(side.id, theme).colour for side in sides]},
        customdata=[side.name for side in sides],
        hovertemplate="%{y} speaks for %{customdata}<extra></extra>",
    )
    chart = figure(bars, theme=theme, height=60 + 38 * len(pulls), bargap=0.4)
    widest = max(float(pulls.pull.abs().max()), 1e-9) * 1.1
    chart.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    return chart.update_xaxes(
        range=[-widest if pulls.pull.min() < 0 else 0, widest],
        zeroline=True,
        zerolinewidth=2,
        zerolinecolor=NEUTRAL[theme],
        showticklabels=False,
        showgrid=False,
    )
