"""From a dropped file to the segments, in a browser: seen, asked, trained, stopped."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from segmentation.jobs import line
from tests.browser.conftest import violations
from tests.conftest import ROOT
from tests.looking.conftest import CUSTOMERS, ORDERS
from tests.serving import served

LOOKED, TRAINED = 90_000, 300_000
EXPORT = ROOT / "data" / "shopify_orders.csv"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def empty_app(models):
    with served(models) as base:
        yield base


def drop(guest, *files):
    guest.page.set_input_files("input[type=file]", files)
    page = guest.page
    expect(page.get_by_text("Your data:")).to_be_visible(timeout=LOOKED)
    # Looked at it is in a process that lets everything else go first.
    seen = page.get_by_role("heading", name="Find the segments").or_(
        page.get_by_role("radio").first
    )
    expect(seen.or_(page.get_by_test_id("stAlertContentError"))).to_be_visible(timeout=LOOKED)
    return guest


def find_the_segments(guest):
    guest.page.get_by_role("button", name="Find the segments").click()
    return guest.settle()


def test_a_shops_export_becomes_segments(empty_app, visitor, models):
    guest = visitor(empty_app).open("/")
    drop(guest, EXPORT)
    told = guest.page.get_by_text("721 orders of 236 customers, 2 Jul 2023 to 30 Jun 2025")
    expect(told).to_be_visible(timeout=LOOKED)
    assert violations(guest) == []
    find_the_segments(guest)
    # The window may be closed meanwhile: another visitor sees the same.
    guest.page.goto("about:blank")
    other = visitor(empty_app).open("/new_data?tab=trainings")
    link = other.page.get_by_role("link", name="See the segments")
    expect(link).to_be_visible(timeout=TRAINED)
    link.click()
    expect(other.title).to_have_text("Overview", timeout=LOOKED)
    expect(other.chooser).to_have_value(re.compile("Shopify orders"))
    assert not list((models / ".line").glob("*/files"))


def test_what_is_asked_is_answered_by_keyboard_alone(empty_app, visitor, tmp_path):
    (tmp_path / "orders.csv").write_text(ORDERS)
    guest = drop(visitor(empty_app, width=390, theme="dark").open("/"), tmp_path / "orders.csv")
    expect(guest.page.get_by_text("Which column says what an order cost?")).to_be_visible(
        timeout=LOOKED
    )
    assert violations(guest) == []
    guest.page.get_by_role("radio").first.focus()
    guest.page.keyboard.press("ArrowDown")
    guest.settle()
    use = guest.page.get_by_role("button", name="Use this")
    expect(use).to_have_count(1)
    use.focus()
    guest.page.keyboard.press("Enter")
    told = guest.page.get_by_text("178.50 in all, largest order 59.50")
    expect(told).to_be_visible(timeout=LOOKED)


def test_two_stand_in_one_line_and_one_is_stopped(empty_app, visitor, models, tmp_path):
    (tmp_path / "gym.csv").write_text(CUSTOMERS)
    first, second = visitor(empty_app).open("/"), visitor(empty_app).open("/")
    for guest in (first, second):
        drop(guest, tmp_path / "gym.csv")
        expect(guest.page.get_by_role("button", name="Find the segments")).to_be_visible(
            timeout=LOOKED
        )
    find_the_segments(first)
    find_the_segments(second)
    expect(second.page.get_by_role("button", name="Stop it")).to_have_count(2, timeout=LOOKED)
    second.page.get_by_role("button", name="Stop it").first.click()
    expect(first.page.get_by_role("link", name="See the segments")).to_have_count(
        1, timeout=TRAINED
    )
    assert sorted(job.state for job in line.jobs(models)) == ["done", "stopped"]
    assert [path.name for path in models.iterdir() if path.name[0] != "."] == ["own_gym"]


def test_a_wrong_file_has_one_sentence(empty_app, visitor, tmp_path):
    (tmp_path / "empty.csv").write_text("")
    guest = drop(visitor(empty_app).open("/"), tmp_path / "empty.csv")
    expect(guest.page.get_by_test_id("stAlertContentError")).to_have_text(
        re.compile(r'"empty\.csv" is empty; expected .*\.$'), timeout=LOOKED
    )
    expect(guest.page.get_by_role("button", name="Find the segments")).to_have_count(0)
