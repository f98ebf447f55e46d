"""What other methods made of the customers, as a person would say it."""

from collections.abc import Sequence

import pandas as pd

from segmentation.card.evidence import (
    DBSCAN,
    GAUSSIAN_MIXTURE,
    HDBSCAN,
    K_MEANS,
    WARD,
    Dendrogram,
    Method,
    Methods,
)
from segmentation.words import NUMBERS, number, percent, together

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


def answer(methods: Methods) -> tuple[str, str]:
    """Whether other methods find the same groups, and whether there are gaps between these.

    "Yes, largely: told how many groups to find, Ward (agreement 0.94) and Gaussian mixture (0.81)
    draw similar borders."
    """
    told = [m for m in methods.methods if m.name not in (*LOOK_FOR_GAPS, K_MEANS)]
    alike = [method for method in told if method.agreement >= SIMILAR]
    others = [method for method in told if method.agreement < SIMILAR]
    start = "told how many groups to find"
    if not others:
        said = f"Yes, largely: {start}, {_agreeing(alike)} draw similar borders."
    elif not alike:
        said = f"No: {start}, {_agreeing(others)} draw other borders than this model."
    else:
        said = (
            f"In part: {start}, {_agreeing(alike)} draws similar borders, {_agreeing(others)} "
            "other ones."
        )
    return said, _gaps(methods)


def finding(method: Method, customers: int) -> str:
    """What one of the other methods found, on so many customers."""
    if method.name in LOOK_FOR_GAPS:
        return _by_gaps(method, customers)
    return _beside_model(method)


def side_by_side(overlap: pd.DataFrame) -> str:
    """How to read the groups beside the segments, and what they show here.

    Args:
        overlap: as `tables.methods.overlap` returns it.
    """
    groups = overlap[overlap.is_group]
    largest = groups[groups.column == groups.column.iloc[0]]
    most = largest.loc[largest.share.idxmax()]
    with_most = groups.groupby("column", sort=False).customers.max().sum()
    all_ = groups.customers.sum()
    return (
        "A column is a group, the largest first, and its figures say how many of 100 of its "
        f"customers are in each of our segments. Of the largest group {percent(most.share)} are "
        f'"{most["name"]}". Of all who are in a group, {percent(with_most / all_)} are where most '
        "of their group are."
    )


def tree_in_words(tree: Dendrogram, segments: int, *, has_cut: bool) -> str:
    """How to read the tree of merges, which `has_cut` where it falls into so many groups."""
    marked = (
        " The mark is that of the segment which two thirds of them are in, and so is a line's "
        "colour; grey is of several."
        if tree.overlap
        else ""
    )
    line = (
        f" The dotted line cuts the tree into {segments} groups, as many as this model."
        if has_cut
        else ""
    )
    return (
        f"Each line at the left is a group of so many customers.{marked} Where two lines meet, "
        "Ward's method merges the two groups; the further right, the less alike they were. Long "
        f"lines before a merge speak for groups that stand apart.{line}"
    )


def findings(methods: Methods) -> list[str]:
    """What each of the other methods found, and what that says of gaps and of borders."""
    others = [method for method in methods.methods if method.name != K_MEANS]
    told = [finding(method, methods.customers) for method in others]
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


def _agreeing(methods: Sequence[Method]) -> str:
    """The methods with their agreement, which the first of them explains."""
    return together(
        [
            f"{method.name} ({'' if at else 'agreement '}{rounded(method.agreement):.2f})"
            for at, method in enumerate(methods)
        ]
    )


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
