"""A short name for each segment, from what distinguishes it most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

from segmentation.card.segments import Difference, NamedFor, Profile
from segmentation.recipes.recipe import Feature, Recipe, Role
from segmentation.segments.descriptions import end_of
from segmentation.words import in_a_sentence, quantity

NOTHING_STANDS_OUT = "Average customers"
# Below this, in standard deviations, only the strongest claim is worth a word in a name.
CLEAR_EFFECT = 0.5
ABOUT_AS_STRONG = 0.8
# Which of two features makes the noun: what customers do before what they are.
NOUNS: tuple[Role, ...] = (
    "value",
    "frequency",
    "basket",
    "recency",
    "other",
    "support",
    "tenure",
    "income",
    "age",
)
# What amounts to the same in a name.
SAME_IN_A_NAME: dict[Role, Role] = {"basket": "value"}


@dataclass(frozen=True)
class Name:
    """A segment's name and what it says."""

    text: str
    says: NamedFor


def name_segments(
    claims: Sequence[Sequence[Difference]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    *,
    earlier: Sequence[Name | None] | None = None,
) -> list[Name]:
    """A name for each segment, no two alike.

    A segment keeps its `earlier` name, if it had one, as long as that is true. A new name
    is made of the strongest two claims that tell different things. Where two segments would
    share it, or where it was another one's, it says a third, then a value that tells them apart.

    Args:
        claims: each segment's against everybody, the strongest first.
    """
    earlier = earlier or [None] * len(claims)
    new = _new_names(claims, profiles, recipe, earlier)
    names = [
        old if old and still_true(old.says, claims[at], profiles[at], recipe) else new[at]
        for at, old in enumerate(earlier)
    ]
    return names if len({name.text for name in names}) == len(names) else new


def still_true(
    says: NamedFor, claims: Sequence[Difference], profile: Profile, recipe: Recipe
) -> bool:
    """Whether what a name says holds for a segment with these claims and this profile."""
    held = {(claim.feature, claim.direction) for claim in claims}
    if not set(says.claims) <= held or (held and not says.claims):
        return False
    if says.value is None:
        return True
    feature, written = says.value
    return feature in profile.median and _median(profile, recipe.feature(feature)) == written


def _new_names(
    claims: Sequence[Sequence[Difference]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    earlier: Sequence[Name | None],
) -> list[Name]:
    names = [_named(_telling(c, 2, recipe), recipe) for c in claims]
    doubtful = _doubtful(names, earlier)
    names = [
        _named(_telling(c, 3, recipe, least=0), recipe) if at in doubtful else names[at]
        for at, c in enumerate(claims)
    ]
    doubtful = _doubtful(names, earlier)
    return _told_apart(names, doubtful, profiles, recipe) if doubtful else names


def _doubtful(names: Sequence[Name], earlier: Sequence[Name | None]) -> list[int]:
    """The positions of names that two segments would share, or that were another one's."""
    texts = [name.text for name in names]
    were = {old.text: at for at, old in enumerate(earlier) if old}
    return [
        at for at, text in enumerate(texts) if texts.count(text) > 1 or were.get(text, at) != at
    ]


def _named(claims: Sequence[Difference], recipe: Recipe) -> Name:
    says = NamedFor(claims=tuple((claim.feature, claim.direction) for claim in claims))
    return Name(_compose(claims, recipe), says)


def _telling(
    claims: Sequence[Difference], most: int, recipe: Recipe, *, least: float = CLEAR_EFFECT
) -> list[Difference]:
    """The strongest claim, and the next ones that are clear and tell something else."""
    told, roles = [], set()
    for claim in claims:
        role = _role_in_a_name(claim, recipe)
        if role in roles or (told and abs(claim.effect) < least):
            continue
        told.append(claim if role == "other" else _speaker(claim, claims, recipe))
        if role != "other":
            roles.add(role)
    return told[:most]


def _speaker(strongest: Difference, claims: Sequence[Difference], recipe: Recipe) -> Difference:
    """Of claims of one role that are about as strong, the one whose feature the recipe has first.

    Which of them is strongest changes with a few customers.
    """
    role = _role_in_a_name(strongest, recipe)
    alike = [
        claim
        for claim in claims
        if _role_in_a_name(claim, recipe) == role
        and claim.direction == strongest.direction
        and abs(claim.effect) >= ABOUT_AS_STRONG * abs(strongest.effect)
    ]
    order = [feature.name for feature in recipe.features]
    return min(alike, key=lambda claim: order.index(claim.feature))


def _role_in_a_name(claim: Difference, recipe: Recipe) -> Role:
    role = recipe.feature(claim.feature).role
    return SAME_IN_A_NAME.get(role, role)


def _compose(claims: Sequence[Difference], recipe: Recipe) -> str:
    """Adjectives and a noun: what people do makes the noun, what they are the adjectives."""
    if not claims:
        return NOTHING_STANDS_OUT
    features = [recipe.feature(claim.feature) for claim in claims]
    ends = [end_of(claim, feature) for claim, feature in zip(claims, features)]
    main = min(range(len(claims)), key=lambda at: NOUNS.index(features[at].role))
    adjectives = [end.adjective for at, end in enumerate(ends) if at != main]
    name = " ".join([*adjectives, ends[main].noun])
    return name[0].upper() + name[1:]


def _told_apart(
    names: list[Name], doubtful: Sequence[int], profiles: Sequence[Profile], recipe: Recipe
) -> list[Name]:
    """Add the median on the feature by which the namesakes differ most."""
    named = list(names)
    for shared in dict.fromkeys(names[at].text for at in doubtful):
        group = [at for at in doubtful if names[at].text == shared]
        feature = max(
            _telling_apart([profiles[at] for at in group], recipe),
            key=lambda f: _spread([profiles[at] for at in group], f.name),
        )
        for at in group:
            value = _median(profiles[at], feature)
            named[at] = Name(
                f"{shared}, {in_a_sentence(feature.label)} about {value}",
                names[at].says.model_copy(update={"value": (feature.name, value)}),
            )
    return _numbered(named)


def _telling_apart(profiles: Sequence[Profile], recipe: Recipe) -> list[Feature]:
    """The features that are known in all of these segments; those of a category read badly."""
    known = [
        recipe.feature(name)
        for name in profiles[0].median
        if not any(isnan(profile.median[name]) for profile in profiles)
    ]
    return [feature for feature in known if not feature.indicates] or known


def _median(profile: Profile, feature: Feature) -> str:
    return quantity(profile.median[feature.name], feature.unit, digits=4)


def _spread(profiles: Sequence[Profile], feature: str) -> float:
    medians = [profile.median[feature] for profile in profiles]
    widths = [high - low for low, high in (profile.range[feature] for profile in profiles)]
    return (max(medians) - min(medians)) / (max(widths) or 1)


def _numbered(names: list[Name]) -> list[Name]:
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name.text] += 1
        count = seen[name.text]
        unique.append(name if count == 1 else replace(name, text=f"{name.text} ({count})"))
    return unique
