"""A visitor types in a customer and reads the segment."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from segmentation.answering.answer import answer
from segmentation.answering.examples import examples
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.showing.note_page import note_html
from tests.browser.conftest import ANSWER, DESK, Saved, Visitor

each_recipe = pytest.mark.parametrize("recipe", RECIPES)
BIG_SPENDER = {"age": 25, "income": 90, "spending_score": 80}


def type_in(visitor, model: Saved, values: dict[str, float | str]) -> None:
    """Fill in the form with nothing but the keyboard, and press Enter in the last field."""
    visitor.field(model.labels[next(iter(values))]).focus()
    for name, value in values.items():
        field = visitor.field(model.labels[name])
        while not field.evaluate("field => field === document.activeElement"):
            visitor.page.keyboard.press("Tab")
        visitor.page.keyboard.press("Control+A")
        visitor.page.keyboard.type(str(value))
    visitor.page.keyboard.press("Enter")


@each_recipe
def test_answer_to_a_typed_in_customer_is_the_pipelines(recipe, visitor, best_app, best_models):
    model = Saved(best_models / recipe / "0001")
    guest = visitor(best_app).open(f"/find_a_segment?model={recipe}")
    for segment in (0, model.card["k"] - 1):
        values = model.typed(model.card["segments"][segment]["median"])
        type_in(guest, model, values)
        expect(guest.answer).to_have_text(model.predict(values))


def test_address_after_enter_opens_the_same_answer(visitor, trained):
    """What was typed last counts too, though Enter was pressed in its field."""
    model = Saved(trained / "mall" / "0001")
    guest = visitor().open("/find_a_segment?model=mall")
    type_in(guest, model, BIG_SPENDER)
    expect(guest.answer).to_be_visible()
    guest.settle()
    again = visitor().open("/find_a_segment" + guest.page.evaluate("location.search"))
    typed = {name: float(again.field(model.labels[name]).input_value()) for name in BIG_SPENDER}
    assert typed == BIG_SPENDER
    expect(again.answer).to_have_text(model.predict(BIG_SPENDER))


def test_address_after_enter_opens_the_same_answer_of_orders(visitor, trained):
    model = Saved(trained / "online_retail" / "0001")
    values = {"recency": 12, "frequency": 9, "monetary": 4321.5, "quantity": 3000}
    guest = visitor().open("/find_a_segment?model=online_retail")
    type_in(guest, model, values)
    expect(guest.answer).to_have_text(model.predict(values))
    guest.settle()
    again = visitor().open("/find_a_segment" + guest.page.evaluate("location.search"))
    typed = {name: float(again.field(model.labels[name]).input_value()) for name in values}
    assert typed == values
    expect(again.answer).to_have_text(model.predict(values))


def test_link_from_when_the_form_was_the_first_page_opens_the_answer(visitor, trained):
    model = Saved(trained / "mall" / "0001")
    guest = visitor().open("/segments?model=mall").open(ANSWER.replace("/find_a_segment", "/"))
    expect(guest.title).to_have_text("Find a segment")
    expect(guest.answer).to_have_text(model.predict(BIG_SPENDER))
    assert guest.page.url == guest.base + ANSWER
    guest.page.go_back()
    expect(guest.title).to_have_text("Segments")


def test_customer_is_looked_up_by_number(visitor, trained):
    model = Saved(trained / "mall" / "0001")
    customer = model.customers.iloc[57]
    guest = visitor().open("/find_a_segment?model=mall")
    guest.field("Look a customer up").fill(customer.customer)
    guest.page.keyboard.press("Enter")
    expect(guest.answer).to_have_text(model.names[customer.segment])
    expect(guest.field("Age (years)")).to_have_value(f"{customer.age:g}")


def test_link_with_values_opens_the_answer_to_which_going_back_returns(visitor, trained):
    model = Saved(trained / "mall" / "0001")
    guest = visitor().open(ANSWER)
    expect(guest.answer).to_have_text(model.predict(BIG_SPENDER))
    type_in(guest, model, {"age": 60})
    expect(guest.page).to_have_url(re.compile("age=60"))
    guest.settle()
    guest.page.go_back()
    expect(guest.field("Age (years)")).to_have_value("25")
    expect(guest.answer).to_have_text(model.predict(BIG_SPENDER))
    guest.settle()
    type_in(guest, model, {"age": 60})
    expect(guest.page.locator(".bars").get_by_text("yours 60 years")).to_be_visible()
    guest.settle()
    # Reloading keeps the second customer.
    guest.page.reload()
    guest.settle()
    expect(guest.field("Age (years)")).to_have_value("60")
    expect(guest.answer).to_have_text(model.predict({**BIG_SPENDER, "age": 60}))


def test_impossible_value_takes_the_answer_away_until_an_example_fills_every_field(
    visitor, trained
):
    model = Saved(trained / "mall" / "0001")
    guest = visitor().open(ANSWER)
    type_in(guest, model, {"age": 200, "income": 80})
    refused = 'Age must be a number from 0 to 120; "200" is not.'
    expect(guest.page.get_by_role("alert").filter(has_text=refused)).to_be_visible()
    expect(guest.answer).to_have_count(0)
    age = guest.field("Age (years)")
    expect(age).to_be_focused()
    expect(age).to_have_attribute("aria-invalid", "true")
    expect(age).to_have_accessible_description(re.compile(re.escape(refused)))
    expect(guest.field(model.labels["income"])).to_have_value("80")
    age.fill("300")
    guest.page.get_by_role("button", name=model.names[1], exact=True).click()
    expect(guest.answer).to_have_text(model.names[1])
    expect(age).not_to_have_value(re.compile("300|200"))
    expect(guest.page.get_by_role("alert")).to_have_count(0)


def test_numbers_are_read_as_they_are_typed(visitor, trained):
    guest = visitor().open("/find_a_segment?model=mall")
    assert guest.page.evaluate("navigator.language") == "en-US"
    read_as_typed(guest, Saved(trained / "mall" / "0001"))


def test_numbers_are_read_as_they_are_typed_in_german(chromium, app, trained):
    page = chromium.new_context(locale="de-DE", viewport=DESK).new_page()
    guest = Visitor(page, app).open("/find_a_segment?model=mall")
    assert page.evaluate("navigator.language") == "de-DE"
    read_as_typed(guest, Saved(trained / "mall" / "0001"))
    page.context.close()


def read_as_typed(guest: Visitor, model: Saved) -> None:
    income = guest.field(model.labels["income"])
    for typed, read in (("75,5", "75.5"), ("900,50", "900.5"), ("1e9", "1000000000")):
        type_in(guest, model, {"income": typed})
        expect(income).to_have_value(read)
        expect(guest.page).to_have_url(re.compile(f"income={read}&"))
    type_in(guest, model, {"income": "1,234"})
    asked = guest.page.get_by_role("alert").filter(has_text="did you mean 1234 or 1.234?")
    expect(asked).to_be_visible()


def test_answer_is_dim_while_the_form_holds_something_else(visitor):
    guest = visitor().open(ANSWER)
    found, told = (
        guest.page.locator(".st-key-found"),
        guest.page.get_by_text("You changed the form"),
    )
    age = guest.field("Age (years)")
    expect(found).to_have_css("opacity", "1")
    expect(told).to_be_hidden()
    age.press("ArrowUp")
    expect(age).to_have_value("26")
    expect(found).to_have_css("opacity", "0.45")
    expect(told).to_be_visible()
    age.fill("25")
    expect(found).to_have_css("opacity", "1")


def test_answer_is_in_view_on_a_phone_and_has_the_focus(visitor):
    guest = visitor(width=390, height=844).open("/find_a_segment?model=mall")
    guest.page.get_by_role("button", name="Find the segment").click()
    expect(guest.answer).to_be_focused()
    assert 0 < guest.answer.bounding_box()["y"] < 300


@pytest.mark.parametrize("value", ["inf", "1e400", "abc", "250"])
def test_page_survives_any_value_in_a_link(value, visitor):
    guest = visitor().open(f"/find_a_segment?model=mall&age={value}&income={value}&answer=shown")
    expect(guest.page.get_by_role("button", name="Find the segment")).to_be_visible()
    expect(guest.page.get_by_text("encountered an error")).to_have_count(0)


def test_address_of_a_corrected_link_opens_the_corrected_answer(visitor, trained):
    model = Saved(trained / "mall" / "0001")
    guest = visitor().open(
        "/find_a_segment?model=mall&age=250&income=90&spending_score=80&answer=shown"
    )
    expect(guest.page.get_by_text("Age must be a number from 0 to 120")).to_be_visible()
    guest.field("Age (years)").fill("25")
    guest.page.get_by_role("button", name="Find the segment").click()
    expect(guest.answer).to_have_text(model.predict(BIG_SPENDER))
    guest.settle()
    guest.page.reload()
    guest.settle()
    expect(guest.field("Age (years)")).to_have_value("25")
    expect(guest.answer).to_have_text(model.predict(BIG_SPENDER))


def test_other_model_starts_from_its_own_median_where_the_unit_differs(visitor):
    guest = visitor().open(ANSWER).choose_model("Members")
    expect(guest.field("Annual income ($)")).to_have_value("75815")
    expect(guest.page).not_to_have_url(re.compile("income=90"))
    expect(guest.page.get_by_text("default value")).to_have_count(0)


def test_ten_visitors_at_once_get_each_their_own_answer(strangers, trained):
    model = Saved(trained / "mall" / "0001")
    customers = [
        {"age": 20 + 5 * at, "income": 15 + 12 * at, "spending_score": (37 * at) % 100 + 1}
        for at in range(10)
    ]
    guests = strangers(len(customers))
    for guest in guests:
        guest.page.goto(guest.base + "/find_a_segment?model=mall", wait_until="commit")
    for guest, customer in zip(guests, customers):
        for name, value in customer.items():
            guest.field(model.labels[name]).fill(str(value))
    for guest in guests:
        guest.page.get_by_role("button", name="Find the segment").click(no_wait_after=True)
    for guest, customer in zip(guests, customers):
        own = guest.page.locator(".bars").get_by_text(f"yours {customer['age']} years")
        expect(own).to_be_visible()
        expect(guest.answer).to_have_text(model.predict(customer))


def test_example_fills_the_form_at_one_click_on_a_phone(visitor, trained):
    segment = Saved(trained / "mall" / "0001").card["segments"][2]
    guest = visitor(width=360).open("/find_a_segment?model=mall")
    guest.page.get_by_role("button", name=segment["name"], exact=True).click()
    expect(guest.answer).to_have_text(segment["name"])
    expect(guest.page).to_have_url(re.compile("age=.*answer=shown"))


def test_field_can_be_emptied_and_the_link_of_that_sent_on(visitor):
    guest = visitor().open(ANSWER)
    guest.field("Annual income (thousand $)").fill("")
    guest.page.keyboard.press("Enter")
    told = "Without annual income, two segments are possible."
    expect(guest.page.locator(".st-key-answer").get_by_text(told)).to_be_visible()
    guest.settle()
    again = visitor().open("/find_a_segment" + guest.page.evaluate("location.search"))
    expect(again.page.locator(".st-key-answer").get_by_text(told)).to_be_visible()
    expect(again.field("Annual income (thousand $)")).to_have_value("")
    expect(again.field("Age (years)")).to_have_value("25")


@each_recipe
def test_note_fits_a_printed_page(recipe, visitor, trained):
    model = store.load(trained, recipe)
    page = visitor().page
    for values in examples(model).values():
        page.set_content(note_html(model, answer(model, values), "0042", date(2026, 11, 29)))
        for paper in ("A4", "Letter"):
            printed = page.pdf(format=paper, prefer_css_page_size=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_keyboard_alone_reaches_every_field_and_the_button_visibly(visitor):
    guest = visitor().open("/find_a_segment?model=mall")
    income = "Annual income (thousand $)"
    expected = ["Age (years)", income, "Spending score (of 100)", "Find the segment"]
    reached = []
    while len(reached) < len(expected):
        guest.page.keyboard.press("Tab")
        name = guest.page.evaluate(FOCUSED)
        assert name, "the keyboard went through the page and missed a field or the button"
        if name in expected:
            reached.append(name)
            focused = surroundings(guest)
            guest.page.evaluate("() => (window.left = document.activeElement).blur()")
            assert surroundings(guest) != focused, f"nobody sees that {name} has the focus"
            guest.page.evaluate("() => window.left.focus()")
    assert reached == expected


# The name of what has the focus; nothing once the page has been gone through.
FOCUSED = """() => {
    const focused = document.activeElement;
    return focused.getAttribute("aria-label") || focused.innerText || focused.tagName;
}"""


def surroundings(guest) -> bytes:
    """A picture of the form, in which the focus is to be seen."""
    return guest.page.get_by_test_id("stForm").screenshot(animations="disabled")
