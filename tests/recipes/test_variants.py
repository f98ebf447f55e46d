"""A model of a recipe's variant is loaded, told of and scored as that variant."""

import json

import pandas as pd
import pytest

import score
import train
from segmentation.errors import DamagedModel
from segmentation.models import store
from segmentation.showing.tables.about import data_sentences
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

DATA = ROOT / "data" / "online_retail.csv"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    command = ["online_retail", "--variant", "netted-returns", "--no-evidence"]
    assert train.main([*command, "--models", str(folder)]) == 0
    return folder


def test_the_card_names_it(models):
    card = store.load_card(models, "online_retail")
    assert card.variant == "netted-returns"
    assert "Prepared as the recipe's variant netted-returns." in data_sentences(card)


def test_customers_are_scored_as_they_were_trained(models, tmp_path):
    out = tmp_path / "scored.parquet"
    command = ["online_retail", "--data", str(DATA), "--out", str(out)]
    assert score.main([*command, "--models", str(models)]) == 0
    model = store.load(models, "online_retail")
    known = model.customers.set_index("customer")
    found = pd.read_parquet(out).set_index("customer")
    assert len(found) == len(known) == model.card.customers
    again = found.loc[known.index]
    assert again.monetary.tolist() == pytest.approx(known.monetary.tolist(), rel=1e-12)
    assert again.segment.tolist() == known.segment.tolist()


def test_a_variant_that_is_no_more(models):
    path = models / "online_retail" / "0001" / "card.json"
    card = path.read_text()
    path.write_text(json.dumps({**json.loads(card), "variant": "gone"}))
    with pytest.raises(DamagedModel, match='its recipe has no variant "gone" any more'):
        store.load(models, "online_retail")
    path.write_text(card)
