"""The card in a version's folder: read, and written as a whole."""

from pathlib import Path

from pydantic import ValidationError

from segmentation.card.card import Card
from segmentation.disk import write_whole
from segmentation.errors import DamagedModel, UnreadableModel, UnusableModel
from segmentation.models.folders import CARD


def read_card(folder: Path, name: str) -> Card:
    """The card in a version's folder; `name` is what errors call the model.

    Raises:
        DamagedModel, UnreadableModel
    """
    try:
        return Card.model_validate_json((folder / CARD).read_bytes())
    except OSError as error:
        raise unread(name, CARD, error) from error
    except ValidationError as error:
        raise DamagedModel(name, f"its {CARD} is incomplete or damaged") from error


def write_card(folder: Path, card: Card) -> None:
    """Write a card into a version's folder."""
    write_whole(folder / CARD, (card.model_dump_json(indent=2) + "\n").encode())


def unread(name: str, file: str, error: OSError) -> UnusableModel:
    """Why a file of a version was not read: it is not there, or it is and cannot be read now."""
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return DamagedModel(name, f"its {file} is missing")
    return UnreadableModel(name, file, error)
