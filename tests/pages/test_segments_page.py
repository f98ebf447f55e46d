"""Segments: one card each, with the figures of the model's card."""

import re

import pytest

from tests.pages.conftest import each_recipe, in_the_table, read

# A shop's own score; the others are reckoned from features.
KEPT = {"spending_score"}


def in_figures(shown: str) -> float:
    return float("".join(c for c in shown.replace(" of 100", "") if c in "-.0123456789"))


@each_recipe
def test_every_segment_has_a_card_that_says_its_size_one_way(recipe, look, saved):
    page = look("segments.py", model=recipe)
    card = saved(recipe).card
    assert page.headings == saved(recipe).names
    for segment in card["segments"]:
        share = int(100 * segment["share"] + 0.5)
        assert f"{segment['size']:,} customers · {share}%" in page.text
    assert "of 200 customers" not in page.text


@pytest.mark.parametrize(
    ("recipe", "name"), [("personality", "total_spent"), ("online_retail", "monetary")]
)
def test_cards_say_what_segments_bring(recipe, name, look, saved):
    model = saved(recipe)
    said = re.findall(
        r"(\d+)% of the money · \W?([\d,.]+) a head", look("segments.py", model=recipe).text
    )
    whole = model.customers[name].sum()
    for (part, head), segment in zip(said, model.card["segments"], strict=True):
        own = model.customers[model.customers.segment == segment["id"]][name]
        assert float(part) == pytest.approx(100 * own.sum() / whole, abs=0.51)
        assert float(head.replace(",", "")) == pytest.approx(own.mean(), rel=0.006)


def test_no_money_is_told_where_nothing_adds_up(look):
    assert "of the money" not in look("segments.py", model="mall").text


@each_recipe
def test_bars_are_the_same_on_every_card_and_say_both_values(recipe, look, saved):
    model = saved(recipe)
    labels = {in_the_table(feature): feature for feature in model.card["features"]}
    cards = look("segments.py", model=recipe).bars
    assert len(cards) == model.card["k"]
    assert len({tuple(bar[0] for bar in card) for card in cards}) == 1
    for segment, card in zip(model.card["segments"], cards):
        own = model.customers[model.customers.segment == segment["id"]]
        for label, said, *_ in card:
            name, statistic = (labels[label][key] for key in ("name", "statistic"))
            for shown, customers in zip(said.split(" · everybody "), (own, model.customers)):
                assert in_figures(shown) == pytest.approx(
                    customers[name].agg(statistic), rel=0.06, abs=0.51
                )


@each_recipe
def test_bars_are_of_what_the_segments_differ_in_most(recipe, look, saved):
    card = saved(recipe).card
    own = [f for f in card["features"] if not f["name"].endswith("_score") or f["name"] in KEPT]
    apart = {
        f["name"]: sum(s["share"] * s["centre"][f["name"]] ** 2 for s in card["segments"])
        for f in own
    }
    most = sorted(apart, key=lambda name: -apart[name])[:4]
    shown = [bar[0] for bar in look("segments.py", model=recipe).bars[0]]
    assert shown == [in_the_table(f) for f in own if f["name"] in most]


def test_bars_begin_at_zero_and_have_one_scale(look, saved):
    card = saved("mall").card
    most = max(s["mean"]["age"] for s in card["segments"])
    for segment, drawn in zip(card["segments"], look("segments.py", model="mall").bars):
        _, _, start, width, _, mark = drawn[0]
        assert float(start) == 0
        assert float(width) == pytest.approx(100 * segment["mean"]["age"] / most, abs=0.051)
        assert float(mark) == pytest.approx(
            100 * card["everybody"]["mean"]["age"] / most, abs=0.051
        )


@each_recipe
def test_cards_have_the_first_idea_to_test(recipe, look, saved):
    page = look("segments.py", model=recipe)
    told = [read(m.value) for m in page.app.markdown if m.value.startswith("**Idea to test:**")]
    first = [s["actions"][0]["what"] for s in saved(recipe).card["segments"] if s["actions"]]
    assert told == [f"Idea to test: {what}" for what in first]
    assert first


def test_every_card_links_to_its_profile_and_to_its_list(look):
    page = look("segments.py", model="membership")
    links = page.links
    assert [link.label for link in links] == ["See profile", "Get the list"] * 4
    assert [link.page for link in links] == ["profiles", "score_a_list"] * 4
    assert [link.query_string for link in links[::2]] == [
        f"model=membership&segment={at}" for at in range(4)
    ]
    assert [link.query_string for link in links[1::2]] == [
        f"model=membership&pick={at}" for at in range(4)
    ]
