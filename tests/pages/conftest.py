"""Pages of the app without a browser, and the saved models to hold them against."""

import base64
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import train
from segmentation.card.card import Card
from segmentation.recipes import RECIPES
from segmentation.showing.sentences.evidence import cautions
from segmentation.words import STATISTIC
from tests.conftest import Once

NAVIGATION = Path(__file__).parents[2] / "pages" / "navigation.py"
# Most tests are about a customer.
HOME = "find_a_segment.py"
TITLES = {
    "overview.py": "Overview",
    HOME: "Find a segment",
    "score_a_list.py": "Score a list",
    "segments.py": "Segments",
    "new_data.py": "New data",
    "profiles.py": "Profiles",
    "map.py": "Map",
    "explore_the_data.py": "Explore the data",
    "how_many_segments.py": "How many segments",
    "other_methods.py": "Other methods",
    "about_this_model.py": "About this model",
    "glossary.py": "Glossary",
}

BAR = re.compile(
    r"<li><span>(.*?)</span><span>(.*?)</span>.*?left:([\d.]+)%;width:([\d.]+)%;"
    r"background:(#\w+).*?left:([\d.]+)%"
)

# What follows from the values that are typed in, by which of them.
QUOTIENTS = {
    "basket": ("monetary", "frequency"),
    "avg_order_value": ("total_spent", "number_of_orders"),
}
SCORES = {"r_score": "recency", "f_score": "number_of_orders", "m_score": "total_spent"}

each_recipe = pytest.mark.parametrize("recipe", RECIPES)
# One recipe where a row is a customer, and one where customers are rolled up.
both_kinds = pytest.mark.parametrize("recipe", ["mall", "online_retail"])
NEW_DATA = "new_data.py"
# Those that show a model.
each_page = pytest.mark.parametrize("page", [page for page in TITLES if page != NEW_DATA])


@dataclass(frozen=True)
class NumberField:
    """A field of the form: what it holds, how it is stepped through and within which limits."""

    key: str
    label: str
    value: float | None
    min: float | None
    max: float | None
    step: float


class Page:
    """One page of the app as its visitor reads it."""

    def __init__(self, app: AppTest):
        self.app = app

    @property
    def title(self) -> str:
        return self.app.title[0].value

    @property
    def address(self) -> dict[str, str]:
        return self.app.query_params

    @property
    def headings(self) -> list[str]:
        """Names of segments, each in a heading of its own."""
        drawn = [html.value for html in self.app.html if "<h2" in html.value]
        return [unescape(re.sub("<[^>]+>", "", html)) for html in drawn]

    @property
    def text(self) -> str:
        """All the page's sentences."""
        return "\n".join(read(part.value) for part in (*self.app.markdown, *self.app.caption))

    @property
    def errors(self) -> list[str]:
        return [read(error.value) for error in self.app.error]

    @property
    def warnings(self) -> list[str]:
        return [read(warning.value) for warning in self.app.warning]

    @property
    def notes(self) -> list[str]:
        return [read(info.value) for info in self.app.info]

    @property
    def fields(self) -> dict[str, float]:
        """The numbers that the form holds, as they would be sent; None where a field is empty."""
        return {field.key: field.value for field in self.form_fields}

    @property
    def form_fields(self) -> list["NumberField"]:
        """The form's fields of numbers, with what the browser is told of each."""
        (drawn,) = self.app.get("bidi_component")
        told = [field for field in json.loads(drawn.proto.json)["fields"] if field["step"]]
        return [
            NumberField(
                key=field.key,
                label=field.label,
                value=float(field.value) if field.value else None,
                min=more["lowest"],
                max=more["highest"],
                step=more["step"],
            )
            for field, more in zip(self.typed, told, strict=True)
        ]

    @property
    def typed(self) -> list:
        """The form's fields that one types into."""
        beside = ("look_up", "note_for_")
        return [field for field in self.app.text_input if not field.key.startswith(beside)]

    @property
    def bars(self) -> list[list[tuple[str, ...]]]:
        """Of each group of small bars: label, values, start, width, colour, place of the mark."""
        drawn = [html.value for html in self.app.html if '<ul class="bars">' in html.value]
        return [[tuple(map(unescape, found)) for found in BAR.findall(html)] for html in drawn]

    @property
    def links(self) -> list:
        """The page's links as the browser is told of them, without the one beside samples."""
        links = [link.proto for link in self.app.main.get("page_link")]
        return [link for link in links if link.label != "Bring new data"]

    def chart(self, key: str) -> dict:
        """A chart's Plotly figure, with its texts as they are read."""
        charts = self.app.main.get("plotly_chart")
        spec = next(chart for chart in charts if chart.key == key).proto.spec
        return json.loads(spec, object_hook=_read_texts)

    def table(self, column: str) -> pd.DataFrame:
        """The table that has this column."""
        marked = [table.value.map(read_cell).rename(columns=read) for table in self.app.table]
        shown = [*(table.value for table in self.app.dataframe), *marked]
        return next(table for table in shown if column in table.columns)

    def only(self, **wanted: list) -> "Page":
        """Show only some customers: `only(gender=["Female"])`."""
        self.open_filters()
        for name, values in wanted.items():
            self.app.multiselect(key=f"only_{name}").set_value(values)
        return self.rerun()

    def open_filters(self) -> "Page":
        self.app.session_state["filters"] = True
        return self.rerun()

    def click(self, key: str) -> "Page":
        self.app.button(key=key).click()
        return self.rerun()

    def choose(self, key: str, value: object) -> "Page":
        self.app.selectbox(key=key).set_value(value)
        return self.rerun()

    def send(self, values: dict[str, float | None]) -> "Page":
        """Fill in the customer form and send it; None leaves a field empty."""
        for name, value in values.items():
            self.type_in(name, value)
        self.app.button[0].click()
        return self.rerun()

    def type_in(self, name: str, value: float | str | None) -> None:
        self.app.text_input(key=name).set_value("" if value is None else str(value))

    def go_to(self, page: str) -> "Page":
        self.app.switch_page(page)
        self.rerun()
        assert self.title == TITLES[page]
        return self

    def rerun(self) -> "Page":
        self.app.run()
        assert not self.app.exception
        return self


class Shown(Page):
    """A page that several tests look at, and none may change."""

    def rerun(self) -> "Page":
        raise AssertionError("Other tests look at this page too: open one with `open_page`.")


@dataclass
class Saved:
    """A model as it lies on the disk, read without the library."""

    folder: Path

    @cached_property
    def card(self) -> dict:
        return json.loads((self.folder / "card.json").read_text())

    @property
    def cautions(self) -> list[str]:
        """What every page says at its top where the segments do not stand for themselves."""
        told = cautions(Card.model_validate(self.card), RECIPES[self.card["recipe"]])
        return [" ".join(told)] if told else []

    @cached_property
    def pipeline(self):
        return joblib.load(self.folder / "pipeline.joblib")

    @cached_property
    def customers(self) -> pd.DataFrame:
        return pd.read_parquet(self.folder / "customers.parquet")

    @property
    def names(self) -> list[str]:
        return [segment["name"] for segment in self.card["segments"]]

    @property
    def features(self) -> list[str]:
        return [feature["name"] for feature in self.card["features"]]

    @property
    def typed_in(self) -> list[str]:
        """The features that the form asks for."""
        return [name for name in self.features if name not in QUOTIENTS | SCORES]

    def typed(self, values: dict[str, float]) -> dict[str, float]:
        """Of `values`, those of the form, as they can be typed in."""
        recipe = RECIPES[self.card["recipe"]]
        return {
            name: round(values[name]) if recipe.feature(name).whole else round(values[name], 2)
            for name in self.typed_in
        }

    def complete(self, typed: dict[str, float]) -> dict[str, float]:
        """What was typed in and what follows from it, in the model's order."""
        known = dict(typed)
        for name, (above, below) in QUOTIENTS.items():
            if name in self.features:
                known[name] = known[above] / known[below]
        for name, of in SCORES.items():
            if name in self.features:
                known[name] = fifth(known[of], self.card["quintiles"][of], reverse=of == "recency")
        return {name: known[name] for name in self.features}

    def predict(self, typed: dict[str, float]) -> str:
        """The name of the customer's segment, by the pipeline itself."""
        row = pd.DataFrame([self.complete(typed)], columns=self.features)
        return self.names[self.pipeline.predict(row)[0]]


def fifth(value: float, cuts: list[float], *, reverse: bool = False) -> int:
    """From 1 to 5, by how many of the four cuts lie below the value."""
    below = sum(cut < value for cut in cuts)
    return 5 - below if reverse else 1 + below


def read(markdown: str) -> str:
    """Markdown as it is read: without escapes, emphasis and nothing in small letters."""
    marked = markdown.replace("**", "").replace(":small[]", "")
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", marked)


def in_the_table(feature: dict) -> str:
    """A feature of the card as the first column of a table has it: "Age (average)"."""
    return f"{feature['label']} ({STATISTIC[feature['statistic']]})"


def cells(page: Page) -> list[list[str]]:
    """The rows of a table drawn by `heat_map`, its heads first, each cell's text."""
    [drawn] = [html.value for html in page.app.html if 'role="table"' in html.value]
    rows = re.findall(r'<div role="row">(.*?</div>)</div>', drawn)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<div role=.*?</div>", row)]
        for row in rows
    ]


def read_cell(cell: object) -> object:
    return read(cell) if isinstance(cell, str) else cell


def _read_texts(part: dict) -> dict:
    """Part of a figure without the escapes of Plotly's HTML."""
    return {name: _as_read(value) for name, value in part.items()}


def _as_read(value: object) -> object:
    if isinstance(value, list):
        return [_as_read(one) for one in value]
    return unescape(value) if isinstance(value, str) else value


def numbers(array: list | dict) -> np.ndarray:
    """The numbers of a chart, which Plotly may have packed."""
    if isinstance(array, dict):
        return np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"])
    return np.array(array)


@pytest.fixture(scope="session", autouse=True)
def _packages_searched_once() -> Iterator[None]:
    """Streamlit looks for components in every installed package, each time a test opens a page."""
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def start(trained: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    """Start the app on a page as if by its address: `start("map.py", in_3d="true")`."""

    def start(page: str = HOME, *, models: Path = trained, theme: str | None = None, **address):
        monkeypatch.setenv("SEGMENTATION_MODELS", str(models))
        app = AppTest.from_file(NAVIGATION, default_timeout=30)
        app.query_params.update(address)
        app.context["theme"] = theme
        return Page(app.switch_page(page)).rerun()

    return start


@pytest.fixture
def open_page(start) -> Callable[..., Page]:
    """`start`, for a page that has something to show."""

    def open_page(page: str = HOME, **about) -> Page:
        opened = start(page, **about)
        assert opened.title == TITLES[page]
        return opened

    return open_page


@pytest.fixture(scope="module")
def shown() -> dict[str, Shown]:
    """The pages that a module's tests look at, by what was asked for."""
    return {}


@pytest.fixture
def look(open_page, shown) -> Callable[..., Shown]:
    """`open_page`, for who only reads: what several tests look at is opened once."""

    def look(page: str = HOME, **about) -> Shown:
        asked = f"{page} {sorted(about.items())}"
        if asked not in shown:
            shown[asked] = Shown(open_page(page, **about).app)
        return shown[asked]

    return look


@pytest.fixture(scope="session")
def saved(trained: Path) -> Callable[..., Saved]:
    def saved(recipe: str, version: str = "0001", models: Path = trained) -> Saved:
        return Saved(models / recipe / version)

    return saved


@pytest.fixture(scope="session")
def retrained(trained: Path, once: Once) -> Path:
    """A models folder with two versions of the mall's model: 0002 has three segments."""

    def train_again(recipe: str, models: Path) -> None:
        shutil.copytree(trained, models, dirs_exist_ok=True)
        command = [recipe, "--segments", "3", "--no-evidence", "--models", str(models)]
        assert train.main(command) == 0

    return once("retrained", ["mall"], train_again)


@pytest.fixture(scope="session")
def own(trained: Path, once: Once) -> Path:
    """A models folder with one more model: of a table that none of the recipes is for."""
    return own_models(trained, once)


def own_models(trained: Path, once: Once) -> Path:
    """The models `trained`, and one of the members of a gym."""

    def train_own(name: str, folder: Path) -> None:
        models = shutil.copytree(trained, folder / "models", dirs_exist_ok=True)
        table = folder / f"{name}.csv"
        gym_members().to_csv(table, index=False)
        arguments = ["own", "--data", str(table), "--segments", "3", "--models", str(models)]
        arguments.append("--no-evidence")
        assert train.main(arguments) == 0

    return once("own", ["gym_$visits$"], train_own) / "models"


def gym_members() -> pd.DataFrame:
    """90 members of a gym, of three kinds, under headers that have to be read."""
    random = np.random.default_rng(7)
    kind = np.repeat([0, 1, 2], 30)
    visits = np.array([2, 9, 20])[kind] + random.integers(0, 3, 90)
    paid = np.array([900.0, 300.0, 600.0])[kind] + random.uniform(0, 50, 90).round(2)
    joined = np.array([900, 500, 100])[kind] + random.integers(0, 60, 90)
    day = pd.Timestamp("2024-06-30")
    return pd.DataFrame(
        {
            "Member ID": [f"G{number:03}" for number in range(90)],
            "NumClassVisits": visits,
            "paid $ *a year*": paid,
            "Joined": [(day - pd.Timedelta(days=int(ago))).date() for ago in joined],
            "Home_Club": random.choice(["North", "South"], 90),
            "Country": "Norway",
        }
    )


@pytest.fixture
def models(trained: Path, tmp_path: Path) -> Path:
    """A models folder of one's own, to spoil."""
    return shutil.copytree(trained, tmp_path / "models")
