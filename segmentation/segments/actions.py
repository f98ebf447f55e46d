"""Ideas to test with a segment, each carried by claims that say why; no two contradict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from segmentation.card.segments import NOT_FIRM, Action, Claim, Difference, Direction, MoreCommon
from segmentation.recipes import rfm
from segmentation.recipes.recipe import Feature, Recipe, Role
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.claims import against_everybody, likenesses
from segmentation.segments.descriptions import reasons

MOST_ACTIONS = 3
# A group of customers speaks for a segment from this share on, and then for these roles.
GROUP_SHARE = 0.5
GROUP_ROLES: frozenset[Role] = frozenset({"recency", "frequency", "value"})
# What differs less, in standard deviations, is told and carries no idea.
CLEAR_EFFECT = 0.5
DAYS_A_YEAR = 365

# What leaves customers alone excludes all that does not; of the other kinds each excludes these.
LEAVE = "leave alone"
EXCLUDES: dict[str, frozenset[str]] = {
    "win back": frozenset({"favour", "welcome", "fresh", "reward", "low cost", "years"}),
    "favour": frozenset({"support", "low cost", "welcome"}),
    "reward": frozenset({"low cost", "good value"}),
    "better": frozenset({"good value", "low cost"}),
    "more": frozenset({"low cost"}),
    "welcome": frozenset({"years"}),
    "fresh": frozenset({"remind"}),
    "offer": frozenset({"reward"}),
}


@dataclass(frozen=True)
class Play:
    """An idea, and where a segment must stand for it, by role: at which end, and how far.

    `bounds` are the lowest and highest value with which it makes sense at all, by role; in
    years for an age, in days for what lasts.
    """

    what: str
    needs: Mapping[Role, Direction]
    kinds: tuple[str, ...]
    bounds: Mapping[Role, tuple[float, float]] = field(default_factory=dict)


LONG_AGO, LATELY, NEW = (90, inf), (0, 30), (0, 180)
# The first that fit are taken, and no feature carries two of them.
PLAYS = (
    Play(
        "Win them back in person: call or write to each, and ask what they are missing.",
        needs={"recency": "higher", "value": "higher"},
        kinds=("win back",),
        bounds={"recency": LONG_AGO},
    ),
    Play(
        "Remind them once, with a reason to come back; after that, leave them alone.",
        needs={"recency": "higher", "value": "lower"},
        kinds=(LEAVE,),
        bounds={"recency": LONG_AGO},
    ),
    Play(
        "Show them your better products first.",
        needs={"income": "higher", "value": "lower"},
        kinds=("better",),
    ),
    Play(
        "Reward them: early access to what is new, and a personal thank-you.",
        needs={"value": "higher"},
        kinds=("reward",),
    ),
    Play(
        "Win them back with an offer that ends soon.",
        needs={"recency": "higher"},
        kinds=("win back", "offer"),
        bounds={"recency": LONG_AGO},
    ),
    Play(
        "Solve what they ask about first.",
        needs={"support": "higher"},
        kinds=("support",),
    ),
    Play(
        "Suggest something that goes with each order.",
        needs={"frequency": "higher", "basket": "lower"},
        kinds=("more",),
    ),
    Play(
        "Give them a reason to come back between their big orders.",
        needs={"frequency": "lower", "basket": "higher"},
        kinds=("remind",),
    ),
    Play(
        "Welcome them: show what else you have, and help them to a good start.",
        needs={"tenure": "lower"},
        kinds=("welcome",),
        bounds={"tenure": NEW},
    ),
    Play(
        "Offer them the larger version, or a set.",
        needs={"basket": "higher"},
        kinds=("better", "more"),
    ),
    Play(
        "Offer sets and good value; leave out what is expensive.",
        needs={"income": "lower", "value": "lower"},
        kinds=("good value",),
    ),
    Play(
        "Ask them for a review, and to bring a friend.",
        needs={"frequency": "higher"},
        kinds=("favour",),
        bounds={"frequency": (3, inf)},
    ),
    Play(
        "Tell them what fits their last purchase while they still think of it.",
        needs={"recency": "lower"},
        kinds=("fresh", "more"),
        bounds={"recency": LATELY},
    ),
    Play(
        "Thank them for the years, and ask them to recommend you.",
        needs={"tenure": "higher"},
        kinds=("years", "favour"),
        bounds={"tenure": (2 * DAYS_A_YEAR, inf)},
    ),
    Play(
        "Keep in touch at little cost, such as by newsletter.",
        needs={"value": "lower"},
        kinds=("low cost",),
    ),
    Play(
        "Remind them of what they liked, and make the next order easy.",
        needs={"frequency": "lower"},
        kinds=("remind",),
    ),
    Play(
        "Show them your best products first.",
        needs={"income": "higher"},
        kinds=("better",),
    ),
    Play(
        "Show them good value first.",
        needs={"income": "lower"},
        kinds=("good value",),
    ),
    Play(
        "Try pictures and channels made for older people.",
        needs={"age": "higher"},
        kinds=("age",),
        bounds={"age": (60, inf)},
    ),
    Play(
        "Try pictures and channels made for younger people.",
        needs={"age": "lower"},
        kinds=("age",),
        bounds={"age": (0, 35)},
    ),
)
# The kinds of what is done with each group by recency, frequency and spend.
GROUP_KINDS: dict[str, tuple[str, ...]] = {
    "Champions": ("reward", "favour"),
    "Loyal": ("better", "favour"),
    "Potential loyalist": ("more",),
    "New": ("welcome",),
    "Promising": ("more",),
    "Need attention": ("offer",),
    "About to sleep": ("remind", "offer"),
    "At risk": ("win back",),
    "Can't lose": ("win back",),
    "Hibernating": ("low cost",),
    "Lost": (LEAVE,),
}

# With which values a group's idea makes no sense, whatever the others' are: see `Play.bounds`.
GROUP_BOUNDS: dict[str, Mapping[Role, tuple[float, float]]] = {
    "New": {"tenure": NEW},
    "At risk": {"recency": LONG_AGO},
    "Can't lose": {"recency": LONG_AGO},
    "Lost": {"recency": LONG_AGO},
}


def actions(claims: Sequence[Claim], recipe: Recipe) -> tuple[Action, ...]:
    """At most three ideas, the most telling first; none without claims that carry them.

    Args:
        claims: all of a segment's.
    """
    group = _by_group(claims, recipe)
    found = [*group, *_by_roles(claims, recipe, told=GROUP_ROLES if group else frozenset())]
    preferred = _by_preference(claims, recipe)
    first = without_contradictions(found)[: MOST_ACTIONS - len(preferred)]
    return tuple(without_contradictions([*first, *preferred]))


def are_worth_having(*, structure: str | None, stability: float | None) -> bool:
    """Whether ideas for a segment make sense: none for a part of what has no groups.

    Args:
        structure: the verdict on the data, None where there is none.
        stability: the segment's, None where it was not measured.
    """
    return structure != "none" and (stability is None or stability >= NOT_FIRM)


def without_contradictions(found: Sequence[Action]) -> list[Action]:
    """Those that go together with all before them, and say something else."""
    kept: list[Action] = []
    for action in found:
        if not any(_is_the_same(action, other) or excludes(action, other) for other in kept):
            kept.append(action)
    return kept


def excludes(one: Action, other: Action) -> bool:
    """Whether two ideas cannot both be followed."""
    if (LEAVE in one.kinds) != (LEAVE in other.kinds):
        return True
    return any(
        b in EXCLUDES.get(a, ()) or a in EXCLUDES.get(b, ()) for a in one.kinds for b in other.kinds
    )


def group_action(group: str, why: str, claims: tuple[int, ...] = ()) -> Action:
    """What is done with a group by recency, frequency and spend."""
    return Action(what=rfm.ACTIONS[group], why=why, claims=claims, kinds=GROUP_KINDS[group])


def makes_sense(what: str, feature: Feature, value: float) -> bool:
    """Whether a value of a feature is within the bounds of the idea that is so worded."""
    bounds = next((play.bounds for play in PLAYS if play.what == what), {})
    return _is_within(bounds, feature, value)


def group_makes_sense(group: str, feature: Feature, value: float) -> bool:
    """Whether a value of a feature is one with which a group's idea makes sense."""
    return _is_within(GROUP_BOUNDS.get(group, {}), feature, value)


def _is_the_same(one: Action, other: Action) -> bool:
    return one.what == other.what or bool(set(one.kinds) & set(other.kinds))


def _by_group(claims: Sequence[Claim], recipe: Recipe) -> list[Action]:
    """What is done with the group of customers that stands out most in the segment."""
    if not recipe.rfm:
        return []
    for at, claim in enumerate(claims):
        if (
            isinstance(claim, MoreCommon)
            and claim.category == RFM_GROUP
            and claim.share >= GROUP_SHARE
            and all(
                group_makes_sense(claim.value, recipe.feature(told.feature), told.value)
                for told in [*against_everybody(claims), *likenesses(claims)]
            )
        ):
            return [group_action(claim.value, reasons([claim], recipe), (at,))]
    return []


def _by_preference(claims: Sequence[Claim], recipe: Recipe) -> list[Action]:
    """Show first what the segment prefers."""
    for at, claim in enumerate(claims):
        if isinstance(claim, MoreCommon) and recipe.category(claim.category).preference:
            what = f"Show them {claim.value} first."
            return [_action(what, [at], claims, recipe, kinds=("preferred",))]
    return []


def _by_roles(claims: Sequence[Claim], recipe: Recipe, *, told: frozenset[Role]) -> list[Action]:
    """The plays that fit, none of which needs a role that is told of already."""
    stands = _strongest_by_role(claims, recipe)
    found, used = [], set(told)
    for play in PLAYS:
        if used & play.needs.keys() or not _fits(play, stands, claims, recipe):
            continue
        used |= play.needs.keys()
        places = [stands[role] for role in play.needs]
        found.append(_action(play.what, places, claims, recipe, kinds=play.kinds))
    return found


def _strongest_by_role(claims: Sequence[Claim], recipe: Recipe) -> dict[Role, int]:
    """The place of the strongest claim on each role that is clear, and true of most."""
    stands: dict[Role, int] = {}
    for claim in against_everybody(claims):
        if claim.is_of_most and abs(claim.effect) >= CLEAR_EFFECT:
            stands.setdefault(recipe.feature(claim.feature).role, claims.index(claim))
    return stands


def _fits(play: Play, stands: Mapping[Role, int], claims: Sequence[Claim], recipe: Recipe) -> bool:
    if not play.needs.keys() <= stands.keys():
        return False
    carrying: list[Difference] = [claims[stands[role]] for role in play.needs]
    return all(
        claim.direction == direction
        and _is_within(play.bounds, recipe.feature(claim.feature), claim.value)
        for claim, direction in zip(carrying, play.needs.values())
    )


def _is_within(bounds: Mapping[Role, tuple[float, float]], feature: Feature, value: float) -> bool:
    low, high = bounds.get(feature.role, (-inf, inf))
    in_days = feature.role in ("tenure", "recency") and feature.unit.label == "years"
    return low <= value * (DAYS_A_YEAR if in_days else 1) <= high


def _action(
    what: str,
    places: Sequence[int],
    claims: Sequence[Claim],
    recipe: Recipe,
    *,
    kinds: tuple[str, ...],
) -> Action:
    carrying: list[Difference | MoreCommon] = [claims[at] for at in places]
    return Action(what=what, why=reasons(carrying, recipe), claims=tuple(places), kinds=kinds)
