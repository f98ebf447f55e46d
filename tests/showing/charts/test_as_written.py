"""Names in charts are drawn letter by letter, though Plotly reads HTML."""

import json

import numpy as np
import plotly.graph_objects as go

from segmentation.showing.charts.style import figure

NAME = '<a href="http://x.example">H&M</a>'
WRITTEN = '&lt;a href="http://x.example">H&amp;M&lt;/a>'


def sent(chart: go.Figure) -> dict:
    return json.loads(chart.to_json())


def test_texts_are_escaped_wherever_they_stand():
    bars = go.Bar(
        x=[1, 2],
        y=[NAME, "plain"],
        name=NAME,
        customdata=np.array([[NAME, 1], ["plain", 2]], dtype=object),
        hovertemplate="%{y}<br>%{customdata[0]}<extra></extra>",
    )
    chart = figure(bars, height=100, theme="light").add_annotation(text=NAME)
    chart.update_xaxes(title_text=NAME, ticktext=[NAME], tickvals=[1])
    told = sent(chart)
    (trace,) = told["data"]
    assert trace["y"] == [WRITTEN, "plain"]
    assert trace["name"] == WRITTEN
    assert trace["customdata"] == [[WRITTEN, 1], ["plain", 2]]
    assert trace["hovertemplate"] == "%{y}<br>%{customdata[0]}<extra></extra>"
    layout = told["layout"]
    assert layout["annotations"][0]["text"] == WRITTEN
    assert layout["xaxis"]["title"]["text"] == WRITTEN
    assert layout["xaxis"]["ticktext"] == [WRITTEN]


def test_axes_of_three_dimensions_read_no_html():
    chart = figure(go.Scatter3d(x=[1], y=[1], z=[1], text=[NAME]), height=100, theme="light")
    told = sent(chart.update_layout(scene={"xaxis": {"title": {"text": NAME}}}))
    assert told["layout"]["scene"]["xaxis"]["title"]["text"] == NAME
    assert told["data"][0]["text"] == [WRITTEN]
