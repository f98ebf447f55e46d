"""How many segments: the evidence as it is in the model's card."""

from tests.pages.conftest import each_recipe

COLUMNS = {
    "Segments": "k",
    "Silhouette": "silhouette",
    "Stability": "stability",
    "Prediction strength": "prediction_strength",
    "Gap": "gap",
    "Inertia": "inertia",
    "Calinski-Harabasz": "calinski_harabasz",
    "Davies-Bouldin": "davies_bouldin",
    "Smallest segment": "smallest_share",
}


@each_recipe
def test_every_number_tried_is_shown_with_all_that_was_measured(recipe, look, saved):
    page = look("how_many_segments.py", model=recipe)
    assert page.table("Inertia").to_dict("records") == [
        {header: row[name] for header, name in COLUMNS.items()}
        for row in saved(recipe).card["choice"]["table"]
    ]


@each_recipe
def test_it_says_which_number_is_in_use_and_which_is_supported(recipe, look, saved):
    choice = saved(recipe).card["choice"]
    text = look("how_many_segments.py", model=recipe).text
    assert "segments are in use" in text
    supported = "No number of segments holds up" if choice["evidence"] == 1 else "supports"
    assert supported in text


@each_recipe
def test_structure_is_told_once_at_the_top_where_it_is_weak(recipe, look, saved):
    """And so is a number of segments that is not the one that the evidence supports."""
    card = saved(recipe).card
    is_supported = card["choice"]["evidence"] == card["k"] or card["choice"]["asked"] is None
    info = [box.value for box in look("segments.py", model=recipe).app.info]
    is_plain = card["structure"]["verdict"] == "distinct" and is_supported
    assert len(info) == (0 if is_plain else 1)
    assert ("The evidence supports" in "".join(info)) is not is_supported


def test_evidence_that_was_left_out_is_said_to_be(look, retrained):
    page = look("how_many_segments.py", models=retrained, model="mall")
    assert page.notes[0].startswith("The evidence was left out when this model was trained")
    assert "Stability" not in page.table("Inertia")
