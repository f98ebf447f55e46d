"""The note to keep: everything of the answer, as text and as a page that stands by itself."""

from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from segmentation.answering.answer import answer, pull_table
from segmentation.answering.examples import examples
from segmentation.answering.similar import similar_in_words
from segmentation.models import store
from segmentation.recipes import RECIPES
from segmentation.showing.charts.style import segment_style
from segmentation.showing.note import note_text
from segmentation.showing.note_page import MOST_BARS, note_html
from segmentation.showing.tables.customers import beside
from segmentation.words import percent

each_recipe = pytest.mark.parametrize("recipe", RECIPES)
DAY = date(2026, 11, 29)
VOID = {"meta", "br"}


@dataclass(frozen=True)
class Action:
    """As the card has them."""

    what: str
    why: str


class Reader(HTMLParser):
    """What a page holds: its text by element, its attributes, and whether all is closed."""

    def __init__(self, page: str):
        super().__init__()
        self.open, self.texts, self.tags = [], [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and data.strip():
            self.texts.append((self.open[-1], data))

    def said(self, tag):
        return [text for within, text in self.texts if within == tag]

    def found(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def load(trained):
    return lambda recipe: store.load(trained, recipe)


def with_segment(found, **changes):
    ideas = changes.pop("ideas", found.ideas)
    segment = found.assignment.segment.model_copy(update=changes)
    return replace(
        found, ideas=ideas, assignment=found.assignment.model_copy(update={"segment": segment})
    )


IDEAS = [Action("Call them.", "They answer."), Action("Write <b>often</b>.", "They read.")]


def test_text_of_one_customer_of_the_mall(load):
    model = load("mall")
    found = with_segment(
        answer(model, {"age": 25, "income": 500, "spending_score": 80}), ideas=IDEAS
    )
    segment = found.assignment.segment
    lines = note_text(model, found, "", DAY).split("\n")
    assert lines[:4] == [
        segment.name,
        "29 November 2026",
        f"{found.sure}.",
        segment.description,
    ]
    rest = lines[lines.index("Take care") :]
    others = f"the segment {beside_of(model, found)['The segment'][0]}"
    assert rest == [
        "Take care",
        *(f"- {caution}" for caution in found.cautions),
        "",
        "Ideas to test",
        "- Call them. They answer.",
        "- Write <b>often</b>. They read.",
        "",
        "Why",
        *(f"- {reason}" for reason in found.reasons),
        "",
        "What would change it",
        *(f"- {change}" for change in found.changes),
        "",
        "This customer beside others",
        similar_in_words(found.similar, found.assignment.values, model),
        *rest[-5:-2],
        "",
        rest[-1],
    ]
    assert f"- Age (average): 25 years ({others}; everybody 40.9 years)" in rest[-5:-2]
    assert rest[-1].startswith("Mall customers · 200 customers · trained ")


def beside_of(model, found):
    assignment = found.assignment
    return beside(model.card, assignment.segment, assignment.values, model.recipe, found.similar)


def figures_of(model, found):
    """The three features that decide most, the strongest first; a score counts as its feature."""
    pulls = {pull.feature: pull.pull for pull in found.pulls}
    for feature in model.recipe.features:
        if feature.name in pulls and feature.quintile_of in pulls:
            pulls[feature.quintile_of] += pulls.pop(feature.name)
    strongest = sorted(pulls, key=lambda name: -abs(pulls[name]))[:3]
    table = beside_of(model, found).set_index(pd.Index(model.card.feature_names))
    return table.loc[strongest, ["Feature", "This customer", "The segment", "Everybody"]]


def test_note_says_which_customer_and_when(load):
    model = load("mall")
    found = answer(model, model.card.segments[0].median)
    lines = note_text(model, found, " 0042 ", DAY).split("\n")
    assert lines[1] == "Customer 0042, 29 November 2026"
    assert "Customer 0042, 29 November 2026" in Reader(note_html(model, found, "0042", DAY)).said(
        "p"
    )


def test_note_has_at_most_three_lines_of_figures_and_no_middle_half(load):
    model = load("personality")
    found = answer(model, model.card.segments[1].median)
    text = note_text(model, found, "", DAY)
    figures = [line for line in text.split("\n") if "; everybody " in line]
    assert [line[2:].split(": ")[0] for line in figures] == figures_of(model, found)[
        "Feature"
    ].to_list()
    assert "most alike" not in text.replace("customers most like", "")
    assert "middle half" not in note_html(model, found, "", DAY)


def test_what_is_not_there_has_no_heading(load):
    model = load("mall")
    found = with_segment(answer(model, model.card.segments[0].median), ideas=[])
    text = note_text(model, replace(found, sure=None), "", DAY)
    assert "Take care" not in text and "Ideas to test" not in text
    assert "retrained models" not in text
    assert "How recently" not in text and "buys alone" not in text


@each_recipe
def test_page_says_all_that_the_answer_does(recipe, load):
    model = load(recipe)
    for values in examples(model).values():
        found = with_segment(answer(model, values), ideas=IDEAS)
        page = Reader(note_html(model, found, "", DAY))
        assert page.said("h2")[-5:] == [
            "Ideas to test",
            "Why",
            "How strongly",
            "What would change it",
            "This customer beside others",
        ]
        items = page.said("li")
        for sentence in (*found.cautions, *found.reasons, *found.changes):
            assert sentence in items
        assert "Write <b>often</b>. They read." in items
        table = figures_of(model, found)
        assert len(table) == 3
        assert page.said("th") == [*table.columns, *table.Feature]
        assert page.said("td") == table.iloc[:, 1:].to_numpy().ravel().tolist()


def test_page_stands_by_itself(load):
    model = load("mall")
    page = note_html(model, answer(model, model.card.segments[2].median), "", DAY)
    read = Reader(page)
    assert read.found("html") == [{"lang": "en"}]
    assert read.said("title") == [f"{model.card.segments[2].name}: a customer of Mall customers"]
    assert [tag for tag, _ in read.tags].count("h1") == 1
    assert {"script", "link", "img", "iframe", "a"}.isdisjoint(tag for tag, _ in read.tags)
    assert not any(name in attrs for _, attrs in read.tags for name in ("src", "href"))
    assert "url(" not in page and "@import" not in page and "http:" not in page
    policy = read.found("meta")[1]["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_all_text_is_escaped(load):
    model = load("mall")
    evil = "<script>alert('x')</script> & \"quoted\""
    found = with_segment(answer(model, model.card.segments[2].median), name=evil, description=evil)
    title = model.card.model_copy(update={"title": evil})
    page = note_html(
        replace(model, card=title), replace(found, reasons=[evil], changes=[evil]), evil, DAY
    )
    assert "<script" not in page
    read = Reader(page)
    assert read.said("title") == [f"{evil}: a customer of {evil}"]
    assert read.said("li").count(evil) == 2
    assert evil in read.said("p")
    assert {bar["aria-label"].split("for ", 1)[1] for bar in bars(read)} >= {evil}


def bars(read):
    return [attrs for attrs in read.found("div") if attrs.get("role") == "img"]


@each_recipe
def test_bars_are_the_pulls_and_say_so(recipe, load):
    model = load(recipe)
    found = answer(model, model.card.segments[-1].median)
    pulls = pull_table(found, model)
    read = Reader(note_html(model, found, "", DAY))
    drawn = [a["style"] for t, a in read.tags if t == "span" and "left:" in a.get("style", "")]
    assert len(drawn) == len(bars(read)) == min(len(pulls), MOST_BARS)
    parts = [dict(part.split(":") for part in style.split(";")) for style in drawn]
    widths = [float(part["width"].rstrip("%")) for part in parts]
    begins = [float(part["left"].rstrip("%")) for part in parts]
    starts = []
    for pull, label, begin, width, part, bar in zip(
        pulls.pull, pulls.label, begins, widths, parts, bars(read)
    ):
        side = found.assignment.segment if pull > 0 else found.runner_up
        assert part["background"] == segment_style(side.id, "light").colour
        share = abs(pull) / pulls.pull.abs().sum()
        assert bar["aria-label"] == f"{label}: {percent(share)} of all pulls, for {side.name}"
        assert width / widths[0] == pytest.approx(abs(pull) / abs(pulls.pull[0]), abs=0.002)
        starts.append(begin if pull > 0 else begin + width)
    assert max(starts) - min(starts) <= 0.021
    assert max(begin + width for begin, width in zip(begins, widths)) <= 100.02
