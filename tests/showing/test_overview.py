"""What an overview says: of money, of differences, and of customers who form no groups."""

import pytest

from segmentation.models import store
from segmentation.showing.charts.money import customers_and_money
from segmentation.showing.charts.style import DARK, LIGHT, written_on
from segmentation.showing.sentences.overview import headline, how_to_read
from segmentation.showing.tables.overview import money_of, overview_data, overview_table
from tests.showing.charts.colour_distance import channels

LUMINANCE = (0.2126, 0.7152, 0.0722)


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


def with_verdict(card, verdict):
    return card.model_copy(
        update={"structure": card.structure.model_copy(update={"verdict": verdict})}
    )


def with_parts(card, shares, parts):
    """The card with these shares of customers and money."""
    segments = []
    for at, (share, part) in enumerate(zip(shares, parts)):
        segment = card.segments[at % card.k]
        size = segment.claims[-1].model_copy(update={"share": share, "part": part})
        told = {"id": at, "name": f"S{at}", "share": share, "claims": [*segment.claims[:-1], size]}
        segments.append(segment.model_copy(update=told))
    return card.model_copy(update={"segments": segments, "k": len(segments)})


def test_money_is_told_by_the_one_sentence(load):
    model = load("online_retail")
    card = with_parts(with_verdict(model.card, "gradient"), [0.75, 0.25], [0.48, 0.52])
    assert headline(card, model.recipe) == '25% of customers bring 52% of the money: "S1".'


def test_ten_segments_have_one_sentence_and_ten_rows(load):
    model = load("online_retail")
    card = with_parts(
        with_verdict(model.card, "distinct"), [0.1] * 10, [0.31, *[0.08] * 3, *[0.075] * 6]
    )
    assert headline(card, model.recipe) == '10% of customers bring 31% of the money: "S0".'
    assert overview_table(card, model.recipe).segment.to_list()[0] == 0
    assert len(overview_table(card, model.recipe)) == 10


def test_money_that_is_spread_as_customers_are_is_said_so(load):
    model = load("online_retail")
    card = with_parts(with_verdict(model.card, "gradient"), [0.6, 0.4], [0.58, 0.42])
    assert headline(card, model.recipe) == (
        "Money is spread as customers are: no segment brings much more than its share."
    )


def test_customers_without_groups_are_only_divided(load):
    model = load("online_retail")
    card = with_parts(with_verdict(model.card, "none"), [0.55, 0.45], [0.1, 0.9])
    assert headline(card, model.recipe) == (
        "Customers are divided into two parts of 45% to 55% each."
    )


def test_no_money_is_told_where_a_segments_part_is_none(load):
    model = load("online_retail")
    card = with_parts(model.card, [0.55, 0.45], [0.1, None])
    assert money_of(card, model.recipe) is None
    assert overview_table(card, model.recipe).part.isna().all()
    assert how_to_read(card, None) == (f"How the {card.customers:,} customers fall into segments.")


def test_trend_is_against_the_share_before(load):
    model = load("mall")
    card = model.card
    shares = {0: card.segments[0].share, 1: 0.5, 2: 0.01}
    before = card.model_copy(
        update={
            "segments": [
                s.model_copy(update={"share": shares[s.id]})
                for s in card.segments
                if s.id in shares
            ]
        }
    )
    told = overview_table(card, model.recipe, before).set_index("segment").trend
    assert told[[0, 1, 2, 3]].to_list() == ["as before", "down from 50%", "up from 1%", "new"]


def test_data_of_the_picture_have_readable_headers(load):
    model = load("online_retail")
    money = money_of(model.card, model.recipe)
    data = overview_data(overview_table(model.card, model.recipe), money)
    assert list(data) == ["Segment", "Customers", "Share of customers", "Share of total spend"]
    assert data["Share of total spend"].sum() == pytest.approx(1, abs=0.001)
    assert data.Customers.sum() == model.card.customers


def test_names_stand_above_the_bar_of_customers(load):
    model = load("online_retail")
    table = overview_table(model.card, model.recipe)
    chart = customers_and_money(table, ["Customers", "Total spend"], theme="light")
    named = [t.text[0].replace("<br>", " ") for t in chart.data if t.hoverinfo == "skip" and t.text]
    assert named == table["name"].to_list()
    assert chart.layout.uniformtext.minsize == 12


@pytest.mark.parametrize("colour", [*LIGHT, *DARK])
def test_what_is_written_on_a_colour_can_be_read(colour):
    light, dark = sorted(
        (
            sum(w * c for w, c in zip(LUMINANCE, channels(one)))
            for one in (colour, written_on(colour))
        ),
        reverse=True,
    )
    assert (light + 0.05) / (dark + 0.05) >= 4.5
