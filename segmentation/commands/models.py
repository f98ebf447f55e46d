"""Models as they are named on the command line: mall, or mall/0002."""

from pathlib import Path

from segmentation import store
from segmentation.errors import NoSuchModel
from segmentation.store import Model


def load_model(models: Path, name: str) -> Model:
    """Load the model `name`: a recipe's newest, or the version after a slash.

    Raises:
        NoSuchModel, DamagedModel, ForeignModel
    """
    recipe, _, version = name.partition("/")
    known = store.recipes_in(models)
    if recipe not in known:
        raise NoSuchModel(name, folder=str(models), known=known)
    versions = store.versions(models, recipe)
    if version and version not in versions:
        there = [f"{recipe}/{one}" for one in versions]
        raise NoSuchModel(name, folder=str(models), known=there)
    return store.load(models, recipe, version or None)
