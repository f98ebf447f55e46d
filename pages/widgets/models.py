"""Which models there are, which one is in view, and loading it once for everybody."""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.widgets.address import selectbox_in_address
from pages.widgets.text import plain
from segmentation import loaded, store
from segmentation.assignment import assign
from segmentation.card import Card
from segmentation.errors import ModelNotFound, SegmentationError
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Recipe

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
    return loaded.available(models_folder())


def warm_up() -> None:
    """Load every current model and use it once, so that no visitor waits for it.

    A model that cannot be loaded is left to the page that shows it, which says why.
    """
    for name in available():
        try:
            model = loaded.load(models_folder(), name)
        except SegmentationError:
            continue
        assign(model, model.card.everybody.median)


def choose_model() -> None:
    """Draw the model chooser; model and, where there are several, version."""
    recipe = selectbox_in_address("Customer data", available(), key="model", format_func=_title)
    versions = store.versions(models_folder(), recipe)
    if len(versions) > 1:
        selectbox_in_address(
            "Version",
            [NEWEST, *versions[1:]],
            key="version",
            format_func=lambda version: _version_label(version, versions),
        )
    else:
        st.session_state.version = NEWEST
        st.query_params.pop("version", None)


def chosen_model() -> dict[str, str]:
    """The choice as it stands in the address, for links to other pages.

    A page that had to take something out of the address again would be in the browser's
    history twice, and going back would lead to the same page.
    """
    return {name: st.query_params[name] for name in ("model", "version") if name in st.query_params}


def current_view() -> View:
    """The model in view; says so and stops the page when it cannot be used."""
    recipe = st.session_state.model
    try:
        newest = next(iter(store.versions(models_folder(), recipe)), None)
        if newest is None:
            raise ModelNotFound(recipe, str(models_folder()))
        asked = st.session_state.version
        model = loaded.load(models_folder(), recipe, newest if asked == NEWEST else asked)
    except SegmentationError as error:
        st.error(plain(str(error)), title="This model cannot be shown", icon=":material/error:")
        st.stop()
    _tell_of_replacement(recipe, newest)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    return View(model=model, theme=theme)


def other_models(view: View) -> list[store.Model]:
    """The newest models of all other recipes."""
    return loaded.others(models_folder(), view.card.recipe)


def _title(recipe: str) -> str:
    if recipe in RECIPES:
        return RECIPES[recipe].title
    try:
        return store.load_card(models_folder(), recipe).title
    except SegmentationError:
        # The page itself says what is wrong with it.
        return recipe


def _version_label(version: str, versions: list[str]) -> str:
    return f"{int(versions[0])}, the newest" if version == NEWEST else f"{int(version)}"


def _tell_of_replacement(recipe: str, newest: str) -> None:
    seen = st.session_state.setdefault("newest_seen", {})
    if seen.setdefault(recipe, newest) != newest:
        seen[recipe] = newest
        st.info(
            "A newer model was trained while you looked. You can go back to the earlier "
            "one under Version, at the left.",
            icon=":material/update:",
        )
