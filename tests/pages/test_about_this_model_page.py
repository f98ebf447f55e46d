"""About this model: the provenance as it is in the model's card."""

import pytest

from tests.pages.conftest import each_recipe


@each_recipe
def test_data_and_customers_are_counted(recipe, open_page, saved):
    card = saved(recipe).card
    text = open_page("about_this_model.py", model=recipe).text
    assert f"From {recipe}.csv: {card['source']['rows']:,} rows" in text
    assert f"{card['rows_used']:,} were used, for {card['customers']:,} customers" in text
    assert card["source"]["fingerprint"] in text


def test_newest_date_counts_as_today_where_there_are_dates(open_page, saved):
    today = saved("personality").card["today"]
    assert today in open_page("about_this_model.py", model="personality").text
    assert "counts as today" not in open_page("about_this_model.py", model="mall").text


@each_recipe
def test_every_cleaning_rule_is_shown_with_its_count(recipe, open_page, saved):
    table = open_page("about_this_model.py", model=recipe).table("Rows taken out")
    cleaning = saved(recipe).card["cleaning"]
    assert table.to_dict("records") == [
        {"Rule": rule["rule"], "Rows taken out": rule["rows"], "Why": rule["reason"]}
        for rule in cleaning
    ]


def test_cleaning_of_the_sample_takes_out_what_is_wrong_with_it(open_page):
    table = open_page("about_this_model.py", model="personality").table("Rows taken out")
    assert list(table["Rows taken out"]) == [24, 1, 3]


@each_recipe
def test_every_feature_is_shown_with_its_preparation(recipe, open_page, saved):
    shown = open_page("about_this_model.py", model=recipe).table("Logged").to_dict("records")
    for row, used in zip(shown, saved(recipe).card["features"], strict=True):
        assert (row["Feature"], row["Unit"]) == (used["label"], used["unit"])
        assert (row["Lowest seen"], row["Highest seen"]) == (used["min"], used["max"])
        assert [row["Drawn in below"], row["Drawn in above"]] == used["clip"]
        assert row["Logged"] == ("yes" if used["log"] else "no")
        assert row["Filled with the median"] == used["missing"]


@each_recipe
def test_every_number_of_segments_tried_is_shown(recipe, open_page, saved):
    page = open_page("about_this_model.py", model=recipe)
    choice = saved(recipe).card["choice"]
    assert page.table("Inertia").to_dict("records") == [
        {
            "Segments": row["k"],
            "Silhouette": row["silhouette"],
            "Inertia": row["inertia"],
            "Smallest segment": row["smallest_share"],
        }
        for row in choice["table"]
    ]
    best = max(choice["table"], key=lambda row: row["silhouette"])
    assert f"{saved(recipe).card['k']} segments" in page.text
    assert f"best silhouette is at {best['k']}" in page.text


@pytest.mark.parametrize("recipe, how", [("mall", "chosen from the data"), ("membership", "asked")])
def test_it_says_who_chose_the_number_of_segments(recipe, how, open_page):
    assert how in open_page("about_this_model.py", model=recipe).text


@each_recipe
def test_metrics_are_those_of_the_card(recipe, open_page, saved):
    metrics = saved(recipe).card["metrics"]
    shown = {m.label: m.value for m in open_page("about_this_model.py", model=recipe).app.metric}
    assert shown == {
        "Silhouette": f"{metrics['silhouette']:.3f}",
        "Davies-Bouldin": f"{metrics['davies_bouldin']:.3f}",
        "Calinski-Harabasz": f"{metrics['calinski_harabasz']:,.1f}",
        "Inertia": f"{metrics['inertia']:,.1f}",
    }


@each_recipe
def test_version_seed_and_libraries_are_those_of_the_card(recipe, open_page, saved):
    card = saved(recipe).card
    text = open_page("about_this_model.py", model=recipe).text
    assert "Version 1, created " in text
    assert f"{card['created'][:10]} at {card['created'][11:19]} UTC" in text
    assert "seed 42" in text
    for library, version in card["libraries"].items():
        assert f"{library} {version}" in text
