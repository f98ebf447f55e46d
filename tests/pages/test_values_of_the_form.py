"""Values of the form that cannot be, can be read in two ways, or are in another unit."""

import pytest

BIG_SPENDER = {"age": 25, "income": 90, "spending_score": 80}


@pytest.fixture
def answered(open_page):
    """The page with an answer on it."""
    return open_page(model="mall").send(BIG_SPENDER)


def below(page, at: int) -> list[str]:
    """What stands beside the field at this place of the form, but for what was seen."""
    (box,) = [
        block for block in page.app.main.children.values() for block in boxes(block, f"field_{at}")
    ]
    return [alert.value.replace("\\", "") for alert in [*box.get("error"), *box.get("warning")]]


def boxes(block, key: str) -> list:
    """The containers with this key within a block."""
    here = [block] if getattr(block.proto, "id", "").endswith(f"-{key}") else []
    inner = getattr(block, "children", {}).values()
    return here + [box for child in inner for box in boxes(child, key)]


@pytest.mark.parametrize(
    ("age", "sentence"),
    [
        ("200", 'Age must be a number from 0 to 120; "200" is not.'),
        ("1e9", 'Age must be a number from 0 to 120; "1e9" is not.'),
        ("abc", 'Age must be a number from 0 to 120; "abc" is not.'),
        ("1,234", 'Age (years): did you mean 1234 or 1.234? "1,234" can be read as either.'),
    ],
)
def test_impossible_value_is_told_beside_its_field_and_takes_the_answer_away(
    age, sentence, answered
):
    page = answered.send({"age": age})
    assert page.errors == [sentence]
    assert below(page, 0) == [sentence]
    assert below(page, 1) == below(page, 2) == []
    assert page.headings == []
    assert [field.value for field in page.typed] == [age, "90", "80"]
    assert page.notes == ["The answer stands here once what is marked in the form is corrected."]


def test_address_of_an_impossible_value_opens_the_same_refusal(answered, open_page):
    page = answered.send({"age": "200"})
    again = open_page(**page.address)
    assert (again.errors, again.headings) == (page.errors, [])
    assert [field.value for field in again.typed] == ["200", "90", "80"]


def test_example_fills_every_field_after_an_impossible_value(answered, open_page, saved):
    page = answered.send({"age": "200", "income": "1,234"}).click("example_0")
    fresh = open_page(model="mall").click("example_0")
    assert page.fields == fresh.fields
    assert (page.errors, page.headings) == ([], [saved("mall").names[0]])


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("75,5", "75.5"),
        ("900,50", "900.5"),
        ("1e3", "1000"),
        ("1.234,50", "1234.5"),
        (" 60 ", "60"),
    ],
)
def test_number_is_read_as_it_is_written(typed, understood, answered, saved):
    page = answered.send({"income": typed})
    assert page.app.text_input(key="income").value == understood
    assert page.address["income"] == understood
    assert page.headings == [saved("mall").predict({**BIG_SPENDER, "income": float(understood)})]


def test_dollars_in_a_field_for_thousands_are_asked_about_beside_it(answered):
    page = answered.send({"income": 70_000})
    question = "Annual income is in thousand $: did you mean 70?"
    assert below(page, 1) == [question]
    beside, caution = page.warnings
    assert (beside, caution[: len(question)]) == (question, question)
    assert "had $70 million; they lie between $15k and $124k" in caution


@pytest.mark.parametrize(
    ("recipe", "steps"),
    [
        ("mall", {"age": 1, "income": 1, "spending_score": 1}),
        ("membership", {"age": 1, "income": 1000, "last_purchase_amount": 10}),
        ("online_retail", {"frequency": 1}),
    ],
)
def test_steps_follow_the_spread(recipe, steps, look):
    shown = {field.key: field.step for field in look(model=recipe).form_fields}
    assert {name: shown[name] for name in steps} == steps
