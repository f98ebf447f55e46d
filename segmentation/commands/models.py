"""Models as they are named on the command line: mall, or mall/0002."""

from pathlib import Path

from segmentation.errors import NoSuchModel
from segmentation.models import store
from segmentation.models.folders import recipes_in, versions
from segmentation.models.store import Newest


def load_model(models: Path, name: str) -> Newest:
    """Load the model `name`: a recipe's newest that can be used, or the version after a slash.

    Returns:
        The model, never None, and versions that were passed over, none where one was named.

    Raises:
        NoSuchModel, DamagedModel, UnreadableModel, UnreadableModels, ForeignModel, BrokenRecipe
    """
    recipe, _, version = name.partition("/")
    known = recipes_in(models)
    if recipe not in known:
        raise NoSuchModel(name, folder=str(models), known=known)
    there = versions(models, recipe)
    if version and version not in there:
        named = [f"{recipe}/{one}" for one in there]
        raise NoSuchModel(name, folder=str(models), known=named)
    if version:
        return Newest(version, store.load(models, recipe, version), ())
    found = store.newest(models, recipe)
    found.required()
    return found
