"""What changed since the previous model, in plain sentences."""

from segmentation.card.changes import Changes, Flow, Kept, Told
from segmentation.words import how_many, plain_version


def change_sentences(changes: Changes | None) -> list[str]:
    """What happened to the segments, then how many customers changed segment.

    Nothing is said of a first model.
    """
    if changes is None:
        return []
    version = f"version {plain_version(changes.previous)}"
    if changes.not_compared:
        return [
            f"The segments could not be compared with those of {version}: "
            f"{changes.not_compared}. All of them count as new."
        ]
    return [
        _kept(changes, version),
        *(f'"{kept.was}" is now called "{kept.name}".' for kept in _renamed(changes)),
        *(_gone(segment, changes) for segment in changes.vanished),
        *(_new(segment, changes) for segment in changes.new if not _replaces(segment, changes)),
        _moved(changes),
    ]


def _kept(changes: Changes, version: str) -> str:
    kept, before = len(changes.kept), len(changes.kept) + len(changes.vanished)
    if kept == before:
        return f"All {before} segments of {version} are still there."
    if kept == 0:
        return f"None of the {before} segments of {version} is still there."
    return f"{kept} of the {before} segments of {version} {_are(kept)} still there."


def _renamed(changes: Changes) -> list[Kept]:
    return [kept for kept in changes.kept if kept.name != kept.was]


def _gone(segment: Told, changes: Changes) -> str:
    into = _other(segment, changes.merged)
    if into is None:
        return f'"{segment.name}" is gone.'
    if into.name == segment.name:
        return f'"{segment.name}" changed so much that it counts as a new segment.'
    return f'"{segment.name}" is gone; at least half of its customers are now in "{into.name}".'


def _new(segment: Told, changes: Changes) -> str:
    origin = _other(segment, changes.split)
    # Where the other went into this one, that has been said already.
    if origin is None or _other(origin, changes.merged) == segment:
        return f'"{segment.name}" is new.'
    return f'"{segment.name}" is new, split off from "{origin.name}".'


def _replaces(segment: Told, changes: Changes) -> bool:
    """Whether a new segment is told of with the one of the same name that went into it."""
    return any(
        flow.other == segment and flow.segment.name == segment.name for flow in changes.merged
    )


def _other(segment: Told, flows: list[Flow]) -> Told | None:
    return next((flow.other for flow in flows if flow.segment == segment), None)


def _moved(changes: Changes) -> str:
    if not changes.compared:
        return "No customer is known to be in both versions, so nobody can say who changed segment."
    them = f"the {how_many(changes.compared, 'customer')} compared"
    if not changes.moved:
        return f"None of {them} changed segment."
    return f"{changes.moved:,} of {them} changed segment{_causes(changes)}."


def _causes(changes: Changes) -> str:
    customer, model = changes.moved_by_customer, changes.moved_by_model
    if customer is None or model is None:
        return ""
    if not model:
        return ", because they changed" if customer > 1 else ", because that customer changed"
    if not customer:
        return ", because the model did"
    return f": {customer:,} because they changed, {model:,} because the model did"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
