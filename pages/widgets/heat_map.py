"""A table that is whole on a phone: a heat map where cells have colours, else plain figures.

A picture of it would be cut or its figures would shrink away where there are many columns. On a
narrow screen each row's label stands above its cells, and columns have their short heads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

# Up to this width, in pixels, a screen is a phone's.
NARROW = 640
GAP = "2px"


@dataclass(frozen=True)
class Head:
    """What stands above a column: its mark, as HTML, and its name; `short` instead on a phone."""

    name: str
    short: str | None = None
    mark: str = ""


@dataclass(frozen=True)
class Cell:
    """A figure, the colours behind it and of it, and what is told of it when it is pointed at."""

    text: str
    colour: str = ""
    writing: str = ""
    hint: str = ""


def heat_map(
    heads: Sequence[Head], rows: Sequence[tuple[str, Sequence[Cell]]], *, key: str, alt: str
) -> None:
    """Draw it; `rows` are labels with a cell for each of the `heads`.

    Where heads have marks, these are explained below on a phone.
    """
    above = "".join(
        f'<div role="columnheader" class="head">{head.mark}{_named(head)}</div>' for head in heads
    )
    body = "".join(
        f'<div role="row"><div role="rowheader">{escape(label)}</div>'
        f"{''.join(map(_drawn, cells))}</div>"
        for label, cells in rows
    )
    named = "".join(f"<li>{head.mark}{escape(head.name)}</li>" for head in heads if head.mark)
    legend = f'<ul aria-hidden="true">{named}</ul>' if named else ""
    plain = "" if any(cell.colour for _, cells in rows for cell in cells) else ' class="plain"'
    with st.container(key=key):
        st.html(
            f"<style>{_rules(key, len(heads))}</style>"
            f'<div role="table"{plain} aria-label="{escape(alt)}">'
            f'<div role="row"><div role="columnheader" class="first">Feature</div>{above}</div>'
            f"{body}</div>{legend}"
        )


def _named(head: Head) -> str:
    if head.short is None:
        return f"<span>{escape(head.name)}</span>"
    return (
        f'<span class="name">{escape(head.name)}</span>'
        f'<span class="short" aria-hidden="true">{escape(head.short)}</span>'
    )


def _drawn(cell: Cell) -> str:
    # The writing goes with what is behind it, also while the page changes from light to dark.
    behind = f' style="background:{cell.colour};color:{cell.writing}"' if cell.colour else ""
    hint = f' title="{escape(cell.hint)}"' if cell.hint else ""
    return f'<div role="cell"{behind}{hint}>{escape(cell.text)}</div>'


def _rules(key: str, columns: int) -> str:
    table = f".st-key-{key} [role=table]"
    return (
        f"{table} {{font-size:0.875rem;line-height:1.25}}"
        f"{table} [role=row] {{display:grid;gap:{GAP};margin-bottom:{GAP};align-items:stretch;"
        f"grid-template-columns:minmax(7rem,1.6fr) repeat({columns},minmax(0,1fr))}}"
        f"{table} [role=rowheader] {{display:flex;align-items:center;padding-right:0.5rem}}"
        f"{table} [role=cell] {{display:flex;align-items:center;justify-content:center;"
        "min-height:2.5rem;text-align:center;font-variant-numeric:tabular-nums}"
        f"{table}.plain [role=cell] {{justify-content:flex-end;text-align:right;min-height:2rem;"
        "padding-right:15%}"
        f"{table}.plain [role=row] {{margin:0;border-bottom:1px solid #80808040}}"
        f"{table} .first {{display:flex;align-items:flex-end;padding-bottom:0.35rem}}"
        f"{table} .head {{display:flex;flex-direction:column;align-items:center;gap:0.15rem;"
        "justify-content:flex-end;padding-bottom:0.35rem;text-align:center;"
        "overflow-wrap:anywhere;hyphens:auto}"
        f"{table} .short, .st-key-{key} ul {{display:none}}"
        f"@media (max-width:{NARROW}px) {{"
        f"{table} [role=row] {{grid-template-columns:repeat({columns},minmax(0,1fr))}}"
        f"{table} [role=rowheader] {{grid-column:1/-1;padding:0.4rem 0 0.1rem}}"
        f"{table} [role=row]:first-child > :first-child {{display:none}}"
        f"{table} [role=cell] {{min-height:2rem;font-size:0.75rem}}"
        f"{table}.plain [role=cell] {{padding-right:0.2rem;min-height:1.6rem}}"
        f"{table} .name {{position:absolute;width:1px;height:1px;overflow:hidden;"
        "clip-path:inset(50%)}"
        f"{table} .short {{display:inline}}"
        f".st-key-{key} ul {{display:flex;flex-wrap:wrap;gap:0.2rem 1.2rem;list-style:none;"
        "margin:0.6rem 0 0;padding:0;font-size:0.875rem}"
        f".st-key-{key} li {{display:flex;gap:0.4em;margin:0;padding:0}}}}"
    )
