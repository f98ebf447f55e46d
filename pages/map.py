"""Where customers lie: those who are alike close together."""

import streamlit as st

from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.models import current_view
from pages.widgets.text import plain
from segmentation.charts.scatter import scatter, scatter_3d
from segmentation.charts.ternary import ternary
from segmentation.views.customers import axis_words, customer_table, hover_texts, map_points
from segmentation.views.segments import rfm_table

view = current_view()
page_header(
    view, "Map", "Where does each customer stand? Those who are alike stand close together."
)
axes = view.card.projection.axes
points = filtered(view, map_points(view.model))
hover = hover_texts(points, view.card, view.recipe)
in_3d = len(axes) > 2 and st.toggle("Show in 3D", key="in_3d", bind="query-params")
shown = axes[:3] if in_3d else axes[:2]
alt = f"{len(points):,} customers as points, coloured and marked by segment."
selection = None
if in_3d:
    st.plotly_chart(scatter_3d(points, view.card, hover, theme=view.theme), key="map_3d", alt=alt)
else:
    selection = st.plotly_chart(
        scatter(points, view.card, hover, theme=view.theme),
        key="map_2d",
        on_select="rerun",
        selection_mode=("box", "lasso", "points"),
        alt=alt,
    ).selection
st.caption(plain(axis_words(shown)))
if len(view.model.customers) < view.card.customers:
    st.caption(
        f"{len(points):,} of {view.card.customers:,} customers are drawn, "
        "each segment in its share."
    )

if selection and selection.points:
    chosen = points.loc[
        [point["customdata"][0] for point in selection.points if "customdata" in point]
    ]
    st.header(f"{len(chosen):,} customers selected", anchor=False)
    st.dataframe(
        customer_table(chosen, view.card),
        hide_index=True,
        alt="The selected customers with their values and segment.",
    )
elif not in_3d:
    st.caption("Draw a box around points to list those customers.")

if view.card.rfm_cells:
    st.header("How recently, how often, how much", anchor=False)
    st.plotly_chart(
        ternary(rfm_table(view.card), view.card, theme=view.theme),
        key="ternary",
        config={"displayModeBar": False},
        alt="Customers by which is strongest in them: bought recently, buys often, spends much.",
    )
    st.caption(
        "The nearer to a corner, the more that side outweighs the other two. Customers in the "
        "middle are equally strong, or equally weak, in all three. The larger the mark, the more "
        "customers."
    )
