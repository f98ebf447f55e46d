"""Models on disk: a folder each, whole or not there at all.

`<models>/<recipe>/<version>/` holds `pipeline.joblib`, `customers.parquet`,
`taken_out.parquet`, `refits.npy` and `card.json`. A model is written in a folder
beside the others and then renamed into place, so a process killed at any instant
leaves the models that were there.
"""

import hashlib
import io
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError
from sklearn.pipeline import Pipeline

from segmentation.arithmetic import laid_open
from segmentation.card import Card
from segmentation.errors import (
    BrokenRecipe,
    DamagedModel,
    ForeignModel,
    ModelError,
    ModelNotFound,
    UnknownVariant,
    UnusableModel,
    UnwritableModels,
)
from segmentation.on_disk import flush, write_whole
from segmentation.own_names import OwnNames, read_names, with_own_names, without_own_names
from segmentation.recipes import RECIPES
from segmentation.recipes.files import run_recipe
from segmentation.recipes.indicators import with_indicators
from segmentation.recipes.recipe import Recipe

PIPELINE, CUSTOMERS, CARD = "pipeline.joblib", "customers.parquet", "card.json"
TAKEN_OUT = "taken_out.parquet"
REFITS = "refits.npy"
RECIPE = "recipe.py"
UNFINISHED = ".unfinished"
SECONDS_UNTIL_ABANDONED = 24 * 3600


@dataclass(frozen=True)
class Model:
    """A model in memory.

    `customers` is a sample of the training customers: key, features, categories,
    `segment` (its id) and `axis_1` to `axis_3`, their place on the map.
    `taken_out` are the rows that cleaning took out, as text, with the column `rule`.
    `refits` are the centres of retrained models, as `certainty.refit` returns them.
    `recipe` has the indicators of the categories that segments are built on.
    `recipe_source` is empty for a recipe of ours. `own_names` are those in use that the owner
    gave; the card's segments have them already.
    """

    card: Card
    pipeline: Pipeline
    customers: pd.DataFrame
    taken_out: pa.Table
    refits: np.ndarray
    recipe: Recipe
    recipe_source: str = ""
    own_names: OwnNames = field(default_factory=OwnNames)

    @cached_property
    def own_values(self) -> np.ndarray:
        """`customers` x features in their own values, NaN where not known; read out once."""
        return self.customers[self.card.feature_names].to_numpy(dtype=float)

    @cached_property
    def scaled(self) -> np.ndarray:
        """`own_values` in the scaled space; computed once."""
        return laid_open(self.pipeline, self.card.feature_names).scaled(self.own_values)


@dataclass(frozen=True)
class LostModel:
    """A model that is on disk and cannot be loaded: why, as a clause, and its recipe's ids."""

    version: str
    reason: str
    used_ids: list[int]


def save(model: Model, models: Path) -> Model:
    """Save a model as the newest version of its recipe.

    Returns:
        The model with `version`, `created` and `files` filled in on its card.

    Raises:
        UnwritableModels: the folder cannot be written.
    """
    with _plain_write_errors(models):
        workspace = _workspace(models)
        try:
            contents = {
                PIPELINE: _bytes_of(lambda file: joblib.dump(model.pipeline, file)),
                CUSTOMERS: _bytes_of(lambda file: model.customers.to_parquet(file, index=False)),
                TAKEN_OUT: _bytes_of(
                    lambda file: pq.write_table(model.taken_out, file, compression="zstd")
                ),
                REFITS: _bytes_of(lambda file: np.save(file, model.refits, allow_pickle=False)),
            }
            if model.recipe_source:
                contents[RECIPE] = model.recipe_source.encode()
            for name, content in contents.items():
                write_whole(workspace / name, content)
            files = {name: _sha256(content) for name, content in contents.items()}
            return _publish(model, workspace, models, files)
        finally:
            shutil.rmtree(workspace, ignore_errors=True)


def check_writable(models: Path) -> None:
    """Find out before a long training whether its model can be saved.

    Raises:
        UnwritableModels
    """
    with _plain_write_errors(models):
        _workspace(models).rmdir()


def recipes_in(models: Path) -> list[str]:
    """The recipes that have at least one model, in alphabetical order."""
    if not models.is_dir():
        return []
    return sorted(p.name for p in models.iterdir() if p.name[0] != "." and versions(models, p.name))


def versions(models: Path, recipe: str) -> list[str]:
    """The versions of a recipe's model, newest first; the first one is current."""
    folder = models / recipe
    if not folder.is_dir():
        return []
    found = [path.name for path in folder.iterdir() if path.name.isdecimal() and path.is_dir()]
    return sorted(found, key=int, reverse=True)


def load_card(models: Path, recipe: str, version: str | None = None) -> Card:
    """Read a model's card (of the newest version when none is named).

    Raises:
        ModelNotFound, DamagedModel
    """
    folder = _folder(models, recipe, version)
    name = f"{recipe} {folder.name}"
    try:
        return Card.model_validate_json((folder / CARD).read_bytes())
    except OSError as error:
        raise DamagedModel(name, f"its {CARD} is missing") from error
    except ValidationError as error:
        raise DamagedModel(name, f"its {CARD} is incomplete or damaged") from error


def load(models: Path, recipe: str, version: str | None = None) -> Model:
    """Load a model (the newest version when none is named), under the owner's names.

    Every file's SHA-256 and scikit-learn's version are checked against the card
    before anything is unpickled.

    Raises:
        ModelNotFound, DamagedModel, ForeignModel
    """
    model = _as_trained(models, recipe, version)
    segments, own = with_own_names(model.card.segments, read_names(models / recipe), model.recipe)
    card = model.card.model_copy(update={"segments": segments})
    return replace(model, card=card, own_names=own)


def _as_trained(models: Path, recipe: str, version: str | None) -> Model:
    """Load a model with the names that it gave its segments itself."""
    folder = _folder(models, recipe, version)
    card, name = load_card(models, recipe, folder.name), f"{recipe} {folder.name}"
    contents = {file: _checked(folder, file, card, name) for file in _needed(card)}
    made_with, here = card.libraries.get("scikit-learn", "?"), installed_version("scikit-learn")
    if made_with != here:
        raise ForeignModel(name, made_with=made_with, here=here)
    return Model(
        card=card,
        pipeline=joblib.load(io.BytesIO(contents[PIPELINE])),
        customers=pd.read_parquet(io.BytesIO(contents[CUSTOMERS])),
        taken_out=pq.read_table(io.BytesIO(contents[TAKEN_OUT])),
        refits=np.load(io.BytesIO(contents[REFITS]), allow_pickle=False),
        recipe=_recipe(card, contents, name),
        recipe_source=contents.get(RECIPE, b"").decode(),
    )


def load_previous(models: Path, recipe: str) -> Model | LostModel | None:
    """Load the newest model of a recipe to compare a new one with it; None where there is none.

    Its segments have the names that the model gave them, to be held against the new model's.
    """
    for version in versions(models, recipe)[:1]:
        try:
            return _as_trained(models, recipe, version)
        except UnusableModel as error:
            return LostModel(version, error.reason, _used_ids(models, recipe))
        except BrokenRecipe:
            return LostModel(version, "its recipe cannot be run", _used_ids(models, recipe))
    return None


def _used_ids(models: Path, recipe: str) -> list[int]:
    """The ids on all of a recipe's cards that can be read."""
    ids: set[int] = set()
    for version in versions(models, recipe):
        with suppress(ModelError):
            card = load_card(models, recipe, version)
            ids |= {*card.used_ids, *(segment.id for segment in card.segments)}
    return sorted(ids)


def _folder(models: Path, recipe: str, version: str | None) -> Path:
    known = versions(models, recipe)
    version = version or next(iter(known), None)
    if version not in known:
        raise ModelNotFound(f"{recipe} {version or ''}".strip(), str(models))
    return models / recipe / version


def _needed(card: Card) -> list[str]:
    """The files a model cannot do without; a recipe of somebody's own comes with it."""
    return [PIPELINE, CUSTOMERS, TAKEN_OUT, REFITS, *([] if card.recipe in RECIPES else [RECIPE])]


def _recipe(card: Card, contents: dict[str, bytes], name: str) -> Recipe:
    if card.recipe in RECIPES:
        return with_indicators(_variant(card, name), card.one_hot)
    return with_indicators(run_recipe(contents[RECIPE].decode(), name), card.one_hot)


def _variant(card: Card, name: str) -> Recipe:
    try:
        return RECIPES[card.recipe].variant(card.variant)
    except UnknownVariant as error:
        raise DamagedModel(name, f'its recipe has no variant "{card.variant}" any more') from error


def _checked(folder: Path, file: str, card: Card, name: str) -> bytes:
    if file not in card.files:
        raise DamagedModel(name, f"its {CARD} has no checksum for {file}")
    try:
        content = (folder / file).read_bytes()
    except OSError as error:
        raise DamagedModel(name, f"its {file} is missing") from error
    if _sha256(content) != card.files[file]:
        raise DamagedModel(name, f"its {file} is not the one that was saved")
    return content


def _publish(model: Model, workspace: Path, models: Path, files: dict[str, str]) -> Model:
    """Write the card and rename the folder to the next free version."""
    folder = models / model.card.recipe
    folder.mkdir(exist_ok=True)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    segments = without_own_names(model.card.segments, model.recipe)
    known = {"created": created, "files": files, "segments": segments}
    while True:
        version = f"{max(_numbers(folder), default=0) + 1:04}"
        card = model.card.model_copy(update={"version": version, **known})
        write_whole(workspace / CARD, (card.model_dump_json(indent=2) + "\n").encode())
        try:
            workspace.rename(folder / version)
        except OSError:
            # Somebody else took this number in the meantime; any other trouble is real.
            if not (folder / version).exists():
                raise
            continue
        flush(folder)
        return replace(model, card=card)


def _numbers(folder: Path) -> list[int]:
    """The numbers that are taken, whatever it is that has them."""
    return [int(path.name) for path in folder.iterdir() if path.name.isdecimal()]


def _workspace(models: Path) -> Path:
    """A new folder on the same file system; those of killed processes are swept."""
    unfinished = models / UNFINISHED
    unfinished.mkdir(parents=True, exist_ok=True)
    for left in unfinished.iterdir():
        # Whoever is at work there may finish and remove it at any moment.
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > SECONDS_UNTIL_ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=unfinished))


@contextmanager
def _plain_write_errors(models: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableModels(str(models), (error.strerror or str(error)).lower()) from error


def _bytes_of(write) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
