"""The segments of a fitted model: their numbers, and all that is said of them."""

from collections.abc import Sequence

import pandas as pd

from segmentation.card.segments import Claim, Profile, Segment
from segmentation.customers.features import asked_for
from segmentation.fitting.fit import Fit
from segmentation.recipes.recipe import Feature, Recipe
from segmentation.segments.actions import actions
from segmentation.segments.claims import Measured, against_everybody, make_claims, without_echoes
from segmentation.segments.descriptions import describe
from segmentation.segments.names import Name, name_segments
from segmentation.segments.profiles import profile_segments
from segmentation.training.lineage import Identity


def describe_segments(
    frame: pd.DataFrame,
    fitted: Fit,
    recipe: Recipe,
    used: Sequence[Feature],
    identity: Identity,
) -> tuple[Profile, list[Segment]]:
    """Everybody in numbers, and each segment in numbers and words.

    Args:
        frame: the customers, with the features that others follow from, and the categories.
        used: the model's features.

    Returns:
        Everybody, and the segments in the order of the pipeline's labels.
    """
    names_used = [feature.name for feature in used]
    known = {feature.name: feature for feature in (*used, *asked_for(names_used, recipe))}
    everybody, profiles = profile_segments(
        frame, fitted.labels, features=list(known.values()), categories=recipe.categories
    )
    centres = [dict(zip(names_used, centre.tolist())) for centre in fitted.centres]
    measured = Measured(
        everybody=everybody,
        segments=dict(zip(identity.ids, profiles)),
        centres=dict(zip(identity.ids, (_spoken_of(centre, used) for centre in centres))),
        lopsided=frozenset(fitted.logged),
        turnover=_turnover(frame, known.values()),
    )
    indicates = {feature.name: feature.indicates for feature in used if feature.indicates}
    claims = [without_echoes(make_claims(key, measured), indicates) for key in identity.ids]
    names = _names(claims, profiles, recipe, identity)
    by_id = {key: name.text for key, name in zip(identity.ids, names)}
    segments = [
        Segment(
            id=identity.ids[label],
            name=names[label].text,
            named_for=names[label].says,
            description=describe(claims[label], recipe, by_id),
            centre=centres[label],
            claims=claims[label],
            actions=actions(claims[label], recipe),
            **dict(profile),
        )
        for label, profile in enumerate(profiles)
    ]
    return everybody, segments


def _spoken_of(centre: dict[str, float], used: Sequence[Feature]) -> dict[str, float]:
    """Without scores beside the feature behind them, which would only say the same again."""
    there = {feature.name for feature in used}
    return {f.name: centre[f.name] for f in used if f.quintile_of not in there}


def _turnover(frame: pd.DataFrame, known: Sequence[Feature]) -> str | None:
    """The feature that adds up to what customers bring in, where it is known of all of them."""
    adding_up = [f.name for f in known if f.turnover and frame[f.name].notna().all()]
    return next(iter(adding_up), None)


def _names(
    claims: Sequence[Sequence[Claim]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    identity: Identity,
) -> list[Name]:
    earlier = [
        Name(before.name, before.named_for) if before and before.named_for else None
        for before in identity.before
    ]
    told = [against_everybody(of_segment) for of_segment in claims]
    return name_segments(told, profiles, recipe, earlier=earlier)
