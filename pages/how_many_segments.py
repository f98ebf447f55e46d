"""The evidence for the number of segments, and what any other number would look like."""

import streamlit as st

from pages.widgets.address import choice_in_address
from pages.widgets.chart import chart
from pages.widgets.explained import explained
from pages.widgets.header import page_header
from pages.widgets.looks import segment_list, take
from pages.widgets.models import View, current_view
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.card.evidence import STABLE
from segmentation.showing.charts.evidence import measure_line, silhouette_bands, strip_of_numbers
from segmentation.showing.sentences import evidence, numbers
from segmentation.showing.tables.evidence import (
    band_data,
    choice_table,
    measured,
    measured_data,
    numbers_to_look_at,
    segments_of,
    silhouette_curves,
    strip,
    strip_data,
)

MEASURES = (
    (
        "silhouette",
        "Silhouette",
        "How far segments stand apart: 1 is fully, 0 not at all. Higher is better.",
        lambda choice: "",
    ),
    (
        "stability",
        "Stability",
        "How alike are the segments of two samples of these customers: 1 is the same, 0 chance.",
        evidence.stable_numbers,
    ),
    (
        "prediction_strength",
        "Prediction strength",
        "How well one half of the customers foretells which of the other half belong together.",
        evidence.predicted_numbers,
    ),
    (
        "inertia",
        "Elbow",
        "What is left of the differences within segments. It always falls; a bend is an elbow.",
        evidence.elbow,
    ),
    (
        "gap",
        "Gap",
        "How much tighter segments are than those of evenly spread customers.",
        evidence.gap,
    ),
)


def each_number(view: View) -> None:
    card = view.card
    cells = strip(card)
    chart(
        strip_of_numbers(cells, theme=view.theme),
        strip_data(cells),
        key="strip",
        file="how_firm_each_number_is",
        alt=numbers.strip_in_words(cells),
        caption=numbers.reading_the_strip(card),
        terms=("Stability" if card.choice.is_full else "Silhouette",),
    )
    st.header("Look at any number", anchor=False)
    if not card.choice.looks:
        st.info(plain(numbers.TRAIN_TO_LOOK), icon=":material/visibility_off:")
        return
    there = numbers_to_look_at(card)
    chosen = choice_in_address(
        st.pills,
        "Number of segments",
        there,
        key="look",
        default=there.index(card.k),
        missing=f'Segments can be looked at for {there[0]} to {there[-1]}, and not for "{{}}"; '
        f"here are the {card.k} in use.",
        required=True,
        label_visibility="collapsed",
    )
    look_at(view, chosen)


def look_at(view: View, number: int) -> None:
    card = view.card
    st.subheader(numbers.title_of_a_look(card, number), anchor=False)
    row = card.choice.tried(number)
    if row is not None:
        st.caption(plain(numbers.about_number(row)))
    segment_list(segments_of(card, number, view.recipe), view.theme)
    if number != card.k:
        take(view, number)


def five_measures(view: View) -> None:
    card = view.card
    if card.structure:
        st.markdown(plain(evidence.supported(card)))
        if card.choice.repeats:
            st.markdown(plain(evidence.repeated(card.choice)))
        st.caption(plain(evidence.grounds(card.structure)))
    with st.grid(3, min_column_width=300):
        for what, title, reading, find in MEASURES:
            if measured(card.choice, what).value.notna().all():
                measure(view, what, title, f"{reading} {find(card.choice)}")
    st.caption(
        "The ring marks the number in use, bars one standard error, the dotted line what counts as "
        "firm. "
        f"Measured on {card.choice.customers:,} of {card.customers:,} customers."
    )


def measure(view: View, what: str, title: str, reading: str) -> None:
    table = measured(view.card.choice, what)
    with st.container(border=True, height="stretch"):
        st.subheader(title, anchor=False)
        chart(
            measure_line(
                table,
                chosen=view.card.k,
                theme=view.theme,
                threshold=STABLE if what in ("stability", "prediction_strength") else None,
            ),
            measured_data(table, title),
            key=f"measure_{what}",
            file=what,
            alt=f"{title} for each number of segments tried.",
            caption=reading,
            terms=(title,),
        )


def within_segments(view: View) -> None:
    card = view.card
    for sentence in evidence.firmness(card.segments):
        st.markdown(plain(sentence))
    curves = silhouette_curves(card)
    chart(
        silhouette_bands(curves, card.metrics.silhouette, theme=view.theme),
        band_data(curves),
        key="silhouettes",
        file="silhouettes",
        alt="The silhouettes of the customers in each segment, highest first.",
        caption="Each band is a segment's customers, those who fit best on top. The dotted line is "
        f"the average, {card.metrics.silhouette:.2f}. Below 0, a customer is closer to another "
        "segment than to their own.",
        terms=("Silhouette",),
    )


def figures(view: View) -> None:
    three_decimals = (
        "Silhouette",
        "Stability",
        "Prediction strength",
        "Gap",
        "Davies-Bouldin",
    )
    table = choice_table(view.card)
    st.dataframe(
        table,
        hide_index=True,
        column_config=explained(
            table.columns,
            {
                "Inertia": st.column_config.NumberColumn(format="localized"),
                "Calinski-Harabasz": st.column_config.NumberColumn(format="localized"),
                "Smallest segment": st.column_config.NumberColumn(format="percent"),
                **{name: st.column_config.NumberColumn(format="%.3f") for name in three_decimals},
            },
        ),
        alt="Everything measured for each number of segments tried.",
    )
    st.caption(
        "Calinski-Harabasz: the higher, the further apart. Davies-Bouldin: the lower, the further "
        "apart. All measured after the features were prepared and scaled."
    )


view = current_view()
page_header(
    view,
    "How many segments",
    "How many segments does the data support, and how surely?",
    looking_at=[
        "Each number of segments was tried on samples of these customers; where samples are "
        "divided alike, the number is firm, and where they are not, it is weak.",
        "Choose any number to see what its segments would be called, how large they would be and "
        "what they are like.",
        "A number that is weak may still be of use to you: it only means that other customers of "
        "the same kind would be divided otherwise.",
    ],
    with_cautions=False,
)
st.markdown(f"**{plain(numbers.in_short(view.card))}**")
if view.card.structure:
    st.markdown(plain(evidence.verdict(view.card, view.recipe)))
else:
    st.info(plain(evidence.LEFT_OUT), icon=":material/info:")
tabs_in_address(
    {
        "Each number": lambda: each_number(view),
        "The measures": lambda: five_measures(view),
        "Within each segment": lambda: within_segments(view),
        "Figures": lambda: figures(view),
    }
)
