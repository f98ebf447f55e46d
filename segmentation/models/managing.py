"""Versions as things to manage: make an older one current, delete one, note what it is for."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from segmentation.disk import flush, lock_file, write_whole
from segmentation.errors import ModelNotFound, UnreadableNotes, WrongNote
from segmentation.models.cards import read_card, write_card
from segmentation.models.folders import (
    plain_write_errors,
    publish,
    take_away,
    versions,
    workspace,
)

NOTES, LOCK = "notes.json", ".notes.lock"
LONGEST = 500
_FILE = TypeAdapter(dict[str, str])


def delete_version(models: Path, recipe: str, version: str) -> None:
    """Delete a version, and what was noted of it; whole or not at all.

    With the last one goes all that there is of the model: its names, notes and files.

    Raises:
        ModelNotFound
        UnwritableModels: the folder cannot be written.
    """
    _refuse_unknown(models, recipe, version)
    with plain_write_errors(models):
        if versions(models, recipe) == [version] and _delete_all(models, recipe, version):
            return
        # Before the version: its number may be given again.
        if version in _read(models / recipe):
            note(models, recipe, version, "")
        shutil.rmtree(take_away(models, models / recipe / version), ignore_errors=True)


def make_current(models: Path, recipe: str, version: str) -> str:
    """Make an older version the newest, by a copy of it; returns the copy's version.

    Its card says of which version it is a copy. The older one stays.

    Raises:
        ModelNotFound
        DamagedModel, UnreadableModel: it has no card that can be read.
        UnwritableModels: the folder cannot be written.
    """
    _refuse_unknown(models, recipe, version)
    card = read_card(models / recipe / version, f"{recipe} {version}")
    with plain_write_errors(models):
        unfinished = workspace(models)
        try:
            for file in card.files:
                shutil.copyfile(models / recipe / version / file, unfinished / file)
                flush(unfinished / file)

            def finish(number: str) -> None:
                known = {"version": number, "copy_of": version, "job": ""}
                write_card(unfinished, card.model_copy(update=known))

            return publish(unfinished, models / recipe, finish)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def note(models: Path, recipe: str, version: str, text: str) -> None:
    """Note something of a version in place of what was noted before; an empty text, nothing.

    Raises:
        ModelNotFound
        WrongNote: it is too long.
        UnreadableNotes: the notes are damaged, and would be lost.
        UnwritableModels: the folder cannot be written.
    """
    _refuse_unknown(models, recipe, version)
    text = text.strip()
    if len(text) > LONGEST:
        raise WrongNote(found=len(text), most=LONGEST)
    folder = models / recipe
    with plain_write_errors(models):
        # Another process may be noting something of another version.
        lock = lock_file(folder / LOCK)
        try:
            others = {key: old for key, old in _read(folder).items() if key != version}
            _write(folder, others | ({version: text} if text else {}))
        finally:
            os.close(lock)


def notes(models: Path, recipe: str) -> dict[str, str]:
    """What is noted of the versions that there are: {version: text}.

    Raises:
        UnreadableNotes
    """
    there = versions(models, recipe)
    return {key: text for key, text in _read(models / recipe).items() if key in there}


def _delete_all(models: Path, recipe: str, version: str) -> bool:
    """Delete a model's folder; not where another version has come meanwhile, which is told."""
    away = take_away(models, models / recipe)
    others = set(versions(away.parent, away.name)) - {version}
    if others:
        away.rename(models / recipe)
        return False
    shutil.rmtree(away, ignore_errors=True)
    return True


def _refuse_unknown(models: Path, recipe: str, version: str) -> None:
    if version not in versions(models, recipe):
        raise ModelNotFound(f"{recipe} {version}", str(models))


def _read(folder: Path) -> dict[str, str]:
    try:
        return _FILE.validate_json((folder / NOTES).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise UnreadableNotes(f"{folder.name}/{NOTES}") from error


def _write(folder: Path, known: Mapping[str, str]) -> None:
    content = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / NOTES, content.encode())
    flush(folder)
