"""Files kept for the next time: those of before or the new ones, never half of them."""

import pytest

from segmentation.jobs import remembered


@pytest.fixture
def models(tmp_path):
    (tmp_path / "models" / "shop").mkdir(parents=True)
    return tmp_path / "models"


@pytest.fixture
def files(tmp_path):
    def make(text):
        folder = tmp_path / text
        folder.mkdir()
        (folder / "orders.csv").write_text(text)
        return folder

    return make


def test_nothing_is_remembered_of_a_model_without(models):
    assert remembered.path(models, "shop") is None
    assert remembered.path(models, "none") is None
    remembered.forget(models, "shop")
    remembered.forget(models, "none")
    assert list((models / "shop").iterdir()) == []


def test_the_next_take_the_place_of_those_before(models, files):
    for name in ("first", "second"):
        remembered.keep(models, "shop", files(name), data="orders.csv", name=name)
        assert remembered.path(models, "shop").read_text() == name
    assert sorted(path.name for path in (models / "shop" / "remembered").iterdir()) == [
        "data.json",
        "second",
    ]


def test_until_all_is_there_those_before_are_meant(models, files, monkeypatch):
    remembered.keep(models, "shop", files("first"), data="orders.csv", name="first")
    second = files("second")

    def killed(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(remembered, "write_whole", killed)
        remembered.keep(models, "shop", second, data="orders.csv", name="second")
    assert remembered.path(models, "shop").read_text() == "first"
    remembered.keep(models, "shop", second, data="orders.csv", name="second")
    assert remembered.path(models, "shop").read_text() == "second"
    assert not (models / "shop" / "remembered" / "first").exists()


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"folder": 3}'])
def test_a_damaged_record_is_none(models, files, content):
    remembered.keep(models, "shop", files("first"), data="orders.csv", name="first")
    (models / "shop" / "remembered" / "data.json").write_text(content)
    assert remembered.path(models, "shop") is None
