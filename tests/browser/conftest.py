"""The app as it is served, and Chromium to look at it."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.conftest import REAL_FILES, Once
from tests.pages.conftest import Saved as SavedModel
from tests.pages.conftest import own_models
from tests.serving import served, served_warm

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
    "--process-per-site",
)
DESK = {"width": 1400, "height": 1000}
# The site of every server here, at a port where none listens.
NOWHERE = "http://127.0.0.1/"
TITLES = {
    "/": "Overview",
    "/find_a_segment": "Find a segment",
    "/score_a_list": "Score a list",
    "/segments": "Segments",
    "/profiles": "Profiles",
    "/map": "Map",
    "/explore_the_data": "Explore the data",
    "/how_many_segments": "How many segments",
    "/other_methods": "Other methods",
    "/about_this_model": "About this model",
    "/glossary": "Glossary",
}
# A list is scored in a process that lets everything else go first.
SCORED = 60_000
ANSWER = "/find_a_segment?model=mall&age=25&income=90&spending_score=80&answer=shown"
UNDECIDED = "/find_a_segment?model=mall&age=25&spending_score=80&answer=shown"
CHARTS = (
    "/profiles",
    "/profiles?tab=kinds&model=online_retail",
    "/profiles?tab=spread&model=online_retail&feature=monetary",
    "/map",
    "/map?model=online_retail",
)
# Every page, and each of its states that looks different; charts to be read letter by letter first.
VIEWS = (
    *CHARTS,
    *(page for page in TITLES if page not in CHARTS),
    ANSWER,
    UNDECIDED,
    "/?model=online_retail",
    "/profiles?tab=all-compared",
    "/profiles?tab=figures&figure=middle-half&from_age=20&to_age=60",
    "/map?in_3d=true",
    "/explore_the_data?model=online_retail&feature=monetary",
    "/explore_the_data?tab=together",
    "/explore_the_data?tab=quality",
    "/about_this_model?model=online_retail",
)
CHART_SCRIPTS = ["*plotly*", "*Plotly*"]
# Streamlit asks for these below the page's address first, and then at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")
FOUND_BY_AXE = """async () => (await axe.run({resultTypes: ["violations"]})).violations"""
SETTLED = """() => {
    const app = document.querySelector("[data-testid=stApp]");
    const all = selector => [...document.querySelectorAll(selector)];
    return app?.dataset.testScriptState === "notRunning"
        && all("h1").length > 0
        && all("[data-testid=stSkeleton]").length === 0
        && all("[data-testid=stPlotlyChart]").every(chart => chart.querySelector(".main-svg"));
}"""


@dataclass
class Visitor:
    """Somebody with a browser of their own."""

    page: Page
    base: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._remember(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def open(self, address: str) -> "Visitor":
        self.page.goto(self.base + address)
        return self.settle()

    def settle(self) -> "Visitor":
        """Wait until the page is drawn."""
        self.page.wait_for_function(SETTLED)
        return self

    @property
    def title(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def answer(self) -> Locator:
        """The name of the customer's segment."""
        return self.page.locator(".st-key-answer h2")

    @property
    def chooser(self) -> Locator:
        return self.page.get_by_role("combobox", name="Customer data")

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=label, exact=True)

    def choose_model(self, title: str) -> "Visitor":
        self.chooser.click()
        self.page.get_by_role("option", name=title).click()
        expect(self.page.get_by_text(f"{title} · ")).to_be_visible()
        return self.settle()

    def follow(self, link: str) -> "Visitor":
        """Follow a link of the sidebar."""
        # "Segments" is a part of "How many segments" where case does not count.
        name = re.compile(f"{link}$")
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=name).click()
        expect(self.title).to_have_text(link)
        return self.settle()

    def _remember(self, url: str) -> None:
        if url.startswith(("http:", "https:", "ws:", "wss:")):
            self.hosts.add(url.split("/")[2].split(":")[0])

    def _listen(self, message) -> None:
        if message.type == "error" and not message.location["url"].endswith(PROBES):
            self.complaints.append(message.text)


class Saved(SavedModel):
    """A model as it lies on the disk."""

    @property
    def labels(self) -> dict[str, str]:
        """The form's label of each feature."""
        used = {f["name"]: (f["label"], f["unit"]) for f in self.card["features"]}
        return {
            name: label if unit in label.lower() else f"{label} ({unit})"
            for name, (label, unit) in used.items()
        }


def violations(guest: Visitor) -> list[str]:
    """What axe finds, and where."""
    guest.page.evaluate(Axe().axe_script)
    told = [
        f"{found['id']}: {node['html'][:200]}"
        for found in guest.page.evaluate(FOUND_BY_AXE)
        for node in found["nodes"]
    ]
    # Streamlit's own markup: its drop zone has a name and says that it has no role. The
    # button within, which the keyboard reaches, is named.
    dropzone = 'presentation-role-conflict: <section role="presentation" tabindex="-1" '
    return [one for one in told if not one.startswith(dropzone + 'data-testid="stFileUploader')]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("there is no Chromium here; on Debian: apt-get install chromium")
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visiting(chromium: Browser) -> Callable[..., AbstractContextManager[Visitor]]:
    """Make a visitor who leaves again: `with visiting(base, theme="dark", width=360) as guest`.

    All have one browser, which has the app's scripts in its cache. An empty page that stays
    open keeps the process that has compiled them.
    """
    context = chromium.new_context(viewport=DESK)
    kept = context.new_page()
    # Of the whole context, it would switch the browser's cache off.
    kept.route(NOWHERE, lambda route: route.fulfill(body=""))
    kept.goto(NOWHERE)

    @contextmanager
    def visiting(base: str, *, theme: str = "light", **size: int) -> Iterator[Visitor]:
        with closing(context.new_page()) as page:
            page.set_viewport_size(DESK | size)
            page.emulate_media(color_scheme=theme)
            yield Visitor(page, base)

    return visiting


@pytest.fixture(scope="session")
def app(trained: Path) -> Iterator[str]:
    """The address of the app, with the models of the samples."""
    with served(trained) as base:
        yield base


@pytest.fixture(scope="session")
def best_models(
    request: pytest.FixtureRequest, trained: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A models folder with a model of every real file; of the samples where there are none."""
    try:
        real = request.getfixturevalue("real_models")
    except pytest.skip.Exception:
        return trained
    models = shutil.copytree(trained, tmp_path_factory.mktemp("best") / "models")
    for recipe in REAL_FILES:
        shutil.rmtree(models / recipe)
        shutil.copytree(real / recipe, models / recipe)
    return models


@pytest.fixture(scope="session")
def own(trained: Path, once: Once) -> Path:
    """A models folder with one more model: of a table that none of the recipes is for."""
    return own_models(trained, once)


@pytest.fixture(scope="session")
def best_app(best_models: Path) -> Iterator[str]:
    """The address of the app, with the models of the real files where they are."""
    with served_warm(best_models) as server:
        yield server.base


@pytest.fixture
def visitor(visiting, app: str) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor: `visitor(width=360, theme="dark")`."""
    with ExitStack() as guests:
        yield lambda base=app, **how: guests.enter_context(visiting(base, **how))


@pytest.fixture
def strangers(
    chromium: Browser, visitor: Callable[..., Visitor], app: str
) -> Iterator[Callable[[int], list[Visitor]]]:
    """Visitors in two browsers that have nothing in common, each in a tab of their own.

    They go without charts: to draw many at once keeps this machine busy, not the server.
    """
    other = chromium.new_context(viewport=DESK)

    def strangers(count: int) -> list[Visitor]:
        guests = [visitor() if at % 2 else Visitor(other.new_page(), app) for at in range(count)]
        for guest in guests:
            # A route of Playwright's would switch the browser's cache off.
            tools = guest.page.context.new_cdp_session(guest.page)
            tools.send("Network.enable")
            tools.send("Network.setBlockedURLs", {"urls": CHART_SCRIPTS})
        return guests

    yield strangers
    other.close()
