"""Members of a shop: who they are, how long they have belonged, how they buy."""

from segmentation.recipes.common import (
    GENDER_ALIASES,
    age,
    gender,
    has,
    income,
    spending_score,
)
from segmentation.recipes.recipe import Category, Column, End, Feature, Recipe, Settings
from segmentation.recipes.units import DOLLARS, PURCHASES, YEARS

MEMBERSHIP = Recipe(
    name="membership",
    title="Members",
    about="Members of a shop: how long they have belonged, how often and what they buy.",
    key="customer",
    columns=(
        Column(name="customer", kind="key", aliases=("id", "customer id"), required=False),
        Column(name="age", kind="number"),
        Column(name="gender", kind="text", aliases=GENDER_ALIASES, required=False),
        Column(name="income", kind="number", aliases=("annual income",)),
        Column(name="spending_score", kind="number", aliases=("score",)),
        Column(name="membership_years", kind="number", aliases=("years of membership",)),
        Column(name="purchase_frequency", kind="number"),
        Column(name="preferred_category", kind="text", aliases=("category",), required=False),
        Column(name="last_purchase_amount", kind="number"),
    ),
    rules=(has("age", "age"), has("income", "income")),
    features=(
        age(lambda t: t.age),
        income(DOLLARS),
        spending_score(),
        Feature(
            name="membership_years",
            label="Years of membership",
            unit=YEARS,
            value=lambda t: t.membership_years,
            high=End(
                adjective="long-standing",
                noun="long-standing members",
                compared="have been members longer",
                most="have been members the longest",
            ),
            low=End(
                adjective="newer",
                noun="newer members",
                compared="joined more recently",
                most="joined most recently",
            ),
            axis=("joined recently", "member for long"),
            times="have been members {} as long",
            role="tenure",
            actionable=False,
        ),
        Feature(
            name="purchase_frequency",
            label="Purchases",
            unit=PURCHASES,
            value=lambda t: t.purchase_frequency,
            high=End(
                adjective="frequent",
                noun="frequent buyers",
                compared="buy more often",
                most="buy most often",
            ),
            low=End(
                adjective="occasional",
                noun="occasional buyers",
                compared="buy less often",
                most="buy least often",
            ),
            axis=("buys rarely", "buys often"),
            times="buy {} as often",
            role="frequency",
        ),
        Feature(
            name="last_purchase_amount",
            label="Last purchase",
            unit=DOLLARS,
            value=lambda t: t.last_purchase_amount,
            whole=False,
            high=End(
                adjective="big-basket",
                noun="big-basket buyers",
                compared="spent more on their last purchase",
                most="spent the most on their last purchase",
            ),
            low=End(
                adjective="small-basket",
                noun="small-basket buyers",
                compared="spent less on their last purchase",
                most="spent the least on their last purchase",
            ),
            axis=("smaller last purchase", "larger last purchase"),
            times="spent {} as much on their last purchase",
            role="basket",
        ),
    ),
    categories=(
        gender(),
        Category(
            name="preferred_category",
            label="Preferred category",
            said="prefer {}",
            preference=True,
            value=lambda t: t.preferred_category,
        ),
    ),
    settings=Settings(segments=4),
)
