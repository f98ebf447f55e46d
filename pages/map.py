"""Where customers lie: those who are alike close together."""

import pandas as pd
import streamlit as st

from pages.widgets.address import (
    choice_in_address,
    switch_in_address,
    tell_of_what_is_missing,
    text_in_address,
)
from pages.widgets.chart import caption_and_data, chart
from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.models import View, current_view
from pages.widgets.segment import segment_legend
from pages.widgets.selection import list_selected, selectable_chart, selected_on
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import plain
from segmentation.answering.lookup import find_customer, nobody_is_called
from segmentation.showing.charts.rfm_grid import rfm_grid
from segmentation.showing.charts.scatter import Found, scatter, scatter_3d
from segmentation.showing.charts.ternary import ternary
from segmentation.showing.tables.customers import at_most, axis_words
from segmentation.showing.tables.map import (
    AxisShown,
    choices,
    customer_in_words,
    features_in_words,
    on_features,
    places_data,
    sizes,
    spend_of,
)
from segmentation.showing.tables.rfm import (
    cells_of,
    grid_data,
    grid_in_words,
    recency_by_frequency,
    triangle,
    triangle_data,
)
from segmentation.showing.tables.segments import rfm_table

DIRECTIONS, FEATURES = "Everybody's main directions", "Two features"
SELECTING = (
    "Draw a box around customers to list them, or click one. With Shift held down, more are added. "
    "The lasso among the buttons draws around any shape."
)
TRIANGLE_SHOWS = (
    "The nearer to a corner, the more that side outweighs the other two; the larger the mark, the "
    "more customers, in the colour of the segment that most of them are in. It shows what "
    "outweighs what, and not how good a customer is: the best (5, 5, 5) and the worst (1, 1, 1) "
    "fall on one point, in the middle. For that see Recency and frequency."
)


def customers_as_points(view: View, customers: pd.DataFrame) -> None:
    points = at_most(customers, view.card.seed)
    across, up = chosen_features(view)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        asked = number_to_find(view)
        in_3d = across is None and wants_3d(view)
        by_spend = not in_3d and wants_sizes(view)
    found = customer_with(view, asked)
    segment_legend(view)
    if in_3d:
        draw_3d(view, points)
    else:
        draw(view, points, (across, up), by_spend, found)
    if len(view.model.customers) < view.card.customers:
        st.caption(
            f"{len(points):,} of {view.card.customers:,} customers are drawn, "
            "each segment in its share."
        )
    list_selected(view, points)


def chosen_features(view: View) -> tuple[str | None, str | None]:
    """The features to the right and up; None twice for everybody's main directions."""
    names = choices(view.card, view.recipe)
    if len(names) < 2:
        return None, None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = choice_in_address(
            st.segmented_control,
            "Axes",
            [DIRECTIONS, FEATURES],
            key="axes",
            text={DIRECTIONS: "directions", FEATURES: "features"}.get,
            missing='The map has directions or features as its axes, and not "{}".',
            required=True,
        )
        if by == DIRECTIONS:
            return None, None
        first, second = (
            choice_in_address(
                st.selectbox,
                title,
                names,
                key=key,
                default=at,
                format_func=lambda name: view.recipe.feature(name).label,
                missing=f'There is no feature "{{}}" to lay {title.lower()}.',
                width=220,
            )
            for at, (key, title) in enumerate((("across", "Across"), ("up", "Up")))
        )
    return first, second


def wants_3d(view: View) -> bool:
    if len(view.card.projection.axes) < 3:
        tell_of_what_is_missing("in_3d", "This model's map has no third direction; it is flat.")
        return False
    return switch_in_address(
        "Show in 3D", key="in_3d", missing='The map can be in 3D or not, and not "{}"; it is flat.'
    )


def wants_sizes(view: View) -> bool:
    if spend_of(view.card, view.recipe) is None:
        tell_of_what_is_missing("by_spend", "This model knows of no spend; points are alike.")
        return False
    return switch_in_address(
        "Size by spend", key="by_spend", missing='Points are sized by spend or not, and not "{}".'
    )


def number_to_find(view: View) -> str:
    if not view.card.keyed:
        tell_of_what_is_missing("find", "This model does not keep who its customers are.")
        return ""
    known = str(view.model.customers.customer.iloc[0])
    return text_in_address(
        "Find a customer by number", key="find", width=260, placeholder=f"such as {known}"
    )


def customer_with(view: View, asked: str) -> pd.DataFrame:
    """The row of the customer who is looked for; without rows where nobody is, or is found."""
    if not asked:
        return view.model.customers.iloc[:0]
    found = find_customer(view.model.customers, asked)
    if found.empty:
        st.caption(plain(nobody_is_called(view.model, asked)))
    else:
        st.markdown(plain(customer_in_words(found.iloc[0], view.card, view.recipe)))
    return found


def draw_3d(view: View, points: pd.DataFrame) -> None:
    figure = scatter_3d(points, view.card, theme=view.theme)
    st.plotly_chart(figure, key="map_3d", alt=alt_of(points))
    caption_and_data(
        places_data(points, view.card),
        key="map_3d",
        file="map",
        caption=axis_words(view.card.projection.axes[:3]),
    )


def draw(
    view: View,
    points: pd.DataFrame,
    features: tuple[str | None, str | None],
    by_spend: bool,
    found: pd.DataFrame,
) -> None:
    shown, axes, words = laid_out(view, points, *features)
    ringed = ring_around(laid_out(view, found, *features)[0])
    drawn = (*features, by_spend, ringed and ringed.said)
    selected = selected_on(view, "map_2d", shown, drawn)
    figure = scatter(
        shown,
        view.card,
        theme=view.theme,
        selected=selected,
        axes=axes,
        sizes=sizes(shown, spend_of(view.card, view.recipe)) if by_spend else None,
        ringed=ringed,
    )
    selectable_chart(view, figure, key="map_2d", alt=alt_of(shown))
    caption_and_data(
        places_data(points, view.card), key="map_2d", file="map", caption=f"{words} {SELECTING}"
    )


def ring_around(found: pd.DataFrame) -> Found | None:
    if found.empty:
        return None
    place = [float(found[name].iloc[0]) for name in ("axis_1", "axis_2") if name in found]
    return Found(f"Customer {found.customer.iloc[0]}", place)


def laid_out(
    view: View, points: pd.DataFrame, across: str | None, up: str | None
) -> tuple[pd.DataFrame, list[AxisShown] | None, str]:
    """The points where they are drawn, what stands at the axes, and how to read them."""
    if across is None:
        return points, None, axis_words(view.card.projection.axes[:2])
    shown, axes = on_features(points, view.card, across, up)
    return shown, axes, features_in_words(view.model, across, up, len(points) - len(shown))


def alt_of(points: pd.DataFrame) -> str:
    return f"{len(points):,} customers as points, coloured and marked by segment."


def recency_and_frequency(view: View, customers: pd.DataFrame) -> None:
    grid = recency_by_frequency(cells(view, customers), customers, view.model)
    chart(
        rfm_grid(grid, theme=view.theme),
        grid_data(grid),
        key="rfm_grid",
        file="recency_and_frequency",
        alt="Customers by how recently and how often they bought, and what each has spent.",
        caption=grid_in_words(grid),
        terms=("Recency", "Frequency"),
    )


def three_sides(view: View, customers: pd.DataFrame) -> None:
    places = triangle(cells(view, customers), view.card)
    segment_legend(view)
    chart(
        ternary(places, view.card, theme=view.theme),
        triangle_data(places),
        key="ternary",
        file="triangle",
        alt="Customers by which is strongest in them: bought recently, buys often, spends much.",
        caption=TRIANGLE_SHOWS,
    )


def cells(view: View, customers: pd.DataFrame) -> pd.DataFrame:
    """Of everybody where nothing is filtered, also of those whom the model does not keep."""
    if len(customers) == len(view.model.customers):
        return rfm_table(view.card)
    return cells_of(customers, view.model)


view = current_view()
page_header(
    view,
    "Map",
    "Where does each customer stand? Those who are alike stand close together.",
    looking_at=[
        "Every point is a customer in the colour and mark of their segment; who is alike in what "
        "the segments are built on stands close together.",
        "Draw a box around some of them, or click one, to list them below and take them along.",
        "Any two features can be the axes instead, and a customer can be found by number.",
    ],
)
kept = filtered(view, view.model.customers)
if view.card.rfm_cells:
    tabs_in_address(
        {
            "Map": lambda: customers_as_points(view, kept),
            "Recency and frequency": lambda: recency_and_frequency(view, kept),
            "Triangle": lambda: three_sides(view, kept),
        }
    )
else:
    tell_of_what_is_missing("tab", "This model has no recency and frequency; here is the map.")
    customers_as_points(view, kept)
