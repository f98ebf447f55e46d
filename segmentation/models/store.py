"""Models on disk: a folder each, whole or not there at all.

`<models>/<recipe>/<version>/` holds `pipeline.joblib`, `customers.parquet`,
`taken_out.parquet`, `refits.npy` and `card.json`. A model is written in a folder
beside the others and then renamed into place, so a process killed at any instant
leaves the models that were there.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from segmentation.card.card import Card
from segmentation.disk import write_whole
from segmentation.errors import (
    BrokenRecipe,
    DamagedModel,
    ForeignModel,
    ModelNotFound,
    SegmentationError,
    UnknownVariant,
    UnusableModel,
)
from segmentation.models.cards import read_card, write_card
from segmentation.models.contents import checked, is_mapped, parts_of, sha256
from segmentation.models.folders import plain_write_errors, publish, versions, workspace
from segmentation.models.model import Model
from segmentation.models.own_names import read_names, with_own_names, without_own_names
from segmentation.recipes import RECIPES
from segmentation.recipes.files import run_recipe
from segmentation.recipes.indicators import with_indicators
from segmentation.recipes.mapped import recipe_of_mapping
from segmentation.recipes.recipe import Recipe
from segmentation.recipes.with_units import with_units
from segmentation.words import plain_version


@dataclass(frozen=True)
class UnusableVersion:
    """A version that is on disk and cannot be used, and the error that says why."""

    version: str
    error: SegmentationError

    @property
    def reason(self) -> str:
        """Why, as a clause."""
        is_model = isinstance(self.error, UnusableModel)
        return self.error.reason if is_model else "its recipe cannot be run"


@dataclass(frozen=True)
class Newest:
    """The newest model that can be used, and newer versions that cannot.

    Where none can be used `model` is None and `version` the newest there is.
    """

    version: str
    model: Model | None
    unusable: tuple[UnusableVersion, ...]

    def required(self) -> Model:
        """The model.

        Raises:
            UnusableModel, BrokenRecipe: none can be used; what is wrong with the newest.
        """
        if self.model is None:
            raise self.unusable[0].error
        return self.model

    @property
    def warnings(self) -> list[str]:
        """A sentence or two for each version that was passed over; none where no model is left."""
        if self.model is None:
            return []
        until = f"Until then, version {plain_version(self.version)} is used."
        return [f"{passed.error} {until}" for passed in self.unusable]


def save(model: Model, models: Path) -> Model:
    """Save a model as the newest version of its recipe.

    Returns:
        The model with `version`, `created` and `files` filled in on its card.

    Raises:
        UnwritableModels: the folder cannot be written.
    """
    with plain_write_errors(models):
        unfinished = workspace(models, model.card.job)
        try:
            contents = {
                part.file: part.dumped(getattr(model, name))
                for name, part in parts_of(model.card, mapped=bool(model.mapping)).items()
            }
            for name, content in contents.items():
                write_whole(unfinished / name, content)
            files = {name: sha256(content) for name, content in contents.items()}
            return _publish(model, unfinished, models, files)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def check_writable(models: Path) -> None:
    """Find out before a long training whether its model can be saved.

    Raises:
        UnwritableModels
    """
    with plain_write_errors(models):
        workspace(models).rmdir()


def load_card(models: Path, recipe: str, version: str | None = None) -> Card:
    """Read a model's card (of the newest version when none is named).

    Raises:
        ModelNotFound, DamagedModel, UnreadableModel
    """
    folder = _folder(models, recipe, version)
    return read_card(folder, f"{recipe} {folder.name}")


def load(models: Path, recipe: str, version: str | None = None) -> Model:
    """Load a model (the newest that can be used when none is named), under the owner's names.

    Every file's SHA-256 and scikit-learn's version are checked against the card
    before anything is unpickled.

    Raises:
        ModelNotFound, DamagedModel, UnreadableModel, ForeignModel, BrokenRecipe
    """
    if version is None:
        return newest(models, recipe).required()
    model = load_as_trained(models, recipe, version)
    segments, own = with_own_names(model.card.segments, read_names(models / recipe), model.recipe)
    card = model.card.model_copy(update={"segments": segments})
    return replace(model, card=card, own_names=own)


def newest(models: Path, recipe: str, load: Callable[[Path, str, str], Model] = load) -> Newest:
    """Look for the newest version of a recipe that can be used: one that `load` loads.

    Raises:
        ModelNotFound: there is no version at all.
        UnreadableModel: the recipe's folder may not be read.
    """
    unusable = []
    for version in versions(models, recipe):
        try:
            return Newest(version, load(models, recipe, version), tuple(unusable))
        except (UnusableModel, BrokenRecipe) as error:
            unusable.append(UnusableVersion(version, error))
        except ModelNotFound:
            # It was removed in this moment.
            continue
    if not unusable:
        raise ModelNotFound(recipe, str(models))
    return Newest(unusable[0].version, None, tuple(unusable))


def load_as_trained(models: Path, recipe: str, version: str) -> Model:
    """Load a model with the names that it gave its segments itself."""
    folder = _folder(models, recipe, version)
    card, name = load_card(models, recipe, folder.name), f"{recipe} {folder.name}"
    parts = parts_of(card, mapped=is_mapped(card))
    contents = {key: checked(folder, part.file, card, name) for key, part in parts.items()}
    made_with, here = card.libraries.get("scikit-learn", "?"), installed_version("scikit-learn")
    if made_with != here:
        raise ForeignModel(name, made_with=made_with, here=here)
    loaded = {key: parts[key].loaded(content) for key, content in contents.items()}
    return Model(card=card, recipe=_recipe(card, loaded, name), **loaded)


def _folder(models: Path, recipe: str, version: str | None) -> Path:
    known = versions(models, recipe)
    version = version or next(iter(known), None)
    if version not in known:
        raise ModelNotFound(f"{recipe} {version or ''}".strip(), str(models))
    return models / recipe / version


def _recipe(card: Card, loaded: Mapping[str, Any], name: str) -> Recipe:
    if "mapping" in loaded:
        recipe = recipe_of_mapping(loaded["mapping"], name)
    elif "recipe_source" in loaded:
        recipe = run_recipe(loaded["recipe_source"], name)
    else:
        recipe = _variant(card, name)
    return with_indicators(with_units(recipe, card.units), card.one_hot)


def _variant(card: Card, name: str) -> Recipe:
    try:
        return RECIPES[card.recipe].variant(card.variant)
    except UnknownVariant as error:
        raise DamagedModel(name, f'its recipe has no variant "{card.variant}" any more') from error


def _publish(model: Model, unfinished: Path, models: Path, files: dict[str, str]) -> Model:
    """Write the card and rename the folder to the next free version."""
    created = datetime.now(UTC).isoformat(timespec="seconds")
    segments = without_own_names(model.card.segments, model.recipe)
    known = {"created": created, "files": files, "segments": segments}

    def card_of(version: str) -> Card:
        return model.card.model_copy(update={"version": version, **known})

    def finish(version: str) -> None:
        write_card(unfinished, card_of(version))

    version = publish(unfinished, models / model.card.recipe, finish)
    return replace(model, card=card_of(version))
