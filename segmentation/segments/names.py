"""A short name for each segment, from what distinguishes it most."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Literal

from segmentation.card.segments import Difference, Direction, NamedFor, Profile
from segmentation.recipes.recipe import End, Feature, Recipe, Role
from segmentation.words import quantity, said_together

NOTHING_STANDS_OUT = "In-between customers"
# Where a segment differs, though in nothing that holds for more than half of it.
MIXED = "Mixed customers"
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
# Nearly half of all customers are not the big ones: they are only compared with the others.
LARGE_SEGMENT = 0.4
LARGE_BY_COMPARISON: frozenset[Role] = frozenset(
    {"value", "frequency", "basket", "income", "support", "other"}
)
# Of who buys more often in every way there is, no single way is named.
OFTEN: dict[Direction, End] = {
    "higher": End(adjective="frequent", noun="frequent buyers", compared="buy more often"),
    "lower": End(adjective="occasional", noun="occasional buyers", compared="buy less often"),
}
WHO = "customers who "
Said = tuple[tuple[str, Direction], ...]


@dataclass(frozen=True)
class Name:
    """A segment's name and what it says."""

    text: str
    says: NamedFor


@dataclass(frozen=True)
class _Word:
    """One word of a name: what it makes of a name, and what it is of."""

    end: End
    role: Role
    direction: Direction


def name_segments(
    claims: Sequence[Sequence[Difference]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    *,
    by_median: Collection[str] = (),
    earlier: Sequence[Name | None] | None = None,
) -> list[Name]:
    """A name for each segment, no two alike, each true of more than half of its customers.

    A segment keeps its `earlier` name, if it had one, as long as that is true and what we would
    call it for the same. A new name is made of the strongest two claims that tell different
    things. Where two segments would share it, or where it was another one's, it says a third,
    then a value that tells them apart.

    Args:
        claims: each segment's against everybody, the strongest first.
        by_median: the features of which the median is told; of the others it is the mean.
    """
    earlier = earlier or [None] * len(claims)
    behind = [_behind(at, profiles, recipe, by_median) for at in range(len(profiles))]
    new = _new_names(claims, profiles, recipe, by_median, earlier, behind)
    names = [
        old
        if old
        and still_true(
            old, claims[at], profiles[at], recipe, by_median=by_median, behind=behind[at]
        )
        else new[at]
        for at, old in enumerate(earlier)
    ]
    return names if len({name.text for name in names}) == len(names) else new


def neutral_names(
    claims: Sequence[Sequence[Difference]], ids: Sequence[int], recipe: Recipe
) -> list[Name]:
    """Names for the parts of what has no groups: numbered, and what each has more or less of.

    "Part 1: lower spending score, smaller last purchase".

    Args:
        claims: as `name_segments` takes them.
        ids: the segments', counted from 0.
    """
    names = []
    for key, told in zip(ids, claims):
        strongest = [claim for claim in told if claim.is_of_most][:2]
        axes = [_end_of_axis(claim, recipe.feature(claim.feature)) for claim in strongest]
        text = f"Part {key + 1}: {', '.join(axes)}" if axes else f"Part {key + 1}"
        names.append(Name(text, NamedFor(claims=_said(strongest))))
    return names


def still_true(
    name: Name,
    claims: Sequence[Difference],
    profile: Profile,
    recipe: Recipe,
    *,
    by_median: Collection[str] = (),
    behind: Collection[str] = (),
) -> bool:
    """Whether a name holds for a segment with these claims and this profile.

    Args:
        behind: the features in which another segment is more recent.
    """
    says = name.says
    held = {(claim.feature, claim.direction) for claim in claims if claim.is_of_most}
    if not set(says.claims) <= held or (held and not says.claims):
        return False
    # What is called otherwise by now, such as since it is much larger, is no name.
    if not name.text.startswith(_compose(says.claims, claims, profile, recipe, behind)):
        return False
    if says.value is None:
        return True
    feature, written = says.value
    if feature not in profile.median:
        return False
    return _value(profile, recipe.feature(feature), by_median) == written


def _new_names(
    claims: Sequence[Sequence[Difference]],
    profiles: Sequence[Profile],
    recipe: Recipe,
    by_median: Collection[str],
    earlier: Sequence[Name | None],
    behind: Sequence[Collection[str]],
) -> list[Name]:
    def named(at: int, most: int, least: float) -> Name:
        told = [claim for claim in claims[at] if claim.is_of_most]
        said = _telling(told, most, recipe, least=least)
        text = _compose(said, claims[at], profiles[at], recipe, behind[at])
        return Name(text, NamedFor(claims=said))

    short = [named(at, 2, CLEAR_EFFECT) for at in range(len(claims))]
    doubtful = _doubtful(short, earlier)
    names = [named(at, 3, 0) if at in doubtful else name for at, name in enumerate(short)]
    doubtful = _doubtful(names, earlier)
    # Where a third word tells them no better apart, a value does.
    names = [short[at] if at in doubtful else name for at, name in enumerate(names)]
    doubtful = _doubtful(names, earlier) if doubtful else doubtful
    return _told_apart(names, doubtful, profiles, recipe, by_median) if doubtful else names


def _doubtful(names: Sequence[Name], earlier: Sequence[Name | None]) -> list[int]:
    """The positions of names that two segments would share, or that were another one's."""
    texts = [name.text for name in names]
    were = {old.text: at for at, old in enumerate(earlier) if old}
    return [
        at for at, text in enumerate(texts) if texts.count(text) > 1 or were.get(text, at) != at
    ]


def _telling(claims: Sequence[Difference], most: int, recipe: Recipe, *, least: float) -> Said:
    """The strongest claim, and the next ones that are clear and tell something else."""
    told, roles = [], set()
    for claim in claims:
        role = _role_in_a_name(claim, recipe)
        if role in roles or (told and abs(claim.effect) < least):
            continue
        told.append([claim] if role == "other" else _speakers(claim, claims, recipe))
        if role != "other":
            roles.add(role)
    return _said([claim for speakers in told[:most] for claim in speakers])


def _said(claims: Sequence[Difference]) -> Said:
    return tuple((claim.feature, claim.direction) for claim in claims)


def _speakers(
    strongest: Difference, claims: Sequence[Difference], recipe: Recipe
) -> list[Difference]:
    """Of claims of one role the one that speaks, or all of them where it is how often.

    Of those that are about as strong it is that whose feature the recipe has first, since which
    of them is strongest changes with a few customers.
    """
    role = _role_in_a_name(strongest, recipe)
    order = [feature.name for feature in recipe.features]
    same = sorted(
        (
            claim
            for claim in claims
            if _role_in_a_name(claim, recipe) == role and claim.direction == strongest.direction
        ),
        key=lambda claim: order.index(claim.feature),
    )
    if role == "frequency":
        return same
    least = ABOUT_AS_STRONG * abs(strongest.effect)
    return [next(claim for claim in same if abs(claim.effect) >= least)]


def _role_in_a_name(claim: Difference, recipe: Recipe) -> Role:
    role = recipe.feature(claim.feature).role
    return SAME_IN_A_NAME.get(role, role)


def _behind(
    at: int, profiles: Sequence[Profile], recipe: Recipe, by_median: Collection[str]
) -> frozenset[str]:
    """The features of recency in which another segment is more recent than this one."""
    return frozenset(
        feature.name
        for feature in recipe.features
        if feature.role == "recency"
        and feature.name in profiles[at].median
        and any(
            _statistic(other, feature, by_median) < _statistic(profiles[at], feature, by_median)
            for other in profiles
        )
    )


def _compose(
    said: Said,
    claims: Sequence[Difference],
    profile: Profile,
    recipe: Recipe,
    behind: Collection[str],
) -> str:
    """Adjectives and a noun: what people do makes the noun, what they are the adjectives.

    Recent are only the most recent; of others it is said that they are more recent than most.
    """
    if not said:
        return MIXED if claims else NOTHING_STANDS_OUT
    recent = tuple(each for each in said if each[1] == "lower" and each[0] in behind)
    words = _words(tuple(each for each in said if each not in recent), recipe)
    if not words:
        compared = [word.end.compared for word in _words(recent, recipe)]
        return f"Customers who {said_together(compared)}"
    if profile.share >= LARGE_SEGMENT and any(
        word.direction == "higher" and word.role in LARGE_BY_COMPARISON for word in words
    ):
        return f"Customers who {said_together([word.end.compared for word in words])}"
    return _adjectives_and_noun(words)


def _adjectives_and_noun(words: Sequence[_Word]) -> str:
    """ "High balance, older customers", "Older customers who have a card and stream films"."""
    whom = [word for word in words if word.end.noun.startswith(WHO)]
    others = [word for word in words if word not in whom]
    if whom:
        said = [word.end.noun.removeprefix(WHO) for word in whom]
        noun = WHO + said_together(said)
    else:
        main = min(others, key=_order_for_a_noun)
        noun = main.end.noun
        others = [word for word in others if word is not main]
    adjectives = sorted(
        (word.end.adjective for word in others), key=lambda adjective: not adjective.endswith(",")
    )
    name = " ".join([*adjectives, noun])
    return name[0].upper() + name[1:]


def _order_for_a_noun(word: _Word) -> tuple[bool, int]:
    """Who makes the noun: people before what is high or low, which stands before a comma."""
    return word.end.adjective.endswith(","), NOUNS.index(word.role)


def _words(said: Said, recipe: Recipe) -> list[_Word]:
    """One word for each thing said; several ways of buying often are one."""
    often = [feature for feature, _ in said if recipe.feature(feature).role == "frequency"]
    words = []
    for name, direction in said:
        feature = recipe.feature(name)
        if name in often[1:]:
            continue
        several = name in often and len(often) > 1
        own = feature.high if direction == "higher" else feature.low
        words.append(_Word(OFTEN[direction] if several else own, feature.role, direction))
    return words


def _end_of_axis(claim: Difference, feature: Feature) -> str:
    low, high = feature.axis
    return high if claim.direction == "higher" else low


def _told_apart(
    names: list[Name],
    doubtful: Sequence[int],
    profiles: Sequence[Profile],
    recipe: Recipe,
    by_median: Collection[str],
) -> list[Name]:
    """Add the value of the feature by which the namesakes differ most."""
    named = list(names)
    for shared in dict.fromkeys(names[at].text for at in doubtful):
        group = [at for at in doubtful if names[at].text == shared]
        feature = max(
            _telling_apart([profiles[at] for at in group], recipe),
            key=lambda f: _spread([profiles[at] for at in group], f, by_median),
        )
        for at in group:
            value = _value(profiles[at], feature, by_median)
            named[at] = Name(
                f"{shared}, {feature.in_a_sentence} about {value}",
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
    return [feature for feature in known if not feature.unit.yes_no] or known


def _value(profile: Profile, feature: Feature, by_median: Collection[str]) -> str:
    return quantity(_statistic(profile, feature, by_median), feature.unit)


def _statistic(profile: Profile, feature: Feature, by_median: Collection[str]) -> float:
    statistic: Literal["mean", "median"] = "median" if feature.name in by_median else "mean"
    return profile.statistic(feature.name, statistic)


def _spread(profiles: Sequence[Profile], feature: Feature, by_median: Collection[str]) -> float:
    values = [_statistic(profile, feature, by_median) for profile in profiles]
    widths = [high - low for low, high in (profile.range[feature.name] for profile in profiles)]
    return (max(values) - min(values)) / (max(widths) or 1)


def _numbered(names: list[Name]) -> list[Name]:
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name.text] += 1
        count = seen[name.text]
        unique.append(name if count == 1 else replace(name, text=f"{name.text} ({count})"))
    return unique
