"""Other ways of finding groups, beside K-Means: the same customers, the same scaled space."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from kneed import KneeLocator
from scipy.cluster.hierarchy import dendrogram, fcluster, linkage, to_tree
from sklearn import cluster
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import NearestNeighbors

from segmentation.card.evidence import (
    DBSCAN,
    GAUSSIAN_MIXTURE,
    HDBSCAN,
    K_MEANS,
    SMALLEST_SHARE,
    WARD,
    Dendrogram,
    Method,
    Methods,
)
from segmentation.fitting.evidence.agreement import contingency
from segmentation.fitting.evidence.silhouette import silhouettes_among
from segmentation.fitting.parallel import for_each
from segmentation.fitting.pipeline import sample_of

# A share of them, such as noise, is then known to .02. Ward takes the square of their number.
MOST_CUSTOMERS = 3_000
NOISE = -1
SMALLEST_GROUP = 5
BRANCHES = 24
STARTS = 5
# Where the distances have no knee: so many customers have their neighbours within eps.
WITHOUT_A_KNEE = 0.95
# DBSCAN takes no eps of 0, which is what customers who are all alike would have.
SMALLEST_EPS = 1e-6


@dataclass(frozen=True)
class _Found:
    """A group for each customer of the sample, and how the method was set."""

    labels: np.ndarray
    settings: dict[str, float | int | str]


def compare(scaled: np.ndarray, labels: np.ndarray, segments: int, seed: int) -> Methods:
    """Let other methods find groups among at most 3,000 of the customers.

    Args:
        scaled: customers x features, as K-Means had them; two customers at least.
        labels: what K-Means found, one label a customer.
        segments: how many groups to ask of the methods that have to be told.
    """
    at = sample_of(len(scaled), MOST_CUSTOMERS, seed)
    sample, kmeans = scaled[at], labels[at]
    work = (
        partial(_gaussian_mixture, sample, segments, seed),
        partial(linkage, sample, method="ward"),
        partial(_hdbscan, sample),
        partial(_dbscan, sample),
    )
    mixture, merges, hdbscan, dbscan = for_each(work, _done)
    found = {
        K_MEANS: _Found(kmeans, {"groups": segments}),
        DBSCAN: dbscan,
        HDBSCAN: hdbscan,
        WARD: _Found(fcluster(merges, segments, "maxclust"), {"groups": segments}),
        GAUSSIAN_MIXTURE: mixture,
    }
    methods = for_each(found.items(), partial(_measured, sample, kmeans, segments))
    tree = _dendrogram(merges, kmeans, segments)
    return Methods(customers=len(sample), methods=methods, dendrogram=tree)


def find_eps(distances: np.ndarray) -> tuple[float, str]:
    """DBSCAN's radius by the knee of each customer's distance to its k-th neighbour.

    Satopää et al., "Finding a 'Kneedle' in a Haystack", 2011.

    Returns:
        The radius, and how it was found: "knee" or "no knee".
    """
    ordered = np.sort(distances)
    knee = None
    if ordered[0] < ordered[-1]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # That there is no knee: it is said below.
            found = KneeLocator(
                np.arange(len(ordered)), ordered, curve="convex", direction="increasing"
            )
        knee = found.knee_y
    if knee is None:
        return max(float(np.quantile(ordered, WITHOUT_A_KNEE)), SMALLEST_EPS), "no knee"
    return max(float(knee), SMALLEST_EPS), "knee"


def _done(step: Callable[[], object]) -> object:
    return step()


def _dbscan(sample: np.ndarray) -> _Found:
    """DBSCAN with twice as many neighbours as there are features (Sander et al., 1998)."""
    neighbours = min(2 * sample.shape[1], len(sample))
    # A customer counts among its own neighbours, here as in DBSCAN.
    nearest = NearestNeighbors(n_neighbors=neighbours).fit(sample)
    eps, how = find_eps(nearest.kneighbors(sample)[0][:, -1])
    labels = cluster.DBSCAN(eps=eps, min_samples=neighbours).fit_predict(sample)
    return _Found(labels, {"eps": eps, "eps_by": how, "neighbours": neighbours})


def _hdbscan(sample: np.ndarray) -> _Found:
    """HDBSCAN, its smallest group being the smallest share that a segment may have."""
    smallest = min(max(round(SMALLEST_SHARE * len(sample)), SMALLEST_GROUP), len(sample))
    labels = cluster.HDBSCAN(min_cluster_size=smallest, copy=True).fit_predict(sample)
    return _Found(labels, {"smallest_group": smallest})


def _gaussian_mixture(sample: np.ndarray, segments: int, seed: int) -> _Found:
    groups = min(segments, len(sample))
    mixture = GaussianMixture(groups, n_init=STARTS, random_state=seed)
    with warnings.catch_warnings():
        # Fewer different customers than groups: then it finds fewer groups.
        warnings.simplefilter("ignore", ConvergenceWarning)
        labels = mixture.fit_predict(sample)
    return _Found(labels, {"groups": groups, "covariance": "full", "starts": STARTS})


def _measured(
    sample: np.ndarray, kmeans: np.ndarray, segments: int, one: tuple[str, _Found]
) -> Method:
    name, found = one
    kept = found.labels != NOISE
    groups, numbered, sizes = np.unique(found.labels[kept], return_inverse=True, return_counts=True)
    overlap = contingency(numbered, kmeans[kept], (len(groups), segments))
    return Method(
        name=name,
        settings=found.settings,
        segments=len(groups),
        noise=float((~kept).mean()),
        silhouette=_silhouette(sample[kept], numbered, len(groups)),
        largest_share=float(sizes.max(initial=0) / len(kept)),
        agreement=float(adjusted_rand_score(kmeans, found.labels)),
        overlap=overlap[np.argsort(-sizes, kind="stable")].tolist(),
        noise_in=np.bincount(kmeans[~kept], minlength=segments).tolist(),
    )


def _silhouette(customers: np.ndarray, labels: np.ndarray, groups: int) -> float | None:
    # Where everybody is a group of their own there is no silhouette either.
    if not 2 <= groups < len(labels):
        return None
    return silhouettes_among(customers, [labels])[0]


def _dendrogram(merges: np.ndarray, kmeans: np.ndarray, segments: int) -> Dendrogram:
    drawn = dendrogram(merges, p=BRANCHES, truncate_mode="lastp", no_plot=True)
    _, nodes = to_tree(merges, rd=True)
    leaves = [nodes[node].pre_order() for node in drawn["leaves"]]
    return Dendrogram(
        x=drawn["icoord"],
        height=drawn["dcoord"],
        leaves=[len(customers) for customers in leaves],
        overlap=[
            np.bincount(kmeans[customers], minlength=segments).tolist() for customers in leaves
        ],
    )
