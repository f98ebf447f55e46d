"""Find a segment: the form, the answer, and what it refuses."""

import pytest

from segmentation.recipes import RECIPES
from tests.pages.conftest import each_recipe


def typed(saved, values: dict[str, float]) -> dict[str, float]:
    """`values` as they can be typed into the form: whole where the feature is whole."""
    recipe = RECIPES[saved.card["recipe"]]
    return {
        name: round(values[name]) if recipe.feature(name).whole else round(values[name], 2)
        for name in saved.features
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
        values = typed(model, customer)
        page.send(values)
        assert page.fields == values
        assert page.headings == [model.predict(values)]


@each_recipe
def test_every_segment_is_the_answer_for_one_of_its_customers(recipe, open_page, saved):
    model = saved(recipe)
    page = open_page(model=recipe)
    for label, name in enumerate(model.names):
        customer = model.customers[model.customers.segment == label].iloc[0]
        page.send(customer[model.features].to_dict())
        assert page.headings == [name]


@each_recipe
def test_answer_describes_the_segment_and_stands_the_customer_beside_it(recipe, open_page, saved):
    model = saved(recipe)
    segment = model.card["segments"][2]
    page = open_page(model=recipe).send(typed(model, segment["median"]))
    assert page.headings == [segment["name"]]
    assert segment["description"] in page.text
    beside = page.table("This customer")
    assert list(beside.Feature) == [feature["label"] for feature in model.card["features"]]


def test_customer_is_compared_with_segment_and_everybody_in_their_units(open_page, saved):
    model = saved("mall")
    page = open_page().send({"age": 25, "income": 90, "spending_score": 80})
    segment = next(s for s in model.card["segments"] if s["name"] == page.headings[0])
    beside = page.table("This customer").set_index("Feature")
    assert list(beside["This customer"]) == ["25 years", "$90k", "80 of 100"]
    medians = (("Middle of the segment", segment), ("Middle of everybody", model.card["everybody"]))
    for column, group in medians:
        median = group["median"]
        assert list(beside[column]) == [
            f"{median['age']:g} years",
            f"${median['income']:g}k",
            f"{median['spending_score']:g} of 100",
        ]


@each_recipe
def test_form_asks_for_the_features_of_the_model(recipe, open_page, saved):
    model, about = saved(recipe), RECIPES[recipe]
    fields = open_page(model=recipe).app.number_input
    assert [field.key for field in fields] == model.features
    for field, used in zip(fields, model.card["features"]):
        assert used["label"] in field.label
        assert f"({used['unit']})" in field.label
        assert (field.min, field.max) == (
            about.feature(field.key).lowest,
            about.feature(field.key).highest,
        )


def test_form_of_the_mall_is_as_expected(open_page):
    fields = open_page().app.number_input
    assert [(field.label, field.min, field.max) for field in fields] == [
        ("Age (years)", 0, 120),
        ("Annual income (k$)", 0, None),
        ("Spending score (of 100)", 1, 100),
    ]
    assert [(field.value, type(field.value), field.step) for field in fields] == [
        (38, int, 1),
        (55, int, 1),
        (48, int, 1),
    ]


@each_recipe
def test_fields_start_at_the_median(recipe, open_page, saved):
    model = saved(recipe)
    for name, value in open_page(model=recipe).fields.items():
        median = model.customers[name].median()
        assert value == pytest.approx(median, abs=0.5 if isinstance(value, int) else 0.005)


@each_recipe
def test_help_of_a_field_says_what_was_seen(recipe, open_page, saved):
    fields = open_page(model=recipe).app.number_input
    for field, used in zip(fields, saved(recipe).card["features"]):
        for seen in (used["min"], used["max"]):
            assert f"{seen:,.10g}" in field.help.replace("\\", "")


@each_recipe
def test_segments_are_shown_at_a_glance_before_anything_is_sent(recipe, open_page, saved):
    page = open_page(model=recipe)
    assert page.headings == saved(recipe).names
    assert "answer" not in page.address


def test_link_with_values_opens_the_answer_at_once(open_page, saved):
    page = open_page(model="mall", age="25", income="90", spending_score="80", answer="shown")
    assert page.fields == {"age": 25, "income": 90, "spending_score": 80}
    assert page.headings == [saved("mall").predict(page.fields)]
    assert page.address["age"] == "25"


def test_link_with_some_values_takes_the_median_for_the_others(open_page, saved):
    page = open_page(model="membership", last_purchase_amount="12.5", answer="shown")
    assert page.fields["last_purchase_amount"] == 12.5
    assert page.fields["age"] == 43
    assert page.headings == [saved("membership").predict(page.fields)]


def test_link_with_values_and_without_the_answer_only_fills_in_the_form(open_page, saved):
    page = open_page(model="mall", age="25")
    assert page.fields["age"] == 25
    assert page.headings == saved("mall").names


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
def test_impossible_value_in_a_link_is_refused_in_a_sentence(open_page, field, value, expected):
    page = open_page(model="mall", answer="shown", **{field: value})
    assert [error.startswith(expected) for error in page.errors] == [True]
    assert page.headings == []


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
    assert [warning.split(" Take")[0] for warning in page.warnings] == ([note] if note else [])


def test_every_value_that_was_never_seen_gets_its_note(open_page):
    page = open_page().send({"age": 100, "income": 900, "spending_score": 100})
    assert [warning.split(":")[0] for warning in page.warnings] == [
        "Age",
        "Annual income",
        "Spending score",
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_customer_is_drawn_where_the_model_places_them(open_page, saved, theme):
    model = saved("mall")
    values = {"age": 25, "income": 90, "spending_score": 80}
    page = open_page(theme=theme).send(values)
    *clouds, ring = page.chart("map")["data"]
    scaled = model.pipeline[:-1].transform(page_row(model, values))[0]
    projection = model.card["projection"]
    for axis, drawn in zip(projection["axes"], (ring["x"], ring["y"])):
        place = (scaled - projection["centre"]) @ list(axis["loadings"].values())
        assert drawn == [pytest.approx(place)]
    assert clouds[-1]["name"] == page.headings[0]


def page_row(model, values):
    return model.customers[model.features].iloc[:1].assign(**values)
