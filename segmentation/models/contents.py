"""The files in a version's folder, checked before they are made use of."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import joblib
import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from segmentation.card.card import Card
from segmentation.errors import DamagedModel
from segmentation.models.cards import unread
from segmentation.models.folders import CARD
from segmentation.recipes import RECIPES


@dataclass(frozen=True)
class Part:
    """A file of a version beside the card, and how a part of the model becomes it and comes back.

    One that is `own` belongs to models of an owner's recipe alone.
    """

    file: str
    write: Callable[[Any, BinaryIO], object]
    read: Callable[[BinaryIO], Any]
    own: bool = False

    def dumped(self, part: object) -> bytes:
        """What stands in the file."""
        buffer = io.BytesIO()
        self.write(part, buffer)
        return buffer.getvalue()

    def loaded(self, content: bytes) -> Any:
        """The part again; to be trusted as far as the file is."""
        return self.read(io.BytesIO(content))


def _write_text(text: str, file: BinaryIO) -> None:
    file.write(text.encode())


def _read_text(file: BinaryIO) -> str:
    return file.read().decode()


# By the name that each has in a model.
PARTS = {
    "pipeline": Part("pipeline.joblib", joblib.dump, joblib.load),
    "customers": Part(
        "customers.parquet",
        lambda table, file: table.to_parquet(file, index=False),
        pd.read_parquet,
    ),
    "taken_out": Part(
        "taken_out.parquet",
        lambda table, file: pq.write_table(table, file, compression="zstd"),
        pq.read_table,
    ),
    "refits": Part(
        "refits.npy",
        lambda centres, file: np.save(file, centres, allow_pickle=False),
        lambda file: np.load(file, allow_pickle=False),
    ),
    "recipe_source": Part("recipe.py", _write_text, _read_text, own=True),
    "mapping": Part("mapping.toml", _write_text, _read_text, own=True),
}


def parts_of(card: Card, *, mapped: bool) -> dict[str, Part]:
    """The parts a model cannot do without; a recipe of somebody's own comes with it.

    Args:
        mapped: whether such a recipe is a mapping, and no source.
    """
    parts = {name: part for name, part in PARTS.items() if not part.own}
    if card.recipe in RECIPES:
        return parts
    own = "mapping" if mapped else "recipe_source"
    return {**parts, own: PARTS[own]}


def is_mapped(card: Card) -> bool:
    """Whether a saved model's recipe is a mapping."""
    return PARTS["mapping"].file in card.files


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
        raise unread(name, file, error) from error
    if sha256(content) != card.files[file]:
        raise DamagedModel(name, f"its {file} is not the one that was saved")
    return content


def sha256(content: bytes) -> str:
    """The checksum that the card has of a file."""
    return hashlib.sha256(content).hexdigest()
