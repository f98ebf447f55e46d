"""What other methods made of the customers, as a person would say it."""

from segmentation.card.evidence import (
    DBSCAN,
    GAUSSIAN_MIXTURE,
    HDBSCAN,
    K_MEANS,
    WARD,
    Method,
    Methods,
)
from segmentation.words import NUMBERS, number

EXPLAINED = {
    K_MEANS: "puts each customer with the nearest of a given number of centres. "
    "It is what this model is made of.",
    DBSCAN: "joins customers who have enough neighbours close by, and those next to them. "
    "Whoever is left is noise.",
    HDBSCAN: "looks for crowds at every density and keeps those that hold together longest. "
    "Whoever is in none of them is noise. In an even spread, too, it may find a few denser spots.",
    WARD: "begins with each customer alone and merges, again and again, the two groups that "
    "are most alike.",
    GAUSSIAN_MIXTURE: "fits a given number of clouds, each with its own size, stretch and "
    "direction, which may overlap.",
}
LOOK_FOR_GAPS = (DBSCAN, HDBSCAN)
# With more noise than this, groups are spots of a crowd: an even spread has them as well.
MOST_NOISE = 0.1
# Nearly everybody in one group and a few beside it are no groups either.
LARGEST_SHARE = 0.95
# More groups are values that many share, as in a single column of whole numbers.
MOST_GROUPS = 10
# Steinley, "Properties of the Hubert-Arabie adjusted Rand index", 2004: good and moderate.
MUCH_THE_SAME, SIMILAR = 0.8, 0.65


def how_set(method: Method) -> str:
    """How a method was set, in words."""
    setting = method.settings
    if method.name == DBSCAN:
        close = f"{setting['neighbours']} neighbours within {number(setting['eps'])}"
        if setting["eps_by"] == "knee":
            return f"{close}, where the distances to them begin to rise steeply"
        return f"{close}, as 95% of customers have; the distances have no steep rise"
    if method.name == HDBSCAN:
        return f"groups of {setting['smallest_group']:,} customers or more"
    if method.name == GAUSSIAN_MIXTURE:
        return f"{_groups(setting['groups'])} of any shape, the best of {setting['starts']} starts"
    return _groups(setting["groups"])


def rounded(agreement: float) -> float:
    """An agreement to the hundredth; adding 0 makes a negative zero a plain one."""
    return round(agreement, 2) + 0.0


def findings(methods: Methods) -> list[str]:
    """What each of the other methods found, and what that says of gaps and of borders."""
    others = [method for method in methods.methods if method.name != K_MEANS]
    told = [
        _by_gaps(method, methods.customers)
        if method.name in LOOK_FOR_GAPS
        else _beside_model(method)
        for method in others
    ]
    return [*told, _gaps(methods), _borders(others)]


def _by_gaps(method: Method, customers: int) -> str:
    noise = round(method.noise * customers)
    if method.segments == 0:
        return f"{method.name} found no group: it calls all {customers:,} customers noise."
    left = f"calls {noise:,} of {customers:,} customers noise" if noise else "leaves nobody out"
    if method.segments == 1:
        return f"{method.name} found one group and {left}."
    beyond = (
        f" Its silhouette of {method.silhouette:.2f} is that of the others alone."
        if noise and method.silhouette is not None
        else ""
    )
    return f"{method.name} found {_groups(method.segments)} and {left}.{beyond}"


def _beside_model(method: Method) -> str:
    if method.agreement >= MUCH_THE_SAME:
        beside = "much the same as this model's"
    elif method.agreement >= SIMILAR:
        beside = "similar to this model's"
    else:
        beside = "other ones than this model's"
    found = _groups(method.segments)
    return f"{method.name} found {found}, {beside} (agreement {rounded(method.agreement):.2f})."


def with_gaps(methods: Methods) -> list[str]:
    """The names of the methods that look for gaps between customers, and find groups by them."""
    return [
        method.name
        for method in methods.methods
        if method.name in LOOK_FOR_GAPS
        and 1 < method.segments <= MOST_GROUPS
        and method.noise <= MOST_NOISE
        and method.largest_share <= LARGEST_SHARE
    ]


def _gaps(methods: Methods) -> str:
    parted = with_gaps(methods)
    if not parted:
        return (
            "Neither of the methods that look for gaps between customers parts nine of ten "
            "customers or more into two to ten groups: by all features together, there are no "
            "clear gaps."
        )
    if len(parted) < len(LOOK_FOR_GAPS):
        return (
            f"Of the methods that look for gaps between customers, only {parted[0]} parts nine of "
            "ten customers or more into two to ten groups."
        )
    return (
        "Both of the methods that look for gaps between customers part nine of ten customers or "
        "more into two to ten groups."
    )


def _borders(others: list[Method]) -> str:
    told = [method for method in others if method.name not in LOOK_FOR_GAPS]
    if all(method.agreement >= SIMILAR for method in told):
        return (
            "The methods that were told how many groups to find draw similar borders to this "
            "model's: the segments do not hang on one method."
        )
    return (
        "The methods that were told how many groups to find do not all draw the same borders: "
        "where one segment ends and the next begins depends on the method."
    )


def _groups(count: int) -> str:
    if count == 1:
        return "one group"
    return f"{NUMBERS[count] if count < len(NUMBERS) else f'{count:,}'} groups"
