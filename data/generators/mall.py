"""Customers of a shopping mall."""

import numpy as np
import pandas as pd

from .draws import bounded_normal, draw_labels, draw_personas, read_table, whole

SEED = 10

PERSONAS = read_table("""
persona          share  age  age_sd  income  income_sd  score  score_sd
thriving young      20   32       4      87         17     82         9
careful earners     17   42      10      88         17     18        10
settled older       21   57       8      54         10     50         7
settled younger     18   26       7      57         10     50         9
thrifty             11   45      12      26          8     20        12
carefree young      13   25       5      26          8     78        12
""")


def mall() -> pd.DataFrame:
    """200 customers: id, gender, age in years, income in thousand dollars a year, score 1 to 99."""
    rng = np.random.default_rng(SEED)
    who = draw_personas(rng, PERSONAS, 200)
    return pd.DataFrame(
        {
            "CustomerID": [f"{number:04d}" for number in range(1, 201)],
            "Gender": draw_labels(rng, {"Female": 0.56, "Male": 0.44}, 200),
            "Age": whole(bounded_normal(rng, who.age, who.age_sd, 18, 70)),
            "Annual Income (k$)": whole(bounded_normal(rng, who.income, who.income_sd, 15, 140)),
            "Spending Score (1-100)": whole(bounded_normal(rng, who.score, who.score_sd, 1, 99)),
        }
    )
