"""The study of Online Retail as it is usually written: pandas, scikit-learn, one script.

    python -m benchmarks.study_by_hand online_retail.parquet

Cleaning, recency, frequency and spend, elbow and silhouette for 2 to 10 segments, DBSCAN.
"""

import sys

import numpy as np
import pandas as pd
from sklearn.cluster import DBSCAN, KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler


def customers(path: str) -> pd.DataFrame:
    lines = pd.read_parquet(path).dropna(subset=["CustomerID"]).drop_duplicates()
    sold = (lines.Quantity > 0) & (lines.UnitPrice > 0) & ~lines.InvoiceNo.str.startswith("C")
    lines = lines[sold].assign(spend=lambda t: t.Quantity * t.UnitPrice)
    newest = lines.InvoiceDate.max() + pd.Timedelta(days=1)
    table = lines.groupby("CustomerID").agg(
        recency=("InvoiceDate", lambda dates: (newest - dates.max()).days),
        frequency=("InvoiceNo", "nunique"),
        monetary=("spend", "sum"),
        quantity=("Quantity", "sum"),
    )
    table["basket"] = table.monetary / table.frequency
    return table


def study(table: pd.DataFrame) -> None:
    logged = table.assign(**np.log1p(table.drop(columns="recency")))
    scaled = StandardScaler().fit_transform(logged)
    for k in range(2, 11):
        kmeans = KMeans(k, n_init=10, random_state=42).fit(scaled)
        silhouette = silhouette_score(scaled, kmeans.labels_)
        print(k, round(kmeans.inertia_), round(silhouette, 3), file=sys.stderr)
    labels = DBSCAN(eps=0.5, min_samples=10).fit_predict(scaled)
    print("DBSCAN", labels.max() + 1, round((labels < 0).mean(), 2), file=sys.stderr)


if __name__ == "__main__":
    study(customers(sys.argv[1]))
