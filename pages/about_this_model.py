"""Where the model comes from and how it was made."""

import streamlit as st

from pages.widgets.explained import explained, help_on
from pages.widgets.header import page_header
from pages.widgets.models import View, chosen_model, current_view
from pages.widgets.new_data.link import train_again_link
from pages.widgets.tables import table
from pages.widgets.taken_out import taken_out_downloads
from pages.widgets.text import plain
from segmentation.models.own_names import told_with
from segmentation.showing.sentences.changes import change_sentences
from segmentation.showing.sentences.evidence import in_use
from segmentation.showing.tables.about import (
    check_first,
    cleaning_table,
    feature_table,
    left_out_table,
    oddity_table,
    preparation_sentences,
    reading_sentences,
)
from segmentation.words import how_many, plain_version


def check(view: View) -> None:
    card = view.card
    st.header("Check first", anchor=False)
    st.markdown(f"{plain(view.recipe.about)} Hold these against your own books:")
    table(
        check_first(card, view.recipe),
        border="horizontal",
        hide_index=True,
        alt="What the model was made from.",
    )
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in reading_sentences(card)))
    train_again_link(view, "Change what the columns mean, or train it again")
    for note in card.notes:
        st.info(plain(note), icon=":material/info:")


def taken_out(view: View) -> None:
    card = view.card
    st.header("What went out", anchor=False)
    if any(count.rows for count in card.cleaning):
        table(
            cleaning_table(card), hide_index=True, alt="Cleaning rules and the rows they took out."
        )
        taken_out_downloads(view)
    else:
        st.markdown("Cleaning took out no row.")
    if card.oddities:
        st.markdown("Kept, but worth a look:")
        table(oddity_table(card), hide_index=True, alt="Values that are hard to believe.")
    if card.left_out:
        columns = how_many(len(card.left_out), "column is", "columns are")
        with st.expander(f"{columns} not used"):
            table(left_out_table(card), hide_index=True, alt="Columns left out, and why.")


def features(view: View) -> None:
    st.header("Features", anchor=False)
    st.markdown(
        "Each feature is filled, drawn in at its ends, logged where that helps, and scaled, "
        "so that all of them weigh the same."
    )
    made = feature_table(view.card)
    st.dataframe(
        made,
        hide_index=True,
        column_config=explained(
            made.columns,
            {
                "From": st.column_config.NumberColumn(
                    format="localized", help="What lies below was drawn in to this."
                ),
                "To": st.column_config.NumberColumn(
                    format="localized", help="What lies above was drawn in to this."
                ),
                "Drawn in": st.column_config.NumberColumn(help="How many customers were drawn in."),
                "Skew": st.column_config.NumberColumn(format="%.2f"),
                "Skew after": st.column_config.NumberColumn(
                    format="%.2f", help="The skew after drawing in and logging."
                ),
                "Filled": st.column_config.NumberColumn(
                    help="How many customers had no value and were given the middle one."
                ),
                **{
                    name: st.column_config.NumberColumn(format="localized")
                    for name in ("Lowest", "Highest")
                },
            },
        ),
        alt="How each feature was prepared.",
    )
    for sentence in preparation_sentences(view.card):
        st.caption(plain(sentence))


def changes(view: View) -> None:
    card = view.card
    if not card.changes:
        return
    st.header(f"Since version {plain_version(card.changes.previous)}", anchor=False)
    for sentence in change_sentences(told_with(card.changes, view.model.own_names.names)):
        st.markdown(plain(sentence))


def quality(view: View) -> None:
    metrics = view.card.metrics
    st.markdown(plain(in_use(view.card)))
    st.page_link(
        "how_many_segments.py",
        label="See the evidence",
        icon=":material/pin:",
        query_params=chosen_model(),
    )
    with st.container(horizontal=True):
        for name, value in (
            ("Silhouette", f"{metrics.silhouette:.3f}"),
            ("Davies-Bouldin", f"{metrics.davies_bouldin:.3f}"),
            ("Calinski-Harabasz", f"{metrics.calinski_harabasz:,.1f}"),
            ("Inertia", f"{metrics.inertia:,.1f}"),
        ):
            st.metric(name, value, help=help_on(name))


def made_with(view: View) -> None:
    card = view.card
    libraries = ", ".join(f"{name} {version}" for name, version in card.libraries.items())
    created = card.created.replace("T", " at ").removesuffix("+00:00")
    st.markdown(
        f"Version {plain_version(card.version)}, created {created} UTC, seed {card.seed}. "
        f"{plain(libraries)}."
    )
    st.caption(f"Fingerprint of the customers' values: {card.source.fingerprint}")


view = current_view()
page_header(
    view,
    "About this model",
    "Where does this model come from, and how was it made?",
    looking_at=[
        "At the top is what the model was made from: the file, its dates, the customers and the "
        "money, to be held against your own books.",
        "Below are the rows that went out and why, and how each feature was prepared.",
        "What only an analyst asks for is folded at the end.",
    ],
)
if view.model.own_names.problem:
    st.warning(plain(view.model.own_names.problem), icon=":material/edit_off:")
check(view)
taken_out(view)
changes(view)
features(view)
with st.expander("Number of segments and quality", icon=":material/pin:"):
    quality(view)
with st.expander("Version and libraries", icon=":material/inventory_2:"):
    made_with(view)
