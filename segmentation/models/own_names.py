"""Names that the owner gives to segments; they stay through every retrain.

`<models>/<recipe>/names.json` holds {"<segment id>": "name"} beside the versions. An id that a
version does not have is left alone: the segment may be another version's, or gone for good.
"""

import hashlib
import json
import os
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from segmentation.card.changes import Changes, Flow, Kept, Told
from segmentation.card.segments import Segment
from segmentation.disk import flush, write_whole
from segmentation.errors import UnreadableNames, UnwritableNames, WrongName
from segmentation.recipes.recipe import Recipe
from segmentation.segments.descriptions import describe

NAMES = "names.json"
LONGEST = 60
_FILE = TypeAdapter(dict[int, str])
# Control characters, line breaks of all kinds, halves of characters.
_FORBIDDEN = {"Cc", "Zl", "Zp", "Cs"}
# Marks that turn the direction of all that follows on the page.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Charts would take it for markup.
_TAG = re.compile("<[^<>]*>")
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class OwnNames:
    """The owner's names by segment id; `problem` is a sentence where some cannot be used."""

    names: dict[int, str] = field(default_factory=dict)
    problem: str = ""


def read_names(folder: Path) -> OwnNames:
    """The names in a recipe's folder; none, and why, where the file is damaged."""
    path = folder / NAMES
    try:
        names = _FILE.validate_json(path.read_bytes())
        return OwnNames({key: _checked(name) for key, name in names.items() if name.strip()})
    except FileNotFoundError:
        return OwnNames()
    except (OSError, ValidationError, WrongName):
        return OwnNames(problem=str(UnreadableNames(f"{folder.name}/{NAMES}")))


def fingerprint(folder: Path) -> str:
    """SHA-256 of the file of names: another one, other names. Empty where it cannot be read."""
    try:
        return hashlib.sha256((folder / NAMES).read_bytes()).hexdigest()
    except OSError:
        return ""


def with_own_names(
    segments: Sequence[Segment], own: OwnNames, recipe: Recipe
) -> tuple[list[Segment], OwnNames]:
    """Segments under the owner's names, also where others speak of them; and the names in use.

    Of two segments that would share a name, those that the owner named keep the model's.
    """
    used = dict(own.names)
    while clashing := _clashing(segments, used):
        used = {key: name for key, name in used.items() if key not in clashing}
    named = [
        segment.model_copy(update={"name": used[segment.id], "computed_name": segment.name})
        if segment.id in used
        else segment
        for segment in segments
    ]
    named = _described(named, recipe) if used else named
    lost = [f'"{name}"' for key, name in own.names.items() if key not in used]
    clash = (
        f"{', '.join(lost)} cannot be shown as the name of a segment here, since another segment "
        "has it; the model's own is shown. Rename one of them."
    )
    return named, OwnNames(used, own.problem or (clash if lost else ""))


def without_own_names(segments: Sequence[Segment], recipe: Recipe) -> list[Segment]:
    """Segments under the names that the model gave them."""
    if not any(segment.computed_name for segment in segments):
        return list(segments)
    named = [
        segment.model_copy(update={"name": segment.computed_name, "computed_name": ""})
        if segment.computed_name
        else segment
        for segment in segments
    ]
    return _described(named, recipe)


def told_with(changes: Changes | None, names: Mapping[int, str]) -> Changes | None:
    """Changes in which the segments that the owner named have that name, before and after."""
    if changes is None:
        return None

    def told(segment: Told) -> Told:
        return segment.model_copy(update={"name": names.get(segment.id, segment.name)})

    def kept(segment: Kept) -> Kept:
        return told(segment).model_copy(update={"was": names.get(segment.id, segment.was)})

    def flow(one: Flow) -> Flow:
        return Flow(segment=told(one.segment), other=told(one.other))

    return changes.model_copy(
        update={
            "kept": [kept(segment) for segment in changes.kept],
            "new": [told(segment) for segment in changes.new],
            "vanished": [told(segment) for segment in changes.vanished],
            "split": [flow(one) for one in changes.split],
            "merged": [flow(one) for one in changes.merged],
        }
    )


def rename(folder: Path, segments: Sequence[Segment], segment_id: int, name: str) -> None:
    """Give a segment a name, or with an empty one the model's again, from now on.

    Args:
        folder: the recipe's, with its versions.
        segments: those of the version in view.

    Raises:
        WrongName: it is too long, holds what no name may hold, or another segment has it.
        UnreadableNames: the file there is damaged, and would be lost.
        UnwritableNames
    """
    name = _checked(name) if name.strip() else ""
    others = [segment for segment in segments if segment.id != segment_id]
    for other in others:
        if name and _folded(name) in {_folded(other.name), _folded(other.computed_name)}:
            raise WrongName(f'Another segment is called "{name}" already; choose another name.')
    with _ONE_AT_A_TIME:
        known = read_names(folder)
        if known.problem:
            raise UnreadableNames(f"{folder.name}/{NAMES}")
        names = {key: old for key, old in known.names.items() if key != segment_id}
        names |= {segment_id: name} if name else {}
        _write(folder, names)


def why_fixed(folder: Path) -> str | None:
    """Why names cannot be given, as a sentence; None where they can."""
    if os.access(folder, os.W_OK | os.X_OK):
        return None
    return str(UnwritableNames("the app may not write to the folder of this model"))


def _described(segments: Sequence[Segment], recipe: Recipe) -> list[Segment]:
    """Descriptions that call the other segments by the names that they have now."""
    names = {segment.id: segment.name for segment in segments}
    return [
        segment.model_copy(update={"description": describe(segment.claims, recipe, names)})
        for segment in segments
    ]


def _checked(name: str) -> str:
    """A name without spaces around it.

    Raises:
        WrongName
    """
    name = unicodedata.normalize("NFC", name.strip())
    if any(unicodedata.category(c) in _FORBIDDEN or c in _TURNING for c in name):
        raise WrongName("A name must be one line of ordinary characters.")
    if _TAG.search(name):
        raise WrongName("A name cannot hold anything between < and >.")
    if len(name) > LONGEST:
        raise WrongName(f"A name can have {LONGEST} characters; this one has {len(name)}.")
    if not any(c.isalnum() for c in name):
        raise WrongName("A name must have a letter or a digit.")
    return name


def _clashing(segments: Sequence[Segment], names: Mapping[int, str]) -> set[int]:
    """The segments with a name of the owner's that another one shows as well."""
    shown = {segment.id: _folded(names.get(segment.id, segment.name)) for segment in segments}
    counts = Counter(shown.values())
    return {key for key, name in shown.items() if key in names and counts[name] > 1}


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _write(folder: Path, names: Mapping[int, str]) -> None:
    content = json.dumps(dict(sorted(names.items())), ensure_ascii=False, indent=2) + "\n"
    try:
        write_whole(folder / NAMES, content.encode())
        flush(folder)
    except OSError as error:
        raise UnwritableNames((error.strerror or str(error)).lower()) from error
