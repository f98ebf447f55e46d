"""The customers' values as they are, before and after preparation."""

import streamlit as st

from pages.widgets.address import choice_in_address
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.text import label, plain
from segmentation.card.features import FeatureUsed
from segmentation.showing.charts.correlation import correlation_heatmap
from segmentation.showing.charts.distribution import box_statistics, category_segments
from segmentation.showing.charts.histogram import histogram, segment_histograms
from segmentation.showing.tables.exploration import (
    box_table,
    category_table,
    correlation_table,
    explored_categories,
    gaps_table,
    histogram_table,
    prepared_table,
)
from segmentation.showing.tables.exploration_captions import (
    box_words,
    category_words,
    correlation_words,
    gaps_words,
    histogram_words,
    preparation_words,
    segment_histogram_words,
    skew_words,
)
from segmentation.words import with_unit

BY_SEGMENT, EVERYBODY = "By segment", "Everybody"
HEATMAP_MARGIN, HEATMAP_COLUMN = 140, 90
STATIC = {"displayModeBar": False}


def spread(view: View, feature: FeatureUsed) -> None:
    title = with_unit(feature.label, feature.unit)
    st.header("How customers spread", anchor=False)
    shown = choice_in_address(
        st.radio,
        "Show",
        [BY_SEGMENT, EVERYBODY],
        horizontal=True,
        key="histogram",
        missing=f'There is no histogram "{{}}"; here is "{BY_SEGMENT}" instead.',
        label_visibility="collapsed",
    )
    table = histogram_table(view.card, feature.name, view.recipe)
    if shown == BY_SEGMENT:
        chart = segment_histograms(table, view.card, title, theme=view.theme)
        words = segment_histogram_words(view.card, feature.name, view.recipe)
    else:
        chart = histogram(table[table.segment == -1], title, theme=view.theme)
        words = histogram_words(view.card, feature.name, view.recipe)
    st.plotly_chart(chart, key="spread", config=STATIC, alt=f"Histogram of {title}. {words}")
    st.caption(plain(words))

    st.header("Within the segments", anchor=False)
    words = box_words(view.card, feature.name)
    st.plotly_chart(
        box_statistics(box_table(view.card, feature.name), view.card, feature, theme=view.theme),
        key="boxes",
        config=STATIC,
        alt=f"{title}, a box for each segment. {words}",
    )
    st.caption(plain(words))


def preparation(view: View, feature: FeatureUsed) -> None:
    title = with_unit(feature.label, feature.unit)
    st.header("Before and after preparation", anchor=False)
    st.markdown(" ".join(plain(sentence) for sentence in preparation_words(feature)))
    table = histogram_table(view.card, feature.name, view.recipe)
    before, after = st.columns(2, gap="large")
    before.plotly_chart(
        histogram(table[table.segment == -1], title, theme=view.theme, height=260),
        key="before",
        config=STATIC,
        alt=f"Histogram of {title} before preparation.",
    )
    after.plotly_chart(
        histogram(
            prepared_table(view.card, feature.name),
            "prepared (standard deviations)",
            theme=view.theme,
            height=260,
        ),
        key="after",
        config=STATIC,
        alt=f"Histogram of {feature.label} after preparation.",
    )
    st.caption(f"First as they came, then what segments are built on. {skew_words(feature)}")


def correlations(view: View) -> None:
    st.header("What goes together", anchor=False)
    method = choice_in_address(
        st.radio,
        "Correlation",
        ["spearman", "pearson"],
        horizontal=True,
        format_func=str.capitalize,
        key="correlation",
        missing='There is no correlation "{}"; here is "Spearman" instead.',
        text=str.capitalize,
        label_visibility="collapsed",
    )
    words = correlation_words(view.card, method)
    # It scrolls within itself on a phone, where its figures would otherwise shrink away.
    width = HEATMAP_MARGIN + HEATMAP_COLUMN * len(view.card.features)
    st.grid(1, wrap=False, min_column_width=width).plotly_chart(
        correlation_heatmap(correlation_table(view.card, method), theme=view.theme),
        key="correlations",
        config=STATIC,
        alt=f"Correlation of every feature with every other. {words}",
    )
    st.caption(plain(words))


def categories(view: View) -> None:
    labels = {category.name: category.label for category in view.recipe.categories}
    for name in explored_categories(view.card):
        st.header(label(labels[name]), anchor=False)
        words = category_words(view.card, name)
        st.plotly_chart(
            category_segments(category_table(view.card, name), view.card, theme=view.theme),
            key=f"category_{name}",
            config=STATIC,
            alt=f"Customers by {labels[name]} and segment. {words}",
        )
        st.caption(plain(words))


def gaps(view: View) -> None:
    st.header("Missing and unusual values", anchor=False)
    st.markdown(plain(gaps_words(view.card)))
    st.dataframe(
        gaps_table(view.card),
        hide_index=True,
        column_config={
            column: st.column_config.NumberColumn(format="localized")
            for column in ("Lowest", "Highest", "Not unusual from", "Not unusual to")
        },
        alt="Missing, lowest, highest and unusual values of every feature.",
    )


view = current_view()
page_header(
    view,
    "Explore the data",
    "How do customers spread, what goes together, and what was done to the values?",
)
if view.card.exploration is None:
    st.info(
        "What this page shows was left out when this model was trained. Train it again without "
        "--no-evidence, and it appears here.",
        icon=":material/info:",
    )
    st.stop()
features = {feature.name: feature for feature in view.card.features}
first = view.card.features[0]
feature = features[
    choice_in_address(
        st.selectbox,
        "Feature",
        list(features),
        key="feature",
        missing=f'There is no feature "{{}}" in this model; here is {first.label} instead.',
        format_func=lambda name: with_unit(features[name].label, features[name].unit),
    )
]
spread(view, feature)
preparation(view, feature)
correlations(view)
categories(view)
gaps(view)
