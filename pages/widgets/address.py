"""Choices that live in the address, so that any view can be sent to a colleague."""

from collections.abc import Callable, Sequence

import streamlit as st


def selectbox_in_address(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    format_func: Callable[[str], str],
    default: int = 0,
) -> str:
    """A select box whose choice is the address's parameter `key`.

    Streamlit's own binding puts the option's label in the address; a label may
    change with a retrain, the option itself does not.
    """
    asked = st.query_params.get(key)
    arrived = asked in options and asked != st.session_state.get(f"{key}_in_address")
    if arrived:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = options[default]
    chosen = st.selectbox(label, options, format_func=format_func, key=key)
    st.query_params[key] = st.session_state[f"{key}_in_address"] = chosen
    return chosen
