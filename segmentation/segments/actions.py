"""What to do with a segment: each action is carried by claims that say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segmentation.card.segments import Action, Claim, Difference, Direction, MoreCommon
from segmentation.recipes import rfm
from segmentation.recipes.recipe import Recipe, Role
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.claims import against_everybody
from segmentation.segments.descriptions import reason
from segmentation.words import together

MOST_ACTIONS = 3
# A group of customers speaks for a segment from this share on, and then for these roles.
GROUP_SHARE = 0.4
GROUP_ROLES: frozenset[Role] = frozenset({"recency", "frequency", "value"})


@dataclass(frozen=True)
class Play:
    """An action, and the ends at which a segment must stand for it, by role."""

    what: str
    needs: Mapping[Role, Direction]


# The first that fit are taken, and no feature carries two of them.
PLAYS = (
    Play(
        "Win them back in person: call or write to each, and ask what they are missing.",
        needs={"recency": "higher", "value": "higher"},
    ),
    Play(
        "Remind them once, with a reason to come back; after that, leave them alone.",
        needs={"recency": "higher", "value": "lower"},
    ),
    Play(
        "Show them your better products: they can afford more than they buy.",
        needs={"income": "higher", "value": "lower"},
    ),
    Play(
        "Reward them: early access to what is new, and a personal thank-you.",
        needs={"value": "higher"},
    ),
    Play(
        "Win them back with an offer that ends soon.",
        needs={"recency": "higher"},
    ),
    Play(
        "Solve what they ask about before you sell them anything.",
        needs={"support": "higher"},
    ),
    Play(
        "Suggest something that goes with each order.",
        needs={"frequency": "higher", "basket": "lower"},
    ),
    Play(
        "Give them a reason to come back between their big orders.",
        needs={"frequency": "lower", "basket": "higher"},
    ),
    Play(
        "Welcome them: show what else you have, and help them to a good start.",
        needs={"tenure": "lower"},
    ),
    Play(
        "Offer them the larger version, or a set: they are ready to pay for it.",
        needs={"basket": "higher"},
    ),
    Play(
        "Offer sets and good value; leave out what is expensive.",
        needs={"income": "lower", "value": "lower"},
    ),
    Play(
        "Ask them for a review, and to bring a friend.",
        needs={"frequency": "higher"},
    ),
    Play(
        "Tell them what fits their last purchase while they still think of it.",
        needs={"recency": "lower"},
    ),
    Play(
        "Thank them for the years, and ask them to recommend you.",
        needs={"tenure": "higher"},
    ),
    Play(
        "Keep in touch at little cost, such as by newsletter.",
        needs={"value": "lower"},
    ),
    Play(
        "Remind them of what they liked, and make the next order easy.",
        needs={"frequency": "lower"},
    ),
    Play(
        "Show them your best products first.",
        needs={"income": "higher"},
    ),
    Play(
        "Show them good value first.",
        needs={"income": "lower"},
    ),
    Play(
        "Try pictures and channels made for older people.",
        needs={"age": "higher"},
    ),
    Play(
        "Try pictures and channels made for younger people.",
        needs={"age": "lower"},
    ),
)


def actions(claims: Sequence[Claim], recipe: Recipe) -> tuple[Action, ...]:
    """At most three actions, the most telling first; none without claims that carry them.

    Args:
        claims: all of a segment's.
    """
    group = _by_group(claims, recipe)
    found = [*group, *_by_roles(claims, recipe, told=GROUP_ROLES if group else frozenset())]
    preferred = _by_preference(claims, recipe)
    return (*found[: MOST_ACTIONS - len(preferred)], *preferred)


def _by_group(claims: Sequence[Claim], recipe: Recipe) -> list[Action]:
    """What is done with the group of customers that stands out most in the segment."""
    if not recipe.rfm:
        return []
    for at, claim in enumerate(claims):
        if (
            isinstance(claim, MoreCommon)
            and claim.category == RFM_GROUP
            and (claim.share >= GROUP_SHARE)
        ):
            return [_action(rfm.ACTIONS[claim.value], [at], claims, recipe)]
    return []


def _by_preference(claims: Sequence[Claim], recipe: Recipe) -> list[Action]:
    """Show first what the segment prefers."""
    for at, claim in enumerate(claims):
        if isinstance(claim, MoreCommon) and recipe.category(claim.category).preference:
            return [_action(f"Show them {claim.value} first.", [at], claims, recipe)]
    return []


def _by_roles(claims: Sequence[Claim], recipe: Recipe, *, told: frozenset[Role]) -> list[Action]:
    """The plays that fit, none of which needs a role that is told of already."""
    stands = _strongest_by_role(claims, recipe)
    found, used = [], set(told)
    for play in PLAYS:
        if used & play.needs.keys() or not _fits(play, stands, claims):
            continue
        used |= play.needs.keys()
        found.append(_action(play.what, [stands[role] for role in play.needs], claims, recipe))
    return found


def _strongest_by_role(claims: Sequence[Claim], recipe: Recipe) -> dict[Role, int]:
    """The place of the strongest claim against everybody on each role."""
    stands: dict[Role, int] = {}
    for claim in against_everybody(claims):
        stands.setdefault(recipe.feature(claim.feature).role, claims.index(claim))
    return stands


def _fits(play: Play, stands: Mapping[Role, int], claims: Sequence[Claim]) -> bool:
    return all(
        role in stands and claims[stands[role]].direction == direction
        for role, direction in play.needs.items()
    )


def _action(what: str, places: Sequence[int], claims: Sequence[Claim], recipe: Recipe) -> Action:
    told: list[Difference | MoreCommon] = [claims[at] for at in places]
    return Action(what=what, why=_why(told, recipe), claims=tuple(places))


def _why(claims: Sequence[Difference | MoreCommon], recipe: Recipe) -> str:
    said = together([reason(claim, recipe) for claim in claims])
    return f"{said}." if isinstance(claims[0], MoreCommon) else f"They {said}."
