"""What other ways of finding groups make of the same customers."""

import streamlit as st

from pages.widgets.address import choice_in_address
from pages.widgets.chart import chart
from pages.widgets.explained import explained
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.segment import segment_legend
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.card.evidence import WARD
from segmentation.showing.charts.dendrogram import dendrogram
from segmentation.showing.charts.overlap import overlap_heatmap
from segmentation.showing.sentences.methods import (
    EXPLAINED,
    answer,
    finding,
    findings,
    side_by_side,
    tree_in_words,
)
from segmentation.showing.tables.methods import (
    compared,
    cut,
    leaves,
    merges,
    method_table,
    overlap,
    overlap_data,
    tree_data,
)


def groups_beside_segments(view: View) -> None:
    methods = view.card.methods
    names = [method.name for method in compared(methods)]
    name = choice_in_address(
        st.pills,
        "Method",
        names,
        key="method",
        default=names.index(WARD),
        missing=f'There is no method "{{}}" here; this is {WARD}.',
        text=lambda name: name.lower().replace(" ", "-"),
        required=True,
        label_visibility="collapsed",
    )
    method = next(method for method in methods.methods if method.name == name)
    st.markdown(plain(f"{finding(method, methods.customers)} {name} {EXPLAINED[name]}"))
    table = overlap(method, view.card.segments)
    if table is None:
        return
    chart(
        overlap_heatmap(table, theme=view.theme),
        overlap_data(table),
        key="overlap",
        file=f"groups_of_{name.lower().replace(' ', '_')}",
        alt=f"How many of 100 customers of each group of {name} are in which segment.",
        caption=side_by_side(table),
        terms=(name,),
    )


def tree_of_merges(view: View) -> None:
    tree, card = view.card.methods.dendrogram, view.card
    names = {segment.id: segment.name for segment in card.segments}
    ids = list(names)
    at, feet = cut(tree, card.k), leaves(tree, ids)
    if tree.overlap:
        segment_legend(view)
    chart(
        dendrogram(
            merges(tree, ids),
            feet,
            cut=at,
            label=f"{card.k} groups",
            theme=view.theme,
            names=names,
        ),
        tree_data(feet, names),
        key="dendrogram",
        file="tree",
        alt=f"The last {len(tree.x)} merges of Ward's method, from {len(tree.leaves)} groups to "
        "one.",
        caption=tree_in_words(tree, card.k, has_cut=at is not None),
        terms=("Dendrogram", WARD),
    )


def figures(view: View) -> None:
    methods = view.card.methods
    table = method_table(methods)
    st.dataframe(
        table,
        hide_index=True,
        column_config=explained(
            table.columns,
            {
                "Noise": st.column_config.NumberColumn(format="percent"),
                "Silhouette": st.column_config.NumberColumn(format="%.3f"),
                "Largest group": st.column_config.NumberColumn(format="percent"),
                "Agreement": st.column_config.NumberColumn(format="%.2f"),
            },
        ),
        placeholder="none",
        alt="Groups, noise, silhouette, largest group and agreement with this model, by method.",
    )
    st.caption(
        f"Every method had the same {methods.customers:,} customers, prepared in the same way. "
        "Noise are the customers whom a method leaves out of every group; the silhouette is that "
        "of the others, and there is none of fewer than two groups. Agreement is 1 for this "
        "model's own groups and 0 for what chance would give."
    )
    st.header("What each found", anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in findings(methods)))
    st.header("The methods, in a line each", anchor=False)
    st.markdown("\n".join(f"- **{name}** {plain(about)}" for name, about in EXPLAINED.items()))


view = current_view()
page_header(
    view,
    "Other methods",
    "Would other methods find the same groups?",
    looking_at=[
        "Four other ways of finding groups were given the same customers.",
        "Where they draw the same borders, the segments do not hang on the method that was used; "
        "where they do not, a border is one of several that are as good.",
        "Choose a method to see which of its groups falls into which of your segments.",
    ],
)
if view.card.methods is None:
    st.info(
        "Other methods were left out when this model was trained. To see them here, train it "
        "again without --no-evidence.",
        icon=":material/info:",
    )
    st.stop()

borders, gaps = answer(view.card.methods)
st.markdown(f"**{plain(borders)}** {plain(gaps)}")
tabs_in_address(
    {
        "Side by side": lambda: groups_beside_segments(view),
        "Tree": lambda: tree_of_merges(view),
        "Figures": lambda: figures(view),
    }
)
