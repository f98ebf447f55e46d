"""New data: what a dropped file is taken for, what is corrected, and what training is asked for."""

import json
import shutil
import time

import pytest

from segmentation.jobs import line
from segmentation.models import managing, store
from tests.looking.conftest import CUSTOMERS, ORDERS

PAGE = "new_data.py"
SECONDS = 240


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A folder of models of one's own, in which nobody works the line off."""
    monkeypatch.setattr(line, "ensure_runner", lambda models: None)
    return tmp_path / "models"


@pytest.fixture
def bring(start, models):
    """Drop files on the page: {name: content}."""

    def bring(files, **address):
        page = start(PAGE, models=models, **address)
        field = page.app.file_uploader[0]
        field.set_value([(name, content.encode(), "text/csv") for name, content in files.items()])
        return page.rerun()

    return bring


def test_before_anything_is_there(start, models):
    page = start(PAGE, models=models)
    assert page.title == "New data"
    assert page.notes[0].startswith("There is no model yet. Bring a file of orders or of customers")
    assert page.notes[-1].startswith("Drop a file above. Nothing has to be renamed or cleaned")


def test_every_page_leads_there_while_there_is_no_model(start, models):
    assert start("profiles.py", models=models).title == "New data"


def test_what_is_left_open_is_asked_and_the_answer_counts(bring):
    page = bring({"orders.csv": ORDERS})
    assert page.app.radio[0].label == "**Which column says what an order cost\\?**"
    assert page.app.radio[0].options == [
        "Revenue (10.00, 20.00, 30.00)",
        "Total (11.90, 23.80, 35.70)",
        "No column says it",
    ]
    page.app.radio[0].set_value("Total")
    page.click("answer_question")
    assert (
        "5 orders of 3 customers, 3 Jan 2025 to 4 Apr 2025, 178.50 in all, largest order 59.50; "
        "one row is an order."
    ) in page.text
    columns = page.table("Taken for").set_index("Column")["Taken for"]
    assert columns["Kunde"] == "Who ordered"
    assert columns["Total"] == "What it cost in all"
    assert columns["Revenue"] == "Not used"


def test_a_role_is_corrected_by_choosing(bring):
    page = bring({"orders.csv": ORDERS})
    page.app.radio[0].set_value("Total")
    page.click("answer_question")
    page.choose("role_amount_Total", "Revenue")
    assert "150.00 in all, largest order 50.00" in page.text


def test_a_column_of_customers_is_corrected(bring):
    page = bring({"gym.csv": CUSTOMERS})
    assert "One row is one customer: 60 customers in 60 rows." in page.text
    assert "Segments will be built on age, balance and score." in page.text
    page.choose("column_to_correct", "score")
    used_as = next(box for box in page.app.selectbox if box.label == "Used as")
    used_as.set_value("left out")
    next(button for button in page.app.button if button.label == "Use this").click()
    page.rerun()
    assert "Segments will be built on age and balance." in page.text
    reasons = page.table("Why not").set_index("Column")["Why not"]
    assert reasons["score"] == "left out by hand"


def test_what_cannot_be_used_is_said_on_the_page(bring):
    page = bring({"empty.csv": ""})
    assert len(page.errors) == 1
    assert '"empty.csv"' in page.errors[0]
    assert not [button for button in page.app.button if button.label == "Find the segments"]


def ask(page, title, number, *, remember):
    next(field for field in page.app.text_input if field.label == "Call it").set_value(title)
    page.app.selectbox(key="new_number").set_value(number)
    page.app.checkbox(key="new_remember").set_value(remember)
    next(button for button in page.app.button if button.label == "Find the segments").click()
    return page.rerun()


def test_the_training_stands_in_the_line(bring, models):
    page = ask(bring({"gym.csv": CUSTOMERS}), "Gym in Bonn", 4, remember=True)
    (training,) = line.jobs(models)
    assert (training.title, training.state) == ("Gym in Bonn", "waiting")
    (folder,) = [path.parent for path in (models / ".line").glob("*/job.json")]
    work = json.loads((folder / "job.json").read_text())["work"]
    assert work["options"] == ["--segments", "4"]
    assert work["remember"]
    mapping = (folder / "mapping.toml").read_text()
    assert 'name = "own_gym_in_bonn"' in mapping
    assert 'title = "Gym in Bonn"' in mapping
    assert page.address["tab"] == "trainings"
    assert "It begins in a moment." in page.text


def test_two_of_one_title_are_two_models(bring, models):
    for _ in range(2):
        ask(bring({"gym.csv": CUSTOMERS}), "Gym", 0, remember=False)
    mappings = [path.read_text() for path in (models / ".line").glob("*/mapping.toml")]
    names = sorted(mapping.split('name = "')[1].split('"')[0] for mapping in mappings)
    assert names == ["own_gym", "own_gym_2"]


def test_a_file_of_another_kind_is_no_newer_one(start, retrained, monkeypatch):
    monkeypatch.setattr(line, "ensure_runner", lambda models: None)
    page = start(PAGE, models=retrained, again="mall")
    page.app.file_uploader[0].set_value([("gym.csv", CUSTOMERS.encode(), "text/csv")])
    page.rerun()
    assert page.errors == [
        '"gym.csv" does not have the columns of Mall customers: it looks like Gym. Drop a file '
        'with the same columns as before, or choose "A new model" above.'
    ]
    assert not [button for button in page.app.button if button.label == "Find the segments"]


def test_it_can_be_switched_off(start, models, monkeypatch):
    monkeypatch.setenv("SEGMENTATION_NEW_DATA", "off")
    page = start("overview.py", models=models)
    assert page.title == "No model yet"
    assert not page.app.file_uploader


def test_samples_are_called_samples(start, trained):
    page = start("overview.py", models=trained)
    assert "You are looking at samples" in page.text


def test_versions_are_managed(start, retrained, tmp_path):

    models = shutil.copytree(retrained, tmp_path / "managed")
    page = start(PAGE, models=models, tab="models", model="mall")
    table = page.table("Trained")
    assert table.Version.tolist() == ["2", "1"]
    assert table.Segments.tolist()[0] == "3"
    page.choose("version_managed", "0001")
    page.click("make_current")
    assert page.table("Trained").Version.tolist() == ["3", "2", "1"]
    assert store.load_card(models, "mall").k == store.load_card(models, "mall", "0001").k
    page.choose("version_managed", "0002")
    page.click("delete_version")
    assert page.table("Trained").Version.tolist() == ["3", "1"]
    managing.note(models, "mall", "0001", "before Christmas")
    assert page.rerun().table("Trained").Note.tolist() == ["", "before Christmas"]


@pytest.mark.slow
def test_from_a_file_to_a_model(start, tmp_path):
    models = tmp_path / "models"
    page = start(PAGE, models=models)
    page.app.file_uploader[0].set_value([("gym.csv", CUSTOMERS.encode(), "text/csv")])
    ask(page.rerun(), "Gym", 3, remember=True)
    until = time.monotonic() + SECONDS
    while line.jobs(models)[0].state in ("waiting", "running") and time.monotonic() < until:
        time.sleep(0.5)
    (training,) = line.jobs(models)
    assert (training.state, training.recipe, training.version) == ("done", "own_gym", "0001")
    card = store.load_card(models, "own_gym")
    assert (card.title, card.customers, card.k) == ("Gym", 60, 3)
    again = start(PAGE, models=models, again="own_gym")
    next(b for b in again.app.button if b.label == "Use the file that is remembered").click()
    again.rerun()
    assert "One row is one customer: 60 customers in 60 rows." in again.text
    assert "It becomes the newest version of the model that is there" in again.text
