"""What an answer's bars draw."""

import numpy as np
import pytest

from segmentation.answering.answer import answer
from segmentation.answering.missing.incomplete import possible
from segmentation.models import store
from segmentation.showing.charts.missing import missing_value_bar
from segmentation.showing.charts.style import segment_style
from segmentation.showing.sentences.answer import how_to_read_reasons, in_two_sentences
from segmentation.showing.tables.answer import OTHERS, stretch_table, votes_of
from segmentation.showing.tables.bars import reason_bars


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


@pytest.fixture(scope="module")
def online(trained):
    return store.load(trained, "online_retail")


def with_votes(found, votes):
    return found.__class__(**{**vars(found), "votes": votes})


@pytest.mark.parametrize(
    ("votes", "told"),
    [
        ([34, 0, 60, 4, 2, 0], [(0, 34), (2, 60), (None, 6)]),
        ([96, 4, 0, 0, 0, 0], [(0, 96), (1, 4)]),
        ([100, 0, 0, 0, 0, 0], [(0, 100)]),
        ([], []),
    ],
)
def test_votes_are_of_this_segment_of_the_runner_up_and_of_all_others(votes, told, mall):
    first = mall.card.segments[0]
    found = with_votes(answer(mall, first.median), votes)
    assert found.assignment.segment == first
    shown = votes_of(found, mall.card)
    assert [(one.segment and one.segment.id, one.count) for one in shown] == told
    assert [one.name for one in shown if one.segment is None] == [OTHERS] * (len(told) == 3)


def test_votes_of_an_answer_are_those_of_all_retrained_models(mall):
    found = answer(mall, mall.card.segments[0].median)
    assert sum(found.votes) == len(mall.refits)
    assert str(found.votes[0]) in found.sure


def test_stretches_part_all_that_the_missing_number_can_be(mall):
    found = possible(mall, {"age": 25, "income": None, "spending_score": 80})
    table = stretch_table(found.stretches, mall.card, mall.recipe)
    low, high = mall.card.everybody.range["income"]
    assert (table.start.iloc[0], table.end.iloc[-1]) == (low, high)
    assert table.start[1:].to_list() == table.end[:-1].to_list()
    for row, stretch in zip(table.itertuples(), found.stretches):
        for income in (stretch.lowest, stretch.highest):
            customer = {"age": 25, "income": income, "spending_score": 80}
            assert answer(mall, customer).assignment.segment.id == row.segment
        assert row.from_value == f"${stretch.lowest:.0f}k"


def test_axis_is_logged_where_the_feature_is(online):
    found = possible(online, {"recency": 10, "frequency": 3, "monetary": None, "quantity": 400})
    table = stretch_table(found.stretches, online.card, online.recipe)
    assert table.start.to_list() == np.log1p([s.lowest for s in found.stretches]).tolist()


def test_several_missing_numbers_have_no_stretches(mall):
    found = possible(mall, {"age": None, "income": None, "spending_score": 80})
    assert found.stretches == []


def test_bar_of_the_missing_number_has_its_segments_colours_and_where_they_begin(mall):
    found = possible(mall, {"age": 25, "income": None, "spending_score": 80})
    table = stretch_table(found.stretches, mall.card, mall.recipe)
    chart = missing_value_bar(table, "Annual income (thousand $)", theme="dark")
    for trace, row in zip(chart.data, table.itertuples(), strict=True):
        assert (trace.base[0], trace.x[0]) == (row.start, row.end - row.start)
        assert trace.marker.color == segment_style(row.segment, "dark").colour
    assert list(chart.layout.xaxis.ticktext) == [*table.from_value, table.to_value.iloc[-1]]
    assert chart.layout.xaxis.title.text == "Annual income (thousand $)"


def test_places_that_are_too_close_are_not_written_into_one_another(mall):
    found = possible(mall, {"age": 25, "income": None, "spending_score": 80})
    table = stretch_table([*found.stretches, found.stretches[-1]], mall.card, mall.recipe)
    table["start"], table["end"] = [15.0, 16.0, 130.0], [16.0, 130.0, 137.0]
    ticks = missing_value_bar(table, "Income", theme="light").layout.xaxis.tickvals
    assert list(ticks) == [15.0, 137.0]


def test_reasons_are_the_strongest_pulls_in_the_colour_of_whom_they_speak_for(mall):
    found = answer(mall, {"age": 25, "income": 90, "spending_score": 80})
    told = reason_bars(found, mall)
    labels = [mall.recipe.feature(pull.feature).label for pull in found.pulls]
    assert [reason.bar.label for reason in told] == labels
    sides = [found.assignment.segment if p.pull > 0 else found.runner_up for p in found.pulls]
    assert [reason.speaks_for for reason in told] == sides
    said = how_to_read_reasons(told, found.assignment.segment)
    for reason in told:
        against = f"{reason.bar.label} speaks for {found.runner_up.name}."
        assert (against in said) == (reason.speaks_for == found.runner_up)


def test_two_sentences_say_what_and_how_many(online):
    first, second = in_two_sentences(online.card.segments[0], online.recipe)
    assert first.startswith("They ") and first.endswith(" than other customers.")
    assert second in online.card.segments[0].description
