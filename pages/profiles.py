"""One segment in detail, or all of them compared."""

import streamlit as st

from pages.widgets.actions import ideas_to_test
from pages.widgets.address import choice_in_address
from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.rename import rename_popover
from pages.widgets.segment import firmness, named_by_owner, segment_heading
from pages.widgets.text import label, plain
from segmentation.card.segments import Segment
from segmentation.scoring.lists.spreadsheet_safe import to_csv
from segmentation.showing.charts.distribution import boxes, category_bars
from segmentation.showing.charts.standing import standing_bars, standing_heatmap
from segmentation.showing.sentences.segments import statistics_in_words
from segmentation.showing.tables.segments import (
    all_standings,
    category_shares,
    profile_table,
    standing,
)
from segmentation.words import with_unit

ALL = "all"
HEATMAP_MARGIN, HEATMAP_COLUMN = 130, 120
STATIC = {"displayModeBar": False}


def one_segment(view: View, segment: Segment) -> None:
    words, picture = st.columns([1, 2], gap="large")
    with words:
        segment_heading(segment.id, segment.name, view.theme)
        named_by_owner(segment)
        rename_popover(view, segment)
        st.caption(f"{segment.size:,} of {view.card.customers:,} customers")
        st.markdown(plain(segment.description))
        firmness(segment)
        ideas_to_test(segment.actions)
    with picture:
        table = standing(view.card, segment, view.recipe)
        st.plotly_chart(
            standing_bars(table, segment.id, theme=view.theme),
            key="standing",
            config=STATIC,
            alt=f"How {segment.name} differ from everybody, the largest difference first: "
            + ", ".join(
                f"{row.label} {row.value} against {row.everybody}" for row in table.itertuples()
            ),
        )
        st.caption(
            "The longer the bar, the further this segment is from everybody. "
            f"{plain(statistics_in_words(view.card, view.recipe))} "
            f"It differs most in {label(table.label[0].lower())}."
        )
    for category in view.recipe.categories:
        if view.card.everybody.categories[category.name]:
            st.header(label(category.label), anchor=False)
            shares = category_shares(view.card, category.name)
            own = shares[shares.group.isin(["Everybody", segment.name])]
            st.plotly_chart(
                category_bars(own, segment.name, segment.id, theme=view.theme),
                key=f"category_{category.name}",
                config=STATIC,
                alt=f"{category.label} of {segment.name} beside everybody.",
            )


def all_segments(view: View) -> None:
    # It scrolls within itself on a phone, where its figures would otherwise shrink away.
    width = HEATMAP_MARGIN + HEATMAP_COLUMN * len(view.card.segments)
    st.grid(1, wrap=False, min_column_width=width).plotly_chart(
        standing_heatmap(all_standings(view.card, view.recipe), view.card, theme=view.theme),
        key="heatmap",
        config=STATIC,
        alt="Every segment's figure on every feature, coloured by its distance from everybody.",
    )
    st.caption(
        f"{plain(statistics_in_words(view.card, view.recipe))} "
        "Blue: above everybody. Brown: below. The paler, the closer to everybody."
    )


view = current_view()
page_header(view, "Profiles", "How does each segment differ from everybody?")
segments = {str(segment.id): segment for segment in view.card.segments}
chosen = choice_in_address(
    st.selectbox,
    "Segment",
    [ALL, *segments],
    key="segment",
    missing="There is no segment {} in this model; here is the largest one instead.",
    default=1,
    format_func=lambda at: "All of them, compared" if at == ALL else segments[at].name,
)
if chosen == ALL:
    all_segments(view)
else:
    one_segment(view, segments[chosen])

st.header("Spread within the segments", anchor=False)
feature = st.selectbox(
    "Feature", view.card.features, format_func=lambda f: with_unit(f.label, f.unit), key="spread"
)
chosen_customers = filtered(view, view.model.customers)
st.plotly_chart(
    boxes(chosen_customers, view.card, feature, theme=view.theme),
    key="boxes",
    config=STATIC,
    alt=f"{feature.label} of the customers in each segment.",
)
st.caption(
    "Half of a segment's customers lie within its box. The dotted line is everybody's middle."
)

st.header("The figures", anchor=False)
table = profile_table(view.card, view.recipe)
st.dataframe(
    table,
    hide_index=True,
    column_config={
        "From": st.column_config.NumberColumn("Middle half from", format="%.4g"),
        "To": st.column_config.NumberColumn("to", format="%.4g"),
        "Mean": st.column_config.NumberColumn(format="%.4g"),
        "Median": st.column_config.NumberColumn(format="%.4g"),
    },
    alt="Mean, median and middle half of every feature, for everybody and each segment.",
)
st.download_button(
    "Download the figures",
    to_csv(table),
    file_name=f"{view.recipe.name}_profiles.csv",
    mime="text/csv",
    icon=":material/download:",
    on_click="ignore",
)
