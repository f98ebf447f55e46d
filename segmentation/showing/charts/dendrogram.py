"""How customers merge step by step: a tree that lies on its side."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import (
    NEUTRAL,
    PAGE,
    STRONG,
    WRITING,
    figure,
    segment_style,
)


def dendrogram(
    merges: pd.DataFrame,
    leaves: pd.DataFrame,
    *,
    cut: float | None,
    label: str,
    theme: str,
    names: Mapping[int, str] | None = None,
) -> go.Figure:
    """Merges from the left to the right, the later the further right, in their segment's colour.

    Args:
        merges, leaves: as `tables.methods.merges` and `leaves` return them.
        cut: where to draw a line across, if anywhere, and `label` what it says.
        names: the segments', by id, where leaves are marked with them.
    """
    brackets = [
        go.Scatter(
            x=bracket.height,
            y=bracket.place,
            mode="lines",
            line={"color": _colour(bracket.segment.iloc[0], theme), "width": 2},
            hovertemplate="merged at %{x:,.3g}<extra></extra>",
        )
        for _, bracket in merges.groupby("merge")
    ]
    marks = [
        _marks(own, int(key), name, theme)
        for key, name in (names or {}).items()
        if len(own := leaves[leaves.segment == key])
    ]
    chart = figure(*brackets, *marks, theme=theme, height=100 + 22 * len(leaves))
    if cut is not None:
        chart.add_vline(
            x=cut,
            line={"dash": "dot", "color": NEUTRAL[theme], "width": 2},
            annotation={
                "text": label,
                "font": {"color": STRONG[theme], "size": 14},
                "bgcolor": PAGE[theme],
            },
        )
    # The last merge would else be half cut off at the edge; all may be at height 0.
    end = 1.02 * merges.height.max() or 1
    start = -0.02 * end if marks else 0
    chart.update_xaxes(
        title_text="how unlike →", range=[start, end], showgrid=False, zeroline=False
    )
    return chart.update_yaxes(
        title_text="customers",
        tickvals=leaves.place,
        ticktext=leaves.customers,
        autorange="reversed",
        automargin=True,
        showgrid=False,
        zeroline=False,
        tickfont_size=12,
    )


def _colour(segment: int | None, theme: str) -> str:
    return WRITING[theme] if segment is None else segment_style(segment, theme).colour


def _marks(leaves: pd.DataFrame, segment: int, name: str, theme: str) -> go.Scatter:
    return go.Scatter(
        x=[0.0] * len(leaves),
        y=leaves.place,
        mode="markers",
        name=name,
        marker={**segment_style(segment, theme).marker, "size": 10},
        cliponaxis=False,
        customdata=leaves.customers,
        hovertemplate="%{customdata} customers, mostly %{fullData.name}<extra></extra>",
    )
