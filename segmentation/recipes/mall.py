"""Shoppers of a mall: age, income and the mall's spending score."""

from segmentation.recipes.common import (
    GENDER_ALIASES,
    age,
    gender,
    has,
    income,
    spending_score,
)
from segmentation.recipes.recipe import Column, Recipe
from segmentation.recipes.units import THOUSAND_DOLLARS

MALL = Recipe(
    name="mall",
    title="Mall customers",
    about="Shoppers with a loyalty card: who they are and how freely they spend.",
    key="customer",
    columns=(
        Column(name="customer", kind="key", aliases=("customer id", "id"), required=False),
        Column(name="gender", kind="text", aliases=GENDER_ALIASES, required=False),
        Column(name="age", kind="number"),
        Column(name="income", kind="number", aliases=("annual income",)),
        Column(name="spending_score", kind="number", aliases=("score",)),
    ),
    rules=(
        has("age", "age"),
        has("income", "income"),
        has("spending_score", "spending score"),
    ),
    features=(age(lambda t: t.age), income(THOUSAND_DOLLARS), spending_score()),
    categories=(gender(),),
)
