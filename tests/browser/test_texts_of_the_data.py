"""Names and values of the data are shown letter by letter: no picture, no link, no markup."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

import train
from tests.browser.conftest import SCORED, TITLES, Visitor
from tests.serving import served_warm

PICTURE, LINK = "![t](http://pictures.example/t.png)", "http://links.example/x"
TAG = '<a href="http://links.example/y">y</a>'
VALUES = ["http://links.example/v", "![v](http://p.example/v.png)", "a@links.example", "<b>b</b>"]
NAMES = {"0": "![n](http://pictures.example/n.png)", "1": "http://links.example/n -> www.n.example"}
RECIPE = "own_www_links_example"
PROFILE, SEGMENTS, SCORING = (
    f"{page}?model={RECIPE}" for page in ("/profiles", "/segments", "/score_a_list")
)
FILTERED = f"{PROFILE}&" + urlencode([("only_www_links_example", value) for value in VALUES])
VIEWS = (
    *(f"{page}?model={RECIPE}" for page in TITLES),
    f"/find_a_segment?model={RECIPE}&answer=shown&t_http_pictures_example_t_png=3&http_links_example_x=320"
    "&a_href_http_links_example_y_y_a=1",
    f"/profiles?model={RECIPE}&tab=all-compared",
    f"/profiles?model={RECIPE}&tab=kinds",
    f"/profiles?model={RECIPE}&tab=figures",
    FILTERED,
    f"/map?model={RECIPE}&in_3d=true",
)
# Links and pictures that lead elsewhere, in the page and in its charts.
LEADING_ELSEWHERE = """() => [...document.querySelectorAll("a, img, image")]
    .map(part => part.src ?? part.href?.baseVal ?? part.href ?? part.getAttribute("xlink:href"))
    .filter(address => address && !address.startsWith("data:")
        && new URL(address, location).host !== location.host)"""
WRITTEN = """() => [...document.querySelectorAll("body, .main-svg text")]
    .map(part => part.innerText ?? part.textContent).join("\\n").replace(/\\s+/g, " ")"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with a model of a table whose name, headers and values are markup."""
    folder = tmp_path_factory.mktemp("hostile")
    table = folder / "www.links.example.csv"
    customers().to_csv(table, index=False)
    arguments = ["own", "--data", str(table), "--segments", "3", "--restarts", "2"]
    assert train.main([*arguments, "--models", str(folder / "models")]) == 0
    (folder / "models" / RECIPE / "names.json").write_text(json.dumps(NAMES))
    with served_warm(folder / "models") as server:
        yield server.base


def customers() -> pd.DataFrame:
    """60 customers of three kinds."""
    random, kind = np.random.default_rng(7), np.repeat([0, 1, 2], 20)
    return pd.DataFrame(
        {
            "Member ID": [f"G{number:03}" for number in range(60)],
            PICTURE: np.array([2, 9, 20])[kind] + random.integers(0, 3, 60),
            LINK: np.array([900.0, 300.0, 600.0])[kind] + random.uniform(0, 50, 60).round(2),
            TAG: np.array([5.0, 1.0, 9.0])[kind] + random.uniform(0, 1, 60).round(2),
            "www.links.example": random.choice(VALUES, 60),
        }
    )


@pytest.fixture(scope="module", params=VIEWS)
def guest(request, visiting, hostile) -> Iterator[Visitor]:
    """Somebody who looks at a view."""
    with visiting(hostile) as guest:
        yield guest.open(request.param)


def only(view: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("guest", [view], indirect=True)


def test_nothing_in_the_data_is_a_link_or_a_picture(guest):
    assert guest.page.evaluate(LEADING_ELSEWHERE) == []
    assert guest.hosts == {"127.0.0.1"}
    assert guest.complaints == []
    assert "small[]" not in guest.page.locator("body").inner_text()


@only(FILTERED)
def test_profile_is_written_as_the_data_is(guest):
    written = guest.page.evaluate(WRITTEN)
    for text in (*VALUES, NAMES["0"], PICTURE, LINK, TAG):
        assert text in written


@only(SEGMENTS)
def test_tables_are_written_as_the_data_is(guest):
    shown = guest.page.get_by_test_id("stMain").inner_text()
    for label in (PICTURE, "Http://links.example/x", TAG):
        assert f"{label} (average)" in shown


@only(SCORING)
def test_list_that_is_dropped_is_shown_as_it_is(guest, tmp_path: Path):
    path = tmp_path / "list.csv"
    customers().rename(columns={"Member ID": "**Member** ID"}).to_csv(path, index=False)
    guest.page.locator("input[type=file]").set_input_files(path)
    expect(guest.page.get_by_role("heading", name="Take it along")).to_be_visible(timeout=SCORED)
    guest.settle()
    assert {PICTURE, LINK, TAG} <= {
        cell.strip() for cell in guest.page.locator("td").all_inner_texts()
    }
    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name="Download everybody").click()
    assert download.value.suggested_filename == "list_everybody.xlsx"
    assert guest.page.evaluate(LEADING_ELSEWHERE) == []
    assert guest.hosts == {"127.0.0.1"}
    assert guest.complaints == []
