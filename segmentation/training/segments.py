"""The segments of a fitted model: their numbers, and all that is said of them."""

from collections.abc import Sequence

import pandas as pd

from segmentation.card.segments import Claim, Profile, Segment
from segmentation.customers.features import asked_for
from segmentation.fitting.fit import Fit
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.segments.actions import actions, are_worth_having
from segmentation.segments.claims import Measured, against_everybody, make_claims, without_echoes
from segmentation.segments.descriptions import describe
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
    known = {f.name: f for f in (*used, *asked_for([f.name for f in used], recipe))}
    everybody, profiles = profile_segments(
        frame, fitted.labels, features=list(known.values()), categories=recipe.categories
    )
    centres = [dict(zip((f.name for f in used), centre.tolist())) for centre in fitted.centres]
    measured = Measured(
        everybody=everybody,
        segments=dict(zip(identity.ids, profiles)),
        centres=dict(zip(identity.ids, (_spoken_of(centre, used) for centre in centres))),
        by_median=_by_median(frame, fitted, used),
        turnover=_turnover(frame, known.values()),
        sides=dict(zip(identity.ids, sides(frame, fitted.labels, used))),
    )
    indicates = {feature.name: feature.indicates for feature in used if feature.indicates}
    claims = [without_echoes(make_claims(key, measured), indicates) for key in identity.ids]
    structure = fitted.structure and fitted.structure.verdict
    names = _names(claims, profiles, recipe, identity, measured.by_median, structure)
    by_id = {key: name.text for key, name in zip(identity.ids, names)}
    stability = stability or [None] * len(profiles)
    segments = [
        Segment(
            id=identity.ids[label],
            name=names[label].text,
            named_for=names[label].says,
            description=describe(claims[label], recipe, by_id),
            centre=centres[label],
            claims=claims[label],
            actions=actions(claims[label], recipe)
            if are_worth_having(structure=structure, stability=stability[label])
            else (),
            stability=stability[label],
            **dict(profile),
        )
        for label, profile in enumerate(profiles)
    ]
    return everybody, segments


def _by_median(frame: pd.DataFrame, fitted: Fit, used: Sequence[Feature]) -> frozenset[str]:
    """The features that are told of by their median, as the card says it of each."""
    return frozenset(
        feature.name
        for feature in used
        if statistic_of(feature, frame[feature.name], logged=feature.name in fitted.logged)
        == "median"
    )


def _names(
    claims: Sequence[Sequence[Claim]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    identity: Identity,
    by_median: frozenset[str],
    structure: str | None,
) -> list[Name]:
    told = [against_everybody(of_segment) for of_segment in claims]
    if structure == "none":
        return neutral_names(told, identity.ids, recipe)
    earlier = _earlier_names(identity)
    return name_segments(told, profiles, recipe, by_median=by_median, earlier=earlier)


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
