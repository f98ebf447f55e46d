"""The strip of numbers of segments: figures written in, and what is in use or supported."""

import pandas as pd
import pytest

from segmentation.showing.charts.evidence import measure_line, strip_of_numbers


def strip(in_use, supported):
    return pd.DataFrame(
        {
            "k": [2, 3, 4, 5],
            "figure": [0.912, 0.8, 0.66, 0.5],
            "told": ["firm", "firm", "weak", "weak"],
            "in_use": [k == in_use for k in range(2, 6)],
            "supported": [k == supported for k in range(2, 6)],
        }
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_cell_has_its_figure_and_its_word(theme):
    chart = strip_of_numbers(strip(4, 2), theme=theme)
    [cells] = chart.data
    assert list(cells.x) == [2, 3, 4, 5]
    assert [list(row) for row in cells.text] == [
        ["0.91<br>firm", "0.80<br>firm", "0.66<br>weak", "0.50<br>weak"]
    ]
    assert [list(row) for row in cells.z] == [[1.0, 1.0, 0.0, 0.0]]


def test_words_stand_at_the_number_in_use_and_the_one_supported():
    chart = strip_of_numbers(strip(4, 2), theme="light")
    placed = {note.text: (note.x, note.xanchor) for note in chart.layout.annotations}
    assert placed["what the data supports"] == (2 - 0.48, "left")
    assert placed["in use"] == (4 + 0.48, "right")
    [frame] = chart.layout.shapes
    assert (frame.x0, frame.x1) == (4 - 0.48, 4 + 0.48)


def test_a_measure_has_its_figures_written_and_the_one_in_use_ringed():
    table = pd.DataFrame({"k": [2, 3], "value": [0.5, 12_345.0], "error": [0.0, 0.0]})
    line, ring = measure_line(table, chosen=3, theme="light").data
    assert (list(line.text), list(ring.text)) == (["0.50", ""], ["12k"])
    assert list(ring.x) == [3]
