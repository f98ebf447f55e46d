"""Which columns of two tables are likely to hold the same ids, by what they are called."""

import re
from collections.abc import Sequence
from itertools import takewhile

# What says of a column that it holds ids, and nothing of whose.
ID_WORDS = frozenset(
    {
        *("id", "ids", "no", "nr", "num", "number", "nummer", "nbr", "key", "code", "ref"),
        *("uuid", "guid", "pk", "fk", "index", "numero", "número", "numéro", "numer", "nº"),
        *("codigo", "código", "clave", "kod", "cislo", "číslo", "номер", "код", "番号"),
    }
)
# The same at the end of one word: Bestellnummer, KundenNr, orderid.
_ENDING = re.compile(r"(?<=\w{3})(?:nummer|numero|number|num|nr|id|no|番号)$")
_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")
_SPLIT = re.compile(r"[\W_]+")
# What names of files and sheets have beside the name of the thing.
_OF_FILES = frozenset(
    {"dataset", "data", "table", "export", "list", "the", "tbl", "dim", "fact", "csv"}
)


def words_of(name: str) -> list[str]:
    """The words of a header or a table's name, in small letters.

    >>> words_of("CustomerID"), words_of("order_no"), words_of("Bestellnummer")
    (['customer', 'id'], ['order', 'no'], ['bestell', 'nummer'])
    """
    words: list[str] = []
    for word in _SPLIT.split(_CAMEL.sub(" ", name).replace("#", " no ")):
        small = word.lower()
        ending = None if small in ID_WORDS else _ENDING.search(small)
        words += [small[: ending.start()], ending[0]] if ending else [small]
    return [word for word in words if word]


def called_together(names: Sequence[str]) -> str:
    """What names have in common at their beginning: "orders" of "orders-2023", "orders-2024"."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*names))
    together = "".join(letters[0] for letters in same)
    return (together.rstrip("-_ .0123456789(") or names[0]) if len(names) > 1 else names[0]


def is_id(header: str) -> bool:
    """Whether a header says that its column holds ids."""
    return bool(ID_WORDS.intersection(words_of(header)))


def may_be_same(one: str, its_table: str, other: str, others_table: str) -> bool:
    """Whether two headers may stand above the same ids, each with the name of its table.

    Headers that are the same count, and those that differ in how they say "id". A bare "id"
    is one of its table's.
    """
    if not _things(one) and not _things(other):
        return False
    if one.strip().lower() == other.strip().lower():
        return True
    if not (is_id(one) or is_id(other)):
        return False
    if _things(one) and _things(other):
        return _things(one) == _things(other)
    bare, table = (others_table, one) if not _things(other) else (its_table, other)
    things = set(_things(table))
    return bool(things) and things <= set(_things(bare))


def _things(name: str) -> tuple[str, ...]:
    words = [w for w in words_of(name) if w not in ID_WORDS and w not in _OF_FILES]
    return tuple(_one_of(word) for word in words)


def _one_of(word: str) -> str:
    """A word without what makes it several: "orders" is "order", "categories" "category"."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("kunden", "bestellungen")):
        return word.removesuffix("en").removesuffix("ung")
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
