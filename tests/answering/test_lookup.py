"""A customer of the data, looked up by number or name."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from segmentation.answering.assignment import assign
from segmentation.answering.lookup import (
    can_be_looked_up,
    find_customer,
    look_up,
    nobody_is_called,
)
from segmentation.models import store
from segmentation.recipes import RECIPES

CUSTOMERS = pd.DataFrame({"customer": ["17850", "A-7", "ann@example.org"]}, index=[4, 5, 9])


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_customer_looked_up_is_in_the_segment_they_were_given(recipe, load):
    model = load(recipe)
    assert can_be_looked_up(model)
    for place in (0, len(model.customers) // 2, len(model.customers) - 1):
        customer = model.customers.iloc[place]
        values = look_up(model, customer.customer)
        for name, value in values.items():
            assert value == pytest.approx(customer[name], nan_ok=True)
        if None not in values.values():
            assert assign(model, values).segment.id == customer.segment


def with_keys(model, *keys):
    customers = model.customers.head(len(keys)).copy()
    customers["customer"] = keys
    return replace(model, customers=customers)


@pytest.mark.parametrize(
    ("called", "place"),
    [("Ann Lee", 0), (" ann lee ", 0), ("0042", 1), ("42", 1), ("7", None), ("", None), ("9", 4)],
)
def test_case_and_leading_zeros_do_not_matter_where_one_customer_is_left(called, place, load):
    model = with_keys(load("mall"), "Ann Lee", "0042", "07", "007", "9", "09")
    found = look_up(model, called)
    if place is None:
        assert found is None
    else:
        assert found["age"] == model.customers.age.iloc[place]


def test_what_is_not_known_of_a_customer_is_left_empty(load):
    model = with_keys(load("mall"), "1", "2")
    model.customers.loc[model.customers.index[0], "income"] = np.nan
    assert look_up(model, "1")["income"] is None


def test_nobody_of_that_name_is_said_with_how_many_are_kept(load):
    model = load("mall")
    assert nobody_is_called(model, " x ") == 'Nobody of the 200 customers is called "x".'
    assert nobody_is_called(with_keys(model, "1", "2"), "x") == (
        'Nobody called "x" is among the 2 customers that the model keeps, of 200.'
    )


@pytest.mark.parametrize("asked", ["17850", " 17850.0", "'17850"])
def test_a_customer_is_found_however_the_number_is_written(asked):
    assert find_customer(CUSTOMERS, asked).index.tolist() == [4]


def test_an_address_is_found_in_any_case_and_nobody_by_a_part():
    assert find_customer(CUSTOMERS, "Ann@Example.org").index.tolist() == [9]
    assert find_customer(CUSTOMERS, "1785").empty


def test_zeros_before_a_number_may_be_left_out_where_one_customer_is_meant():
    zeros = CUSTOMERS.assign(customer=["007", "0070", "70"])
    assert find_customer(zeros, "7").index.tolist() == [4]
    assert find_customer(zeros, "70").index.tolist() == [9]
    assert find_customer(zeros, "00070").empty
    assert find_customer(zeros, "").empty
