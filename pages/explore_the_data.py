"""The customers' values as they are: how they spread, what goes together, what is missing."""

import pandas as pd
import streamlit as st

from pages.widgets.address import choice_in_address
from pages.widgets.chart import caption_and_data, chart
from pages.widgets.explained import explained, help_on
from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.heat_map import Cell, Head, heat_map
from pages.widgets.models import View, chosen_model, current_view
from pages.widgets.tables import table as plain_table
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.card.card import Card
from segmentation.card.features import FeatureUsed
from segmentation.showing.charts.heat import tone
from segmentation.showing.charts.histogram import histogram, segment_histograms
from segmentation.showing.charts.style import STRONG
from segmentation.showing.narrowed import narrowed
from segmentation.showing.sentences.exploration import LEFT_OUT, LOOKING_AT
from segmentation.showing.tables.about import cleaning_table
from segmentation.showing.tables.exploration import (
    HISTOGRAM_HEADS,
    correlation_triangle,
    correlations,
    correlations_for_download,
    explored,
    gaps_table,
    histogram_table,
    is_on_a_log_axis,
    prepared_table,
    shown_histogram,
)
from segmentation.showing.tables.exploration_captions import (
    correlation_words,
    doubled_words,
    gaps_words,
    histogram_words,
    pairs_in_words,
    preparation_words,
    segment_histogram_words,
    skew_words,
    taken_out_words,
)
from segmentation.words import with_unit


def one_feature(view: View, shown: Card, customers: pd.DataFrame) -> None:
    features = {feature.name: feature for feature in shown.features}
    name = choice_in_address(
        st.selectbox,
        "Feature",
        list(features),
        key="feature",
        missing=f'There is no feature "{{}}" in this model; here is {shown.features[0].label} '
        "instead.",
        format_func=lambda name: with_unit(features[name].label, features[name].unit),
    )
    used = features[name]
    title = with_unit(used.label, used.unit)
    table = histogram_table(
        shown, shown_histogram(shown, customers, used), view.recipe.feature(name).unit
    )
    words = segment_histogram_words(shown, used, table, view.recipe)
    chart(
        segment_histograms(table, title, theme=view.theme, log=is_on_a_log_axis(used)),
        table[list(HISTOGRAM_HEADS)].rename(columns=HISTOGRAM_HEADS),
        key="spread",
        file=f"{view.recipe.name}_{name}_histogram",
        alt=f"Histogram of {title}, of everybody and of each segment. {words}",
        caption=words,
        terms=("Median", "Log"),
    )
    done = st.expander("Before and after preparation", key="prepared", on_change="rerun")
    if done.open:
        with done:
            preparation(view, shown, used)


def preparation(view: View, shown: Card, used: FeatureUsed) -> None:
    title = with_unit(used.label, used.unit)
    st.markdown(" ".join(plain(sentence) for sentence in preparation_words(used)))
    bins = histogram_table(
        shown, explored(shown, used.name).histogram, view.recipe.feature(used.name).unit
    )
    before, after = st.columns(2, gap="large")
    for column, key, drawn, axis, caption in (
        (
            before,
            "before",
            bins[bins.segment == -1],
            title,
            f"As it came. {histogram_words(shown, used.name, view.recipe)}",
        ),
        (
            after,
            "after",
            prepared_table(shown, used.name),
            "prepared (standard deviations)",
            f"What segments are built on. {skew_words(used)}",
        ),
    ):
        with column:
            chart(
                histogram(drawn, axis, theme=view.theme, height=260),
                drawn[["what", "customers"]].rename(columns=HISTOGRAM_HEADS),
                key=key,
                file=f"{view.recipe.name}_{used.name}_{key}",
                alt=f"Histogram of {used.label} {key} preparation. {caption}",
                caption=caption,
                terms=("Clipping", "Log", "Scaling", "Skew"),
            )


def together(view: View, shown: Card) -> None:
    method = choice_in_address(
        st.radio,
        "Correlation",
        ["spearman", "pearson"],
        horizontal=True,
        format_func=str.capitalize,
        key="correlation",
        missing='There is no correlation "{}"; here is "Spearman" instead.',
        text=str.capitalize,
        help=help_on("Correlation", "Spearman", "Pearson"),
    )
    words, picture = st.columns([1, 2], gap="large")
    with words:
        st.header("The strongest pairs", anchor=False)
        pairs = pairs_in_words(shown, method, view.recipe)
        st.markdown("\n".join(f"{at}. {plain(pair)}" for at, pair in enumerate(pairs, start=1)))
        st.caption(plain(doubled_words(shown, method)))
    with picture:
        heat_map(
            [Head(str(number)) for number in range(1, len(shown.features))],
            [
                (name, [correlation_cell(value, view.theme) for value in values])
                for name, values in correlation_triangle(shown, method)
            ],
            key="correlations",
            alt=f"{method.capitalize()} correlation of every feature with every other",
        )
        caption_and_data(
            correlations_for_download(correlations(shown, method), shown),
            key="correlations",
            file=f"{view.recipe.name}_{method}_correlations",
            caption=correlation_words(method),
        )


def correlation_cell(value: float | None, theme: str) -> Cell:
    if value is None:
        return Cell("")
    # Adding 0 makes a negative zero a plain one.
    written = "–" if value != value else f"{round(value, 2) + 0:.2f}"
    return Cell(written, tone(value, 1, theme), STRONG[theme])


def quality(view: View, shown: Card) -> None:
    st.header("Missing and unusual values", anchor=False)
    st.markdown(plain(gaps_words(shown)))
    table = gaps_table(shown)
    st.dataframe(
        table,
        hide_index=True,
        column_config=explained(
            table.columns,
            {
                column: st.column_config.NumberColumn(format="localized")
                for column in table.columns[1:]
            },
        ),
        alt="Missing, lowest, highest and unusual values of every feature.",
    )
    caption_and_data(table, key="quality", file=f"{view.recipe.name}_quality")
    st.header("Taken out before", anchor=False)
    st.markdown(plain(taken_out_words(view.card)))
    if any(count.rows for count in view.card.cleaning):
        plain_table(
            cleaning_table(view.card), hide_index=True, alt="Rules, and the rows they took out."
        )
        st.page_link(
            "about_this_model.py",
            label="See and download these rows",
            icon=":material/info:",
            query_params=chosen_model(),
        )


view = current_view()
page_header(
    view,
    "Explore the data",
    "How do customers spread, what goes together, and how good is the data?",
    looking_at=LOOKING_AT,
)
if view.card.exploration is None:
    st.info(LEFT_OUT, icon=":material/info:")
    st.stop()
customers = filtered(view, view.model.customers)
if customers.empty:
    st.stop()
shown = narrowed(view.model, customers)
tabs_in_address(
    {
        "One feature": lambda: one_feature(view, shown, customers),
        "Together": lambda: together(view, shown),
        "Quality": lambda: quality(view, shown),
    }
)
