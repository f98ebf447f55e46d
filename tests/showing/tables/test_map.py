"""Maps of two features, sizes, and finding a customer."""

import numpy as np
import pandas as pd
import pytest

from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.card.projection import Projection
from segmentation.card.segments import Segment
from segmentation.models.model import Model
from segmentation.recipes import RECIPES
from segmentation.showing.tables.map import (
    choices,
    customer_in_words,
    features_in_words,
    on_features,
    places_data,
    sizes,
    spend_of,
)

SHOP = RECIPES["online_retail"]


def used(name, label, unit, *, log):
    return FeatureUsed(
        name=name, label=label, unit=unit, min=0, max=9, missing=0, clip=None, log=log
    )


CARD = Card.model_construct(
    features=[
        used("recency", "Days since last order", "days", log=False),
        used("monetary", "Total spend", "£", log=True),
    ],
    segments=[Segment.model_construct(id=3, name="Savers")],
    projection=Projection(centre=[0, 0], axes=[]),
)
CUSTOMERS = pd.DataFrame(
    {
        "customer": ["17850", "A-7", "ann@example.org"],
        "segment": 3,
        "recency": [1.0, 30.0, np.nan],
        "monetary": [0.0, 999.0, 50.0],
        "axis_1": 0.0,
        "axis_2": 0.0,
    },
    index=[4, 5, 9],
)


def test_two_features_are_the_axes_and_who_lacks_one_is_left_out():
    placed, (across, up) = on_features(CUSTOMERS, CARD, "recency", "monetary")
    assert placed.index.tolist() == [4, 5]
    assert placed.axis_1.tolist() == [1.0, 30.0]
    assert placed.axis_2.tolist() == pytest.approx([0.0, np.log(1_000)])
    assert (across.title, across.ticks) == ("Days since last order", None)
    assert up.title == "Total spend (£)"
    assert up.written == ["0", "1", "3", "10", "30", "100", "300"]
    assert up.ticks == pytest.approx(np.log1p([0, 1, 3, 10, 30, 100, 300]))


def test_axes_over_many_powers_have_one_tick_each():
    many = CUSTOMERS.assign(monetary=[20.0, 1e6, 50.0])
    _, (_, up) = on_features(many, CARD, "recency", "monetary")
    assert up.written == ["100", "1,000", "10,000", "100,000", "1,000,000"]


def test_sizes_are_such_that_areas_are_as_values():
    found = sizes(pd.DataFrame({"spent": [0.0, 25.0, 100.0, np.nan, -3.0, 100.0]}), "spent")
    assert found.tolist() == [0.0, 0.5, 1.0, 0.0, 0.0, 1.0]
    nothing = sizes(pd.DataFrame({"spent": [0.0, 0.0]}), "spent")
    assert nothing.tolist() == [0.0, 0.0]


def test_spend_is_the_money_that_customers_bring_in():
    assert spend_of(CARD, SHOP) == "monetary"
    without = CARD.model_copy(update={"features": CARD.features[:1]})
    assert spend_of(without, SHOP) is None
    assert choices(CARD, SHOP) == ["recency", "monetary"]


def test_customer_in_words():
    assert customer_in_words(CUSTOMERS.loc[5], CARD, SHOP) == (
        "Customer A-7: Savers. Days since last order 30 days, total spend £999."
    )


def test_places_have_readable_headers():
    assert places_data(CUSTOMERS, CARD).columns.tolist() == [
        "Customer",
        "Days since last order",
        "Total spend (£)",
        "Segment",
    ]


def test_words_say_what_is_logged_and_who_is_not_drawn():
    model = Model(CARD, None, None, None, None, SHOP)
    assert features_in_words(model, "recency", "monetary", 2) == (
        "Right: more days since last order. Up: more total spend. For total spend each "
        "further step is many times as much, since few customers have very much. 2 without one of "
        "the two values are not drawn."
    )
    assert features_in_words(model, "recency", "recency", 0) == (
        "Right: more days since last order. Up: more days since last order."
    )
