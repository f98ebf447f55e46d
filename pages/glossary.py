"""The analysts' words, from A to Z."""

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.models import current_view
from pages.widgets.text import plain
from segmentation.showing.glossary import Term, by_letter


def entry(term: Term) -> str:
    """A term in Markdown: the word, its meaning, who said so, and its other names in tables."""
    also = [word for word in term.also if word.casefold() not in term.name.casefold()]
    source = f"{term.source}. " if term.source else ""
    named = f"In tables also: {', '.join(also)}." if also else ""
    small = f" :small[{plain(source + named)}]" if source or named else ""
    return f"**{plain(term.name)}** {plain(term.meaning)}{small}"


page_header(
    current_view(),
    "Glossary",
    "What do the words on the analysis pages mean?",
    looking_at=(
        "Every technical word of these pages, in a sentence or two, with who said it first.",
        "The same texts appear where you point at a table's head or at a question mark.",
        "Choose a letter, or search the page with Ctrl+F.",
    ),
)
letters = by_letter()
st.markdown(" · ".join(f"[{letter}](#letter-{letter.lower()})" for letter in letters))
for letter, terms in letters.items():
    st.header(letter, anchor=f"letter-{letter.lower()}")
    st.markdown("\n\n".join(entry(term) for term in terms))
