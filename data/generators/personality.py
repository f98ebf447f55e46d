"""Customers of a grocery seller, with flaws."""

import numpy as np
import pandas as pd

from .draws import bounded_normal, draw_labels, draw_personas, read_table, whole

SEED = 2

PERSONAS = read_table("""
persona           share  age  age_sd  income  income_sd  kid   teen  budget
affluent             23   45      13   77000       8500  0.07  0.20    1350
comfortable          27   51      10   61000       8000  0.18  0.85     780
stretched family     35   43      10   39000       8000  0.80  0.60     130
starting out         15   37      10   24000       7500  0.75  0.12      70
""")

COUNTS = read_table("""
mean count           affluent  comfortable  stretched family  starting out
NumDealsPurchases         1.3          3.2               2.6           1.9
NumWebPurchases           5.4          6.2               2.6           1.9
NumCatalogPurchases       5.6          3.3               0.7           0.4
NumStorePurchases         8.6          8.2               3.5           2.9
NumWebVisitsMonth         2.8          5.3               6.5           7.0
""").T

BASKETS = read_table("""
share of spending  affluent  comfortable  stretched family  starting out
MntWines               0.48         0.58              0.44          0.24
MntFruits              0.05         0.04              0.05          0.10
MntMeatProducts        0.29         0.20              0.25          0.24
MntFishProducts        0.07         0.05              0.07          0.12
MntSweetProducts       0.05         0.04              0.05          0.10
MntGoldProds           0.06         0.09              0.14          0.20
""").T

# The chance of a yes: for everyone, and what the largest budget adds to it.
ANSWERS = read_table("""
answer        base  largest
AcceptedCmp3  0.06     0.10
AcceptedCmp4  0.02     0.45
AcceptedCmp5  0.00     0.62
AcceptedCmp1  0.00     0.52
AcceptedCmp2  0.00     0.11
Complain      0.01     0.00
Response      0.09     0.55
""")
LARGEST_BUDGET = 2500

EDUCATION = {"Graduation": 0.50, "PhD": 0.22, "Master": 0.165, "2n Cycle": 0.09, "Basic": 0.025}
MARITAL_STATUS = {
    "Married": 0.386,
    "Together": 0.26,
    "Single": 0.215,
    "Divorced": 0.103,
    "Widow": 0.034,
    "Alone": 0.002,
}
SECOND_CHILD = 0.03

MISSING_INCOMES = 24
ABSURD_INCOME = 666666
ABSURD_BIRTH_YEARS = [1892, 1897, 1900]
REPEATED_ROWS = 180


def personality() -> pd.DataFrame:
    """2,240 customers in 29 columns: background, amounts, purchases, answers; flaws included.

    Money is in whole units; income is missing (`NA`) where the file has an empty cell.
    """
    rng = np.random.default_rng(SEED)
    who = draw_personas(rng, PERSONAS, 2240 - REPEATED_ROWS)
    background = draw_background(rng, who)
    budget = draw_budget(rng, who, background.Income)
    parts = [
        background,
        draw_amounts(rng, who, budget),
        draw_counts(rng, who, budget),
        draw_answers(rng, budget, background.Recency),
    ]
    table = add_flaws(rng, pd.concat(parts, axis=1))
    table.insert(0, "ID", rng.choice(11200, len(table), replace=False))
    return table


def draw_background(rng: np.random.Generator, who: pd.DataFrame) -> pd.DataFrame:
    """Birth, education, household, yearly income, enrolment, days since the last purchase."""
    rows = len(who)
    enrolled = pd.Timestamp(2012, 7, 30) + pd.to_timedelta(rng.integers(0, 700, rows), unit="D")
    return pd.DataFrame(
        {
            "Year_Birth": 2014 - whole(bounded_normal(rng, who.age, who.age_sd, 18, 74)),
            "Education": draw_labels(rng, EDUCATION, rows),
            "Marital_Status": draw_labels(rng, MARITAL_STATUS, rows),
            "Income": whole(bounded_normal(rng, who.income, who.income_sd, 1700, 165_000)),
            "Kidhome": rng.binomial(1, who.kid) + rng.binomial(1, SECOND_CHILD, rows),
            "Teenhome": rng.binomial(1, who.teen) + rng.binomial(1, SECOND_CHILD, rows),
            "Dt_Customer": enrolled.strftime("%d-%m-%Y"),
            "Recency": rng.integers(0, 100, rows),
        }
    )


def draw_budget(rng: np.random.Generator, who: pd.DataFrame, income: pd.Series) -> np.ndarray:
    """What each customer spends in two years: skewed to the right, rising with income."""
    typical = np.log(who.budget) + 1.5 * np.log(income / who.income).clip(-0.5, 0.5)
    return np.exp(bounded_normal(rng, typical, 0.45, np.log(5), np.log(LARGEST_BUDGET)))


def draw_amounts(rng: np.random.Generator, who: pd.DataFrame, budget: np.ndarray) -> pd.DataFrame:
    """The budget split over six product groups, in whole units of money."""
    # Gamma draws over their sum are Dirichlet shares; 25 is how alike one persona's baskets are.
    parts = rng.gamma(25 * BASKETS.loc[who.persona])
    shares = parts / parts.sum(axis=1, keepdims=True)
    return pd.DataFrame(whole(budget[:, None] * shares), columns=BASKETS.columns)


def draw_counts(rng: np.random.Generator, who: pd.DataFrame, budget: np.ndarray) -> pd.DataFrame:
    """Purchases with a discount and by channel, and web visits a month."""
    means = COUNTS.loc[who.persona].reset_index(drop=True)
    channels = ["NumWebPurchases", "NumCatalogPurchases", "NumStorePurchases"]
    # A power below 1, because those who spend more also pay more for each purchase.
    means[channels] = means[channels].mul((budget / who.budget) ** 0.4, axis=0)
    return pd.DataFrame(rng.poisson(means), columns=means.columns)


def draw_answers(rng: np.random.Generator, budget: np.ndarray, recency: pd.Series) -> pd.DataFrame:
    """0 or 1 for each campaign and for complaints, and the two constant columns of such files."""
    chances = ANSWERS.base.to_numpy() + np.outer((budget / LARGEST_BUDGET) ** 2, ANSWERS.largest)
    chances = pd.DataFrame(chances, columns=ANSWERS.index)
    chances["Response"] *= 1.5 - recency / 99
    answers = (rng.random(chances.shape) < chances).astype(int)
    answers.insert(6, "Z_CostContact", 3)
    answers.insert(7, "Z_Revenue", 11)
    return answers


def add_flaws(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """The table with missing and absurd incomes, absurd birth years and repeats; shuffled."""
    table = table.sample(frac=1, random_state=rng, ignore_index=True).astype({"Income": "Int64"})
    # Each flaw has rows of its own, so that each can be counted alone.
    sizes = [MISSING_INCOMES, 1, len(ABSURD_BIRTH_YEARS), REPEATED_ROWS]
    missing, absurd, ancient, repeated, _ = np.split(table.index, np.cumsum(sizes))
    table.loc[missing, "Income"] = pd.NA
    table.loc[absurd, "Income"] = ABSURD_INCOME
    table.loc[ancient, "Year_Birth"] = ABSURD_BIRTH_YEARS
    flawed = pd.concat([table, table.loc[repeated]])
    return flawed.sample(frac=1, random_state=rng, ignore_index=True)
