"""The files in a version's folder, checked before they are made use of."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from segmentation.card.card import Card
from segmentation.errors import DamagedModel, UnreadableModel, UnusableModel
from segmentation.recipes import RECIPES

PIPELINE, CUSTOMERS, CARD = "pipeline.joblib", "customers.parquet", "card.json"
TAKEN_OUT = "taken_out.parquet"
REFITS = "refits.npy"
RECIPE = "recipe.py"


def read_card(folder: Path, name: str) -> Card:
    """The card in a version's folder; `name` is what errors call the model.

    Raises:
        DamagedModel, UnreadableModel
    """
    try:
        return Card.model_validate_json((folder / CARD).read_bytes())
    except OSError as error:
        raise _unread(name, CARD, error) from error
    except ValidationError as error:
        raise DamagedModel(name, f"its {CARD} is incomplete or damaged") from error


def needed(card: Card) -> list[str]:
    """The files a model cannot do without; a recipe of somebody's own comes with it."""
    return [PIPELINE, CUSTOMERS, TAKEN_OUT, REFITS, *([] if card.recipe in RECIPES else [RECIPE])]


def checked(folder: Path, file: str, card: Card, name: str) -> bytes:
    """A file of a version, the one that was saved.

    Raises:
        DamagedModel, UnreadableModel
    """
    if file not in card.files:
        raise DamagedModel(name, f"its {CARD} has no checksum for {file}")
    try:
        content = (folder / file).read_bytes()
    except OSError as error:
        raise _unread(name, file, error) from error
    if sha256(content) != card.files[file]:
        raise DamagedModel(name, f"its {file} is not the one that was saved")
    return content


def _unread(name: str, file: str, error: OSError) -> UnusableModel:
    """Why a file was not read: it is not there, or it is and cannot be read now."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return DamagedModel(name, f"its {file} is missing")
    return UnreadableModel(name, file, error)


def sha256(content: bytes) -> str:
    """The checksum that the card has of a file."""
    return hashlib.sha256(content).hexdigest()
