"""A recipe for any table of customers: what is used, what is left out and why, and that it runs."""

import json

import pandas as pd
import pytest

import train
from segmentation.customers.columns import read_columns
from segmentation.errors import NoNumbers, UnknownColumns
from segmentation.mapping.own.infer import infer
from segmentation.mapping.own.written import written
from segmentation.recipes import RECIPES
from segmentation.recipes.common import days_since
from segmentation.recipes.mapped import recipe_of_mapping
from segmentation.sources import open_table

pytestmark = pytest.mark.slow

ROWS = 40
AT = range(ROWS)
VISITS = [at * 7 % 13 for at in AT]
SPEND = [at * at % 11 / 2 for at in AT]
DAYS = [f"2020-01-{at % 28 + 1:02}" for at in AT]


@pytest.fixture
def write(tmp_path):
    """Write columns, some `VISITS` among them, to a file."""

    def columns_to(name, columns):
        pd.DataFrame({"visits": VISITS} | columns).to_csv(tmp_path / name, index=False)
        return tmp_path / name

    return columns_to


@pytest.fixture
def inferred(write):
    """The recipe inferred from such columns, and what it leaves out."""

    def run(columns, name="shop.csv", **options):
        with open_table(write(name, columns)) as opened:
            table = infer(opened.table, name=name.removesuffix(".csv"), **options)
        return recipe_of_mapping(written(table), name), table.left_out

    return run


FAST = ("--segments", "2", "--restarts", "1", "--no-evidence")


@pytest.fixture
def card_of(write, tmp_path, capsys):
    """The card of a model of such columns."""

    def run(columns, *options, name="shop.csv"):
        command = ["own", "--data", str(write(name, columns)), "--models", str(tmp_path / "models")]
        status = train.main([*command, *FAST, "--json", *options])
        printed = capsys.readouterr()
        assert (status, printed.err) == (0, "")
        return json.loads(printed.out)

    return run


def aliases(recipe):
    return {column.name: column.aliases for column in recipe.columns}


def names(parts):
    return [part.name for part in parts]


# The key


@pytest.mark.parametrize(
    "header",
    [
        "id",
        "ID",
        "Client No",
        "member_number",
        "CustomerID",
        "CustomerKey",
        "uuid",
        "customer",
        "Code",
    ],
)
def test_key_is_found_by_its_name(inferred, header):
    recipe, left_out = inferred({header: [f"k{at}" for at in AT]})
    assert aliases(recipe)["own_key"] == (header,)
    assert recipe.key == "own_key"
    assert left_out == {}


def test_key_differs_from_row_to_row(inferred):
    recipe, _ = inferred({"Shop ID": [at % 7 for at in AT], "Card No": [f"k{at}" for at in AT]})
    assert aliases(recipe)["own_key"] == ("Card No",)


def test_key_that_is_given(inferred):
    recipe, left_out = inferred({"id": AT, "name": [f"n{at}" for at in AT]}, key="name")
    assert aliases(recipe)["own_key"] == ("name",)
    assert left_out == {"id": "identifies a customer rather than describing one"}


def test_table_without_a_key(inferred):
    recipe, _ = inferred({"spend": SPEND})
    [key] = [column for column in recipe.columns if column.name == "own_key"]
    assert (key.kind, key.required, key.aliases) == ("key", False, ())


# What is used as what


def test_columns_by_their_values(inferred):
    recipe, left_out = inferred(
        {
            "spend": SPEND,
            "since": DAYS,
            "plan": ["day", "all"] * 20,
            "active": ["true", "false"] * 20,
            "flag": [0, 1] * 20,
        }
    )
    kinds = {column.name: column.kind for column in recipe.columns if column.name != "own_key"}
    assert kinds == {
        "visits": "number",
        "spend": "number",
        "since": "moment",
        "plan": "text",
        "active": "text",
        "flag": "text",
    }
    assert names(recipe.features) == ["visits", "spend", "since"]
    assert names(recipe.categories) == ["plan", "active", "flag"]
    assert left_out == {}


def test_typed_columns_of_a_parquet_file(tmp_path):
    frame = pd.DataFrame(
        {"visits": VISITS, "since": pd.to_datetime(DAYS), "active": [True, False] * 20}
    )
    frame.to_parquet(tmp_path / "typed.parquet")
    with open_table(tmp_path / "typed.parquet") as opened:
        recipe = recipe_of_mapping(written(infer(opened.table, name="typed")), "typed")
    assert names(recipe.features) == ["visits", "since"]
    assert names(recipe.categories) == ["active"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        pytest.param(["1", "2", "3"] * 12 + ["x"] * 4, "number", id="nine of ten"),
        pytest.param(["1", "2", "3", "4", "5"] * 7 + ["x"] * 5, "text", id="fewer"),
        pytest.param(["1", "2", "3", ""] * 10, "number", id="empty ones do not count"),
        pytest.param(["1,5", "2,25", "3,5", "4,75"] * 10, "number", id="decimal comma"),
        pytest.param(["$1,200", "$80", "$75", "$1,000"] * 10, "number", id="currency"),
        pytest.param(["1/31/2020", "2/1/2020", "3/1/2020", "4/1/2020"] * 10, "moment", id="dates"),
    ],
)
def test_kind_is_what_most_values_read_as(inferred, values, kind):
    recipe, _ = inferred({"x": values})
    assert {column.name: column.kind for column in recipe.columns}["x"] == kind


@pytest.mark.parametrize(
    ("values", "whole", "lowest"),
    [(VISITS, True, 0), (SPEND, False, 0), ([v - 5 for v in VISITS], True, None)],
)
def test_bounds_of_a_number(inferred, values, whole, lowest):
    recipe, _ = inferred({"x": values, "visits": [at % 5 for at in AT]})
    assert (recipe.feature("x").whole, recipe.feature("x").lowest) == (whole, lowest)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param([None] * ROWS, "empty", id="empty"),
        pytest.param(["NA", "-"] * 20, "empty", id="marks for missing"),
        pytest.param([5] * ROWS, "the same for every customer", id="constant"),
        pytest.param(["a"] * 40, "the same for every customer", id="constant text"),
        pytest.param(["a", ""] * 20, "the same wherever it is filled in", id="text or nothing"),
        pytest.param(VISITS, 'says the same as "visits"', id="duplicate"),
        pytest.param([100 - 2 * v for v in VISITS], 'says the same as "visits"', id="rescaled"),
        pytest.param(range(100, 100 + ROWS), "numbers the rows", id="counts"),
        pytest.param(
            [f"t{at}" for at in AT], "identifies a customer rather than describing one", id="texts"
        ),
        pytest.param(
            [f"t{at % 31}" for at in AT],
            "31 different texts are too many to describe a segment by",
            id="many texts",
        ),
    ],
)
def test_column_left_out(inferred, values, why):
    recipe, left_out = inferred({"x": values})
    assert left_out == {"x": why}
    assert "x" not in aliases(recipe)


@pytest.mark.parametrize("header", ["Basket", "valid", "Casino", "Monkey"])
def test_names_that_only_end_like_an_id_are_no_keys(inferred, header):
    recipe, left_out = inferred({header: [at * 37 % 1009 for at in AT]})
    assert aliases(recipe)["own_key"] == ()
    assert (len(recipe.features), left_out) == (2, {})


def test_number_that_is_named_like_an_id_and_never_repeats(inferred):
    recipe, left_out = inferred(
        {"id": [f"k{at}" for at in AT], "Order No": [at * 37 % 1009 for at in AT]}
    )
    assert left_out == {"Order No": "identifies a customer rather than describing one"}
    assert names(recipe.features) == ["visits"]


def test_number_that_never_repeats_is_used_under_another_name(inferred):
    recipe, left_out = inferred({"spend": [at * 37 % 1009 for at in AT]})
    assert (names(recipe.features), left_out) == (["visits", "spend"], {})


def test_thirty_different_texts_are_a_category(inferred):
    recipe, _ = inferred({"x": [f"t{at % 30}" for at in AT]})
    assert names(recipe.categories) == ["x"]


def test_features_asked_for(inferred):
    recipe, left_out = inferred(
        {"spend": SPEND, "plan": ["day", "all"] * 20, "flag": [0, 1] * 20}, features=["spend"]
    )
    assert names(recipe.features) == ["spend"]
    assert names(recipe.categories) == ["plan"]
    assert left_out == {
        "visits": "not among the features asked for",
        "flag": "not among the features asked for",
    }


@pytest.mark.parametrize("options", [{"key": "nr"}, {"features": ["visits", "nr"]}])
def test_unknown_columns_are_named(inferred, options):
    with pytest.raises(UnknownColumns) as error:
        inferred({"spend": SPEND}, **options)
    assert str(error.value) == (
        'There is no column "nr"; the columns are "visits", "spend". '
        "Write the name as it stands in the data."
    )


def test_table_without_numbers(inferred):
    with pytest.raises(NoNumbers) as error:
        inferred({"visits": ["often", "rarely"] * 20, "plan": ["day", "all"] * 20})
    assert str(error.value) == (
        'No column can build segments: "visits" (is text), "plan" (is text). Add one with numbers '
        "or dates that differ between customers, or name those to use with --features."
    )


def test_two_customers_are_too_few(tmp_path, capsys):
    data = tmp_path / "two.csv"
    data.write_text("customer,age,spend\nA,30,100\nB,40,900\n")
    command = ["own", "--data", str(data), "--models", str(tmp_path / "models")]
    assert train.main(command) == 1
    assert capsys.readouterr().err == (
        "2 segments need at least 3 different customers, and the data has 2 "
        "(2 rows after cleaning). Add customers.\n"
    )


@pytest.mark.parametrize("header", ["Annual_Spend__c", "a___b__", "__", "remainder", "n_jobs"])
def test_headers_that_mean_something_to_a_library_are_headers_like_others(card_of, header):
    card = card_of({header: SPEND})
    assert [card["k"], len(card["features"])] == [2, 2]


# Names


@pytest.mark.parametrize(
    ("header", "name", "label"),
    [
        ("1st Purchase", "c_1st_purchase", "1st purchase"),
        ("Größe", "größe", "Größe"),
        ("class", "class", "Class"),
        ("NumWebPurchases", "numwebpurchases", "Web purchases"),
        ("total_spent", "total_spent", "Total spent"),
        ("VIP status", "vip_status", "VIP status"),
        ("Annual_Spend__c", "annual_spend_c", "Annual spend"),
        ("today", "today_2", "Today"),
        ('it\'s "x" {y} \\', "it_s_x_y", 'It\'s "x" {y} \\'),
        ("%", "column", "Share"),
    ],
)
def test_names_and_labels(inferred, header, name, label):
    recipe, _ = inferred({header: SPEND})
    feature = recipe.features[1]
    assert (feature.name, feature.label) == (name, label)
    assert aliases(recipe)[feature.name] == (header,)


@pytest.mark.parametrize(
    ("file", "name", "title"),
    [
        ("shop.csv", "own_shop", "Shop"),
        ("My-Table 2.csv", "own_my_table_2", "My-table 2"),
        ("mall.csv", "own_mall", "Mall"),
        ("2024.csv", "own_2024", "2024"),
    ],
)
def test_name_of_the_recipe(inferred, file, name, title):
    recipe, _ = inferred({}, name=file)
    assert (recipe.name, recipe.title) == (name, title)
    assert name not in RECIPES


# Trained with it


def test_inferred_recipe_trains(card_of):
    card = card_of(
        {
            "id": [f"k{at}" for at in AT],
            "since": DAYS,
            "plan": ["day", "all"] * 20,
            "shop": ["north"] * ROWS,
        }
    )
    assert (card["recipe"], card["title"], card["customers"], card["k"]) == (
        "own_shop",
        "Shop",
        ROWS,
        2,
    )
    assert [feature["label"] for feature in card["features"]] == ["Visits", "Days as a customer"]
    assert card["today"] == "2020-01-28"
    assert card["left_out"] == {"shop": "the same for every customer"}
    assert card["everybody"]["categories"] == {"plan": {"all": 0.5, "day": 0.5}}


def test_dates_become_days_since(card_of):
    everybody = card_of({"since": DAYS})["everybody"]
    assert everybody["range"]["since"] == [0, 27]
    assert everybody["mean"]["since"] == pytest.approx(sum(27 - at % 28 for at in AT) / ROWS)


BORN = [f"{at % 28 + 1:02}.05.{(50 + at) % 100:02}" for at in AT]
AGES = [2020 - (1950 + at) - 1 for at in AT]


def test_years_of_birth_with_two_digits_are_ages(card_of):
    card = card_of({"since": DAYS, "Geb.-Datum": BORN})
    assert card["today"] == "2020-01-28"
    assert [feature["label"] for feature in card["features"]][2] == "Age"
    assert card["everybody"]["range"]["geb_datum"] == [min(AGES), max(AGES)]
    assert card["everybody"]["mean"]["geb_datum"] == pytest.approx(sum(AGES) / ROWS)


def test_years_of_birth_in_a_list_are_read_as_in_training(inferred, write):
    recipe, _ = inferred({"since": DAYS, "DOB": BORN})
    listed = write("list.csv", {"since": DAYS, "DOB": ["24.12.16", *["03.04.15"] * (ROWS - 1)]})
    with open_table(listed) as opened:
        born = read_columns(opened.table, recipe).dob.to_pyarrow().to_pylist()
    assert [str(day.date()) for day in born[:2]] == ["1916-12-24", "2015-04-03"]


def test_years_of_birth_without_another_date_are_years(card_of):
    card = card_of({"DOB": BORN})
    assert card["everybody"]["range"]["dob"] == [1950, 1989]
    assert card["today"] is None


def test_numbers_that_are_years_of_birth_with_two_digits(card_of):
    short = [(at + 75) % 100 for at in AT]
    card = card_of({"since": DAYS, "Geburtsjahr": [f"{year:02}" for year in short]})
    assert card["everybody"]["range"]["geburtsjahr"] == [2020 - 2014, 2020 - 1975]


@pytest.mark.parametrize(("born", "what"), [("2031-05-01", "below 0"), ("1870-05-01", "above 120")])
def test_an_age_that_cannot_be_is_told(card_of, born, what):
    card = card_of({"since": DAYS, "Birthday": [born] + ["1980-03-04"] * 20 + ["1990-03-04"] * 19})
    assert [(odd["feature"], odd["what"], odd["customers"]) for odd in card["oddities"]] == [
        ("Age", what, 1)
    ]


@pytest.mark.parametrize(("slip", "what"), [(-4, "below 0"), (999, "above 120")])
def test_an_age_in_numbers_that_cannot_be_is_told(card_of, slip, what):
    card = card_of({"Age": [slip, *(30 + at for at in range(ROWS - 1))]})
    assert [(odd["feature"], odd["what"], odd["customers"]) for odd in card["oddities"]] == [
        ("Age", what, 1)
    ]


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("Eintrittsdatum", "Days since Eintritt"),
        ("Vertrag bis", "Days until Vertrag end"),
        ("gültig bis", "Days until expiry"),
        ("Fin de contrat", "Days until fin de contrat"),
        ("Contract end date", "Days until contract end"),
    ],
)
def test_labels_of_dates_are_words(inferred, header, label):
    last = [f"2026-01-{at % 28 + 1:02}" for at in AT] if "until" in label else DAYS[::-1]
    recipe, _ = inferred({"letzter Besuch" if "E" in header else "last visit": DAYS, header: last})
    assert label in [feature.label for feature in recipe.features]


def test_columns_that_mean_the_same_are_told_apart(inferred):
    recipe, _ = inferred({"since": DAYS, "Birthday": BORN, "DOB": list(reversed(BORN))})
    assert [f.label for f in recipe.features][2:] == ["Age", "Age (DOB)"]


def test_labels_in_german_have_small_words_small(inferred):
    recipe, _ = inferred(
        {"Kundennr": AT, "Beitrag €/Monat": SPEND, "Besuche/Woche": [at * 3 % 17 for at in AT]}
    )
    labels = [feature.label for feature in recipe.features]
    assert labels[1:] == ["Beitrag pro Monat", "Besuche pro Woche"]


def test_dates_are_said_to_be_earlier_or_later():
    joined = days_since("joined", "Joined")
    assert (joined.label, joined.high.compared) == ("Days since joined", "are earlier on joined")
    assert (joined.low.compared, joined.low.most) == (
        "are later on joined",
        "are the latest on joined",
    )


def test_the_newest_date_of_several_is_today(card_of):
    later = [f"2021-03-{at % 9 + 1:02}" for at in AT]
    card = card_of({"joined": DAYS, "last": later})
    assert card["today"] == "2021-03-09"
    assert card["everybody"]["range"] == {
        "visits": [0, 12],
        "joined": [406, 433],
        "last": [0, 8],
    }


@pytest.mark.parametrize("header", ["1st Purchase", "Größe", "class", "today", "%", "it's {a}"])
def test_odd_headers_train(card_of, header):
    assert card_of({header: SPEND})["features"][1]["max"] == max(SPEND)


@pytest.mark.parametrize(
    ("first", "second"), [("a-b", "a_b"), ("a (x)", "a (y)"), ("net", "Net."), ("%", "$")]
)
def test_headers_that_differ_in_punctuation_only_train(card_of, first, second):
    card = card_of({first: SPEND, second: [at * 3 % 17 for at in AT]})
    assert [feature["max"] for feature in card["features"]] == [12, 4.5, 16]


def test_a_column_called_customer_that_is_not_the_key(card_of):
    kinds = ["shop", "school", "office", "home"] * 10
    assert card_of({"customer": kinds})["customers"] == ROWS
    assert card_of({"id": AT, "customer": kinds})["customers"] == ROWS


def test_features_asked_for_are_trained_on(card_of):
    card = card_of({"spend": SPEND, "age": [at % 9 for at in AT]}, "--features", "spend,age")
    assert [feature["name"] for feature in card["features"]] == ["spend", "age"]


def test_key_that_is_given_names_the_customers(card_of):
    """A few who are there twice are one customer each."""
    card = card_of({"nick": [f"n{at % 37}" for at in AT]}, "--key", "nick")
    assert card["customers"] == 37
    assert card["cleaning"][-1]["rows"] == 3


def test_what_is_1_or_0_is_what_somebody_has_where_it_is_asked_for(inferred):
    columns = {"spend": SPEND, "has_card": [0, 1] * 20}
    recipe, _ = inferred(columns, features=["spend", "has_card"])
    card = recipe.feature("has_card")
    assert (card.unit.yes_no, card.said) == (True, "have a card")
    assert not recipe.feature("spend").unit.yes_no


def test_what_no_shop_can_change_is_marked(inferred):
    recipe, _ = inferred({"age": VISITS[::-1], "Einkommen": SPEND})
    actionable = {feature.name: feature.actionable for feature in recipe.features}
    assert actionable == {"visits": True, "age": False, "einkommen": False}


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["1.250,50 TL", "99,95 TL", "12,00 TL"], "TRY"),
        (["CHF 40.50", "CHF 1.25", "CHF 99.10"], "CHF"),
        (["40,50 Kč", "1 250,25 Kč", "99,10 Kč"], "CZK"),
        (["40.50 TL", "1.25 kr", "99.10 TL"], ""),
        (["40.50", "1.25", "99.10"], ""),
    ],
)
def test_currencies_in_letters_are_the_unit(write, cells, unit):
    path = write("t.csv", {"Kwota": [cells[at % 3].replace("5", str(at % 9)) for at in AT]})
    with open_table(path) as opened:
        [column] = [c for c in infer(opened.table, name="t").columns if c.header == "Kwota"]
    assert (column.use, column.unit) == ("feature", unit)
