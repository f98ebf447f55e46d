"""Customers of a food and wine shop: who they are, what they spend and where."""

from segmentation.recipes.common import age, has, income, monetary
from segmentation.recipes.recipe import (
    Category,
    Column,
    End,
    Feature,
    Recipe,
    Rule,
    Settings,
)
from segmentation.recipes.units import DAYS, DOLLARS, PURCHASES

SPENT_ON = ("wines", "fruits", "meat_products", "fish_products", "sweet_products", "gold_prods")
HIGHEST_BELIEVABLE_INCOME = 200_000
HIGHEST_BELIEVABLE_AGE = 100


def _age(t):
    return t.today.year() - t.birth_year


def _total_spent(t):
    return sum(t[f"spent_{group}"] for group in SPENT_ON)


PERSONALITY = Recipe(
    name="personality",
    title="Food and wine customers",
    about="Customers of a food and wine shop: household, spending and where they buy.",
    key="customer",
    newest="enrolled",
    published=("Year_Birth", "Dt_Customer", "MntWines", "NumWebPurchases"),
    columns=(
        Column(name="customer", kind="key", aliases=("id", "customer id"), required=False),
        Column(name="birth_year", kind="number", aliases=("year birth", "year of birth")),
        Column(name="education", kind="text", required=False),
        Column(name="marital_status", kind="text", required=False),
        Column(name="income", kind="number", aliases=("annual income",)),
        Column(
            name="enrolled",
            kind="date",
            aliases=("dt customer", "enrolment date", "enrollment date"),
        ),
        Column(name="recency", kind="number", aliases=("days since last purchase",)),
        *(
            Column(name=f"spent_{group}", kind="number", aliases=(f"mnt {group}",))
            for group in SPENT_ON
        ),
        Column(name="web_purchases", kind="number", aliases=("num web purchases",)),
        Column(name="store_purchases", kind="number", aliases=("num store purchases",)),
    ),
    rules=(
        has("income", "income"),
        Rule(
            name=f"income of ${HIGHEST_BELIEVABLE_INCOME:,} or more",
            reason="Such an income (666,666 in the published file) is a typing error, "
            "and one such customer would become a segment of their own.",
            keep=lambda t: t.income < HIGHEST_BELIEVABLE_INCOME,
        ),
        Rule(
            name=f"aged {HIGHEST_BELIEVABLE_AGE} or more",
            reason="A year of birth around 1900 is a default of the form, not an age.",
            # An age that is not known is filled in like any other value.
            keep=lambda t: (_age(t) < HIGHEST_BELIEVABLE_AGE).fill_null(True),
        ),
    ),
    features=(
        age(_age),
        income(DOLLARS),
        monetary(DOLLARS, _total_spent, name="total_spent", whole=True),
        Feature(
            name="web_purchases",
            label="Web purchases",
            unit=PURCHASES,
            value=lambda t: t.web_purchases,
            high=End(
                adjective="web-active",
                noun="frequent online shoppers",
                compared="buy more often online",
                most="buy online most often",
            ),
            low=End(
                adjective="rarely online",
                noun="rare online shoppers",
                compared="buy less often online",
                most="buy online least often",
            ),
            axis=("fewer web purchases", "more web purchases"),
            times="buy online {} as often",
            role="frequency",
        ),
        Feature(
            name="store_purchases",
            label="Store purchases",
            unit=PURCHASES,
            value=lambda t: t.store_purchases,
            high=End(
                adjective="often in store",
                noun="frequent store shoppers",
                compared="buy more often in stores",
                most="buy in stores most often",
            ),
            low=End(
                adjective="rarely in store",
                noun="rare store shoppers",
                compared="buy less often in stores",
                most="buy in stores least often",
            ),
            axis=("fewer store purchases", "more store purchases"),
            times="buy in stores {} as often",
            role="frequency",
        ),
        Feature(
            name="recency",
            label="Days since last purchase",
            unit=DAYS,
            value=lambda t: t.recency,
            high=End(
                adjective="less recent",
                noun="less recent buyers",
                compared="last bought longer ago",
                most="last bought the longest ago",
            ),
            low=End(
                adjective="recent",
                noun="recent buyers",
                compared="last bought more recently",
                most="bought most recently",
            ),
            axis=("bought recently", "bought long ago"),
            role="recency",
        ),
    ),
    categories=(
        Category(
            name="education",
            label="Education",
            said='have the education "{}"',
            value=lambda t: t.education,
        ),
        Category(
            name="marital_status",
            label="Household",
            said='have the household "{}"',
            value=lambda t: t.marital_status,
        ),
    ),
    settings=Settings(segments=6),
)
