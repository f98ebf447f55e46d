"""Find a segment: the form, the answer, and what it refuses."""

import re
from html import escape

import numpy as np
import pytest
import streamlit as st

from segmentation.recipes import RECIPES
from tests.pages.conftest import both_kinds, each_recipe, fifth, in_the_table, numbers, read

DIGITS = "-.0123456789"
# The scores of recency, frequency and spend of some groups, as their definition has them.
GROUPS = {
    "Champions": (555, 554, 544, 545, 454, 455, 445),
    "Lost": (111, 112, 121, 131, 141, 151),
    "Can't lose": (155, 154, 144, 214, 215, 115, 114, 113),
    "New": (512, 511, 422, 421, 412, 411, 311),
}


def corners(saved) -> list[dict[str, float]]:
    features = saved.card["features"]
    return [{f["name"]: f[end] for f in features} for end in ("min", "max")]


@each_recipe
def test_segment_is_what_the_saved_pipeline_predicts(recipe, open_page, saved):
    model = saved(recipe)
    medians = [segment["median"] for segment in model.card["segments"]]
    page = open_page(model=recipe)
    for customer in (*medians, *corners(model)):
        values = model.typed(customer)
        page.send(values)
        assert page.fields == values
        assert page.headings == [model.predict(values)]


@each_recipe
def test_every_segment_is_the_answer_for_one_of_its_customers(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe)
    for label, name in enumerate(model.names):
        customer = model.customers[model.customers.segment == label].iloc[0]
        page.send(customer[model.typed_in].to_dict())
        assert page.headings == [name]


@each_recipe
def test_answer_describes_the_segment_and_stands_the_customer_beside_it(recipe, open_page, saved):
    model = saved(recipe)
    values = model.typed(model.card["segments"][-1]["median"])
    page = open_page(model=recipe, more="beside-others").send(values)
    segment = next(s for s in model.card["segments"] if s["name"] == model.predict(values))
    assert page.headings == [segment["name"]]
    assert segment["description"] in page.text
    beside = page.table("This customer")
    assert list(beside.Feature) == [in_the_table(feature) for feature in model.card["features"]]


def test_customer_is_compared_with_segment_and_everybody_in_their_units(open_page, saved):
    model = saved("mall")
    page = open_page(more="beside-others").send({"age": 25, "income": 90, "spending_score": 80})
    segment = next(s for s in model.card["segments"] if s["name"] == page.headings[0])
    beside = page.table("This customer").set_index("Feature")
    assert list(beside["This customer"]) == ["25 years", "$90k", "80 of 100"]
    for column, group in (("The segment", segment), ("Everybody", model.card["everybody"])):
        assert list(beside[column]) == [
            f"{group['mean']['age']:.3g} years",
            f"${group['median']['income']:.3g}k",
            f"{group['mean']['spending_score']:.3g} of 100",
        ]


@each_recipe
def test_customer_is_compared_with_those_most_alike(recipe, open_page, saved):
    model = saved(recipe)
    values = model.typed(model.card["segments"][0]["median"])
    page = open_page(model=recipe, more="beside-others").send(values)
    scaled = model.pipeline[:-1].transform(model.customers[model.features])
    here = model.pipeline[:-1].transform(page_row(model, model.complete(values)))
    nearest = model.customers.iloc[((scaled - here) ** 2).sum(axis=1).argsort()[:25]]
    same = (nearest.segment == model.names.index(page.headings[0])).sum()
    told = "all are" if same == 25 else f"{same} are"
    assert f"Of the 25 customers most like this one, {told} in the same segment." in page.text
    alike = page.table("This customer").set_index("Feature")["The 25 most alike"]
    medians = [text.split(" (")[0] for text in alike]
    for feature, shown in zip(model.card["features"], medians):
        figures = "".join(c for c in shown.split("\u00a0of")[0] if c in DIGITS)
        value = nearest[feature["name"]].agg(feature["statistic"])
        assert float(figures) == pytest.approx(value, rel=0.006)


@each_recipe
def test_form_asks_for_the_features_of_the_model(recipe, look, saved):
    model, about = saved(recipe), RECIPES[recipe]
    used = {feature["name"]: feature for feature in model.card["features"]}
    fields = look(model=recipe).form_fields
    assert [field.key for field in fields] == model.typed_in
    for field in fields:
        label, unit = used[field.key]["label"], used[field.key]["unit"]
        # "Web purchases" are purchases: not said twice.
        assert field.label == (label if unit in label.lower() else f"{label} ({unit})")
        assert (field.min, field.max) == (
            about.feature(field.key).lowest,
            about.feature(field.key).highest,
        )


def test_form_of_the_mall_is_as_expected(look):
    fields = look().form_fields
    assert [(field.label, field.min, field.max) for field in fields] == [
        ("Age (years)", 0, 120),
        ("Annual income (thousand $)", 0, None),
        ("Spending score (of 100)", 1, 100),
    ]
    assert [(field.value, field.step) for field in fields] == [(38, 1), (55, 1), (48, 1)]


@pytest.mark.parametrize(
    "recipe, labels",
    [
        ("personality", ["Web purchases", "Store purchases", "Days since last purchase"]),
        ("membership", ["Years of membership", "Purchases"]),
        ("online_retail", ["Days since last order", "Orders", "Total spend (£)"]),
    ],
)
def test_unit_that_a_label_names_is_not_said_again(recipe, labels, look):
    shown = [field.label for field in look(model=recipe).form_fields]
    assert set(labels) <= set(shown)


@pytest.mark.parametrize(
    "recipe, not_asked",
    [("online_retail", ["basket"]), ("loyalty", ["avg_order_value", "r_score", "f_score"])],
)
def test_what_follows_from_other_values_is_not_asked_for(recipe, not_asked, look, saved):
    model = saved(recipe)
    page = look(model=recipe)
    assert set(not_asked) <= set(model.features)
    assert not set(not_asked) & set(page.fields)


def test_what_follows_stands_beside_what_was_typed_in(open_page):
    values = {"recency": 10, "frequency": 4, "monetary": 1000.5, "quantity": 700}
    page = open_page(model="online_retail", more="beside-others").send(values)
    shown = page.table("This customer").set_index("Feature")["This customer"]
    assert shown["Average order (typical)"] == "£250.12"
    assert shown["Orders (typical)"] == "4 orders"


def test_scores_follow_from_what_was_typed_in(open_page, saved):
    model = saved("loyalty")
    values = model.typed(model.card["everybody"]["median"]) | {"recency": 0, "total_spent": 9000}
    page = open_page(model="loyalty", more="beside-others").send(values)
    shown = page.table("This customer").set_index("Feature")["This customer"]
    assert shown["How recently they bought, 1 to 5 (average)"] == "5 of 5"
    assert shown["How much they spend, 1 to 5 (average)"] == "5 of 5"


@each_recipe
def test_fields_start_at_the_median(recipe, look, saved):
    model = saved(recipe)
    for name, value in look(model=recipe).fields.items():
        whole = RECIPES[recipe].feature(name).whole
        median = model.customers[name].median()
        assert value == pytest.approx(median, abs=0.5 if whole else 0.00501)
        # Questions to support are few an order: hundredths would part them too roughly.
        assert value == round(value, 0 if whole else 3 if name == "support_tickets" else 2)


@each_recipe
def test_hint_below_each_field_says_what_was_seen(recipe, look, saved):
    used = {feature["name"]: feature for feature in saved(recipe).card["features"]}
    page = look(model=recipe)
    hints = [read(c.value) for c in page.app.caption if c.value.startswith("Seen")]
    assert len(hints) == len(page.fields)
    for name, hint in zip(page.fields, hints):
        for seen in (used[name]["min"], used[name]["max"]):
            assert f"{seen:,.10g}" in hint


def test_hints_of_the_mall_are_as_expected(look):
    page = look()
    assert [read(c.value) for c in page.app.caption if c.value.startswith("Seen")] == [
        "Seen: 18 to 69 years",
        "Seen: $15k to $124k",
        "Seen: 5 to 96 of 100",
    ]


@each_recipe
def test_example_of_each_segment_is_a_customer_of_it(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe)
    for segment in model.card["segments"]:
        page.click(f"example_{segment['id']}")
        assert page.headings == [segment["name"]]
        assert page.address["answer"] == "shown"
        own = model.customers[model.customers.segment == segment["id"]]
        typed = own[list(page.fields)].round(3)
        assert (abs(typed - page.fields) < 0.0051).all(axis=1).any()
        assert open_page(**page.address).headings == [segment["name"]]
        page.click("start_again")
        assert page.headings == []


def test_example_is_the_customer_nearest_to_the_centre(open_page, saved):
    model = saved("mall")
    page = open_page().click("example_2")
    scaled = model.pipeline[:-1].transform(model.customers[model.features])
    centre = list(model.card["segments"][2]["centre"].values())
    away = ((scaled - centre) ** 2).sum(axis=1)
    nearest = model.customers.iloc[np.where(model.customers.segment == 2, away, np.inf).argmin()]
    assert page.fields == nearest[model.features].to_dict()


def test_examples_are_offered_by_name(look, saved):
    buttons = [button.label for button in look().app.button]
    assert buttons == ["Find the segment", *saved("mall").names]


def test_example_takes_the_place_of_an_impossible_value(open_page, saved):
    page = open_page(age="250", answer="shown").click("example_0")
    assert page.errors == []
    assert page.headings == [saved("mall").names[0]]


@both_kinds
def test_segments_are_shown_at_a_glance_before_anything_is_sent(recipe, look, saved):
    page = look(model=recipe)
    segments = saved(recipe).card["segments"]
    assert [b.label for b in page.app.button[1:]] == [segment["name"] for segment in segments]
    for segment in segments:
        share = int(100 * segment["share"] + 0.5)
        assert f"{segment['size']:,} customers · {share}%" in page.text
        for action in segment["actions"][:1]:
            assert action["what"] in page.text
    assert page.headings == []
    assert "answer" not in page.address


def test_customer_that_was_sent_is_in_the_address(open_page):
    page = open_page(model="mall").send({"age": 25, "income": 90, "spending_score": 80})
    told = {name: page.address[name] for name in ("age", "income", "spending_score", "answer")}
    assert told == {"age": "25", "income": "90", "spending_score": "80", "answer": "shown"}
    page.send({"age": 60})
    assert (page.address["age"], page.address["income"]) == ("60", "90")


@both_kinds
def test_address_of_an_answer_opens_the_same_answer(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe).send(model.typed(model.card["segments"][1]["median"]))
    again = open_page(**page.address)
    assert again.fields == page.fields
    assert again.headings == page.headings
    assert again.text == page.text


def test_value_that_was_typed_but_not_sent_is_not_in_the_address(open_page):
    page = open_page(model="mall")
    page.type_in("age", 25)
    assert "age" not in page.rerun().address


def test_new_address_takes_the_place_of_what_was_typed(open_page, saved):
    page = open_page(model="mall").send({"age": 25, "income": 90, "spending_score": 80})
    page.app.query_params["age"] = "60"
    page.rerun()
    assert page.fields == {"age": 60, "income": 90, "spending_score": 80}
    assert page.headings == [saved("mall").predict(page.fields)]


def test_link_with_values_opens_the_answer_at_once(look, saved):
    page = look(model="mall", age="25", income="90", spending_score="80", answer="shown")
    assert page.fields == {"age": 25, "income": 90, "spending_score": 80}
    assert page.headings == [saved("mall").predict(page.fields)]
    assert page.address["age"] == "25"


def test_link_with_an_answer_lacks_what_was_left_empty(look, saved):
    page = look(age="25", spending_score="80", answer="shown")
    assert page.fields == {"age": 25, "income": None, "spending_score": 80}
    assert "Without annual income, two segments are possible." in page.text


def test_link_with_values_and_without_the_answer_only_fills_in_the_form(look, saved):
    page = look(model="mall", age="25")
    assert page.fields["age"] == 25
    assert page.headings == []
    assert [button.label for button in page.app.button[1:]] == saved("mall").names


def test_values_stay_when_the_visitor_looks_at_another_page(open_page):
    page = open_page(model="mall").send({"age": 25, "income": 90, "spending_score": 80})
    answer = page.headings
    page.go_to("segments.py").go_to("find_a_segment.py")
    assert page.fields == {"age": 25, "income": 90, "spending_score": 80}
    assert page.headings == answer


@pytest.mark.parametrize(
    "field, value, expected",
    [
        ("age", "250", "Age must be a number from 0 to 120"),
        ("age", "-1", "Age must be a number from 0 to 120"),
        ("income", "-90", "Annual income must be a number, 0 or more"),
        ("spending_score", "0", "Spending score must be a number from 1 to 100"),
        ("spending_score", "101", "Spending score must be a number from 1 to 100"),
        ("age", "abc", "Age must be a number from 0 to 120"),
        ("age", "nan", "Age must be a number from 0 to 120"),
        ("income", "inf", "Annual income must be a number, 0 or more"),
    ],
)
def test_impossible_value_in_a_link_is_refused_in_a_sentence(look, field, value, expected):
    page = look(model="mall", answer="shown", **{field: value})
    assert [error.startswith(expected) for error in page.errors] == [True]
    assert page.headings == []


def labels_by_income(model, values: dict[str, float]) -> dict[int, str]:
    """The segment with each income that was seen, by the pipeline itself."""
    low, high = model.card["everybody"]["range"]["income"]
    return {
        income: model.predict({**values, "income": income})
        for income in range(int(low), int(high) + 1)
    }


def test_empty_field_leaves_every_segment_that_is_still_possible(open_page, saved):
    values = {"age": 25, "income": None, "spending_score": 80}
    page = open_page().send(values)
    found = labels_by_income(saved("mall"), values)
    assert sorted(page.headings) == sorted(set(found.values()))
    (most,) = re.findall(r"With annual income up to \$(\d+)k\.", page.text)
    (least,) = re.findall(r"With annual income from \$(\d+)k up\.", page.text)
    assert int(least) == int(most) + 1
    below, above = (found[int(income)] for income in (most, least))
    assert found == {income: below if income <= int(most) else above for income in found}
    drawn = {part["name"]: (part["base"], part["x"]) for part in page.chart("missing")["data"]}
    low, high = min(found), max(found)
    ends = {below: (low, int(least)), above: (int(least), high)}
    for name, (start, end) in ends.items():
        (base,), (width,) = (numbers(part) for part in drawn[name])
        assert (base, base + width) == pytest.approx((start, end))
    assert page.text.count("annual income up to") == 1
    assert "As far as the data goes: annual income $15k to $124k." in page.text
    assert "retrained models agree" not in page.text


def test_empty_field_is_missing_from_the_address_which_opens_the_same(open_page):
    page = open_page().send({"age": 25, "income": 90, "spending_score": 80})
    page.send({"income": None})
    assert "income" not in page.address
    assert (page.address["age"], page.address["answer"]) == ("25", "shown")
    again = open_page(**page.address)
    assert (again.fields, again.headings, again.text) == (page.fields, page.headings, page.text)


def test_empty_field_that_decides_nothing_leaves_one_segment(open_page, saved):
    model = saved("mall")
    values = {"age": None, "income": 95, "spending_score": 15}
    ages = range(18, 70)
    (name,) = {model.predict({**values, "age": age}) for age in ages}
    page = open_page().send(values)
    assert page.headings == [name]
    assert f"Whatever the missing value is (age), this customer is in {name}." in page.text
    segment = next(s for s in model.card["segments"] if s["name"] == name)
    assert f"{int(100 * segment['share'] + 0.5)}% of customers are like this" in page.text


@each_recipe
def test_nothing_known_leaves_every_segment(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe).send(dict.fromkeys(model.typed_in))
    assert page.headings == model.names
    assert "Without" in page.text
    assert not set(model.typed_in) & set(page.address)
    page.go_to("segments.py").go_to("find_a_segment.py")
    assert page.fields == dict.fromkeys(model.typed_in)
    assert page.address["answer"] == "shown"


def test_known_value_that_was_never_seen_gets_its_note_beside_an_empty_field(open_page):
    page = open_page().send({"age": 100, "income": None})
    assert [warning.split(":")[0] for warning in page.warnings] == ["Age"]


def test_other_model_has_not_been_asked_about_the_customer_yet(open_page):
    page = open_page().send({"age": 25, "income": None, "spending_score": 80})
    page.choose("model", "membership")
    assert (page.fields["age"], page.fields["income"]) == (25, 75815)
    assert "answer" not in page.address
    page.choose("model", "mall")
    assert (page.fields["age"], page.fields["spending_score"]) == (25, 80)


def test_filled_field_brings_the_whole_answer_back(open_page, saved):
    values = {"age": 25, "income": 90, "spending_score": 80}
    page = open_page().send({**values, "income": None}).send({"income": 90})
    assert page.headings == [saved("mall").predict(values)]
    assert page.address["income"] == "90"


def test_possible_value_takes_the_place_of_an_impossible_one(open_page, saved):
    values = {"age": 30, "income": 90, "spending_score": 80}
    page = open_page(model="mall", age="250", answer="shown").send(values)
    assert page.rerun().errors == []
    assert page.fields == values
    assert page.headings == [saved("mall").predict(values)]


@pytest.mark.parametrize(
    "income, note",
    [
        (15, None),
        (124, None),
        (14, "Annual income: no customer in the data had $14k; they lie between $15k and $124k."),
        (125, "Annual income: no customer in the data had $125k; they lie between $15k and $124k."),
    ],
)
def test_value_that_was_never_seen_is_answered_with_a_note(open_page, saved, income, note):
    values = {"age": 38, "income": income, "spending_score": 48}
    page = open_page().send(values)
    assert page.headings == [saved("mall").predict(values)]
    unseen = [warning for warning in page.warnings if ": no customer in the data had" in warning]
    assert [warning[: len(note)] for warning in unseen] == ([note] if note else [])


def test_one_caution_names_every_value_that_was_never_seen(open_page):
    page = open_page().send({"age": 100, "income": 900, "spending_score": 100})
    assert page.warnings == [
        "No customer in the data had such values: age 100 years (seen: 18 to 69 years), annual "
        "income $900k (seen: $15k to $124k) and spending score 100 of 100 (seen: 5 to 96 of 100). "
        "The segment is the nearest there is; take it with care."
    ]


@pytest.mark.parametrize(
    "recipe, names",
    [
        ("online_retail", ("recency", "frequency", "monetary")),
        ("loyalty", ("recency", "number_of_orders", "total_spent")),
    ],
)
def test_group_by_recency_frequency_and_spend_is_told(recipe, names, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe)
    codes = {code: group for group, codes in GROUPS.items() for code in codes}
    for group in GROUPS:
        customer = model.customers[model.customers.rfm_group == group].iloc[0]
        page.send(customer[model.typed_in].to_dict())
        cuts = [model.card["quintiles"][name] for name in names]
        recency, *others = (
            fifth(page.fields[name], cut, reverse=name == "recency")
            for name, cut in zip(names, cuts)
        )
        assert codes[100 * recency + 10 * others[0] + others[1]] == group
        assert f"how much this customer buys: {group}." in page.text


def test_group_is_not_told_where_it_is_not_known(open_page):
    page = open_page().send({"age": 25, "income": 90, "spending_score": 80})
    assert "buys alone" not in page.text


@both_kinds
def test_note_to_keep_says_what_the_page_does(recipe, open_page, saved, monkeypatch):
    offered = []
    monkeypatch.setattr(st, "download_button", lambda *a, **more: offered.append((a, more)))
    model = saved(recipe)
    page = open_page(model=recipe, more="a-note")
    assert offered == [] and len(page.app.code) == 0
    page.send(model.typed(model.card["segments"][0]["median"]))
    segment = next(s for s in model.card["segments"] if s["name"] == page.headings[0])
    (((label, html), more),) = offered
    assert (label, more["mime"]) == ("Download a page to print", "text/html")
    assert more["file_name"] == f"{recipe}_customer.html"
    (text,) = [code.value for code in page.app.code]
    assert text.startswith(f"{segment['name']}\n")
    assert f"<title>{segment['name']}: a customer of {model.card['title']}</title>" in html
    trained = text.rsplit("\n", 1)[1]
    assert trained in page.text
    page = open_page(**{**page.address, "more": "what-would-change-it"})
    changes = [line for line in page.text.splitlines() if line.startswith(("- If", "- With"))]
    assert changes
    for said in (segment["description"], trained, *changes):
        assert said in text
        assert escape(said.removeprefix("- ")) in html


def test_no_note_while_values_are_missing(open_page):
    page = open_page().send({"income": None})
    assert len(page.app.code) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_customer_is_drawn_where_the_model_places_them(open_page, saved, theme):
    model = saved("mall")
    values = {"age": 25, "income": 90, "spending_score": 80}
    page = open_page(theme=theme, more="on-the-map").send(values)
    *clouds, ring = page.chart("map")["data"]
    scaled = model.pipeline[:-1].transform(page_row(model, values))[0]
    projection = model.card["projection"]
    for axis, drawn in zip(projection["axes"], (ring["x"], ring["y"])):
        place = (scaled - projection["centre"]) @ list(axis["loadings"].values())
        assert drawn == [pytest.approx(place)]
    assert clouds[-1]["name"] == page.headings[0]


def page_row(model, values):
    return model.customers[model.features].iloc[:1].assign(**values)


def test_answer_is_short_before_more_is_asked_for(open_page, saved):
    """Name, sureness, two sentences, what to do and why; no chart and no table."""
    model = saved("mall")
    page = open_page().send({"age": 25, "income": 90, "spending_score": 80})
    segment = next(s for s in model.card["segments"] if s["name"] == page.headings[0])
    assert [header.value for header in page.app.header] == ["Ideas to test", "Why"]
    assert len(page.app.get("plotly_chart")) == len(page.app.table) == 0
    assert segment["description"] not in page.text
    assert f"{int(100 * segment['share'] + 0.5)}% of customers are like this." in page.text


@each_recipe
def test_why_is_three_bars_with_both_values(recipe, open_page, saved):
    model = saved(recipe)
    values = model.typed(model.card["segments"][-1]["median"])
    page = open_page(model=recipe).send(values)
    (drawn,) = page.bars
    assert len(drawn) == 3
    features = {feature["label"]: feature for feature in model.card["features"]}
    complete = model.complete(values)
    for label, said, *_ in drawn:
        feature = features[label]
        yours, typical = re.fullmatch(r"yours (.+) · (?:typical|average) (.+)", said).groups()
        everybody = model.card["everybody"][feature["statistic"]][feature["name"]]
        for shown, value in ((yours, complete[feature["name"]]), (typical, everybody)):
            figures = "".join(c for c in re.sub(" of (100|5)$", "", shown) if c in DIGITS)
            assert float(figures) == pytest.approx(value, rel=0.06, abs=0.51)


def test_sureness_is_a_bar_with_the_runner_up_on_it(open_page, saved):
    model = saved("mall")
    refits = np.load(model.folder / "refits.npy")
    scaled = model.pipeline[:-1].transform(model.customers[model.features])
    said = ((refits[:, None] - scaled[None, :, None]) ** 2).sum(-1).argmin(-1)
    counts = np.stack([np.bincount(votes, minlength=6) for votes in said.T])
    # Whom retrained models agree on least.
    place = int(counts.max(axis=1).argmin())
    customer, votes = model.customers.iloc[place], counts[place]
    page = open_page().send(customer[model.features].to_dict())
    (bar,) = [html.value for html in page.app.html if 'class="votes"' in html.value]
    own = int(customer.segment)
    runner_up = max((at for at in range(6) if at != own), key=lambda at: votes[at])
    rest = votes.sum() - votes[own] - votes[runner_up]
    shown = [int(count) for count in re.findall(r"flex:(\d+);", bar)]
    assert shown == [count for count in (votes[own], votes[runner_up], rest) if count]
    told = read(re.sub("<[^>]+>", "", bar))
    assert f"{model.names[runner_up]} {votes[runner_up]}" in told
    assert ("Others" in told) == bool(rest)


def test_open_part_of_more_is_in_the_address(look):
    values = {"age": "25", "income": "90", "spending_score": "80", "answer": "shown"}
    page = look(model="mall", more="why-in-full", **values)
    assert len(page.chart("pulls")["data"][0]["y"]) == 3
    assert any(line.startswith("Mostly because of") for line in page.text.splitlines())
    assert page.warnings == []


def test_customer_is_looked_up_by_number(open_page, saved):
    model = saved("mall")
    customer = model.customers.iloc[57]
    page = open_page()
    page.app.text_input(key="look_up").set_value(f" {customer.customer.lstrip('0')} ")
    page.rerun()
    assert page.fields == customer[model.features].to_dict()
    assert page.headings == [model.names[customer.segment]]
    assert page.address["answer"] == "shown"
    assert customer.customer not in page.address.values()


def test_note_is_of_the_customer_who_was_looked_up_until_another_is_sent(open_page, saved):
    page = open_page(more="a-note")
    page.app.text_input(key="look_up").set_value("58")
    page.rerun()
    assert page.app.code[0].value.split("\n")[1].startswith("Customer 58, ")
    page.send({"age": 20})
    assert "Customer" not in page.app.code[0].value.split("\n")[1]


def test_nobody_of_that_number_is_told_beside_the_field(open_page):
    page = open_page()
    page.app.text_input(key="look_up").set_value("abc")
    page.rerun()
    assert page.warnings == ['Nobody of the 200 customers is called "abc".']
    assert "answer" not in page.address
    assert page.rerun().warnings == []


def test_nobody_can_be_looked_up_where_the_data_has_no_keys(open_page, models):
    path = models / "mall" / "0001" / "card.json"
    path.write_text(path.read_text().replace('"keyed": true', '"keyed": false'))
    keys = [field.key for field in open_page(models=models).app.text_input]
    assert keys == ["age", "income", "spending_score"]
