"""Only some of the customers: by segment, by what else is known of them, by ranges of numbers.

They hold for everything that a page shows, and links of the sidebar carry them along.
"""

from functools import partial

import pandas as pd
import streamlit as st

from pages.widgets.address import (
    choices_in_address,
    parameters_beginning,
    range_in_address,
    settle_choices,
    settle_range,
    write,
)
from pages.widgets.models import View
from pages.widgets.text import label, plain
from segmentation.card.features import FeatureUsed
from segmentation.showing.tables.filtering import (
    Filters,
    filters_in_words,
    left_by,
    ranged_features,
    steps_of,
    wanted_categories,
)
from segmentation.words import exact, with_unit

# How the address's parameters of filters begin.
ONLY, FROM, TO = "only_", "from_", "to_"
OPEN = "filters"


def chosen_filters() -> dict[str, list[str]]:
    """The filters as they stand in the address, for links to other pages."""
    return parameters_beginning(ONLY, FROM, TO)


def filtered(view: View, customers: pd.DataFrame) -> pd.DataFrame:
    """Draw the filters, kept in the address, and return the customers they leave.

    Says how many these are, and what to do where there are none.
    """
    filters = _asked_for(view)
    with st.container(gap="xsmall"):
        expander = st.expander(
            "Show only some customers", icon=":material/filter_alt:", key=OPEN, on_change="rerun"
        )
        # Many widgets, which are not drawn before somebody wants them.
        if expander.open:
            with expander:
                _draw(view)
        kept = left_by(filters, customers)
        if filters:
            _tell(view, filters, len(kept), len(customers))
    if customers.size and kept.empty:
        st.info(
            "No customer is like that. Choose more under Show only some customers, or show all.",
            icon=":material/filter_alt_off:",
        )
    return kept


def _asked_for(view: View) -> Filters:
    among = {
        column: settle_choices(f"{ONLY}{column}", values, **_wording(view, column))
        for column, values in _choices(view).items()
    }
    within = {}
    for used, steps in _sliders(view):
        low, high = settle_range(used.name, steps, missing=_no_number(used))
        if (low, high) != (steps[0], steps[-1]):
            within[used.name] = low, high
    return Filters(among, within)


def _draw(view: View) -> None:
    with st.grid(3, min_column_width=260):
        for column, values in _choices(view).items():
            choices_in_address(
                label(_label(view, column)),
                values,
                key=f"{ONLY}{column}",
                placeholder="All",
                **_wording(view, column),
            )
        for used, steps in _sliders(view):
            range_in_address(
                label(with_unit(used.label, used.unit)),
                steps,
                key=used.name,
                missing=_no_number(used),
                format_func=partial(exact, unit=view.recipe.feature(used.name).unit),
            )


def _tell(view: View, filters: Filters, kept: int, all_of_them: int) -> None:
    told = filters_in_words(filters, view.card, view.recipe)
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.caption(
            plain(f"{kept:,} of {all_of_them:,} customers shown. Only {told}."), width="stretch"
        )
        st.button(
            "Show all",
            key="show_all",
            icon=":material/filter_alt_off:",
            type="tertiary",
            on_click=lambda: write(dict.fromkeys(chosen_filters(), ())),
        )


def _choices(view: View) -> dict[str, list]:
    segments = [segment.id for segment in view.card.segments]
    return {"segment": segments, **wanted_categories(view.card, view.recipe)}


def _sliders(view: View) -> list[tuple[FeatureUsed, list[float]]]:
    return [
        (used, steps_of(used, whole=view.recipe.feature(used.name).whole))
        for used in ranged_features(view.card, view.recipe)
    ]


def _label(view: View, column: str) -> str:
    return "Segment" if column == "segment" else view.recipe.category(column).label


def _wording(view: View, column: str) -> dict:
    """How a choice is written, and what is told of one that is not there."""
    names = {segment.id: segment.name for segment in view.card.segments}
    return {
        "text": lambda value: names[value] if column == "segment" else str(value),
        "missing": f'There is no "{{}}" under {_label(view, column)}; it is left out of the '
        "filter.",
    }


def _no_number(used: FeatureUsed) -> str:
    return f'"{{}}" is no number, so {used.label} is not filtered by it.'
