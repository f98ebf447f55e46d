"""Make the synthetic sample data: `python data/generate.py` writes the CSV files beside itself.

A sample starts from a small table of personas: groups of customers with a share, means and
standard deviations (`sd`). Each customer gets a persona, then values drawn around its means.
"""

from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd


def read_table(text: str) -> pd.DataFrame:
    """A table written as text, its columns at least two spaces apart, indexed by the first."""
    return pd.read_csv(StringIO(text), sep=r"\s{2,}", engine="python", index_col=0)


MALL_SEED = 10
PERSONALITY_SEED = 2
MEMBERSHIP_SEED = 2

MALL_PERSONAS = read_table("""
persona          share  age  age_sd  income  income_sd  score  score_sd
thriving young      20   32       4      87         17     82         9
careful earners     17   42      10      88         17     18        10
settled older       21   57       8      54         10     50         7
settled younger     18   26       7      57         10     50         9
thrifty             11   45      12      26          8     20        12
carefree young      13   25       5      26          8     78        12
""")

PERSONALITY_PERSONAS = read_table("""
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

MEMBERSHIP_PERSONAS = read_table("""
persona              share  age  age_sd  income  income_sd  score  score_sd  years  years_sd
young newcomers         27   27       8   54000      15000     66        18    2.5       1.8
busy middle             26   41       9   96000      19000     36        17    4.0       2.0
prosperous regulars     22   49       9  118000      19000     72        16    7.5       1.8
frugal old hands        25   58       8   60000      16000     34        17    8.0       1.8
""")

CATEGORY_BY_AGE = read_table("""
age          Electronics  Sports  Home & Garden  Groceries  Clothing
under 35              30      30              5         10        25
35 to 54              25      20             20         20        15
55 and over           12       8             35         35        10
""")

CATEGORY_BY_GENDER = read_table("""
gender  Electronics  Sports  Home & Garden  Groceries  Clothing
Female          0.8     0.8            1.1        1.1       1.5
Male            1.3     1.3            0.9        0.9       0.6
Other           1.0     1.0            1.0        1.0       1.0
""")


def mall() -> pd.DataFrame:
    """200 customers: id, gender, age in years, income in thousand dollars a year, score 1 to 99."""
    rng = np.random.default_rng(MALL_SEED)
    who = draw_personas(rng, MALL_PERSONAS, 200)
    return pd.DataFrame(
        {
            "CustomerID": [f"{number:04d}" for number in range(1, 201)],
            "Gender": draw_labels(rng, {"Female": 0.56, "Male": 0.44}, 200),
            "Age": whole(bounded_normal(rng, who.age, who.age_sd, 18, 70)),
            "Annual Income (k$)": whole(bounded_normal(rng, who.income, who.income_sd, 15, 140)),
            "Spending Score (1-100)": whole(bounded_normal(rng, who.score, who.score_sd, 1, 99)),
        }
    )


def personality() -> pd.DataFrame:
    """2,240 customers in 29 columns: background, amounts, purchases, answers; flaws included.

    Money is in whole units; income is missing (`NA`) where the file has an empty cell.
    """
    rng = np.random.default_rng(PERSONALITY_SEED)
    who = draw_personas(rng, PERSONALITY_PERSONAS, 2240 - REPEATED_ROWS)
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


def membership() -> pd.DataFrame:
    """1,000 members: age and membership in years, yearly income, score 1 to 100, purchases."""
    rng = np.random.default_rng(MEMBERSHIP_SEED)
    who = draw_personas(rng, MEMBERSHIP_PERSONAS, 1000)
    age = whole(bounded_normal(rng, who.age, who.age_sd, 18, 69))
    gender = draw_labels(rng, {"Female": 0.48, "Male": 0.47, "Other": 0.05}, 1000)
    income = whole(bounded_normal(rng, who.income, who.income_sd, 30_000, 150_000))
    years = whole(bounded_normal(rng, who.years, who.years_sd, 1, 10))
    return pd.DataFrame(
        {
            "id": np.arange(1, 1001),
            "age": age,
            "gender": gender,
            "income": income,
            "spending_score": whole(bounded_normal(rng, who.score, who.score_sd, 1, 100)),
            "membership_years": years,
            "purchase_frequency": whole(bounded_normal(rng, 6 + 3.6 * years, 8, 1, 50)),
            "preferred_category": draw_categories(rng, age, gender),
            "last_purchase_amount": bounded_normal(rng, income / 180, 200, 10, 1000).round(2),
        }
    )


SAMPLES = {"mall": mall, "personality": personality, "membership": membership}


def write(folder: Path) -> None:
    """Write every sample into `folder` as `<name>.csv`: UTF-8, LF line ends."""
    for name, sample in SAMPLES.items():
        file = Path(folder) / f"{name}.csv"
        sample().to_csv(file, index=False, float_format="%.2f", lineterminator="\n")


def draw_personas(rng: np.random.Generator, personas: pd.DataFrame, rows: int) -> pd.DataFrame:
    """One persona a row, drawn by share; its name is in the column `persona`."""
    drawn = personas.sample(rows, replace=True, weights="share", random_state=rng)
    return drawn.reset_index()


def draw_labels(rng: np.random.Generator, shares: dict[str, float], rows: int) -> np.ndarray:
    """One label a row, drawn by share."""
    return rng.choice(list(shares), rows, p=list(shares.values()))


def bounded_normal(rng: np.random.Generator, mean, sd, low: float, high: float) -> np.ndarray:
    """Normal values from `low` to `high`, one for each mean."""
    values = rng.normal(mean, sd)
    # Clipping instead would pile customers up at the bounds.
    while (outside := (values < low) | (values > high)).any():
        values = np.where(outside, rng.normal(mean, sd), values)
    return values


def whole(values: np.ndarray) -> np.ndarray:
    """The nearest integers."""
    return np.rint(values).astype(int)


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


def draw_categories(rng: np.random.Generator, age: np.ndarray, gender: np.ndarray) -> np.ndarray:
    """The preferred category, which depends on age and gender."""
    band = pd.cut(age, [0, 34, 54, np.inf], labels=CATEGORY_BY_AGE.index)
    weights = CATEGORY_BY_AGE.loc[band].to_numpy() * CATEGORY_BY_GENDER.loc[gender].to_numpy()
    borders = weights.cumsum(axis=1) / weights.sum(axis=1, keepdims=True)
    chosen = (rng.random((len(age), 1)) > borders).sum(axis=1)
    return CATEGORY_BY_AGE.columns.to_numpy()[chosen]


if __name__ == "__main__":
    write(Path(__file__).parent)
