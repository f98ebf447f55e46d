"""The glossary has every technical word that heads a table, and says it in short."""

import ast
import re
from pathlib import Path

import pytest

from segmentation.showing import tables
from segmentation.showing.glossary import TERMS, by_letter, find

# Heads that anybody understands.
EVERYDAY = {
    "And",
    "Category",
    "Column",
    "Column in your file",
    "Customer",
    "Customers",
    "Differs",
    "Everybody",
    "First",
    "Group",
    "Groups",
    "Highest",
    "Highest seen",
    "How it was set",
    "Largest group",
    "Lowest",
    "Lowest seen",
    "Meaning",
    "Method",
    "Missing",
    "Filled with the median",
    "Next nearest",
    "No",
    "Rows",
    "Rows taken out",
    "Rule",
    "Segment",
    "Segments",
    "Share",
    "Smallest segment",
    "Statistic",
    "The segment",
    "This customer",
    "Unit",
    "Value",
    "Values",
    "What",
    "Why",
    "Yes",
}
WORDS = (
    *("silhouette", "stability", "prediction strength", "gap statistic", "elbow", "inertia"),
    *("Davies-Bouldin", "Calinski-Harabasz", "adjusted Rand index", "dip test", "noise", "PCA"),
    *("median", "middle half", "skew", "correlation"),
    *("recency", "frequency", "monetary", "RFM scores"),
    *("K-Means", "DBSCAN", "HDBSCAN", "Ward", "Gaussian mixture"),
)
MODULES = sorted(Path(tables.__file__).parent.glob("*.py"))


def heads(module: Path) -> set[str]:
    """Texts in a module that can head a column: short, a capital first, and no sentence."""
    tree = ast.parse(module.read_text())
    keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys]
    values = [
        value for node in ast.walk(tree) if isinstance(node, ast.Dict) for value in node.values
    ]
    listed = [item for node in ast.walk(tree) if isinstance(node, ast.List) for item in node.elts]
    texts = {
        part.value
        for part in (*keys, *values, *listed)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    return {text for text in texts if re.fullmatch(r"[A-Z][\w ,()-]*", text)}


def test_heads_are_found():
    found = set().union(*map(heads, MODULES))
    assert {"Silhouette", "Gap", "Skew before", "Unusually low", "Agreement", "Median"} <= found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_every_head_is_an_everyday_word_or_in_the_glossary(module):
    assert {head for head in heads(module) - EVERYDAY if find(head) is None} == set()


@pytest.mark.parametrize("word", WORDS)
def test_the_words_of_the_analysts_pages_are_there(word):
    assert find(word).name.casefold() == word.casefold()


def test_a_word_means_one_thing():
    words = [word.casefold() for term in TERMS for word in (term.name, *term.also)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_a_meaning_is_a_sentence_or_two(term):
    sentences = re.findall(r"[^.]+(?:\.\d[^.]*)*\.(?= |$)", term.meaning)
    assert 1 <= len(sentences) <= 3
    assert term.meaning.endswith(".")
    assert len(term.meaning) <= 260


def test_everyday_words_are_not_explained():
    assert find("Customers") is None
    assert find("silhouette") is find("Silhouette")
    assert find("Agreement").name == "Adjusted Rand index"
    assert find("Silhouette").in_full.endswith("the other one is nearer. (Rousseeuw, 1987)")


def test_letters_are_in_order_and_hold_every_term():
    letters = by_letter()
    assert list(letters) == sorted(letters)
    assert sum(len(terms) for terms in letters.values()) == len(TERMS)
    assert [term.name for term in letters["S"]][:3] == ["Scaling", "Silhouette", "Skew"]
