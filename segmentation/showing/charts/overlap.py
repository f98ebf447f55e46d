"""Another method's groups beside the model's segments."""

import textwrap

import pandas as pd
import plotly.graph_objects as go

from segmentation.showing.charts.style import DIVERGING, STRONG, figure
from segmentation.words import percent

LONGEST_LINE = 16


def overlap_heatmap(overlap: pd.DataFrame, *, theme: str) -> go.Figure:
    """A column a group, a row a segment; each cell says how many of 100 of the group it has.

    Args:
        overlap: as `tables.methods.overlap` returns it.
    """
    columns, names = list(dict.fromkeys(overlap.column)), list(dict.fromkeys(overlap["name"]))
    totals = overlap.groupby("column", sort=False).total.first()
    grids = {
        what: overlap.pivot(index="name", columns="column", values=what).loc[names, columns]
        for what in ("share", "customers")
    }
    cells = go.Heatmap(
        z=grids["share"].to_numpy(),
        x=[f"{column}<br>{totals[column]:,}" for column in columns],
        y=["<br>".join(textwrap.wrap(name, LONGEST_LINE)) for name in names],
        zmin=0,
        zmax=1,
        colorscale=_scale(theme),
        showscale=False,
        text=grids["share"].map(_of_a_hundred).to_numpy(),
        texttemplate="%{text}",
        textfont={"color": STRONG[theme], "size": 13},
        customdata=grids["customers"].to_numpy(),
        hovertemplate="group %{x} customers<br>%{y}: %{customdata:,}<extra></extra>",
        xgap=2,
        ygap=2,
    )
    chart = figure(cells, theme=theme, height=120 + 52 * len(names))
    chart.update_xaxes(
        side="top",
        title_text="their groups, with their customers",
        title_font_size=13,
        type="category",
        showgrid=False,
        tickangle=0,
        tickfont_size=13,
        ticks="",
        automargin=True,
    )
    return chart.update_yaxes(
        autorange="reversed",
        type="category",
        showgrid=False,
        automargin=True,
        tickfont_size=13,
        ticks="",
        ticklabelstandoff=6,
    )


def _scale(theme: str) -> list[tuple[float, str]]:
    """From the middle of the diverging scale to its upper end."""
    (_, _), (_, none), (_, all_) = DIVERGING[theme]
    return [(0, none), (1, all_)]


def _of_a_hundred(share: float) -> str:
    if share == 0:
        return "·"
    if share < 0.01:
        return "<1"
    return ">99" if 0.995 <= share < 1 else percent(share).removesuffix("%")
