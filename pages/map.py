"""Where customers lie: those who are alike close together."""

import streamlit as st

from pages.widgets.address import switch_in_address, tell_of_what_is_missing
from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.models import current_view
from pages.widgets.segment import segment_legend
from pages.widgets.selection import list_selected, selectable_chart, selected_on
from pages.widgets.text import plain
from segmentation.showing.charts.scatter import scatter, scatter_3d
from segmentation.showing.charts.ternary import ternary
from segmentation.showing.tables.customers import axis_words, map_points
from segmentation.showing.tables.segments import rfm_table

view = current_view()
page_header(
    view, "Map", "Where does each customer stand? Those who are alike stand close together."
)
axes = view.card.projection.axes
points = filtered(view, map_points(view.model))
in_3d = False
if len(axes) > 2:
    in_3d = switch_in_address(
        "Show in 3D", key="in_3d", missing='The map can be in 3D or not, and not "{}"; it is flat.'
    )
else:
    tell_of_what_is_missing("in_3d", "This model's map has no third direction; it is flat.")
shown = axes[:3] if in_3d else axes[:2]
alt = f"{len(points):,} customers as points, coloured and marked by segment."
segment_legend(view)
if in_3d:
    st.plotly_chart(scatter_3d(points, view.card, theme=view.theme), key="map_3d", alt=alt)
else:
    selected = selected_on(view, "map_2d", points)
    chart = scatter(points, view.card, theme=view.theme, selected=selected)
    selectable_chart(view, chart, key="map_2d", alt=alt)
    st.caption(
        "Draw a box around customers to list them, or click one. With Shift held down, more are "
        "added. The lasso among the buttons draws around any shape."
    )
st.caption(plain(axis_words(shown)))
if len(view.model.customers) < view.card.customers:
    st.caption(
        f"{len(points):,} of {view.card.customers:,} customers are drawn, "
        "each segment in its share."
    )
list_selected(view, points)

if view.card.rfm_cells:
    st.header("How recently, how often, how much", anchor=False)
    segment_legend(view)
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
