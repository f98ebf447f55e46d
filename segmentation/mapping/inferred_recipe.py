"""A recipe for a table nobody foresaw, written as source that its owner can edit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import ibis.expr.types as ir
import pandas as pd

from segmentation.customers.values import EVERYDAY_NOTATION, Notation, moment_of, number_of, text_of
from segmentation.errors import NoNumbers, UnknownColumns
from segmentation.recipes.files import OwnRecipe
from segmentation.words import free_name

LOOKED_AT = 20_000
# A column is of a kind when so much of what is in it reads that way.
MOST = 0.9
MOST_CATEGORIES = 30
SAME = 0.999
KEY_WORDS = {"id", "key", "no", "number", "nr", "code", "uuid", "customer"}
# What no shop can change, in English and German.
GIVEN = {"age", "alter", "birth", "geburtsjahr", "income", "einkommen", "salary", "gehalt"}
KEY = "own_key"
UNIQUE = 0.999

Kind = Literal["number", "date", "category", "key", ""]


def infer(
    table: ir.Table,
    *,
    name: str,
    key: str | None = None,
    features: Sequence[str] | None = None,
    notation: Notation = EVERYDAY_NOTATION,
) -> OwnRecipe:
    """Infer a recipe from the first 20,000 rows of a table with one row a customer.

    Args:
        name: what to call the recipe, such as the file's name.
        key: the column that identifies a customer; None to find it by name and values.
        features: the columns to build segments on; None for all that can serve.

    Raises:
        UnknownColumns: `key` or `features` names a column that is not there.
        NoNumbers: no column with numbers or dates is left.
    """
    _refuse_unknown([*([key] if key else []), *(features or [])], table.columns)
    sample = table.limit(LOOKED_AT)
    read = {name: _read(sample, name, notation) for name in table.columns}
    key = key or _find_key(read)
    kinds, left_out = _sort_out(read, key, features)
    measured = [name for name, kind in kinds.items() if kind in ("number", "date")]
    if not measured:
        raise NoNumbers(_why_no_number(read, key) | left_out)
    return OwnRecipe(source=_write(name, kinds, key, read), left_out=left_out)


def _why_no_number(read: dict[str, "_Read"], key: str | None) -> dict[str, str]:
    """Why columns that have a use build no segments: those with few values, texts, the key."""
    few = "has two different values only"
    said = {name: "is text" if column.kind == "category" else few for name, column in read.items()}
    return said | ({key: "identifies a customer"} if key else {})


@dataclass(frozen=True)
class _Read:
    kind: Kind
    values: pd.Series


def _refuse_unknown(names: Sequence[str], found: Sequence[str]) -> None:
    unknown = [name for name in names if name not in found]
    if unknown:
        raise UnknownColumns(unknown=unknown, found=list(found))


def _read(sample: ir.Table, name: str, notation: Notation) -> _Read:
    """A column's values, as what most of them read as."""
    raw = sample[name]
    if raw.type().is_numeric() and not raw.type().is_boolean():
        return _Read("number", raw.cast("float64").execute())
    if raw.type().is_timestamp() or raw.type().is_date():
        return _Read("date", raw.cast("timestamp").execute())
    read = sample.select(
        text=text_of(raw), number=number_of(raw, notation), moment=moment_of(raw, notation)
    ).execute()
    filled = read.text.notna().sum()
    if filled and read.number.notna().sum() >= MOST * filled:
        return _Read("number", read.number)
    if filled and read.moment.notna().sum() >= MOST * filled:
        return _Read("date", read.moment)
    return _Read("category", read.text)


def _find_key(read: dict[str, _Read]) -> str | None:
    """The first column that is named like an id and differs from row to row."""
    for name, column in read.items():
        if _is_key_name(name) and column.values.nunique() >= UNIQUE * len(column.values):
            return name
    return None


def _is_key_name(header: str) -> bool:
    words = _label(header).lower().split()
    return bool(words) and words[-1] in KEY_WORDS


def _sort_out(
    read: dict[str, _Read], key: str | None, features: Sequence[str] | None
) -> tuple[dict[str, Kind], dict[str, str]]:
    """The kind of each column that is used, and why the others are not."""
    kinds: dict[str, Kind] = {}
    left_out: dict[str, str] = {}
    for name, column in read.items():
        if name == key:
            continue
        why = _why_not(name, column, {other: read[other] for other in kinds})
        if features and name in features:
            kinds[name] = column.kind
        elif features and column.kind != "category":
            left_out[name] = "not among the features asked for"
        elif why:
            left_out[name] = why
        else:
            kinds[name] = "category" if _is_category(column) else column.kind
    return kinds, left_out


def _is_category(column: _Read) -> bool:
    return column.kind == "category" or column.values.nunique() == 2


def _why_not(name: str, column: _Read, used: dict[str, _Read]) -> str:
    different = column.values.nunique()
    if different == 0:
        return "empty"
    if different == 1:
        everybody = column.values.notna().all()
        return "the same for every customer" if everybody else "the same wherever it is filled in"
    if _is_id(name, column):
        return "identifies a customer rather than describing one"
    if column.kind == "category" and different > MOST_CATEGORIES:
        return f"{different:,} different texts are too many to describe a segment by"
    for other, earlier in used.items():
        if _repeats(column, earlier):
            return f'says the same as "{other}"'
    return ""


def _is_id(name: str, column: _Read) -> bool:
    if column.values.nunique() < UNIQUE * len(column.values):
        return False
    if column.kind == "category":
        return True
    whole = column.kind == "number" and (column.values.dropna() % 1 == 0).all()
    return bool(whole and (_is_key_name(name) or _counts_up(column.values)))


def _counts_up(values: pd.Series) -> bool:
    return bool((values.dropna().diff().dropna() == 1).all())


def _repeats(column: _Read, earlier: _Read) -> bool:
    if column.kind != earlier.kind:
        return False
    if column.kind == "number":
        # Any two numbers of two customers lie on one line.
        both = (column.values.notna() & earlier.values.notna()).sum()
        return both > 2 and abs(column.values.corr(earlier.values)) >= SAME
    return column.values.equals(earlier.values)


def _write(name: str, kinds: dict[str, Kind], key: str | None, read: dict[str, _Read]) -> str:
    """The recipe as source, with what its owner may want to change in plain sight."""
    names = _identifiers([*([key] if key else []), *kinds])
    dates = [name for name, kind in kinds.items() if kind == "date"]
    newest = max(dates, key=lambda name: read[name].values.max()) if dates else None
    columns = [_column(names[name], name, kind) for name, kind in kinds.items()]
    features = [
        _feature(names[name], name, kind, read[name].values)
        for name, kind in kinds.items()
        if kind in ("number", "date")
    ]
    categories = [_category(names[n], n) for n, kind in kinds.items() if kind == "category"]
    return TEMPLATE.format(
        name=_recipe_name(name),
        title=_label(name),
        key_column=_column(KEY, key, "key") if key else NO_KEY,
        columns="\n".join(columns),
        features="\n".join(features),
        categories="\n".join(categories),
        newest=repr(names[newest]) if newest else None,
    )


def _recipe_name(name: str) -> str:
    """A name that no recipe of ours has: "own_" and then letters, digits and _."""
    return "own_" + re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _identifiers(headers: Sequence[str]) -> dict[str, str]:
    """A Python name for each header, no two alike and none that the library uses itself."""
    taken = {"customer", "segment", "today", "rule", KEY}
    names = {}
    for header in headers:
        base = re.sub(r"[\W_]+", "_", header.lower()).strip("_") or "column"
        base = f"c_{base}" if base[0].isdigit() else base
        names[header] = free_name(base, taken)
        taken.add(names[header])
    return names


def _column(name: str, header: str, kind: Kind) -> str:
    kind = {"date": "moment", "category": "text"}.get(kind, kind)
    required = kind != "text"
    return (
        f"        Column(name={name!r}, kind={kind!r}, aliases=({header!r},), required={required}),"
    )


def _feature(name: str, header: str, kind: Kind, values: pd.Series) -> str:
    label = _label(header)
    if kind == "date":
        return f"        days_since({name!r}, {label!r}),"
    if set(values.dropna().unique()) <= {0, 1}:
        return f"        yes_no({name!r}, {label!r}),"
    whole = bool((values.dropna() % 1 == 0).all())
    lowest = 0 if values.min() >= 0 else None
    given = ", actionable=False" if GIVEN.intersection(label.lower().split()) else ""
    return f"        measured({name!r}, {label!r}, whole={whole}, lowest={lowest}{given}),"


def _category(name: str, header: str) -> str:
    return (
        f"        Category(name={name!r}, label={_label(header)!r}, value=lambda t: t[{name!r}]),"
    )


def _label(header: str) -> str:
    """A header as words: "NumWebPurchases", "num_web_purchases", "Num_Web_Purchases__c" alike."""
    # Salesforce ends the names of an owner's fields so.
    named = re.sub(r"__p?c$", "", header)
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", named)
    words = " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in parted.split())
    return words[:1].upper() + words[1:] or header


NO_KEY = f"        Column(name={KEY!r}, kind='key', required=False),"
TEMPLATE = '''"""Inferred from a table. Change labels and units to your own, then train with it."""

from segmentation.recipes.common import days_since, measured, yes_no
from segmentation.recipes.recipe import Category, Column, Recipe

RECIPE = Recipe(
    name={name!r},
    title={title!r},
    about="A table of your own; what its columns mean was inferred from their values.",
    key="own_key",
    newest={newest},
    columns=(
{key_column}
{columns}
    ),
    features=(
{features}
    ),
    categories=(
{categories}
    ),
)
'''
