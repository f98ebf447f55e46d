"""No model, or one that cannot be used: a plain sentence, never an error message of Python."""

import json
import shutil
from pathlib import Path

import pytest

from tests.pages.conftest import TITLES, each_page


@pytest.mark.parametrize("page", TITLES)
def test_without_any_model_every_page_leads_to_new_data(page, start, tmp_path):
    shown = start(page, models=tmp_path)
    assert shown.title == "New data"
    assert shown.notes[0].startswith("There is no model yet. Bring a file")


@each_page
def test_where_nobody_may_bring_data_every_page_says_how_to_train(
    page, start, tmp_path, monkeypatch
):
    monkeypatch.setenv("SEGMENTATION_NEW_DATA", "off")
    shown = start(page, models=tmp_path)
    assert shown.title == "No model yet"
    assert [code.value for code in shown.app.code] == ["python train.py"]
    assert shown.headings == []


def test_models_folder_need_not_be_there(start, tmp_path):
    assert start(models=tmp_path / "nowhere").title == "New data"


def test_page_works_once_a_model_has_been_trained(start, tmp_path, trained):
    page = start(models=tmp_path)
    shutil.copytree(trained / "mall", tmp_path / "mall")
    assert page.rerun().title == "Find a segment"


def cut_off(folder: Path) -> None:
    pipeline = folder / "pipeline.joblib"
    pipeline.write_bytes(pipeline.read_bytes()[:1000])


def without_customers(folder: Path) -> None:
    (folder / "customers.parquet").unlink()


def without_card(folder: Path) -> None:
    (folder / "card.json").unlink()


def half_a_card(folder: Path) -> None:
    card = folder / "card.json"
    card.write_text(card.read_text()[:500])


def from_elsewhere(folder: Path) -> None:
    card = json.loads((folder / "card.json").read_text())
    card["libraries"]["scikit-learn"] = "0.24.2"
    (folder / "card.json").write_text(json.dumps(card))


SENTENCES = {
    cut_off: 'The model "mall 0001" cannot be used: its pipeline.joblib is not the one that was',
    without_customers: 'The model "mall 0001" cannot be used: its customers.parquet is missing.',
    without_card: 'The model "mall 0001" cannot be used: its card.json is missing.',
    half_a_card: 'The model "mall 0001" cannot be used: its card.json is incomplete or damaged.',
    from_elsewhere: 'The model "mall 0001" was made with scikit-learn 0.24.2 and this machine has',
}


@pytest.mark.parametrize("spoil", SENTENCES)
def test_model_that_cannot_be_used_is_told_in_a_sentence(spoil, start, models):
    spoil(models / "mall" / "0001")
    page = start(models=models, model="mall")
    (sentence,) = page.errors
    assert sentence.startswith(SENTENCES[spoil])
    assert "rain it again" in sentence
    assert page.app.error[0].proto.title == "This model cannot be shown"
    assert page.headings == []


@each_page
def test_every_page_tells_of_a_damaged_model(page, start, models):
    cut_off(models / "mall" / "0001")
    assert len(start(page, models=models, model="mall").errors) == 1


def test_other_models_can_still_be_chosen(start, models, saved):
    cut_off(models / "mall" / "0001")
    page = start("segments.py", models=models).choose("model", "membership")
    assert page.title == TITLES["segments.py"]
    assert page.headings == saved("membership").names
    assert page.errors == []


def test_newest_usable_version_is_shown_with_a_warning(start, saved, retrained, models):
    shutil.copytree(retrained / "mall" / "0002", models / "mall" / "0002")
    cut_off(models / "mall" / "0002")
    page = start("segments.py", models=models)
    assert page.errors == []
    assert page.headings == saved("mall").names
    assert page.app.selectbox(key="version").options == [
        "1, the newest that can be used",
        "2, cannot be used",
    ]
    page.choose("version", "0002")
    assert page.headings == []
    assert page.errors[0].startswith(SENTENCES[cut_off].replace("0001", "0002"))


@each_page
def test_every_page_warns_once_of_a_broken_newest_version(page, start, models):
    (models / "mall" / "9999").mkdir()
    (models / "mall" / "٣").mkdir()
    shown = start(page, models=models, model="mall")
    assert shown.title == TITLES[page]
    assert shown.errors == []
    assert shown.warnings == [
        'The model "mall 9999" cannot be used: its card.json is missing. '
        "Train it again with train.py. Until then, version 1 is used."
    ]
    (models / "mall" / "9999").rmdir()
    assert shown.rerun().warnings == []
