"""The databases that are offered."""

import pytest

from segmentation.errors import WrongSetting
from segmentation.looking.databases import DATABASES, Database, databases_from


def test_none_where_nothing_is_said():
    assert databases_from({}) == {}


def test_each_by_its_title(tmp_path):
    path = tmp_path / "databases.toml"
    path.write_text(
        '[[database]]\ntitle = "Shop"\naddress = "postgres://shop/orders"\ntable = "orders"\n'
        '[[database]]\ntitle = "Club"\naddress = "sqlite:///club.db"\n'
    )
    assert databases_from({DATABASES: str(path)}) == {
        "Shop": Database("Shop", "postgres://shop/orders", "orders"),
        "Club": Database("Club", "sqlite:///club.db"),
    }


@pytest.mark.parametrize(
    "text", [None, "no toml", "[database]\ntitle = 1", '[[database]]\nx = "y"']
)
def test_what_cannot_be_read_is_said(text, tmp_path):
    path = tmp_path / "databases.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(WrongSetting, match=f"^{DATABASES}.*TOML file"):
        databases_from({DATABASES: str(path)})
