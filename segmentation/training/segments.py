"""The segments of a fitted model: their numbers, and all that is said of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from segmentation.card.evidence import Look
from segmentation.card.segments import Claim, Profile, Segment
from segmentation.customers.features import asked_for
from segmentation.fitting.fit import Fit
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.segments.actions import actions, are_worth_having
from segmentation.segments.claims import Measured, against_everybody, make_claims, without_echoes
from segmentation.segments.descriptions import describe, headline
from segmentation.segments.names import Name, name_segments, neutral_names
from segmentation.segments.profiles import profile_segments, sides, statistic_of
from segmentation.training.lineage import Identity


def describe_segments(
    frame: pd.DataFrame,
    fitted: Fit,
    recipe: Recipe,
    used: Sequence[Feature],
    identity: Identity,
    stability: Sequence[float | None] | None = None,
) -> tuple[Profile, list[Segment]]:
    """Everybody in numbers, and each segment in numbers and words.

    Args:
        frame: the customers, with the features that others follow from, and the categories.
        used: the model's features.
        stability: each segment's, None where it was not measured.

    Returns:
        Everybody, and the segments in the order of the pipeline's labels.
    """
    parts = _Parts(fitted.labels, fitted.centres)
    told = _tell(frame, parts, fitted, recipe, used, identity.ids, _earlier_names(identity))
    by_id = {key: name.text for key, name in zip(identity.ids, told.names)}
    structure = _verdict(fitted)
    stability = stability or [None] * len(told.profiles)
    segments = [
        Segment(
            id=identity.ids[label],
            name=told.names[label].text,
            named_for=told.names[label].says,
            description=describe(told.claims[label], recipe, by_id),
            centre=told.centres[label],
            claims=told.claims[label],
            actions=actions(told.claims[label], recipe)
            if are_worth_having(structure=structure, stability=stability[label])
            else (),
            stability=stability[label],
            **dict(profile),
        )
        for label, profile in enumerate(told.profiles)
    ]
    return told.everybody, segments


def look_at_others(
    frame: pd.DataFrame, fitted: Fit, recipe: Recipe, used: Sequence[Feature]
) -> dict[int, list[Look]]:
    """The segments of each number that was tried, but the model's own number.

    Args:
        frame, used: as for `describe_segments`.

    Returns:
        {number of segments: those segments, the largest first}, told as the model's own are.
    """
    rows, partitions = fitted.tried
    tried_on = frame.iloc[rows].reset_index(drop=True)
    # Neither names nor headlines speak of categories, whose counting takes half of the time.
    recipe = replace(recipe, categories=())
    looks = {}
    for found in partitions:
        count = len(found.centres)
        if count == len(fitted.centres):
            continue
        parts = _Parts(found.labels, found.centres)
        told = _tell(tried_on, parts, fitted, recipe, used, list(range(count)))
        looks[count] = [
            Look(
                name=name.text,
                size=profile.size,
                share=profile.share,
                sentence=headline(claims, recipe),
            )
            for name, profile, claims in zip(told.names, told.profiles, told.claims)
        ]
    return looks


class _Parts(NamedTuple):
    """A segment for each customer, and the segments' centres in the scaled space."""

    labels: np.ndarray
    centres: np.ndarray


class _Told(NamedTuple):
    """What is told of segments, in the order of their labels."""

    everybody: Profile
    profiles: list[Profile]
    centres: list[dict[str, float]]
    claims: list[list[Claim]]
    names: list[Name]


def _tell(
    frame: pd.DataFrame,
    parts: _Parts,
    fitted: Fit,
    recipe: Recipe,
    used: Sequence[Feature],
    ids: list[int],
    earlier: list[Name | None] | None = None,
) -> _Told:
    """Segments in numbers, claims and names; `fitted` says how their features were prepared."""
    known = {f.name: f for f in (*used, *asked_for([f.name for f in used], recipe))}
    everybody, profiles = profile_segments(
        frame, parts.labels, features=list(known.values()), categories=recipe.categories
    )
    centres = [dict(zip((f.name for f in used), centre.tolist())) for centre in parts.centres]
    measured = Measured(
        everybody=everybody,
        segments=dict(zip(ids, profiles)),
        centres=dict(zip(ids, (_spoken_of(centre, used) for centre in centres))),
        by_median=_by_median(frame, fitted, used),
        turnover=_turnover(frame, known.values()),
        sides=dict(zip(ids, sides(frame, parts.labels, used))),
    )
    indicates = {feature.name: feature.indicates for feature in used if feature.indicates}
    claims = [without_echoes(make_claims(key, measured), indicates) for key in ids]
    told = [against_everybody(of_segment) for of_segment in claims]
    names = (
        neutral_names(told, ids, recipe)
        if _verdict(fitted) == "none"
        else name_segments(told, profiles, recipe, by_median=measured.by_median, earlier=earlier)
    )
    return _Told(everybody, profiles, centres, claims, names)


def _verdict(fitted: Fit) -> str | None:
    return fitted.structure and fitted.structure.verdict


def _by_median(frame: pd.DataFrame, fitted: Fit, used: Sequence[Feature]) -> frozenset[str]:
    """The features that are told of by their median, as the card says it of each."""
    return frozenset(
        feature.name
        for feature in used
        if statistic_of(feature, frame[feature.name], logged=feature.name in fitted.logged)
        == "median"
    )


def _spoken_of(centre: dict[str, float], used: Sequence[Feature]) -> dict[str, float]:
    """Without scores beside the feature behind them, which would only say the same again."""
    there = {feature.name for feature in used}
    return {f.name: centre[f.name] for f in used if f.quintile_of not in there}


def _turnover(frame: pd.DataFrame, known: Sequence[Feature]) -> str | None:
    """The feature that adds up to what customers bring in, where it is known of all of them."""
    adding_up = [f.name for f in known if f.turnover and frame[f.name].notna().all()]
    return next(iter(adding_up), None)


def _earlier_names(identity: Identity) -> list[Name | None]:
    return [
        Name(before.name, before.named_for) if before and before.named_for else None
        for before in identity.before
    ]
