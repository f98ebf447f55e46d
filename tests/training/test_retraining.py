"""A model trained again keeps what is the same, and tells what is not, on hand-made customers."""

import json
import shutil
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import train as command
from segmentation.answering.assignment import assign
from segmentation.models import store
from segmentation.recipes.mall import MALL
from segmentation.recipes.online_retail import ONLINE_RETAIL
from segmentation.recipes.recipe import Settings
from segmentation.sources import open_table
from segmentation.training.train import train

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[2] / "data"
HEADER = "id,age,income,score"
# Age, income and score of kinds of customers that lie far apart.
A, B, C, D = (30, 30, 30), (60, 30, 80), (30, 80, 80), (60, 80, 30)
E = (45, 120, 55)
# Two kinds beside A, near enough to be one where four segments are asked for.
A1, A2 = (28, 30, 30), (40, 30, 30)
WAYS = list(product((-1, 0, 1), repeat=3))


def people(prefix, place, count):
    """Customers around a place, by their keys."""
    return {
        f"{prefix}{at:02}": tuple(value + way for value, way in zip(place, WAYS[at % 27]))
        for at in range(count)
    }


def four(a=26, b=24, c=22, d=20):
    return people("a", A, a) | people("b", B, b) | people("c", C, c) | people("d", D, d)


@pytest.fixture
def fitted(tmp_path):
    """A model of customers, four segments where nothing else is asked for."""

    def fit(customers, previous=None, segments=4, *, keys=True, features=None, **settings):
        rows = [
            ",".join(map(str, (key if keys else "", *values))) for key, values in customers.items()
        ]
        with _opened(tmp_path, [HEADER, *rows]) as opened:
            chosen = {"clip": None, "log": (), "restarts": 5} | settings
            return train(
                opened,
                MALL,
                evidence=False,
                settings=Settings(segments=segments, **chosen),
                features=features,
                previous=previous,
            )

    return fit


@contextmanager
def _opened(folder, lines):
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n")
    with open_table(path) as opened:
        yield opened


def kinds(model):
    """The segment of each kind of customers, by the first letters of their keys."""
    customers = model.customers
    by_kind = customers.groupby(customers.customer.str[0]).segment.unique()
    return {kind: ids[0] if len(ids) == 1 else sorted(ids) for kind, ids in by_kind.items()}


def ids(told):
    return [segment.id for segment in told]


def flows(told):
    return [(flow.segment.id, flow.other.id) for flow in told]


def test_same_customers_same_segments(fitted):
    first = fitted(four())
    again = fitted(four(), first)
    assert first.card.changes is None
    assert (first.card.keyed, first.card.used_ids) == (True, [0, 1, 2, 3])
    assert again.card.model_copy(update={"changes": None}) == first.card
    changes = again.card.changes
    assert (changes.compared, changes.moved) == (92, 0)
    assert (changes.moved_by_customer, changes.moved_by_model) == (0, 0)
    assert ids(changes.kept) == [0, 1, 2, 3]
    assert changes.new == changes.vanished == changes.split == changes.merged == []


def test_other_seed_and_order_of_the_rows(fitted):
    first = fitted(four())
    again = fitted(dict(reversed(four().items())), first, seed=7)
    assert kinds(again) == kinds(first) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert again.card.changes.moved == 0


def test_ids_follow_the_customers_and_labels_the_size(fitted):
    first = fitted(four())
    again = fitted(four(a=20, b=22, c=24, d=26), first)
    assert ids(again.card.segments) == [3, 2, 1, 0]
    assert [segment.size for segment in again.card.segments] == [26, 24, 22, 20]
    assert kinds(again) == {"a": 0, "b": 1, "c": 2, "d": 3}
    names = {segment.id: segment.name for segment in first.card.segments}
    assert {segment.id: segment.name for segment in again.card.segments} == names
    # The pipeline knows labels only.
    age, income, score = A
    found = assign(again, {"age": age, "income": income, "spending_score": score})
    assert (found.segment.id, found.segment.size) == (0, 20)
    labels = again.pipeline.predict(again.customers[again.card.feature_names])
    expected = [again.card.segments[label].id for label in labels]
    assert again.customers.segment.tolist() == expected


def test_scores_are_counted_by_id(trained):
    model = store.load(trained, "online_retail")
    new_id = {segment.id: 20 - segment.id for segment in model.card.segments}
    segments = [s.model_copy(update={"id": new_id[s.id]}) for s in model.card.segments]
    customers = model.customers.assign(segment=model.customers.segment.map(new_id))
    card = model.card.model_copy(update={"segments": segments})
    previous = replace(model, card=card, customers=customers)
    with open_table(DATA / "online_retail.csv") as opened:
        again = train(opened, ONLINE_RETAIL, evidence=False, previous=previous).card
    counted = Counter()
    for cell in again.rfm_cells:
        counted[cell.segment] += cell.customers
    assert counted == {20 - label: s.size for label, s in enumerate(again.segments)}
    assert ids(again.segments) == [20 - label for label in range(again.k)]


def test_new_kind_of_customers(fitted):
    first = fitted(four())
    again = fitted(four() | people("e", E, 21), first, segments=5)
    assert kinds(again) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 4}
    changes = again.card.changes
    assert (ids(changes.new), ids(changes.vanished), changes.split) == ([4], [], [])
    assert (changes.compared, changes.moved) == (92, 0)
    assert again.card.used_ids == [0, 1, 2, 3, 4]


def test_kind_of_customers_that_is_gone_leaves_its_id_unused(fitted):
    first = fitted(four() | people("e", E, 18), segments=5)
    fewer = fitted(four(), first)
    assert kinds(fewer) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert ids(fewer.card.changes.vanished) == [4]
    assert fewer.card.changes.merged == []
    # The same kind would come back under its customers' keys, yet as a new segment.
    back = fitted(four() | people("e", E, 18), fewer, segments=5)
    assert kinds(back)["e"] == 5
    assert back.card.used_ids == [0, 1, 2, 3, 4, 5]


def test_kind_that_splits(fitted):
    customers = people("a", A1, 14) | people("x", A2, 10) | four(a=0)
    first = fitted(customers)
    assert kinds(first)["a"] == kinds(first)["x"]
    changed = customers | {"b00": C, "b01": C}
    again = fitted(changed, first, segments=5)
    assert kinds(again)["a"] == kinds(first)["a"]
    assert kinds(again)["x"] == 4
    changes = again.card.changes
    assert (ids(changes.new), ids(changes.vanished)) == ([4], [])
    assert flows(changes.split) == [(4, kinds(first)["a"])]
    # Two customers became of another kind; the model moved the ten.
    assert (changes.compared, changes.moved) == (90, 12)
    assert (changes.moved_by_customer, changes.moved_by_model) == (2, 10)


def test_kind_that_takes_in_a_small_one(fitted):
    customers = people("a", A1, 23) | people("x", A2, 4) | four(a=0)
    first = fitted(customers, segments=5)
    again = fitted(customers, first)
    assert kinds(again)["a"] == kinds(again)["x"] == kinds(first)["a"]
    changes = again.card.changes
    assert ids(changes.vanished) == [kinds(first)["x"]]
    assert flows(changes.merged) == [(kinds(first)["x"], kinds(first)["a"])]
    assert (changes.new, changes.split) == ([], [])
    assert (changes.moved, changes.moved_by_customer, changes.moved_by_model) == (4, 0, 4)


def test_two_kinds_that_become_one(fitted):
    customers = people("a", A1, 14) | people("x", A2, 13) | four(a=0)
    first = fitted(customers, segments=5)
    again = fitted(customers, first)
    assert kinds(again)["a"] == kinds(again)["x"] == 5
    changes = again.card.changes
    assert ids(changes.new) == [5]
    assert flows(changes.merged) == [(gone, 5) for gone in ids(changes.vanished)]
    assert set(ids(changes.vanished)) == {kinds(first)["a"], kinds(first)["x"]}
    assert changes.moved_by_model == changes.moved == 27


def test_customers_who_changed(fitted):
    first = fitted(four())
    again = fitted(four() | {"a00": B, "a01": C, "d00": C}, first)
    assert kinds(again)["b"] == 1
    changes = again.card.changes
    assert (changes.compared, changes.moved) == (92, 3)
    assert (changes.moved_by_customer, changes.moved_by_model) == (3, 0)


def test_only_customers_of_both_are_compared(fitted):
    first = fitted(four(a=24))
    later = {key: values for key, values in four().items() if key not in ("b00", "b01", "b02")}
    changes = fitted(later, first).card.changes
    assert (changes.compared, changes.moved) == (87, 0)


def test_other_customers_in_the_places_of_before_are_other_segments(fitted):
    """Where keys tell who is who, a segment of strangers under the same keys is a new one."""
    first = fitted(four())
    turned = people("a", B, 26) | people("b", C, 24) | people("c", D, 22) | people("d", A, 20)
    again = fitted(turned, first)
    assert sorted(ids(again.card.segments)) == [4, 5, 6, 7]
    changes = again.card.changes
    assert (len(changes.kept), changes.moved, changes.moved_by_model) == (0, 92, 92)


def test_without_keys_the_centres_decide(fitted):
    first = fitted(four(), keys=False)
    again = fitted(four(a=20, b=22, c=24, d=26), first, keys=False)
    assert not again.card.keyed
    assert ids(again.card.segments) == [3, 2, 1, 0]
    changes = again.card.changes
    assert (changes.compared, changes.moved) == (0, 0)
    assert len(changes.kept) == 4


def test_some_customers_without_a_key(fitted):
    customers = four()
    customers[""] = customers.pop("d19")
    first = fitted(customers)
    assert not first.card.keyed
    assert fitted(four(), first).card.changes.compared == 0


def test_other_features_are_matched_by_customers(fitted):
    """By income and score a and b are apart by score, c and d as well."""
    first = fitted(four())
    again = fitted(four(), first, features=("income", "spending_score"))
    assert kinds(again) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert again.card.changes.moved == 0
    few = {key: values for key, values in four().items() if int(key[1:]) < 4}
    strangers = {f"{key}x": values for key, values in four().items()}
    again = fitted(few | strangers, first, features=("income", "spending_score"))
    assert again.card.changes.compared == 16
    assert sorted(ids(again.card.segments)) == [4, 5, 6, 7]


def test_a_feature_not_known_before_leaves_the_causes_open(fitted):
    first = fitted(four())
    kept = first.customers.drop(columns="age")
    again = fitted(four(a=25) | {"a25": B}, replace(first, customers=kept))
    changes = again.card.changes
    assert (changes.moved, changes.moved_by_customer, changes.moved_by_model) == (1, None, None)


def test_segments_kept_are_found_through_other_units_of_the_scaled_space(fitted):
    """A log and another clip put the same customers elsewhere in the scaled space."""
    first = fitted(four())
    again = fitted(four(), first, log=("income",), clip=5)
    assert kinds(again) == kinds(first)
    back = fitted(four(), again)
    assert kinds(back) == kinds(first)


def test_centres_are_compared_in_the_earlier_scaled_space(fitted):
    """Customers far off draw all others together in the new one."""
    row = [people(key, (45, income, 50), 20) for key, income in (("p", 20), ("q", 60), ("r", 100))]
    customers = row[0] | row[1] | row[2]
    options = {"keys": False, "features": ("income",)}
    first = fitted(customers, segments=3, **options)
    again = fitted(customers | people("e", (45, 900, 50), 20), first, segments=4, **options)
    incomes = [{s.id: round(s.mean["income"]) for s in m.card.segments} for m in (first, again)]
    new = again.card.changes.new[0].id
    assert incomes[1] == incomes[0] | {new: 900}
    assert new == 3


# The command


@pytest.fixture
def models(trained, tmp_path):
    shutil.copytree(trained / "mall", tmp_path / "models" / "mall")
    return tmp_path / "models"


def card_of(models, version):
    return json.loads((models / "mall" / version / "card.json").read_text())


def test_command_compares_with_the_newest(models, capsys):
    assert command.main(["mall", "--models", str(models)]) == 0
    printed = capsys.readouterr().out
    assert "All 6 segments of version 1 are still there.\n" in printed
    assert "None of the 200 customers compared changed segment.\n" in printed
    assert command.main(["mall", "--models", str(models)]) == 0
    assert "All 6 segments of version 2 are still there.\n" in capsys.readouterr().out
    first, third = (card_of(models, version) for version in ("0001", "0003"))
    differs = ("version", "created", "changes")
    assert {n: first[n] for n in first if n not in differs} == {
        n: third[n] for n in third if n not in differs
    }


def test_first_training_says_nothing_of_changes(tmp_path, capsys):
    assert command.main(["mall", "--models", str(tmp_path), "--restarts", "1"]) == 0
    printed = capsys.readouterr().out
    assert "still there" not in printed and "changed segment" not in printed


def test_a_damaged_model_does_not_stop_a_training(models, capsys):
    (models / "mall" / "0001" / "pipeline.joblib").write_bytes(b"")
    assert command.main(["mall", "--models", str(models), "--restarts", "2"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert (
        "The segments could not be compared with those of version 1: its pipeline.joblib is not "
        "the one that was saved. All of them count as new."
    ) in printed
    assert [segment["id"] for segment in card_of(models, "0002")["segments"]][:2] == [6, 7]


def test_a_model_of_another_scikit_learn_does_not_stop_a_training(models, capsys):
    path = models / "mall" / "0001" / "card.json"
    card = json.loads(path.read_text())
    path.write_text(json.dumps(card | {"libraries": {"scikit-learn": "0.1"}}))
    assert command.main(["mall", "--models", str(models), "--restarts", "2", "--json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert changes["not_compared"].startswith("it was made with scikit-learn 0.1 and this machine")
