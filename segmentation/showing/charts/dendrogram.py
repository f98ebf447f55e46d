"""How customers merge step by step: a tree that lies on its side."""

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import NEUTRAL, PAGE, STRONG, WRITING, figure


def dendrogram(
    merges: pd.DataFrame, leaves: pd.DataFrame, *, cut: float | None, label: str, theme: str
) -> go.Figure:
    """Merges from the left to the right, the later the further right.

    Args:
        merges, leaves: as `views.methods.merges` and `leaves` return them.
        cut: where to draw a line across, if anywhere, and `label` what it says.
    """
    brackets = [
        go.Scatter(
            x=bracket.height,
            y=bracket.place,
            mode="lines",
            line={"color": WRITING[theme], "width": 2},
            hovertemplate="merged at %{x:,.3g}<extra></extra>",
        )
        for _, bracket in merges.groupby("merge")
    ]
    chart = figure(*brackets, theme=theme, height=100 + 22 * len(leaves))
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
    chart.update_xaxes(title_text="how unlike →", range=[0, end], showgrid=False)
    return chart.update_yaxes(
        title_text="customers",
        tickvals=leaves.place,
        ticktext=leaves.customers,
        autorange="reversed",
        automargin=True,
        showgrid=False,
        zeroline=False,
    )
