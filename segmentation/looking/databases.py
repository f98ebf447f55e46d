"""The databases that whoever looks after the server offers to those who use it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from segmentation.errors import WrongSetting

DATABASES = "SEGMENTATION_DATABASES"
EXPECTED = (
    "the path of a TOML file with a part [[database]] for each, which has a title, an address "
    'such as "postgres://user@host/shop" and, where it is not to be found out, a table'
)


@dataclass(frozen=True)
class Database:
    """One that can be chosen by its title; `table` is its table or view, None to find it."""

    title: str
    address: str
    table: str | None = None


def databases_from(environment: Mapping[str, str]) -> dict[str, Database]:
    """Read SEGMENTATION_DATABASES: {title: database}; none where nothing is said.

    Raises:
        WrongSetting
    """
    path = environment.get(DATABASES, "")
    if not path:
        return {}
    try:
        parts = tomllib.loads(Path(path).read_text(encoding="utf-8"))["database"]
        found = [Database(**part) for part in parts]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise WrongSetting(DATABASES, EXPECTED) from error
    return {database.title: database for database in found}
