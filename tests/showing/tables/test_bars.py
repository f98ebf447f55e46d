"""Small bars: from zero, on one track for all, both values said."""

from math import nan

import pytest

from segmentation.models import store
from segmentation.showing.tables.bars import bar, segment_bars, told_features


@pytest.mark.parametrize(
    ("value", "reference", "others", "places"),
    [
        (5, 10, [20], (0, 0.25, 0.5)),
        (20, 10, [], (0, 1, 0.5)),
        (-5, 5, [15], (0, 0.25, 0.5)),
        (5, -5, [], (0.5, 1, 0)),
        (0, 0, [], (0, 0, 0)),
    ],
)
def test_bar_begins_at_zero_and_its_track_holds_everything(value, reference, others, places):
    drawn = bar("Orders", "5", value, reference, others)
    assert (drawn.start, drawn.end, drawn.mark) == pytest.approx(places)


def test_unit_is_said_once(trained):
    model = store.load(trained, "online_retail")
    (orders,) = [
        drawn
        for drawn in segment_bars(model.card, model.card.segments[0], model.recipe, most=9)
        if drawn.label.startswith("Orders")
    ]
    assert orders.said.count("order") == 1
    assert " · everybody " in orders.said


def test_feature_that_is_known_of_nobody_in_a_segment_is_left_out(trained):
    model = store.load(trained, "mall")
    segment = model.card.segments[0]
    unknown = segment.model_copy(update={"mean": {**segment.mean, "age": nan}})
    card = model.card.model_copy(update={"segments": [unknown, *model.card.segments[1:]]})
    labels = [drawn.label for drawn in segment_bars(card, unknown, model.recipe)]
    assert labels == ["Annual income (typical)", "Spending score (average)"]
    assert len(segment_bars(card, card.segments[1], model.recipe)) == 3


def test_scores_beside_their_feature_are_not_told(trained):
    model = store.load(trained, "loyalty")
    told = {used.name for used in told_features(model.card, model.recipe, most=12)}
    assert told == set(model.card.feature_names) - {"r_score", "f_score", "m_score"}
