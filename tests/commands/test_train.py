"""The command: what it prints, saves and refuses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import train
from segmentation.models import store
from segmentation.models.folders import versions
from segmentation.recipes import RECIPES
from tests.conftest import REAL_FILES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
HEADER = "CustomerID,Gender,Age,Annual Income (k$),Spending Score (1-100)\n"
ROWS = "".join(
    f"{at:04},{'MF'[at % 2]},{20 + at},{15 + 2 * at},{at * 37 % 100 + 1}\n" for at in range(1, 31)
)
PERSONALITY_HEADER = (
    "ID,Year_Birth,Income,Dt_Customer,Recency,MntWines,MntFruits,MntMeatProducts,"
    "MntFishProducts,MntSweetProducts,MntGoldProds,NumWebPurchases,NumStorePurchases\n"
)


def personality(date):
    """Rows of personality data that enrolled on the `date` of a day and a month."""
    return PERSONALITY_HEADER + "".join(
        f"{at},{1950 + at},{20_000 + 500 * at},{date(at, 1 + at % 12)},{at},{at * 5},{at % 4},"
        f"{at % 6},{at % 3},{at % 7},{at % 5},{at % 8},{at % 9}\n"
        for at in range(1, 29)
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The card of the rows as they are."""
    home = tmp_path_factory.mktemp("plain")
    (home / "plain.csv").write_text(HEADER + ROWS)
    command = ["mall", "--data", str(home / "plain.csv"), "--models", str(home / "models")]
    assert train.main([*command, "--no-evidence"]) == 0
    return saved_card(home / "models", "mall")


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def data(tmp_path):
    """Write a file of data and return its path as text."""

    def write(content, name="data.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def card_of(models, capsys):
    """What the command prints with --json; without evidence, which takes long, unless asked."""

    def run(*arguments, evidence=False):
        options = ["--models", str(models), "--json", *([] if evidence else ["--no-evidence"])]
        status = train.main([*map(str, arguments), *options])
        printed = capsys.readouterr()
        assert (status, printed.err) == (0, "")
        return json.loads(printed.out)

    return run


def told_apart_from_time(card):
    """A card without what must differ from run to run; only a second run tells of changes."""
    differs = ("folder", "warnings", "created", "version", "changes")
    return {name: card[name] for name in card if name not in differs}


def saved_card(models, recipe, version="0001"):
    return json.loads((models / recipe / version / "card.json").read_text())


def left_in(models):
    """Everything in the models folder but the empty one where models are made."""
    return [path for path in models.rglob("*") if path.name != ".unfinished"]


# What a run prints and saves


def test_summary(models, data, capsys):
    path = data(HEADER + ROWS)
    options = ["--models", str(models), "--no-evidence"]
    assert train.main(["mall", "--data", path, *options]) == 0
    printed = capsys.readouterr()
    card = store.load_card(models, "mall")
    assert "Mall customers: 30 customers from data.csv" in printed.out
    assert "segments are in use: the number with the best silhouette.\n" in printed.out
    assert "The evidence was left out.\n" in printed.out
    assert all(segment.name in printed.out for segment in card.segments)
    assert f"Silhouette {card.metrics.silhouette:.4f}, Davies-Bouldin" in printed.out
    assert f"Saved as {models / 'mall' / '0001'}\n" in printed.out
    assert printed.err == ""


def test_summary_says_what_was_taken_out_and_asked(models, data, capsys):
    path = data(f"{HEADER}{ROWS}0031,M,,30,40\n")
    options = ["--segments", "3", "--no-evidence", "--models", str(models)]
    assert train.main(["mall", "--data", path, *options]) == 0
    printed = capsys.readouterr().out
    assert "  1 taken out: no age\n" in printed
    assert "taken out: no income" not in printed
    assert "Three segments are in use, as the command asks for.\n" in printed


def test_summary_tells_of_segments_by_the_names_that_the_owner_gave(models, data, capsys):
    path = data(HEADER + ROWS)
    options = ["--segments", "3", "--no-evidence", "--models", str(models)]
    assert train.main(["mall", "--data", path, *options]) == 0
    names = '{"0": "Our [red]best[/red]", "1": "Others", "2": "Rest"}'
    (models / "mall" / "names.json").write_text(names)
    capsys.readouterr()
    assert train.main(["mall", "--data", path, "--segments", "2", *options[2:]]) == 0
    printed = capsys.readouterr().out
    card = store.load_card(models, "mall")
    kept = {segment.id for segment in card.segments} & {0, 1, 2}
    given = {0: "Our [red]best[/red]", 1: "Others", 2: "Rest"}
    assert kept
    assert all(given[key] in printed for key in kept)
    assert all(f'"{given[one.id]}" is gone' in printed for one in card.changes.vanished)
    assert not any(segment.name in printed for segment in card.segments if segment.id in kept)


def test_json_is_the_card_and_its_folder(models, data, card_of):
    printed = card_of("mall", "--data", data(HEADER + ROWS))
    assert printed.pop("folder") == str(models / "mall" / "0001")
    assert printed.pop("warnings") == []
    assert printed == saved_card(models, "mall")


def test_versions_count_up(models, data, card_of):
    path = data(HEADER + ROWS)
    assert [card_of("mall", "--data", path)["version"] for _ in range(2)] == ["0001", "0002"]
    assert versions(models, "mall") == ["0002", "0001"]


def test_settings_reach_the_card(data, card_of):
    card = card_of(
        *("mall", "--data", data(HEADER + ROWS), "--segments", 3, "--clip", 5, "--seed", 7),
        *("--log", "income,age", "--restarts", 2, "--features", "income,age"),
    )
    assert (card["k"], card["seed"]) == (3, 7)
    assert card["settings"] == {
        "segments": 3,
        "clip": 5.0,
        "log": ["income", "age"],
        "restarts": 2,
        "tolerance": 1e-6,
        "seed": 7,
    }
    assert [(f["name"], f["log"]) for f in card["features"]] == [("income", True), ("age", True)]
    assert card["features"][1]["clip"] == pytest.approx([22.45, 48.55])


def test_none_and_auto_reach_the_card(data, card_of):
    card = card_of(
        "mall",
        "--data",
        data(HEADER + ROWS),
        "--segments",
        "auto",
        "--clip",
        "none",
        "--log",
        "none",
    )
    assert (card["settings"]["segments"], card["settings"]["clip"]) == (None, None)
    assert card["settings"]["log"] == []
    assert [feature["clip"] for feature in card["features"]] == [None, None, None]


def test_sample_is_trained_without_data(card_of):
    card = card_of("mall", "--restarts", 2)
    assert (card["source"]["name"], card["source"]["rows"]) == ("mall.csv", 200)


def test_samples_that_have_a_model_are_left_alone(trained, models, card_of, capsys):
    shutil.copytree(trained, models)
    shutil.rmtree(models / "mall")
    printed = card_of()
    others = sorted(set(RECIPES) - {"mall"})
    assert [card["recipe"] for card in printed["trained"]] == ["mall"]
    assert printed["there"] == others
    assert {recipe: versions(models, recipe) for recipe in RECIPES} == {
        recipe: ["0001"] for recipe in RECIPES
    }
    assert train.main(["--models", str(models)]) == 0
    assert capsys.readouterr().out == (
        "Every sample already has a model. Name a recipe to train it again.\n"
    )


# The same again


@pytest.fixture(scope="module")
def quick(tmp_path_factory):
    """A models folder with a model of every sample, without evidence."""
    models = tmp_path_factory.mktemp("quick")
    assert train.main(["--models", str(models), "--no-evidence"]) == 0
    return models


@pytest.mark.parametrize("recipe", RECIPES)
def test_same_data_same_card(recipe, quick, card_of):
    again = card_of(recipe)
    assert told_apart_from_time(again) == told_apart_from_time(saved_card(quick, recipe))


def test_same_data_same_evidence(trained, card_of):
    again = card_of("mall", evidence=True)
    assert told_apart_from_time(again) == told_apart_from_time(saved_card(trained, "mall"))


@pytest.mark.parametrize("recipe", ["mall", "personality", "membership"])
def test_order_of_the_rows_does_not_matter(recipe, quick, tmp_path, card_of):
    rows = pd.read_csv(ROOT / "data" / f"{recipe}.csv", dtype=str, keep_default_na=False)
    path = tmp_path / "shuffled.csv"
    rows.sample(frac=1, random_state=1).to_csv(path, index=False)
    shuffled = told_apart_from_time(card_of(recipe, "--data", path))
    assert (
        shuffled.pop("source")["fingerprint"] == saved_card(quick, recipe)["source"]["fingerprint"]
    )
    expected = told_apart_from_time(saved_card(quick, recipe))
    del expected["source"]
    assert shuffled == expected


def test_order_does_not_matter_without_a_key(data, card_of):
    lines = [line.split(",", 2)[2] + "\n" for line in (HEADER + ROWS).splitlines()]
    straight, turned = data("".join(lines)), data("".join([lines[0], *lines[:0:-1]]), "turned.csv")
    first, second = (told_apart_from_time(card_of("mall", "--data", p)) for p in (straight, turned))
    assert first.pop("source")["fingerprint"] == second.pop("source")["fingerprint"]
    assert first == second


def test_on_two_cores_with_one_thread_each_the_card_is_the_same(trained, models):
    """Those that it is held against were trained on one."""
    cores = {"LOKY_MAX_CPU_COUNT": "2", "OMP_NUM_THREADS": "1"}
    environment = os.environ | cores | {"PYTHONHASHSEED": "1"}
    command = [sys.executable, "train.py", "mall", "--models", models, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stderr == ""
    expected = told_apart_from_time(saved_card(trained, "mall"))
    assert told_apart_from_time(json.loads(done.stdout)) == expected


# Real data


def test_published_figures_of_mall(real_data, card_of):
    card = card_of(
        *("mall", "--data", real_data / REAL_FILES["mall"], "--segments", 5),
        *("--features", "income,spending_score", "--clip", "none", "--log", "none"),
    )
    assert {name: card["metrics"][name] for name in list(card["metrics"])[:4]} == pytest.approx(
        {
            "silhouette": 0.554657,
            "inertia": 65.5684,
            "davies_bouldin": 0.572236,
            "calinski_harabasz": 248.6493,
        },
        rel=1e-4,
    )


@pytest.mark.parametrize(
    ("recipe", "silhouettes"),
    [
        ("mall", {2: 0.335, 3: 0.358, 4: 0.404, 5: 0.417, 6: 0.428}),
        ("personality", {2: 0.343, 3: 0.272, 4: 0.201, 5: 0.203, 6: 0.202}),
        ("membership", {4: 0.127}),
    ],
)
def test_reference_silhouettes(recipe, silhouettes, real_data, card_of):
    path = real_data / REAL_FILES[recipe]
    settings = ("--clip", "none", "--log", "none", "--restarts", 10, "--seed", 42)
    card = card_of(recipe, "--data", path, *settings)
    found = {row["k"]: row["silhouette"] for row in card["choice"]["table"]}
    assert {k: found[k] for k in silhouettes} == pytest.approx(silhouettes, abs=0.01)


@pytest.mark.parametrize(
    ("recipe", "noise"), [("mall", 0.375), ("personality", 1.0), ("membership", 1.0)]
)
def test_real_customers_are_one_crowd(recipe, noise, real_models):
    card = saved_card(real_models, recipe)
    found = {method["name"]: method for method in card["methods"]["methods"]}
    assert found["DBSCAN"]["segments"] == 1
    assert found["HDBSCAN"]["noise"] == pytest.approx(noise, abs=0.05)


@pytest.mark.parametrize(("option", "notes"), [((), 0), (("--one-hot", "preferred_category"), 1)])
def test_segments_of_real_members_that_repeat_a_category_are_told(
    option, notes, real_data, card_of
):
    path = real_data / REAL_FILES["membership"]
    card = card_of("membership", "--data", path, "--segments", 5, *option)
    told = [note for note in card["notes"] if "only repeat ‘Preferred category’" in note]
    assert len(told) == notes


def test_real_personality_is_cleaned(real_data, card_of):
    path = real_data / REAL_FILES["personality"]
    card = card_of("personality", "--data", path, "--restarts", 1)
    assert [count["rows"] for count in card["cleaning"]] == [24, 1, 3, 0]
    assert (card["source"]["rows"], card["customers"]) == (2240, 2212)
    assert card["today"] == "2014-06-29"


@pytest.mark.parametrize(
    ("recipe", "verdict", "strength", "supported"),
    [
        ("mall", "distinct", "clear", {6}),
        ("personality", "distinct", "weak", {2}),
        ("membership", "none", None, {1}),
        ("online_retail", "gradient", None, {2, 3}),
    ],
)
def test_evidence_of_the_real_files(recipe, verdict, strength, supported, real_models):
    card = saved_card(real_models, recipe)
    assert (card["structure"]["verdict"], card["structure"]["strength"]) == (verdict, strength)
    assert card["choice"]["evidence"] in supported


def test_evidence_for_income_and_score_alone(real_data, card_of):
    path = real_data / REAL_FILES["mall"]
    card = card_of("mall", "--data", path, "--features", "income,spending_score", evidence=True)
    assert (card["structure"]["verdict"], card["choice"]["evidence"]) == ("distinct", 5)


@pytest.mark.parametrize("recipe", REAL_FILES)
def test_real_files_are_recognised(recipe, real_models):
    """They are trained by `auto`."""
    assert saved_card(real_models, recipe)["source"]["name"] == REAL_FILES[recipe]


# Files as people have them


def wide(content, separator):
    return content.replace(",", separator)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(wide(HEADER + ROWS, ";"), "data.csv", id="semicolons"),
        pytest.param(wide(HEADER + ROWS, "\t"), "data.tsv", id="tabs"),
        pytest.param((HEADER + ROWS).encode("utf-8-sig"), "data.csv", id="byte order mark"),
        pytest.param((HEADER + ROWS).replace("\n", "\r\n"), "data.csv", id="windows"),
        pytest.param(HEADER.replace("Gender", "Genre") + ROWS, "data.csv", id="genre"),
        pytest.param(
            "customer id,SEX,AGE,income,SPENDING_SCORE\n" + ROWS, "data.csv", id="other headers"
        ),
        pytest.param(
            HEADER.replace("CustomerID", '"Customer\nID"').replace("Age", '"Age (years, full)"')
            + ROWS,
            "data.csv",
            id="quoted headers",
        ),
        pytest.param(
            "".join(
                f'"{line.replace(",", chr(34) + "," + chr(34))}"\n' for line in ROWS.splitlines()
            ).join([HEADER, ""]),
            "data.csv",
            id="quoted values",
        ),
        pytest.param(
            HEADER.replace("\n", ",Notes\n") + ROWS.replace("\n", ',"a, b\nc ""d"""\n'),
            "data.csv",
            id="notes",
        ),
    ],
)
def test_the_same_customers_however_they_are_written(data, card_of, plain, content, name):
    other = told_apart_from_time(card_of("mall", "--data", data(content, name)))
    expected = told_apart_from_time(plain)
    assert other["source"]["name"] == name
    written = ("name", "understood")
    sources = [
        {n: card["source"][n] for n in card["source"] if n not in written}
        for card in (other, expected)
    ]
    assert sources[0] == sources[1]
    assert {**other, "source": None} == {**expected, "source": None}


@pytest.mark.parametrize("before", [1, 100])
def test_text_that_is_not_utf_8(data, card_of, before):
    rows = "".join(f"{at},F,{at % 50},{at % 30},{at % 20}\n" for at in range(10 * before))
    path = data(f"{HEADER}{rows}x,Zoë,20,30,40\n".encode("latin-1"))
    card = card_of("mall", "--data", path, "--features", "age", "--segments", 2, "--restarts", 1)
    assert card["everybody"]["categories"]["gender"].keys() == {"F", "Zoë"}
    assert len(card["source"]["understood"]) == 1


@pytest.mark.parametrize("line", ["0031,M,20\n", "0031,M,20,30,40,50\n"])
def test_ragged_lines_left_out_are_counted(data, card_of, line):
    card = card_of("mall", "--data", data(HEADER + ROWS + line), "--bad-lines", "skip")
    assert (card["source"]["rows"], card["rows_used"], card["customers"]) == (31, 30, 30)
    assert card["cleaning"][0] == {
        "rule": "lines that cannot be read",
        "reason": "Too many or too few columns, or a quote never closed; left out as asked for.",
        "rows": 1,
    }


def test_parquet_with_types(tmp_path, data, card_of, plain):
    frame = pd.read_csv(data(HEADER + ROWS), dtype={"CustomerID": str})
    frame.astype({"Gender": "category", "Age": "int8"}).to_parquet(tmp_path / "typed.parquet")
    from_parquet = card_of("mall", "--data", tmp_path / "typed.parquet")
    assert from_parquet["source"]["fingerprint"] == plain["source"]["fingerprint"]
    assert from_parquet["segments"] == plain["segments"]


@pytest.mark.parametrize(
    "date",
    [
        pytest.param(lambda day, month: f"2013-{month:02}-{day:02}", id="year first"),
        pytest.param(lambda day, month: f"{day:02}-{month:02}-2013", id="day first"),
        pytest.param(lambda day, month: f"{month}/{day}/2013", id="month first"),
    ],
)
def test_dates_however_they_are_written(data, card_of, date):
    card = card_of("personality", "--data", data(personality(date)), "--segments", 2)
    assert (card["today"], card["customers"]) == ("2013-12-23", 28)
    assert card["everybody"]["range"]["age"] == [35.0, 62.0]


@pytest.mark.parametrize(
    ("zone", "today", "told"),
    [
        ([], "2013-12-23", 'read in UTC. "--zone NAME" reads them in that of a shop.'),
        (["--zone", "europe/berlin"], "2013-12-24", "read in Europe/Berlin."),
    ],
)
def test_times_with_an_offset_are_told(data, card_of, zone, today, told):
    late = data(personality(lambda day, month: f"2013-{month:02}-{day:02} 23:30 +0000"))
    card = card_of("personality", "--data", late, "--segments", 2, *zone)
    assert (card["today"], card["customers"]) == (today, 28)
    column = "Dt_Customer"
    assert card["source"]["understood"] == [
        f'Times with an offset in column "{column}" are {told}',
    ]


# Wrong input


@pytest.fixture
def refused(models, capsys):
    """What the command says, having checked that it says only that and leaves nothing."""

    def run(*arguments, models=models):
        status = train.main([*arguments, "--models", str(models), "--json", "--no-evidence"])
        printed = capsys.readouterr()
        assert (status, printed.out) == (1, "")
        assert printed.err.endswith("\n") and printed.err.count("\n") == 1
        assert left_in(models) == []
        return printed.err.removesuffix("\n")

    return run


def test_file_that_is_not_there(refused):
    assert refused("mall", "--data", "nowhere.csv") == (
        'There is no file "nowhere.csv". Check the name and the folder.'
    )


@pytest.mark.parametrize("content", ["", "\n  \n\r\n"])
def test_empty_file(refused, data, content):
    assert refused("mall", "--data", data(content)) == (
        '"data.csv" is empty; expected a first row of column names and a row for each customer.'
    )


def test_header_only(refused, data):
    assert refused("mall", "--data", data(HEADER)) == (
        '"data.csv" has column names but no rows below them; expected a row for each customer.'
    )


def test_needed_column_missing(refused, data):
    assert refused("mall", "--data", data("Age,Pay\n20,30\n")) == (
        'The data lacks "income", "spending_score"; the columns found are "Age", "Pay". '
        "Rename the columns that mean the same, or add those that are missing."
    )


def test_columns_found_are_told_in_one_line(refused, data):
    said = refused("mall", "--data", data('Age,"Monthly\nPay"\n20,30\n'))
    assert said.startswith('The data lacks "income", "spending_score"; the columns found are "Age"')


def test_two_columns_that_could_be_the_same(refused, data):
    content = "Age,Income,Annual Income (k$),Score\n20,30,30,40\n"
    assert refused("mall", "--data", data(content)) == (
        'The columns "Income", "Annual Income (k$)" could each be "income". '
        "Keep one of them and remove or rename the others."
    )


@pytest.mark.parametrize("value", ["old", "inf", "1e999", "1e300", "1-2"])
def test_text_in_a_number_column(refused, data, value):
    assert refused("mall", "--data", data(f"{HEADER}{ROWS}0031,M,{value},30,40\n")) == (
        f'Column "Age" should hold numbers, but 1 cell does not: "{value}" in row 32 '
        "(the row of column names is row 1). Correct such cells or leave them empty."
    )


def test_unreadable_date(refused, data):
    content = personality(lambda day, month: "2012-13-45" if day == 3 else "2012-01-02")
    assert refused("personality", "--data", data(content)) == (
        'Column "Dt_Customer" should hold dates, but 1 cell does not: "2012-13-45" in row 4 '
        "(the row of column names is row 1). Correct such cells or leave them empty."
    )


def test_no_date_at_all(refused, data):
    said = refused("personality", "--data", data(personality(lambda day, month: "")))
    assert said == (
        'Column "enrolled" holds no date at all, and the newest date counts as today. Fill it in.'
    )


def test_typed_date_in_a_number_column(refused, tmp_path):
    frame = pd.DataFrame({"Age": [20, 30], "Score": [1, 2]})
    frame["Income"] = pd.to_datetime(["2020-01-02", "2020-01-03"])
    frame.to_parquet(tmp_path / "typed.parquet")
    said = refused("mall", "--data", str(tmp_path / "typed.parquet"))
    assert said.startswith('Column "Income" should hold numbers, but 2 cells do not: "2020-01-02')


def test_all_rows_taken_out(refused, data):
    assert refused("mall", "--data", data(f"{HEADER}1,M,,30,40\n2,M,20,,40\n")) == (
        "Cleaning took out all 2 rows (1 with no age, 1 with no income), so no customer is left. "
        "Check those columns in the data."
    )


def test_fewer_customers_than_segments(refused, data):
    content = f"{HEADER}1,M,20,30,40\n2,M,21,32,42\n3,M,22,33,44\n"
    assert refused("mall", "--segments", "5", "--data", data(content)) == (
        "5 segments need at least 6 different customers, and the data has 3 "
        "(3 rows after cleaning). Ask for fewer segments or add customers."
    )


def test_customers_that_only_an_outlier_tells_apart(refused, data):
    content = "Age,Income,Score\n" + "20,1,1\n" * 300 + "30,2,2\n" * 300 + "90,3,3\n"
    said = refused("mall", "--features", "age", "--data", data(content))
    assert said.startswith("2 segments need at least 3 different customers, and the data has 2 (")


def test_constant_feature_that_was_asked_for(refused, data):
    content = HEADER + "".join(f"{at},F,20,{at},{at * 7 % 13}\n" for at in range(1, 31))
    assert refused("mall", "--features", "age,income", "--data", data(content)) == (
        '"age" is 20 for every customer, so it tells no segment from another. '
        "Leave it out with --features."
    )


def test_empty_feature(refused, data):
    header = "age,income,spending_score,membership_years,purchase_frequency,last_purchase_amount\n"
    content = header + "".join(f"{20 + at},{at},,{at % 7},{at % 5},{at}\n" for at in range(1, 31))
    assert refused("membership", "--data", data(content)) == (
        '"spending_score" is empty for every customer. Fill it in or leave it out with --features.'
    )


def test_log_of_negative_values(refused, data):
    content = f"{HEADER}{ROWS}0031,M,20,-5,40\n"
    assert refused("mall", "--log", "income", "--clip", "none", "--data", data(content)) == (
        '"income" goes down to -5, and only values of 0 and more can be logged. '
        "Leave it out of --log."
    )


def test_unknown_kind_of_file(refused, data):
    said = refused("mall", "--data", data(HEADER + ROWS, "data.docx"))
    assert said.startswith('"data.docx" is not a kind of file that can be read; expected one of ')


@pytest.mark.parametrize(("line", "fields"), [("0031,M,20\n", 3), ("0031,M,20,30,40,50\n", 6)])
def test_ragged_line(refused, data, line, fields):
    assert refused("mall", "--data", data(HEADER + ROWS + line + ROWS)) == (
        f'"data.csv" cannot be read: line 32 has {fields} columns where the row of column names '
        "has 5. Nothing was kept: correct the file, or leave such lines out with --bad-lines skip."
    )


def test_truncated_parquet(refused, tmp_path, data):
    pd.DataFrame({"age": range(100)}).to_parquet(tmp_path / "whole.parquet")
    half = (tmp_path / "whole.parquet").read_bytes()[:400]
    said = refused("mall", "--data", data(half, "half.parquet"))
    assert said.startswith('"half.parquet" cannot be read: it is damaged or not what its name says')


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_that_may_not_be_read(refused, data):
    path = data(HEADER + ROWS)
    Path(path).chmod(0)
    assert refused("mall", "--data", path).startswith('"data.csv" cannot be read: permission')


def rows_of(header, row):
    return header + "".join(row(at) for at in range(80))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        # Nobody ordered, and nothing says when: orders all the same.
        (
            rows_of(
                "Receipt,Date,EAN,Qty,Price\n",
                lambda at: f"{at // 2},2024-01-{at % 28 + 1:02},40000{at % 40:05},2,3.50\n",
            ),
            "No column of these orders says who ordered",
        ),
        (
            rows_of(
                "Client,Paid,First visit,Last visit\n",
                lambda at: (
                    f"c{at % 40},{at}.50,2024-01-{at % 28 + 1:02},2024-02-{at % 28 + 1:02}\n"
                ),
            ),
            "No column of these orders says when an order was placed",
        ),
    ],
)
def test_auto_says_what_orders_lack(table, said, refused, data):
    assert said in refused("auto", "--data", data(table))


def test_auto_asks_nothing_of_a_list_of_customers(data, card_of):
    table = rows_of(
        "Customer ID,Signup Date,Last Order Date,Total Spent,Total Orders\n",
        lambda at: f"{at},2023-01-{at % 28 + 1:02},2024-02-{at % 28 + 1:02},{at * at}.5,{at % 7}\n",
    )
    card = card_of("auto", "--data", data(table), "--segments", "2", "--no-evidence")
    assert (card["recipe"].startswith("own"), card["customers"]) == (True, 80)


def test_auto_takes_rows_that_are_no_orders_for_customers(refused, data):
    assert refused("auto", "--data", data("a,b\n1,2\n")) == (
        "2 segments need at least 3 different customers, and the data has 1 (1 row after "
        "cleaning). Add customers."
    )


def test_models_folder_that_is_a_file(refused, tmp_path):
    (tmp_path / "file").touch()
    assert refused("mall", models=tmp_path / "file") == (
        f'Models cannot be saved in "{tmp_path / "file"}": not a directory. '
        "Choose a folder you may write to with --models."
    )


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["shop"],
            "there is no recipe 'shop'; choose from mall, personality, membership, online_retail",
        ),
        (["mall", "--segments", "1"], "expected a whole number from 2 on, or auto; got '1'"),
        (["mall", "--segments", "x"], "expected a whole number from 2 on, or auto; got 'x'"),
        (["mall", "--segments", "2.5"], "expected a whole number from 2 on, or auto; got '2.5'"),
        (["mall", "--clip", "60"], "expected a number above 0 and below 50, or none; got '60'"),
        (["mall", "--clip", "0"], "expected a number above 0 and below 50, or none; got '0'"),
        (["mall", "--clip", "nan"], "expected a number above 0 and below 50, or none; got 'nan'"),
        (["mall", "--restarts", "0"], "expected a whole number from 1 on; got '0'"),
        (["mall", "--seed", "4294967296"], "expected a whole number from 0 to 4294967295; got"),
        (["mall", "--features", ","], "expected names separated by commas"),
        (
            ["mall", "--features", "age,height"],
            'there is no feature "height" in use; choose from "age", "income", "spending_score"',
        ),
        (["mall", "--log", "height"], 'there is no feature "height" in use; choose from "age", '),
        (
            ["mall", "--log", "age", "--features", "income"],
            'there is no feature "age" in use; choose from "income"',
        ),
        (["auto"], "'auto' needs data: add --data FILE"),
        (["own"], "'own' needs data: add --data FILE"),
        (["recipe.py"], "'recipe.py' needs data: add --data FILE"),
        (["mall", "--variant", "x"], 'the recipe mall has no variant "x"; it has none'),
        (
            ["mall", "--zone", "Berlin"],
            "expected the name of a time zone, such as Europe/Berlin; got 'Berlin'",
        ),
        (["mall", "--tolerance", "0"], "expected a number above 0; got '0'"),
        (["mall", "--tolerance", "x"], "expected a number above 0; got 'x'"),
        (["--data", "x.csv"], "name a recipe, or 'auto', to train on data"),
        (["--segments", "3"], "name a recipe, or 'auto', to train on data"),
        (["--features", "age"], "name a recipe, or 'auto', to train on data"),
        (["--log", "spending_score"], "name a recipe, or 'auto', to train on data"),
    ],
)
def test_wrong_usage(models, capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        train.main([*arguments, "--models", str(models)])
    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert printed.out == ""
    assert printed.err.startswith("usage: train.py")
    assert f": {said}" in printed.err
    assert left_in(models) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mall", "--currency", "EUR"], "--currency is for orders: train with orders, or auto"),
        (["own", "--data", "x.csv", "--write-mapping", "x.toml"], "--write-mapping is for orders"),
        (
            ["orders", "--data", "x.csv", "--mapping", "x.toml", "--amount", "Total"],
            "--mapping says what the columns mean: change that in the file instead",
        ),
        (["auto", "--data", "x.csv", "--rates", "r.csv"], "add --currency CODE"),
    ],
)
def test_options_of_orders_are_not_passed_over(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        train.main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_mapping_that_cannot_be_written(refused, data, tmp_path):
    rows = "".join(f"{at},c{at % 9},2024-01-{at % 28 + 1:02},{at + 1}\n" for at in range(60))
    file = data(f"order_id,customer_id,order_date,amount\n{rows}")
    there = tmp_path / "nowhere" / "x.toml"
    assert refused("orders", "--data", file, "--write-mapping", str(there)) == (
        f'The mapping cannot be written to "{there}": no such file or directory. Choose a file in '
        "a folder that is there and that you may write to."
    )
