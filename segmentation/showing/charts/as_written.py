"""Figures whose texts are drawn letter by letter."""

import re

import numpy as np
import plotly.graph_objects as go

# Plotly reads texts as HTML. Line breaks are ours, and so is what parts a hover text.
MARKUP = re.compile(r"&|<(?!br>|/?extra>)")
# What stands at the axes of a map in three dimensions is no HTML.
DRAWN_AS_IT_IS = "scene"


class Chart(go.Figure):
    """A figure in which no name or value of the data can be a link or other markup.

    Texts stay as they are within the figure and are escaped as it leaves for the browser.
    """

    def to_dict(self) -> dict:
        return _escaped(super().to_dict())


def _escaped(part: object) -> object:
    if isinstance(part, str):
        return MARKUP.sub(lambda found: "&amp;" if found[0] == "&" else "&lt;", part)
    if isinstance(part, dict):
        return {
            name: value if name == DRAWN_AS_IT_IS else _escaped(value)
            for name, value in part.items()
        }
    if isinstance(part, (list, tuple)):
        return [_escaped(value) for value in part]
    if isinstance(part, np.ndarray) and part.dtype == object:
        return _escaped(part.tolist())
    return part
