"""What is said of missing values, against trying all that they could be."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentation.answering.missing.in_words import (
    NOTHING_RULES_OUT,
    condition,
    deciding,
    sole_stretches,
    summary,
    taken_into_account,
)
from segmentation.answering.missing.incomplete import possible
from segmentation.answering.missing.missing_values import Undecided, with_empty_fields
from segmentation.answering.what_if.ranges import Possible, Stretch, possible_values
from segmentation.errors import WrongValue
from segmentation.models import store
from segmentation.models.arithmetic import laid_open

TENS = Possible(first=0, last=10, per=1)
RANGES = r"(?:up to |from |of exactly )[^:;]*?(?=:|;| or | and |, |\.$)"


@pytest.fixture(scope="module")
def mall(trained):
    return store.load(trained, "mall")


@pytest.fixture(scope="module")
def loyalty(trained):
    return store.load(trained, "loyalty")


def undecided(model, values):
    return with_empty_fields(model, laid_open(model.pipeline, model.card.feature_names), values)


def values_of(model, name):
    grid = possible_values(model, model.recipe.feature(name))
    return grid.value(np.arange(grid.first, grid.last + 1))


def tried(model, known, empty):
    """All possible values of what is empty, and the segment's name with each of them."""
    ranges = [values_of(model, name) for name in empty]
    combined = pd.DataFrame(list(itertools.product(*ranges)), columns=empty)
    labels = model.pipeline.predict(combined.assign(**known)[model.card.feature_names])
    names = np.array([segment.name for segment in model.card.segments])
    return combined, names[labels]


def within(words: str, values: np.ndarray) -> np.ndarray:
    """Which values a range in words holds: "up to $62k", "from 20 to 24 years"."""
    found = [
        float(n.replace(",", "")) for n in re.findall(r"\d[\d,.]*", words.replace(" of 100", ""))
    ]
    if words.startswith("up to"):
        return values <= found[0]
    if words.endswith(" up"):
        return values >= found[0]
    return (values >= found[0]) & (values <= found[-1])


customers = st.fixed_dictionaries(
    {
        "age": st.integers(18, 69),
        "income": st.integers(15, 124),
        "spending_score": st.integers(5, 96),
    }
)


@given(customer=customers, empty=st.sampled_from(["age", "income", "spending_score"]))
@settings(max_examples=150, deadline=None)
def test_sentence_on_one_missing_value_is_what_trying_finds(mall, customer, empty):
    known = {name: value for name, value in customer.items() if name != empty}
    combined, labels = tried(mall, known, [empty])
    values = combined[empty].to_numpy()
    found = undecided(mall, known)
    sentences = deciding(found, mall)
    names = [mall.card.segments[at].name for at in found.segments]
    assert sorted(names) == sorted(set(labels))
    if len(names) == 1:
        assert sentences == []
        assert summary(found, mall).endswith(f", this customer is in {names[0]}.")
        return
    (sentence,) = sentences
    told = np.full(len(values), "", dtype=object)
    for case in sentence.rstrip(".").split("; "):
        words, name = case.split(": ")
        where = re.search(r"(up to|from|of exactly) .*", words)
        told[within(where[0], values) if where else told == ""] = name
    assert told.tolist() == labels.tolist()
    for at, name in zip(found.segments, names):
        ranges = re.search(r"(up to|from|of exactly) .*(?=\.$)", condition(at, found, mall))[0]
        holds = np.any([within(part, values) for part in ranges.split(" or ")], axis=0)
        assert (holds == (labels == name)).all()


@given(
    customer=customers,
    empty=st.sampled_from(list(itertools.combinations(["age", "income", "spending_score"], 2))),
)
@settings(max_examples=40, deadline=None)
def test_sentences_on_two_missing_values_are_true_of_all_that_is_possible(mall, customer, empty):
    known = {name: value for name, value in customer.items() if name not in empty}
    combined, labels = tried(mall, known, list(empty))
    found = undecided(mall, known)
    label_of = {name: mall.recipe.feature(name).label.lower() for name in empty}
    for sentence in deciding(found, mall):
        assert sentence.startswith("Whatever the rest, with ")
        (name,) = [
            n for n in empty if sentence.startswith(f"Whatever the rest, with {label_of[n]}")
        ]
        values, before = combined[name].to_numpy(), np.zeros(len(combined), dtype=bool)
        for case in sentence.rstrip(".").split("; "):
            words, segment = case.split(": ")
            where = re.search(r"(up to|from|of exactly) .*", words)
            holds = within(where[0], values) if where else values > values[before].max()
            before |= holds
            assert set(labels[holds]) == {segment}
    for at in found.segments:
        told = condition(at, found, mall)
        own = labels == mall.card.segments[at].name
        for name in empty:
            where = re.search(f"{label_of[name]} ({RANGES})", told)
            if where:
                assert within(where[1], combined[name].to_numpy()[own]).all()


@given(
    parts=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 10), st.integers(0, 10)).map(
            lambda p: Stretch(p[0], float(min(p[1:])), float(max(p[1:])))
        ),
        max_size=6,
    )
)
def test_sole_stretches_are_where_one_segment_is_alone(parts):
    found = sole_stretches(parts, TENS)
    for value in range(11):
        there = {part.segment for part in parts if part.lowest <= value <= part.highest}
        told = [part.segment for part in found if part.lowest <= value <= part.highest]
        assert told == (list(there) if len(there) == 1 else [])
    assert all(
        one.highest + 1 < next_.lowest or one.segment != next_.segment
        for one, next_ in itertools.pairwise(found)
    )


def test_sentences_of_the_mall(mall):
    known = {"age": 25, "spending_score": 80}
    found = undecided(mall, known)
    assert summary(found, mall) == "Without annual income, two segments are possible."
    assert deciding(found, mall) == [
        "With annual income up to $61k: Younger high scorers; above that: High-income high scorers."
    ]
    assert [condition(at, found, mall) for at in found.segments] == [
        "With annual income from $62k up.",
        "With annual income up to $61k.",
    ]
    assert taken_into_account(["income"], mall) == (
        "As far as the data goes: annual income $15k to $124k."
    )


def test_more_than_two_stretches_in_one_sentence(mall):
    income = [Stretch(0, 15.0, 40.0), Stretch(1, 41.0, 41.0), Stretch(0, 42.0, 124.0)]
    found = Undecided(segments=(0, 1), fields={"income": income}, exact=True)
    first, second = (segment.name for segment in mall.card.segments[:2])
    assert deciding(found, mall) == [
        f"With annual income up to $40k: {first}; of exactly $41k: {second}; above that: {first}."
    ]
    assert condition(0, found, mall) == "With annual income up to $40k or from $42k up."


def test_nothing_lower_is_possible_than_the_lowest(loyalty):
    orders = [Stretch(2, 1.0, 1.0), Stretch(0, 2.0, 29.0)]
    found = Undecided(segments=(0, 2), fields={"number_of_orders": orders}, exact=True)
    first, third = (loyalty.card.segments[at].name for at in (0, 2))
    assert deciding(found, loyalty) == [f"With orders of exactly 1: {third}; above that: {first}."]


def test_what_is_not_exact_says_so(loyalty):
    names = ("recency", "number_of_orders")
    values = {f: v for f, v in loyalty.card.segments[3].median.items() if f not in names}
    found = undecided(loyalty, values)
    assert not found.exact
    said = [*deciding(found, loyalty), *(condition(at, found, loyalty) for at in found.segments)]
    told = [sentence for sentence in said if sentence != NOTHING_RULES_OUT]
    assert told
    assert all(sentence.endswith(", as far as tried.") for sentence in told)
    assert summary(found, loyalty).endswith(" possible, as far as tried.")


def test_many_missing_values_are_counted(loyalty):
    found = undecided(loyalty, {})
    assert summary(found, loyalty) == (
        "Without eight of the values, every segment is possible, as far as tried."
    )


def test_possible_checks_the_values_that_are_known(mall):
    with pytest.raises(WrongValue, match="Age must be a number from 0 to 120"):
        possible(mall, {"age": 250, "income": None, "spending_score": 40})


def test_possible_warns_of_known_values_that_were_never_seen(mall):
    found = possible(mall, {"age": None, "income": 500, "spending_score": 40})
    assert found.cautions == [
        "Annual income: no customer in the data had $500k; they lie between $15k and $124k. "
        "Take this answer with care."
    ]
