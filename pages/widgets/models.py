"""Which models there are, which one is in view, and loading it once for everybody."""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.widgets.address import choice_in_address, parameters, settle, write
from pages.widgets.notices import notice
from pages.widgets.text import plain
from segmentation.answering.assignment import assign
from segmentation.card.card import Card
from segmentation.errors import SegmentationError, UnreadableModels
from segmentation.models import cache, store
from segmentation.models.folders import versions
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Recipe
from segmentation.words import plain_version

MODELS = Path(__file__).parents[2] / "models"
NEWEST = "newest"


@dataclass(frozen=True)
class View:
    """What a page shows: a model, and the theme, `light` or `dark`."""

    model: store.Model
    theme: str

    @property
    def recipe(self) -> Recipe:
        return self.model.recipe

    @property
    def card(self) -> Card:
        return self.model.card


def models_folder() -> Path:
    """The folder of models: SEGMENTATION_MODELS, or `models/` beside `app.py`."""
    return Path(os.environ.get("SEGMENTATION_MODELS", MODELS))


def recipe_folder() -> Path:
    """The folder of the model in view, with its versions and the owner's names."""
    return models_folder() / st.session_state.model


def available() -> list[str]:
    """Recipes with a model: ours in their order, then those of the owner's."""
    return cache.available(models_folder())


def are_samples() -> bool:
    """Whether all models that there are were trained from our samples."""
    try:
        return all(cache.load(models_folder(), name).card.source.sample for name in available())
    except SegmentationError:
        return False


def warm_up() -> None:
    """Load every current model and use it once, so that no visitor waits for it.

    What cannot be loaded is left to the page that shows it, which says why.
    """
    try:
        names = available()
    except UnreadableModels:
        return
    for name in names:
        try:
            model = cache.load(models_folder(), name)
        except SegmentationError:
            continue
        assign(model, model.card.everybody.median)


def choose_model() -> None:
    """Draw the model chooser; model and, where there are several, version."""
    recipes = available()
    recipe = choice_in_address(
        st.selectbox,
        "Customer data",
        recipes,
        key="model",
        missing=f'There is no model "{{}}"; here is "{model_title(recipes[0])}" instead.',
        format_func=model_title,
        on_change=_open_chosen_model,
    )
    _choose_version(recipe)


def chosen_model() -> dict[str, str]:
    """The choice as it stands in the address, for links to other pages."""
    return parameters("model", "version")


def current_view() -> View:
    """The model in view; says so and stops the page when it cannot be used."""
    recipe, version = st.session_state.model, st.session_state.version
    try:
        newest = cache.newest(models_folder(), recipe)
        is_newest = version == NEWEST
        model = newest.required() if is_newest else cache.load(models_folder(), recipe, version)
    except SegmentationError as error:
        st.error(plain(str(error)), title="This model cannot be shown", icon=":material/error:")
        st.stop()
    if is_newest:
        for warning in newest.warnings:
            notice(warning, ":material/history:")
    _tell_of_replacement(recipe, newest.version)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return View(model=model, theme=theme)


def card_before(view: View) -> Card | None:
    """The card of the model before the one in view; None where it is gone or not comparable."""
    changes = view.card.changes
    if changes is None or changes.not_compared:
        return None
    return _card(models_folder(), st.session_state.model, changes.previous)


@st.cache_resource(show_spinner=False, max_entries=20)
def _card(models: Path, recipe: str, version: str) -> Card | None:
    try:
        return store.load_card(models, recipe, version)
    except SegmentationError:
        return None


def _open_chosen_model() -> None:
    """Open another model; segments, filters and values in the address were the last one's."""
    write({key: [] for key in st.query_params} | {"model": [st.session_state.model]})


def _choose_version(recipe: str) -> None:
    try:
        there, newest = versions(models_folder(), recipe), cache.newest(models_folder(), recipe)
    except SegmentationError:
        # The page itself says what is wrong.
        st.session_state.version = NEWEST
        return
    options = [NEWEST, *(version for version in there if version != newest.version)]
    asking = {
        "key": "version",
        "missing": "There is no version {} of this model; here is the newest one instead.",
        "also": {newest.version: NEWEST},
    }
    if len(options) == 1:
        settle(options=options, **asking)
        return
    choice_in_address(
        st.selectbox,
        "Version",
        options,
        format_func=lambda version: _version_label(version, newest),
        **asking,
    )


def model_title(recipe: str) -> str:
    """What a model is called, where it can be loaded; else its folder's name."""
    if recipe in RECIPES:
        return RECIPES[recipe].title
    try:
        return cache.load(models_folder(), recipe).card.title
    except SegmentationError:
        # The page itself says what is wrong with it.
        return recipe


def _version_label(version: str, newest: store.Newest) -> str:
    unusable = [passed.version for passed in newest.unusable]
    if version == NEWEST:
        works = " that can be used" if newest.model and unusable else ""
        return f"{plain_version(newest.version)}, the newest{works}"
    return plain_version(version) + (", cannot be used" if version in unusable else "")


def _tell_of_replacement(recipe: str, newest: str) -> None:
    seen = st.session_state.setdefault("newest_seen", {})
    if seen.setdefault(recipe, newest) != newest:
        seen[recipe] = newest
        st.info(
            "A newer model was trained while you looked. You can go back to the earlier "
            "one under Version, at the left.",
            icon=":material/update:",
        )
