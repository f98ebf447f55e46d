"""What the form can only do in the browser, and how it looks there."""

import re
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from pages.widgets.customer_in_address import times_sent
from pages.widgets.form import Entry, field_key
from pages.widgets.models import View
from segmentation.answering.fields import Field, asked_fields
from segmentation.answering.what_if.ranges import decimals
from segmentation.recipes.recipe import Category
from segmentation.showing.tables.fields import step

SCRIPT = Path(__file__).parents[1] / "static" / "customer_form.js"
# What is read aloud of an answer, and seen by nobody.
TOLD = """
<p role="status"></p>
"""
STYLE = """
.st-key-in_the_browser p { position: absolute; width: 1px; height: 1px; margin: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap }
[data-testid="stTextInputRootElement"]:has([aria-invalid="true"]) {
  border-color: var(--wrong-value) }
[class*="st-key-below_field"] [data-testid="stAlertContainer"] { padding: 0.4rem 0.7rem }
[class*="st-key-below_field"] [data-testid="stAlertContainer"] p { font-size: 0.875rem }
.st-key-answer { scroll-margin-top: 4.5rem }
"""

_in_the_browser = st.components.v2.component(
    "customer_form", html=TOLD, css=STYLE, js=SCRIPT.read_text(), isolate_styles=False
)


def at_the_form(view: View, entry: Entry) -> None:
    """Arrow keys in the fields; and what was sent brings its answer into view.

    To be drawn last, when the answer is there.
    """
    fields = [
        {"key": field_key(at), "wrong": field.name in entry.wrong, **_numbers(view, field)}
        for at, field in enumerate(asked_fields(view.model))
    ]
    with st.container(key="in_the_browser"):
        _in_the_browser(key="customer_form", data={"times_sent": times_sent(), "fields": fields})


def dim_when_outdated(fields: Sequence[Field], key: str) -> None:
    """Dim the container with this key, and say why, as long as a field holds something else.

    The browser tells by itself what a field holds, long before it is sent.
    """
    changed = ", ".join(
        f'.st-key-{field_key(at)} input:not([value="{_in_css(st.session_state[field.name])}"])'
        for at, field in enumerate(fields)
    )
    with st.container(key="outdated"):
        st.html(
            f"<style>body:not(:has({changed})) :has(> .st-key-outdated) {{display: none}}"
            f"body:has({changed}) .st-key-{key} {{opacity: 0.45}}</style>"
        )
        st.info(
            "You changed the form. This is the answer to what it held before; press "
            "**Find the segment** for the new one."
        )


def _numbers(view: View, field: Field) -> dict[str, float | None]:
    if isinstance(field, Category):
        return {"step": None}
    return {
        "step": step(view.model, field),
        "lowest": field.lowest,
        "highest": field.highest,
        "decimals": decimals(view.model, field),
    }


def _in_css(text: str) -> str:
    """A text within the quotes of a rule: all but the plainest of it by number."""
    return re.sub(r"[^\w.-]", lambda found: f"\\{ord(found[0]):x} ", text)
