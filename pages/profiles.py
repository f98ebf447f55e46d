"""How segments differ: from everybody, from each other, and within themselves."""

import pandas as pd
import streamlit as st

from pages.widgets.actions import ideas_to_test
from pages.widgets.address import choice_in_address
from pages.widgets.chart import caption_and_data, chart
from pages.widgets.explained import help_on
from pages.widgets.filters import filtered
from pages.widgets.header import page_header
from pages.widgets.heat_map import Cell, Head, heat_map
from pages.widgets.models import View, current_view
from pages.widgets.rename import rename_popover
from pages.widgets.segment import firmness, mark_of, named_by_owner, segment_heading
from pages.widgets.tabs import tabs_in_address
from pages.widgets.text import label, plain
from segmentation.card.card import Card
from segmentation.card.segments import Segment
from segmentation.scoring.lists.spreadsheet_safe import to_csv, to_xlsx
from segmentation.showing.charts.boxes import boxes
from segmentation.showing.charts.dumbbells import (
    Side,
    dumbbells,
    everybody_side,
    segment_side,
)
from segmentation.showing.charts.heat import tone
from segmentation.showing.charts.style import STRONG
from segmentation.showing.narrowed import narrowed
from segmentation.showing.sentences import profiles as sentences
from segmentation.showing.sentences.segments import statistics_in_words
from segmentation.showing.tables.differences import (
    FIGURES,
    MOST_DIFFERENCES,
    all_compared,
    differences,
    differences_for_download,
    figure_table,
    heads_of,
    kinds,
    kinds_for_download,
)
from segmentation.showing.tables.exploration import BOX_HEADS, boxes_of
from segmentation.showing.tables.segments import profile_table
from segmentation.words import with_unit

EVERYBODY = "everybody"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def one_and_other(view: View) -> tuple[Segment, Segment | None]:
    """The segment in view, and the one it is compared with; None is everybody."""
    segments = {str(segment.id): segment for segment in view.card.segments}
    one, other = st.columns(2)
    with one:
        chosen = choice_in_address(
            st.selectbox,
            "Segment",
            list(segments),
            key="segment",
            missing="There is no segment {} in this model; here is the largest one instead.",
            format_func=lambda key: segments[key].name,
        )
    with other:
        against = choice_in_address(
            st.selectbox,
            "Compared with",
            [EVERYBODY, *(key for key in segments if key != chosen)],
            key="against",
            missing="There is no segment {} to compare with; here is everybody instead.",
            format_func=lambda key: "Everybody" if key == EVERYBODY else segments[key].name,
        )
    return segments[chosen], segments.get(against)


def words_of(view: View, segment: Segment) -> None:
    segment_heading(segment.id, segment.name, view.theme)
    named_by_owner(segment)
    st.caption(f"{segment.size:,} of {view.card.customers:,} customers")
    st.markdown(plain(segment.description))
    firmness(segment)
    rename_popover(view, segment)


def beside_the_words(view: View, shown: Card, draw) -> None:
    """The words of the segment in view at the left, and what `draw` makes of its numbers."""
    chosen, other = one_and_other(view)
    words, picture = st.columns([1, 2], gap="large")
    with words:
        words_of(view, chosen)
    there = {segment.id: segment for segment in shown.segments}
    gone = [s.name for s in (chosen, other) if s and s.id not in there]
    with picture:
        if gone:
            st.info(plain(sentences.nobody_shown(gone)), icon=":material/filter_alt_off:")
        else:
            draw(view, shown, there[chosen.id], other and there[other.id])
        ideas_to_test(chosen.actions)


def sides(view: View, segment: Segment, other: Segment | None) -> tuple[Side, Side]:
    own = segment_side(segment.name, segment.id, view.theme)
    if other is None:
        return own, everybody_side(view.theme)
    return own, segment_side(other.name, other.id, view.theme)


def draw_differences(view: View, shown: Card, segment: Segment, other: Segment | None) -> None:
    table = differences(shown, segment, view.recipe, other)
    if table.empty:
        st.markdown(plain(sentences.no_difference(segment, other)))
        return
    first = table.head(MOST_DIFFERENCES)
    labelled = first.assign(label=[with_unit(*both) for both in zip(first.label, first.statistic)])
    chart(
        dumbbells(labelled, *sides(view, segment, other), theme=view.theme),
        differences_for_download(table, segment, other),
        key="differences",
        file=f"{view.recipe.name}_differences",
        alt=sentences.read_aloud(labelled, segment, other),
        caption=sentences.differences_words(table, shown, view.recipe),
        terms=("Mean", "Median", "Standard deviation"),
    )


def draw_kinds(view: View, shown: Card, segment: Segment, other: Segment | None) -> None:
    table = kinds(shown, segment, view.recipe, other)
    differing = table[table.differs]
    if differing.empty:
        st.markdown(plain(sentences.no_kind(table, segment, other)))
    else:
        for at, (category, rows) in enumerate(differing.groupby("category", sort=False)):
            st.subheader(label(category), anchor=False)
            chart(
                dumbbells(rows, *sides(view, segment, other), theme=view.theme, start=0),
                kinds_for_download(table[table.category == category], segment, other),
                key=f"kinds_{at}",
                file=f"{view.recipe.name}_kinds",
                alt=sentences.read_aloud(rows, segment, other),
            )
        st.caption(plain(sentences.kinds_words(table)))
    if len(table):
        title = "Every category, also where nothing differs"
        all_kinds = st.expander(title, key="all_kinds", on_change="rerun")
        if all_kinds.open:
            all_kinds.dataframe(
                kinds_for_download(table, segment, other),
                hide_index=True,
                column_config={
                    name: st.column_config.NumberColumn(format="percent")
                    for name in heads_of(segment, other)
                },
                alt="The shares of every value of every category.",
            )


def group_heads(view: View, shown: Card) -> list[Head]:
    return [Head("Everybody", "All")] + [
        Head(segment.name, "", mark_of(segment.id, view.theme)) for segment in shown.segments
    ]


def compared(view: View, shown: Card) -> None:
    table = all_compared(shown, view.recipe)
    widest = float(table.effect.abs().max())
    rows = [
        (
            str(row.label.iloc[0]),
            [
                Cell(
                    cell.value,
                    "" if cell.segment == -1 else tone(cell.effect, widest, view.theme),
                    STRONG[view.theme],
                    cell.told,
                )
                for cell in row.itertuples()
            ],
        )
        for _, row in table.groupby("feature", sort=False)
    ]
    heat_map(
        group_heads(view, shown),
        rows,
        key="compared",
        alt="Every segment's figure on every feature, coloured by its distance from everybody",
    )
    caption_and_data(
        profile_table(shown, view.recipe),
        key="compared",
        file=f"{view.recipe.name}_compared",
        caption=f"{statistics_in_words(shown, view.recipe)} Blue: above everybody. Brown: below. "
        f"The paler, the closer to everybody.{sentences.left_out(shown, view.recipe)}",
    )


def spread(view: View, shown: Card, customers: pd.DataFrame) -> None:
    features = {feature.name: feature for feature in view.card.features}
    first = view.card.features[0].label
    name = choice_in_address(
        st.selectbox,
        "Feature",
        list(features),
        key="feature",
        missing=f'There is no feature "{{}}" in this model; here is {first} instead.',
        format_func=lambda name: with_unit(features[name].label, features[name].unit),
    )
    table = boxes_of(shown, customers, name)
    words = sentences.spread_words(table, features[name])
    chart(
        boxes(table, features[name], view.recipe.feature(name).unit, theme=view.theme),
        table.drop(columns="segment").rename(columns=BOX_HEADS),
        key="boxes",
        file=f"{view.recipe.name}_{name}_spread",
        alt=f"{features[name].label}, a box for each segment. {words}",
        caption=words,
        terms=("Median", "Middle half", "Unusual"),
    )


def figures(view: View, shown: Card) -> None:
    figure = choice_in_address(
        st.radio,
        "Figure",
        FIGURES,
        key="figure",
        missing=f'There is no figure "{{}}"; here is the {FIGURES[0].lower()} instead.',
        text=lambda figure: figure.lower().replace(" ", "-"),
        horizontal=True,
        help=help_on(*FIGURES),
    )
    table = figure_table(shown, view.recipe, figure)
    heat_map(
        group_heads(view, shown),
        [(row[0], [Cell(cell) for cell in row[1:]]) for row in table.itertuples(index=False)],
        key="figures",
        alt=f"{figure} of every feature, for everybody and each segment",
    )
    content = profile_table(shown, view.recipe)
    with st.container(horizontal=True):
        for kind, written, mime in (
            ("Excel", to_xlsx, XLSX),
            ("CSV", to_csv, "text/csv"),
        ):
            ending = "xlsx" if kind == "Excel" else "csv"
            st.download_button(
                f"Download all figures as {kind}",
                lambda written=written: written(content),
                file_name=f"{view.recipe.name}_profiles.{ending}",
                mime=mime,
                key=f"figures_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )


view = current_view()
page_header(
    view,
    "Profiles",
    "How does each segment differ from everybody?",
    looking_at=sentences.LOOKING_AT,
)
customers = filtered(view, view.model.customers)
if customers.empty:
    st.stop()
shown = narrowed(view.model, customers)
tabs_in_address(
    {
        "Differences": lambda: beside_the_words(view, shown, draw_differences),
        "All compared": lambda: compared(view, shown),
        "Kinds": lambda: beside_the_words(view, shown, draw_kinds),
        "Spread": lambda: spread(view, shown, customers),
        "Figures": lambda: figures(view, shown),
    }
)
