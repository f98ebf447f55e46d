"""The grid of recency and frequency, and the triangle."""

import pandas as pd
import pytest

from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.recipes import RECIPES
from segmentation.showing.charts.rfm_grid import rfm_grid
from segmentation.showing.charts.ternary import ternary
from segmentation.showing.tables.rfm import (
    cells_of,
    grid_data,
    grid_in_words,
    recency_by_frequency,
    triangle,
    triangle_data,
)

CUTS = [10.0, 20.0, 30.0, 40.0]
CARD = Card.model_construct(
    quintiles=dict.fromkeys(("recency", "frequency", "monetary"), CUTS),
    segments=[
        Segment.model_construct(id=2, name="Savers"),
        Segment.model_construct(id=5, name="Spenders"),
    ],
)
# Scores 5, 5, 5 twice and once 1, 1, 1; then 5, 1, 1.
CUSTOMERS = pd.DataFrame(
    {
        "segment": [5, 5, 2, 2],
        "recency": [5.0, 5.0, 99.0, 5.0],
        "frequency": [50.0, 60.0, 1.0, 1.0],
        "monetary": [1_000.0, 500.0, 10.0, 10.0],
    }
)
MODEL = Model(CARD, None, CUSTOMERS, None, None, RECIPES["online_retail"])


@pytest.fixture
def cells():
    return cells_of(CUSTOMERS, MODEL)


def test_cells_count_customers_by_segment_and_scores(cells):
    assert cells.to_numpy().tolist() == [[2, 1, 1, 1, 1], [2, 5, 1, 1, 1], [5, 5, 5, 5, 2]]


def test_grid_has_people_and_value_a_head(cells):
    grid = recency_by_frequency(cells, CUSTOMERS, MODEL)
    assert len(grid) == 25
    there = grid[grid.customers > 0].set_index(["recency", "frequency"])
    assert there.customers.to_dict() == {(1, 1): 1, (5, 1): 1, (5, 5): 2}
    assert there.value.to_dict() == {(1, 1): 10.0, (5, 1): 10.0, (5, 5): 750.0}
    assert there.told.to_dict() == {(1, 1): "£10", (5, 1): "£10", (5, 5): "£750"}
    assert there.groups.to_dict() == {
        (1, 1): "Lost (1)",
        (5, 1): "New (1)",
        (5, 5): "Champions (2)",
    }
    assert grid_data(there.reset_index()).iloc[2].tolist() == [5, 5, 2, 750.0, "Champions (2)"]


def test_grid_in_words_says_what_the_best_corner_holds(cells):
    told = grid_in_words(recency_by_frequency(cells, CUSTOMERS, MODEL))
    assert told.endswith(
        "In the four cells at the top right are 50% of the customers, and 99% of what all of them "
        "have spent."
    )
    nobody = recency_by_frequency(cells.iloc[:1], CUSTOMERS.iloc[2:3], MODEL)
    assert "top right" not in grid_in_words(nobody)


def test_grid_is_drawn_with_figures_in_its_cells(cells):
    [drawn] = rfm_grid(recency_by_frequency(cells, CUSTOMERS, MODEL), theme="light").data
    assert drawn.text[4][4] == "2<br>£750"
    assert drawn.text[0][0] == "1<br>£10"
    assert drawn.text[2][2] == ""
    assert drawn.customdata[4][4].tolist() == ["Champions (2)", "£750", 2]


def test_triangle_has_one_place_for_the_best_and_the_worst(cells):
    places = triangle(cells, CARD)
    assert places[["recency", "frequency", "monetary"]].to_numpy().tolist() == [
        [1, 1, 1],
        [5, 1, 1],
    ]
    both = places.iloc[0]
    assert (both.scores, both.customers) == ("1, 1, 1; 5, 5, 5", 3)
    assert (both.segment, both["name"], both.part) == (5, "Spenders", pytest.approx(2 / 3))
    assert both.groups == "Champions (2), Lost (1)"
    assert triangle_data(places).iloc[1].tolist() == ["5, 1, 1", 1, "Savers", 1.0, "New (1)"]


def test_triangle_is_drawn_in_the_segment_of_most(cells):
    savers, spenders = ternary(triangle(cells, CARD), CARD, theme="light").data
    assert (savers.name, list(savers.a), list(savers.marker.size)) == ("Savers", [5], [1])
    assert (spenders.name, list(spenders.a), list(spenders.marker.size)) == ("Spenders", [1], [3])


def test_no_customers_leave_an_empty_grid_and_triangle():
    nobody = CUSTOMERS.iloc[:0]
    cells = cells_of(nobody, MODEL)
    assert recency_by_frequency(cells, nobody, MODEL).customers.sum() == 0
    places = triangle(cells, CARD)
    assert len(places) == 0
    assert sum(len(trace.a) for trace in ternary(places, CARD, theme="dark").data) == 0
