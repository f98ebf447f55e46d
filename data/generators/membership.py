"""Members of a shop's club."""

import numpy as np
import pandas as pd

from .draws import bounded_normal, draw_columns, draw_labels, draw_personas, read_table, whole

SEED = 2

PERSONAS = read_table("""
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


def membership() -> pd.DataFrame:
    """1,000 members: age and membership in years, yearly income, score 1 to 100, purchases."""
    rng = np.random.default_rng(SEED)
    who = draw_personas(rng, PERSONAS, 1000)
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


def draw_categories(rng: np.random.Generator, age: np.ndarray, gender: np.ndarray) -> np.ndarray:
    """The preferred category, which depends on age and gender."""
    band = pd.cut(age, [0, 34, 54, np.inf], labels=CATEGORY_BY_AGE.index)
    weights = CATEGORY_BY_AGE.loc[band].to_numpy() * CATEGORY_BY_GENDER.loc[gender].to_numpy()
    return CATEGORY_BY_AGE.columns.to_numpy()[draw_columns(rng, weights)]
