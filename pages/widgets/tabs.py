"""Tabs of a page: the open one is in the address, and only that one is drawn."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from pages.widgets.address import choice_in_address


def tabs_in_address(contents: Mapping[str, Callable[[], None]], *, key: str = "tab") -> None:
    """Draw a tab for each title, and the content of the one that is open.

    Args:
        contents: {title: what draws it}; the first is open where the address says nothing.
        key: the address's parameter, whose value is the title in small letters with "-".
    """
    titles = list(contents)

    def draw(_label: str, options: Sequence[str], **how: object) -> None:
        for title, tab in zip(options, st.tabs(options, **how)):
            if st.session_state[key] == title:
                with tab:
                    contents[title]()

    choice_in_address(
        draw,
        "",
        titles,
        key=key,
        missing=f'There is no part "{{}}" of this page; here is "{titles[0]}" instead.',
        text=lambda title: title.lower().replace(" ", "-"),
    )
