"""The words of the glossary where they are read: on hover, in a table's heads and at captions."""

from collections.abc import Iterable, Mapping

import streamlit as st

from pages.widgets.text import plain
from segmentation.showing.glossary import find


def explained(
    columns: Iterable[str], formats: Mapping[str, Mapping] | None = None
) -> dict[str, Mapping]:
    """`column_config` for these columns of a table, each with what its head means.

    Args:
        formats: of some of the columns, from `st.column_config`; who has a help keeps it.
    """
    config = {}
    for column in columns:
        made = dict((formats or {}).get(column) or st.column_config.Column())
        term = find(column)
        if term and not made.get("help"):
            made["help"] = term.in_full
        config[column] = made
    return config


def help_on(*words: str) -> str:
    """What these words of the glossary mean, as the `help` of a caption or a widget."""
    terms = [find(word) for word in words]
    return "\n\n".join(f"**{plain(term.name)}**: {plain(term.in_full)}" for term in terms)
