"""What other ways of finding groups make of the same customers."""

import streamlit as st

from pages.widgets.header import page_header
from pages.widgets.models import current_view
from pages.widgets.text import plain
from segmentation.showing.charts.dendrogram import dendrogram
from segmentation.showing.sentences.methods import EXPLAINED, findings
from segmentation.showing.tables.methods import cut, leaves, merges, method_table

view = current_view()
page_header(view, "Other methods", "Would other methods find the same groups?")
methods = view.card.methods
if methods is None:
    st.info(
        "Other methods were left out when this model was trained. To see them here, train it "
        "again without --no-evidence.",
        icon=":material/info:",
    )
    st.stop()

st.dataframe(
    method_table(methods),
    hide_index=True,
    column_config={
        "Noise": st.column_config.NumberColumn(
            format="percent", help="Customers who are left out of every group."
        ),
        "Silhouette": st.column_config.NumberColumn(
            format="%.3f",
            help="How far the groups stand apart, of the customers who are not noise: "
            "1 is fully, 0 not at all. There is none with fewer than two groups.",
        ),
        "Largest group": st.column_config.NumberColumn(format="percent"),
        "Agreement": st.column_config.NumberColumn(
            format="%.2f",
            help="With this model's segments (adjusted Rand index): 1 for the same groups, "
            "0 for what chance would give.",
        ),
    },
    placeholder="none",
    alt="Groups, noise, silhouette, largest group and agreement with this model, by method.",
)
st.caption(
    f"Every method had the same {methods.customers:,} customers, prepared in the same way. Noise "
    "are the customers whom a method leaves out of every group; the silhouette is that of the "
    "others. Agreement is 1 for this model's own groups and 0 for what chance would give."
)

st.header("What it shows here", anchor=False)
st.markdown("\n".join(f"- {plain(sentence)}" for sentence in findings(methods)))

st.header("How customers merge, step by step", anchor=False)
tree, label = methods.dendrogram, f"{view.card.k} groups"
at = cut(tree, view.card.k)
st.plotly_chart(
    dendrogram(merges(tree), leaves(tree), cut=at, label=label, theme=view.theme),
    key="dendrogram",
    config={"displayModeBar": False},
    alt=f"The last {len(tree.x)} merges of Ward's method, from {len(tree.leaves)} groups to one.",
)
st.caption(
    "Each line at the left is a group of so many customers. Where two lines meet, Ward's method "
    "merges the two groups; the further right, the less alike they were. Long lines before a "
    "merge speak for groups that stand apart."
    + ("" if at is None else f" The dotted line cuts the tree into {label}, as many as this model.")
)

st.header("The methods, in a line each", anchor=False)
st.markdown("\n".join(f"- **{name}** {plain(about)}" for name, about in EXPLAINED.items()))
