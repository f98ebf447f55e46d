"""Parts of the answer for one customer: how sure it is, why, and what one may also ask."""

from datetime import date
from html import escape

import streamlit as st

from pages.widgets.bars import small_bars
from pages.widgets.chart import chart
from pages.widgets.customer_in_address import times_sent
from pages.widgets.models import View
from pages.widgets.segment import mark_of
from pages.widgets.start import looked_up
from pages.widgets.tables import table
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.answering.answer import Answer, pull_table
from segmentation.answering.missing.incomplete import StillPossible
from segmentation.answering.similar import similar_in_words
from segmentation.showing.charts.missing import missing_value_bar
from segmentation.showing.charts.pulls import pull_bars
from segmentation.showing.charts.scatter import scatter_of_one
from segmentation.showing.charts.style import NEUTRAL, segment_style, written_on
from segmentation.showing.note import note_text
from segmentation.showing.note_page import note_html
from segmentation.showing.sentences.answer import how_to_read_reasons
from segmentation.showing.tables.answer import Votes, stretch_table, votes_of
from segmentation.showing.tables.bars import reason_bars
from segmentation.showing.tables.customers import axis_words, beside, map_points
from segmentation.words import with_unit

# What is written into a part of the bar needs this share of it.
ROOM = 0.06
LONGEST_NAME = 80


def sureness(view: View, found: Answer) -> None:
    """How many retrained models say so, as a bar that has the runner-up on it as well."""
    st.markdown(f"**{plain(found.sure)}.**")
    told = votes_of(found, view.card)
    if len(told) < 2:
        return
    whole = sum(one.count for one in told)
    parts = "".join(_part(one, whole, view.theme) for one in told)
    names = "".join(
        f"<li>{mark_of(one.segment.id, view.theme) if one.segment else ''}"
        f"{escape(one.name)} {one.count}</li>"
        for one in told
    )
    st.html(f'<div class="votes" aria-hidden="true">{parts}</div><ul class="names">{names}</ul>')


def _part(one: Votes, whole: int, theme: str) -> str:
    colour = segment_style(one.segment.id, theme).colour if one.segment else NEUTRAL[theme]
    written = one.count if one.count >= ROOM * whole else ""
    return (
        f'<span style="flex:{one.count};background:{colour};color:{written_on(colour)}">'
        f"{written}</span>"
    )


def reasons(view: View, found: Answer) -> None:
    """The values that decide most, beside everybody's."""
    st.header("Why", anchor=False)
    told = reason_bars(found, view.model)
    colours = [segment_style(reason.speaks_for.id, view.theme).colour for reason in told]
    small_bars([reason.bar for reason in told], colours)
    st.caption(plain(how_to_read_reasons(told, found.assignment.segment)))


def what_is_missing(view: View, found: StillPossible) -> None:
    """The segment that each value of the only missing number leads to, as one bar."""
    stretches = stretch_table(found.stretches, view.card, view.recipe)
    feature = view.recipe.feature(found.stretches[0].feature)
    data = stretches[["name", "from_value", "to_value"]]
    chart(
        missing_value_bar(
            stretches, with_unit(feature.label, feature.unit.label), theme=view.theme
        ),
        data.rename(columns={"name": "Segment", "from_value": "From", "to_value": "To"}),
        key="missing",
        file=f"{view.recipe.name}_{feature.name}",
        alt="; ".join(
            f"{row.name}: {row.from_value} to {row.to_value}"
            for row in data.itertuples(index=False)
        ),
        caption=f"What each {feature.in_a_sentence} would lead to.",
    )


def more_about(view: View, found: Answer) -> None:
    """What one may also ask, a tab each: only the open one is drawn."""
    tabs_in_address(
        {
            "What would change it": lambda: _changes(found),
            "Why in full": lambda: _why_in_full(view, found),
            "On the map": lambda: _on_the_map(view, found),
            "Beside others": lambda: _beside_others(view, found),
            "A note": lambda: _note_to_keep(view, found),
        },
        key="more",
    )


def _changes(found: Answer) -> None:
    st.markdown("\n".join(f"- {plain(change)}" for change in found.changes))


def _why_in_full(view: View, found: Answer) -> None:
    segment, pulls = found.assignment.segment, pull_table(found, view.model)
    for reason in found.reasons:
        st.markdown(plain(reason))
    chart(
        pull_bars(pulls, segment, found.runner_up, theme=view.theme),
        pulls.rename(columns={"label": "Feature", "pull": "Pull"}),
        key="pulls",
        file=f"{view.recipe.name}_why",
        alt=f"How much each feature speaks for {segment.name} or for {found.runner_up.name}.",
        caption=f"To the right: speaks for {segment.name}. To the left: for the next nearest, "
        f"{found.runner_up.name}. {found.credit}",
    )


def _on_the_map(view: View, found: Answer) -> None:
    segment, points = found.assignment.segment, map_points(view.model)
    axes = view.card.projection.axes[:2]
    chart(
        scatter_of_one(
            points, view.card, theme=view.theme, segment=segment, place=found.assignment.place
        ),
        points[[f"axis_{at}" for at in range(1, len(axes) + 1)]],
        key="map",
        file=f"{view.recipe.name}_map",
        alt=f"All customers as points; this customer lies among {segment.name}.",
        caption="Customers who are alike lie close together. The ring is this customer; "
        f"in colour: {segment.name}. {axis_words(axes)}",
    )


def _beside_others(view: View, found: Answer) -> None:
    segment, values = found.assignment.segment, found.assignment.values
    st.markdown(plain(segment.description))
    st.markdown(plain(similar_in_words(found.similar, values, view.model)))
    table(
        beside(view.card, segment, values, view.recipe, found.similar),
        hide_index=True,
        alt="This customer's values beside those of similar customers, the segment and everybody.",
    )
    st.caption("In brackets: where the middle half of them lies.")


def _note_to_keep(view: View, found: Answer) -> None:
    who = st.text_input(
        "Whose note is it?",
        looked_up(),
        max_chars=LONGEST_NAME,
        placeholder="Number or name",
        key=f"note_for_{times_sent()}",
        help="It stands in the note, and nowhere else.",
    )
    today = date.today()
    st.code(note_text(view.model, found, who, today), language=None, wrap_lines=True)
    st.download_button(
        "Download a page to print",
        note_html(view.model, found, who, today),
        file_name=f"{view.recipe.name}_customer.html",
        mime="text/html",
        icon=":material/print:",
        on_click="ignore",
    )
