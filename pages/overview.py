"""What the segments are worth, at one glance."""

from html import escape

import pandas as pd
import streamlit as st

from pages.widgets.chart import chart
from pages.widgets.header import page_header
from pages.widgets.models import View, card_before, chosen_model, current_view
from pages.widgets.picked import picking
from pages.widgets.segment import SMALL, segment_heading
from pages.widgets.text import label, plain
from segmentation.showing.charts.money import customers_and_money
from segmentation.showing.sentences.overview import headline, how_to_read
from segmentation.showing.tables.overview import Money, money_of, overview_data, overview_table
from segmentation.words import how_many, percent

SIDES = [6, 6, 4]


def picture(view: View, table: pd.DataFrame, money: Money | None) -> None:
    titles = [f"Customers<br>{view.card.customers:,}"]
    if money:
        titles.append(f"{money.feature.label}<br>{money.in_all}")
    data = overview_data(table, money)
    chart(
        customers_and_money(table, titles, theme=view.theme),
        data,
        key="money",
        file=f"{view.recipe.name}_overview",
        alt="; ".join(
            f"{row.name}: {percent(row.share)} of customers"
            + (f", {percent(row.part)} of {money.feature.in_a_sentence}" if money else "")
            for row in table.itertuples()
        ),
        caption=how_to_read(view.card, money),
    )


def facts(row: tuple, money: Money | None) -> dict[str, str]:
    """What stands in a segment's row, by the column's title."""
    told = {"Customers": f"{row.customers:,}", "Share": percent(row.share)}
    if money:
        told |= {"Of the money": percent(row.part), "A head": row.per_head}
    return told | ({"Since the last model": row.trend} if row.trend else {})


def as_list(told: dict[str, str], *, titles: bool = False) -> None:
    cells = "".join(
        f"<dt>{escape(title)}</dt>"
        if titles
        else f"<div><dt>{escape(title)}</dt><dd>{escape(value)}</dd></div>"
        for title, value in told.items()
    )
    kind, tag = ("facts_titles", "div") if titles else ("facts", "dl")
    cells = cells.replace("dt>", "span>") if titles else cells
    hidden = ' aria-hidden="true"' if titles else ""
    st.html(f'<{tag} class="{kind}"{hidden}>{cells}</{tag}>')


def segment_row(view: View, row: tuple, money: Money | None) -> None:
    with st.container(key=f"row_{row.segment}", border=True):
        who, figures, action = st.columns(SIDES, gap="medium", vertical_alignment="center")
        with who, st.container(gap="xxsmall"):
            segment_heading(row.segment, row.name, view.theme, size=SMALL)
            st.markdown(plain(row.first))
        with figures:
            as_list(facts(row, money))
        with action:
            st.page_link(
                "score_a_list.py",
                label=label(f"Get {this_many(row.customers)}"),
                icon=":material/download:",
                query_params={**chosen_model(), **picking(row.segment)},
            )


def this_many(customers: int) -> str:
    return f"{'this' if customers == 1 else 'these'} {how_many(customers, 'customer')}"


view = current_view()
page_header(
    view,
    "Overview",
    "Who are the customers, and who brings the money?",
    looking_at=(
        "Customers who are alike make a segment; each has a name, a colour and a mark that stay.",
        "The bars show how many customers each segment has and, where the data tells, how much "
        "money it brings.",
        "Each row says what to do first, and leads to the list of these customers.",
    ),
)
money = money_of(view.card, view.recipe)
table = overview_table(view.card, view.recipe, card_before(view))
st.header(plain(headline(view.card, view.recipe)), anchor=False)
picture(view, table, money)
with st.container(gap="small", key="rows"):
    rows = list(table.itertuples(index=False))
    with st.container(key="row_titles", border=True):
        _, titles, _ = st.columns(SIDES, gap="medium")
        with titles:
            as_list(facts(rows[0], money), titles=True)
    for row in rows:
        segment_row(view, row, money)
