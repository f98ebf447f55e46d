"""Overview: who the customers are, who brings the money, and what to do first."""

import json
import re
import shutil

import pytest

from tests.pages.conftest import both_kinds, each_recipe, numbers, read

# Of each recipe, what adds up to what customers bring.
MONEY = {
    "personality": "total_spent",
    "online_retail": "monetary",
    "loyalty": "total_spent",
}


def figures(page) -> list[dict[str, str]]:
    """What stands in each row, by its title."""
    drawn = [html.value for html in page.app.html if '<dl class="facts">' in html.value]
    return [dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", row)) for row in drawn]


def parts(customers, name: str) -> dict[int, float]:
    return (customers.groupby("segment")[name].sum() / customers[name].sum()).to_dict()


@pytest.mark.parametrize("recipe", MONEY)
def test_rows_say_what_each_segment_brings_the_most_worth_a_head_first(recipe, look, saved):
    model, name = saved(recipe), MONEY[recipe]
    by_worth = sorted(model.card["segments"], key=lambda s: -s["mean"][name])
    page = look("overview.py", model=recipe)
    assert page.headings == [segment["name"] for segment in by_worth]
    for row, segment in zip(figures(page), by_worth, strict=True):
        own = model.customers[model.customers.segment == segment["id"]]
        assert row["Customers"] == f"{segment['size']:,}"
        assert row["Share"] == f"{round(100 * segment['share'] + 1e-9)}%"
        part = own[name].sum() / model.customers[name].sum()
        assert float(row["Of the money"].strip("%")) == pytest.approx(100 * part, abs=0.51)
        shown = float(re.sub(r"[^\d.]", "", row["A head"]))
        assert shown == pytest.approx(own[name].mean(), rel=0.006)
        assert "Since the last model" not in row


@pytest.mark.parametrize("recipe", MONEY)
def test_bars_are_the_shares_of_customers_and_of_money_joined(recipe, look, saved):
    model = saved(recipe)
    page = look("overview.py", model=recipe)
    drawn = [trace for trace in page.chart("money")["data"] if trace.get("customdata")]
    part = parts(model.customers, MONEY[recipe])
    by_name = {segment["name"]: segment for segment in model.card["segments"]}
    assert [trace["name"] for trace in drawn] == page.headings
    start = [0.0, 0.0]
    for trace in drawn:
        segment = by_name[trace["name"]]
        shares = [segment["share"], part[segment["id"]]]
        assert list(numbers(trace["x"])) == pytest.approx(shares)
        assert list(numbers(trace["base"])) == pytest.approx(start)
        start = [before + share for before, share in zip(start, shares)]
    assert start == pytest.approx([1, 1])
    joined = [trace for trace in page.chart("money")["data"] if trace.get("fill") == "toself"]
    assert len(joined) == len(drawn)


def test_headline_says_who_brings_the_money(look, saved):
    model = saved("personality")
    part = parts(model.customers, "total_spent")
    first = max(model.card["segments"], key=lambda s: part[s["id"]] - s["share"])
    (said,) = [read(header.value) for header in look("overview.py", model="personality").app.header]
    shown = re.fullmatch(r'(\d+)% of customers bring (\d+)% of the money: "(.+)"\.', said)
    assert shown[3] == first["name"]
    assert float(shown[1]) == pytest.approx(100 * first["share"], abs=0.5)
    assert float(shown[2]) == pytest.approx(100 * part[first["id"]], abs=0.5)


def test_without_money_the_strongest_difference_is_said(look, saved):
    segments = saved("mall").card["segments"]
    strongest, claim = max(
        ((s, c) for s in segments for c in s["claims"] if c["kind"] == "difference"),
        key=lambda both: abs(both[1]["effect"]) if both[1]["against"] is None else 0,
    )
    page = look("overview.py", model="mall")
    (said,) = [read(header.value) for header in page.app.header]
    share = f"{100 * strongest['share']:.0f}%"
    assert said.startswith(f'"{strongest["name"]}" stand out most, {share} of customers: they ')
    assert f"{claim['value']:.3g}"[:2] in said
    assert page.headings == saved("mall").names
    assert all(set(row) == {"Customers", "Share"} for row in figures(page))
    (bars,) = {len(numbers(t["x"])) for t in page.chart("money")["data"] if t.get("customdata")}
    assert bars == 1


@each_recipe
def test_rows_lead_to_the_list_of_these_customers_and_say_what_to_do_first(recipe, look, saved):
    page = look("overview.py", model=recipe)
    by_name = {segment["name"]: segment for segment in saved(recipe).card["segments"]}
    shown = [by_name[name] for name in page.headings]
    links = page.links
    assert [(link.page, link.query_string) for link in links] == [
        ("score_a_list", f"model={recipe}&pick={segment['id']}") for segment in shown
    ]
    assert [link.label for link in links] == [
        f"Get these {segment['size']:,} customers" for segment in shown
    ]
    for segment in shown:
        for action in segment["actions"][:1]:
            assert action["what"] in page.text


@both_kinds
def test_what_the_picture_draws_can_be_taken_along(recipe, look):
    page = look("overview.py", model=recipe)
    (button,) = page.app.get("download_button")
    assert button.proto.label == "Data"


def test_trend_is_told_where_there_is_a_model_before(open_page, saved, retrained):
    page = open_page("overview.py", models=retrained)
    then = {s["id"]: s["share"] for s in saved("mall").card["segments"]}
    for row, segment in zip(figures(page), saved("mall", "0002", retrained).card["segments"]):
        if segment["id"] not in then:
            assert row["Since the last model"] == "new"
            continue
        way = "up" if segment["share"] > then[segment["id"]] else "down"
        told = row["Since the last model"]
        assert told.startswith(f"{way} from ")
        assert float(told.split()[-1].strip("%")) == pytest.approx(
            100 * then[segment["id"]], abs=0.5
        )


def test_nothing_is_said_of_a_model_before_that_is_gone(open_page, retrained, tmp_path):
    models = shutil.copytree(retrained, tmp_path / "models")
    shutil.rmtree(models / "mall" / "0001")
    page = open_page("overview.py", models=models)
    assert page.errors == page.warnings == []
    assert not any("Since the last model" in row for row in figures(page))


def test_customers_without_groups_are_shown_neutrally(open_page, saved, models):
    path = models / "online_retail" / "0001" / "card.json"
    card = json.loads(path.read_text())
    card["structure"] |= {"verdict": "none", "strength": None}
    path.write_text(json.dumps(card))
    page = open_page("overview.py", models=models, model="online_retail")
    shares = sorted(round(100 * segment["share"]) for segment in card["segments"])
    (said,) = [read(header.value) for header in page.app.header]
    assert said.startswith("Customers are divided into ")
    assert said.endswith(f"parts of {shares[0]}% to {shares[-1]}% each.")
    assert len(figures(page)) == len(card["segments"])
    assert any("form no groups of their own" in note for note in page.notes)
