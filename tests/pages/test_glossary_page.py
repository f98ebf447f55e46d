"""The glossary as a page, and its words where they are read."""

import json

import pytest

from segmentation.showing.glossary import TERMS


def test_every_term_is_on_the_page_under_its_letter(look):
    page = look("glossary.py", model="mall")
    for term in TERMS:
        assert f"{term.name} {term.meaning}" in page.text
        assert term.source in page.text
    letters = [header.value for header in page.app.header]
    assert letters == sorted({term.name[0].upper() for term in TERMS})
    first = next(part.value for part in page.app.markdown if "(#letter-" in part.value)
    assert first.count("](#letter-") == len(letters)


def test_heads_of_a_table_are_explained(look):
    page = look("explore_the_data.py", model="mall", tab="quality")
    [table] = page.app.dataframe
    config = json.loads(table.proto.columns)
    assert config["Unusually low"]["help"].startswith("More than 1.5 widths of the middle half")
    assert "help" not in config["Missing"]


def test_words_of_a_caption_are_explained(look):
    page = look("profiles.py", model="mall", tab="spread")
    told = [caption.proto.help for caption in page.app.caption if caption.proto.help]
    assert len(told) == 1
    assert told[0].startswith("**Median**: The value of the customer in the middle")


@pytest.mark.parametrize(
    ("page", "asked", "head", "told"),
    [
        ("how_many_segments.py", {"tab": "figures"}, "Gap", "How much tighter segments are"),
        ("how_many_segments.py", {"tab": "figures"}, "Inertia", "What is left of the differences"),
        ("other_methods.py", {"tab": "figures"}, "Agreement", "How far two ways of grouping"),
        ("about_this_model.py", {}, "Skew", "How lopsided values are"),
    ],
)
def test_heads_of_the_evidence_are_explained(page, asked, head, told, look):
    drawn = look(page, model="mall", **asked).app.dataframe
    configs = [json.loads(table.proto.columns) for table in drawn]
    [helped] = [config[head]["help"] for config in configs if head in config]
    assert helped.startswith(told)


def test_figures_of_the_quality_are_explained(look):
    shown = look("about_this_model.py", model="mall").app.metric
    told = {metric.label: metric.proto.help for metric in shown}
    assert told["Inertia"].startswith("**Inertia**: What is left of the differences")
