"""A short name for each segment, from what distinguishes it most."""

from collections import Counter
from collections.abc import Sequence

from segmentation.claims import Claim
from segmentation.profiles import Profile
from segmentation.recipes.recipe import Recipe
from segmentation.words import end_of, quantity

NOTHING_STANDS_OUT = "Average customers"


def name_segments(
    claims: Sequence[Sequence[Claim]], profiles: Sequence[Profile], recipe: Recipe
) -> list[str]:
    """A name for each segment, no two alike.

    Each name is made of the strongest two claims. Where two segments would share
    a name, both say a third, then a value that tells them apart.
    """
    names = [_compose(c[:2], recipe) for c in claims]
    names = [_compose(c[:3], recipe) if names.count(n) > 1 else n for n, c in zip(names, claims)]
    if len(set(names)) == len(names):
        return names
    return _told_apart(names, profiles, recipe)


def _compose(claims: Sequence[Claim], recipe: Recipe) -> str:
    """Adjectives and a noun: what people do makes the noun, what they are the adjectives."""
    if not claims:
        return NOTHING_STANDS_OUT
    features = [recipe.feature(claim.feature) for claim in claims]
    ends = [end_of(claim, feature) for claim, feature in zip(claims, features)]
    main = next((at for at, feature in enumerate(features) if feature.actionable), 0)
    adjectives = [end.adjective for at, end in enumerate(ends) if at != main]
    name = " ".join([*adjectives, ends[main].noun])
    return name[0].upper() + name[1:]


def _told_apart(names: list[str], profiles: Sequence[Profile], recipe: Recipe) -> list[str]:
    """Add the median on the feature by which the namesakes differ most."""
    named = list(names)
    for shared in [name for name, count in Counter(names).items() if count > 1]:
        group = [at for at, name in enumerate(names) if name == shared]
        feature = max(
            (recipe.feature(name) for name in profiles[0].median),
            key=lambda f: _spread([profiles[at] for at in group], f.name),
        )
        for at in group:
            value = quantity(profiles[at].median[feature.name], feature.unit, digits=4)
            named[at] = f"{shared}, {feature.label.lower()} about {value}"
    return _numbered(named)


def _spread(profiles: Sequence[Profile], feature: str) -> float:
    medians = [profile.median[feature] for profile in profiles]
    widths = [high - low for low, high in (profile.range[feature] for profile in profiles)]
    return (max(medians) - min(medians)) / (max(widths) or 1)


def _numbered(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unique
