"""What a model of somebody's data is saved under."""

import re
import unicodedata
from collections.abc import Collection

from segmentation.looking.seen import Kind
from segmentation.recipes.orders.mapping import KIND

LONGEST = 60


def model_name(kind: Kind, title: str, taken: Collection[str] = ()) -> str:
    """A folder's name for a title: small letters, digits and _, and one that is not taken.

    >>> model_name("orders", "Käufe 2025", {"orders_kaufe_2025"})
    'orders_kaufe_2025_2'
    """
    letters = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", letters)[:LONGEST].strip("_") or "data"
    name = f"{KIND if kind == 'orders' else 'own'}_{slug}"
    names = (f"{name}_{at}" if at > 1 else name for at in range(1, len(taken) + 2))
    return next(free for free in names if free not in taken)
