"""Explore the data: what is drawn is what the card holds."""

import json

import numpy as np
import pytest

from tests.pages.conftest import both_kinds, cells, each_recipe, numbers

PAGE = "explore_the_data.py"


def found(card: dict, name: str) -> dict:
    return next(f for f in card["exploration"]["features"] if f["name"] == name)


def used(card: dict, name: str) -> dict:
    return next(f for f in card["features"] if f["name"] == name)


def everybody(histogram: dict) -> list[int]:
    """Customers in each bin that is drawn: those of the ends only where there are any."""
    below, above = sum(histogram["below"]), sum(histogram["above"])
    inner = np.sum(histogram["counts"], axis=0).tolist()
    return [below] * bool(below) + inner + [above] * bool(above)


def opened(open_page, **about):
    """The page with what was done to the feature unfolded."""
    page = open_page(PAGE, **about)
    page.app.session_state["prepared"] = True
    return page.rerun()


@each_recipe
def test_feature_in_the_address_is_the_one_shown(recipe, open_page, saved):
    model = saved(recipe)
    last = model.features[-1]
    page = opened(open_page, model=recipe, feature=last)
    assert page.address["feature"] == last
    assert page.app.selectbox(key="feature").value == last
    (bars,) = page.chart("before")["data"]
    assert numbers(bars["y"]).tolist() == everybody(found(model.card, last)["histogram"])
    (bars,) = page.chart("after")["data"]
    assert numbers(bars["y"]).tolist() == everybody(found(model.card, last)["prepared"])


@pytest.mark.parametrize("feature", ["nothing", "", "recency"])
def test_feature_that_is_not_there_falls_back_to_the_first(look, feature):
    page = look(PAGE, model="mall", feature=feature)
    assert page.app.selectbox(key="feature").value == "age"
    told = f'There is no feature "{feature}" in this model; here is Age instead.'
    assert page.warnings == ([told] if feature else [])


def test_charts_that_are_not_there_are_told_of(look):
    page = look(PAGE, model="mall", tab="together", correlation="kendall")
    assert page.warnings == ['There is no correlation "kendall"; here is "Spearman" instead.']


def test_chosen_feature_goes_into_the_address(open_page, saved):
    page = opened(open_page).choose("feature", "income")
    assert page.address["feature"] == "income"
    (bars,) = page.chart("before")["data"]
    histogram = found(saved("mall").card, "income")["histogram"]
    assert numbers(bars["y"]).tolist() == everybody(histogram)


@pytest.mark.parametrize("tab", ["one-feature", "together", "quality"])
def test_only_the_open_tab_is_drawn(tab, look):
    page = look(PAGE, model="mall", tab=tab)
    charts = [chart.key for chart in page.app.main.get("plotly_chart")]
    assert charts == (["spread"] if tab == "one-feature" else [])
    assert len(page.app.dataframe) == (tab == "quality")


@both_kinds
def test_every_segments_histogram_is_drawn_in_shares(recipe, look, saved):
    model = saved(recipe)
    histogram = found(model.card, model.features[0])["histogram"]
    drawn = look(PAGE, model=recipe).chart("spread")["data"]
    bars = [trace for trace in drawn if trace["type"] == "bar"]
    assert [trace["name"] for trace in bars] == ["Everybody", *model.names]
    for group, trace in enumerate(bars[1:]):
        ends = [histogram[end][group] for end in ("below", "above") if any(histogram[end])]
        total = sum(histogram["counts"][group]) + sum(ends)
        assert sum(numbers(trace["y"])) == pytest.approx(1)
        own = np.array(histogram["counts"][group]) / total
        assert set(own).issubset(set(numbers(trace["y"])))


def test_what_is_logged_is_drawn_on_a_log_axis(look, saved):
    customers = saved("online_retail").customers
    spread = look(PAGE, model="online_retail", feature="monetary").chart("spread")
    bars = spread["data"][0]
    assert sum(numbers(bars["y"])) == pytest.approx(1)
    ends = numbers(bars["x"]) + numbers(bars["width"]) / 2
    assert ends[-1] == pytest.approx(np.log1p(customers.monetary.max()))
    assert numbers(bars["width"]) == pytest.approx(numbers(bars["width"])[0])
    written = [float(text.replace(",", "")) for text in spread["layout"]["xaxis"]["ticktext"]]
    assert numbers(spread["layout"]["xaxis"]["tickvals"]) == pytest.approx(np.log1p(written))


def test_filters_hold_for_histogram_pairs_and_gaps(look, saved):
    customers = saved("mall").customers
    kept = customers[customers.age.between(20, 30)]
    asked = {"model": "mall", "from_age": "20", "to_age": "30"}
    page = look(PAGE, **asked)
    assert f"{len(kept)} of 200 customers shown." in page.text
    bars = page.chart("spread")["data"][0]
    shares, ends = numbers(bars["y"]), numbers(bars["x"]) + numbers(bars["width"]) / 2
    assert shares[ends < 31].sum() == pytest.approx((kept.age < ends[ends < 31].max()).mean())
    assert shares[ends > 32].sum() == 0
    triangle = cells(look(PAGE, tab="together", **asked))
    expected = kept[["age", "income"]].corr("spearman").iloc[0, 1]
    assert float(triangle[2][1]) == pytest.approx(expected, abs=0.005)
    table = look(PAGE, tab="quality", **asked).table("Missing")
    assert table.Highest[0] == kept.age.max()


@each_recipe
def test_preparation_of_every_feature_is_said_with_its_reason(recipe, open_page, saved):
    model = saved(recipe)
    page = opened(open_page, model=recipe)
    for name in model.features:
        text = page.choose("feature", name).text
        assert used(model.card, name)["clip_reason"] in text
        assert used(model.card, name)["log_reason"] in text
        assert f"Skew: {used(model.card, name)['skew']['values']:.2f} as it came" in text


@both_kinds
@pytest.mark.parametrize("method", ["spearman", "pearson"])
def test_correlations_are_those_of_the_card(method, recipe, look, saved):
    model = saved(recipe)
    page = look(PAGE, model=recipe, tab="together", correlation=method.capitalize())
    heads, *rows = cells(page)
    assert heads[1:] == [str(at) for at in range(1, len(model.features))]
    matrix = model.card["exploration"][method]
    for at, (label, *written) in enumerate(rows):
        assert label == f"{at + 1} {model.card['features'][at]['label']}"
        assert [float(text) for text in written if text] == pytest.approx(
            matrix[at][:at], abs=0.0051
        )
    assert f"{method.capitalize()} asks" in page.text


def test_strongest_pairs_are_said(look, saved):
    matrix = np.array(saved("online_retail").card["exploration"]["spearman"])
    np.fill_diagonal(matrix, 0)
    page = look(PAGE, model="online_retail", tab="together")
    told = [line for line in page.text.splitlines() if "rise together" in line]
    assert f"({np.abs(matrix).max():.2f})" in told[0]


@each_recipe
def test_missing_and_unusual_values_are_counted(recipe, look, saved):
    model = saved(recipe)
    table = look(PAGE, model=recipe, tab="quality").table("Missing")
    assert len(table) == len(model.features)
    for row, name in zip(table.to_dict("records"), model.features):
        values = model.customers[name]
        q1, q3 = values.quantile(0.25), values.quantile(0.75)
        assert row["Missing"] == values.isna().sum()
        assert row["Unusually high"] == (values > q3 + 1.5 * (q3 - q1)).sum()
        assert row["Unusually low"] == (values < q1 - 1.5 * (q3 - q1)).sum()


@each_recipe
def test_rows_taken_out_are_counted_with_their_reasons(recipe, look, saved):
    card = saved(recipe).card
    page = look(PAGE, model=recipe, tab="quality")
    out = sum(count["rows"] for count in card["cleaning"])
    if not out:
        assert "Cleaning took out none of" in page.text
        return
    assert f"Cleaning took out {out:,} row" in page.text
    rows = page.table("Rows taken out")["Rows taken out"].to_list()
    assert rows == [f"{count['rows']:,}" for count in card["cleaning"] if count["rows"]]


def test_model_trained_before_this_page_says_what_to_do(open_page, models):
    path = models / "mall" / "0001" / "card.json"
    card = json.loads(path.read_text())
    del card["exploration"]
    for feature in card["features"]:
        for later in ("clip_reason", "log_reason", "skew"):
            del feature[later]
    path.write_text(json.dumps(card))
    page = open_page(PAGE, models=models, model="mall")
    [note] = page.notes
    assert "left out when this model was trained. Train it again without" in note
    assert not page.app.main.get("plotly_chart")
    about = open_page("about_this_model.py", models=models, model="mall")
    assert about.table("Skew after")["Skew"].isna().all()
