"""Where the model comes from and how it was made."""

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.models import chosen_model, current_view
from pages.widgets.tables import table
from pages.widgets.taken_out import taken_out_downloads
from pages.widgets.text import plain
from segmentation.models.own_names import told_with
from segmentation.showing.sentences.changes import change_sentences
from segmentation.showing.sentences.evidence import in_use
from segmentation.showing.tables.about import (
    cleaning_table,
    data_sentences,
    feature_table,
    left_out_table,
    oddity_table,
    preparation_table,
)
from segmentation.words import plain_version

view = current_view()
card = view.card
page_header(view, "About this model", "Where does this model come from, and how was it made?")
if view.model.own_names.problem:
    st.warning(plain(view.model.own_names.problem), icon=":material/edit_off:")

st.header("Data", anchor=False)
st.markdown(
    f"{plain(view.recipe.about)} From **{plain(card.source.name)}**: "
    f"{card.source.rows:,} rows, of which {card.rows_used:,} were used, "
    f"for {card.customers:,} customers."
    + (f" The newest date in it, {card.today}, counts as today." if card.today else "")
)
for sentence in data_sentences(card):
    st.markdown(plain(sentence))
if any(count.rows for count in card.cleaning):
    table(cleaning_table(card), hide_index=True, alt="Cleaning rules and the rows they took out.")
    taken_out_downloads(view)
else:
    st.markdown("Cleaning took out no row.")
if card.oddities:
    st.markdown("Kept, but worth a look:")
    st.dataframe(oddity_table(card), hide_index=True, alt="Values that are hard to believe.")
if card.left_out:
    st.markdown("Columns that are not used:")
    st.dataframe(left_out_table(card), hide_index=True, alt="Columns left out, and why.")
for note in card.notes:
    st.info(plain(note), icon=":material/info:")

st.header("Features", anchor=False)
st.markdown(
    "Each feature is filled, drawn in at its ends, logged where that helps, and scaled, "
    "so that all of them weigh the same. The skew is 0 where both sides are alike, and above 0 "
    "where a long tail reaches to the right."
)
st.dataframe(
    feature_table(card),
    hide_index=True,
    column_config={
        column: st.column_config.NumberColumn(format="%.2f")
        for column in ("Skew before", "Skew after")
    },
    alt="How each feature was prepared.",
)
reasons = preparation_table(card)
if len(reasons):
    table(reasons, hide_index=True, alt="Why each feature was clipped and logged, or not.")

st.header("Number of segments", anchor=False)
st.markdown(plain(in_use(card)))
st.page_link(
    "how_many_segments.py",
    label="See the evidence",
    icon=":material/pin:",
    query_params=chosen_model(),
)

st.header("Quality", anchor=False)
metrics = card.metrics
with st.container(horizontal=True):
    st.metric(
        "Silhouette",
        f"{metrics.silhouette:.3f}",
        help="From -1 to 1; the higher, the further apart.",
    )
    st.metric(
        "Davies-Bouldin",
        f"{metrics.davies_bouldin:.3f}",
        help="From 0 up; the lower, the further apart.",
    )
    st.metric(
        "Calinski-Harabasz",
        f"{metrics.calinski_harabasz:,.1f}",
        help="The higher, the further apart.",
    )
    st.metric(
        "Inertia",
        f"{metrics.inertia:,.1f}",
        help="Squared distances to the segments' centres, summed.",
    )

if card.changes:
    st.header(f"Since version {plain_version(card.changes.previous)}", anchor=False)
    for sentence in change_sentences(told_with(card.changes, view.model.own_names.names)):
        st.markdown(plain(sentence))

st.header("Made with", anchor=False)
libraries = ", ".join(f"{name} {version}" for name, version in card.libraries.items())
created = card.created.replace("T", " at ").removesuffix("+00:00")
st.markdown(
    f"Version {plain_version(card.version)}, created {created} UTC, seed {card.seed}. "
    f"{plain(libraries)}."
)
st.caption(f"Fingerprint of the customers' values: {card.source.fingerprint}")
