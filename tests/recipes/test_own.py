"""A table of one's own as data: the recipe that follows, and what is wrong in a mapping."""

import pytest

from segmentation.errors import BrokenMapping
from segmentation.mapping.own.written import written
from segmentation.recipes.mapped import left_out_by, recipe_of_mapping
from segmentation.recipes.meanings import MEANINGS, shortened, words_of
from segmentation.recipes.own import OwnColumn, OwnTable

TABLE = OwnTable(
    name="own_bank",
    title="Bank",
    today="Last order",
    columns=(
        OwnColumn(header="ID", use="key"),
        OwnColumn(
            header="Avg_Open_To_Buy",
            use="feature",
            kind="number",
            meaning="credit left",
            label="Credit left to use",
            unit="$",
            lowest=0,
        ),
        OwnColumn(
            header="Last order", use="feature", kind="date", meaning="recency", label="Last order"
        ),
        OwnColumn(
            header="Health",
            use="feature",
            kind="ordered",
            meaning="rank",
            label="Health",
            unit="of 2",
            lowest=1,
            steps=(("Low", 1), ('"High"', 2)),
        ),
        OwnColumn(header="Plan", use="category", label="Plan"),
        OwnColumn(header="Zip", use="left out", why='says "where"'),
    ),
)
SOURCE = written(TABLE)


def test_a_mapping_is_read_as_it_was_written():
    recipe = recipe_of_mapping(SOURCE, "mapping.toml")
    left = recipe.feature("avg_open_to_buy")
    assert (recipe.name, recipe.key, recipe.newest) == ("own_bank", "own_key", "last_order")
    assert [feature.label for feature in recipe.features] == [
        "Credit left to use",
        "Last order",
        "Health",
    ]
    assert (left.high.compared, left.unit.phrase) == ("have more credit left to use", "${}")
    assert [category.label for category in recipe.categories] == ["Plan"]
    assert left_out_by(SOURCE, "mapping.toml") == {"Zip": 'says "where"'}
    assert written(TABLE) == SOURCE


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('kind = "own"', 'kind = "new"', 'its kind should be "orders" or "own" and is "new"'),
        ("[[columns]]", "[columns", "it is no TOML"),
        ('use = "category"', 'use = "none"', 'in the column "Plan" "use" should be \'feature\''),
        ('header = "Plan"', 'header = "ID"', 'the column "ID" stands in it 2 times'),
        (
            'use = "category"',
            'use = "key"',
            'the columns "ID" and "Plan" cannot both be the key',
        ),
        ('today = "Last order"', 'today = "Day"', '"today" should be the header of a column'),
        ('today = "Last order"', "", 'in the column "Last order" time is counted to today'),
        ('meaning = "recency"', 'meaning = "x"', 'in the column "Last order" "meaning" should be'),
        ('unit = "$"', 'units = "$"', '"units" is nothing that a mapping can say'),
        ('title = "Bank"', "", '"title" is missing'),
        (
            'use = "category"',
            'use = "feature"',
            'in the column "Plan" "kind" is "text", which builds no segments',
        ),
    ],
)
def test_what_is_wrong_is_one_sentence(old, new, reason):
    assert old in SOURCE
    with pytest.raises(BrokenMapping) as error:
        recipe_of_mapping(SOURCE.replace(old, new, 1), "bank.toml")
    said = str(error.value)
    assert reason in said
    assert said.startswith('The mapping "bank.toml" cannot be used: ')
    assert "\n" not in said


def test_a_mapping_without_features():
    source = SOURCE.replace('use = "feature"', 'use = "left out"')
    with pytest.raises(BrokenMapping, match='no column has the use "feature"'):
        recipe_of_mapping(source, "bank.toml")


@pytest.mark.parametrize(
    ("label", "later", "keeps_capital"),
    [
        ("Days since Eintritt", "have a later Eintritt", False),
        ("Days until Vertrag end", "have a later Vertrag end", False),
        ("Days since first visit", "have a later first visit", False),
    ],
)
def test_words_within_a_label_stay_as_they_stand_there(label, later, keeps_capital):
    words = words_of(MEANINGS["days since"], label, keeps_capital=keeps_capital)
    assert words["low"].compared == later


def test_no_name_begins_with_a_small_word():
    assert shortened("Taux de remise") == "Taux de remise"
    assert shortened("Long taux de remise") == "taux de remise"
