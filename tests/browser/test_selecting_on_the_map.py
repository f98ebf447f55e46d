"""A visitor selects customers on the map with the mouse, reads the list and takes it along."""

import io

import fastexcel
import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Saved

# Where each customer is on the screen, by their row.
PLACES = """() => {
    const map = document.querySelector(".st-key-map_2d .js-plotly-plot");
    const {left, top} = map.getBoundingClientRect();
    const {xaxis, yaxis} = map._fullLayout;
    return Object.fromEntries(map._fullData.flatMap(cloud => [...cloud.x].map((x, at) => [
        cloud.customdata[at][0],
        [left + xaxis._offset + xaxis.l2p(x), top + yaxis._offset + yaxis.l2p(cloud.y[at])],
    ])));
}"""
HALF = 70


@pytest.fixture
def model(trained):
    return Saved(trained / "mall" / "0001")


@pytest.fixture
def guest(visitor):
    return visitor(height=1300).open("/map?model=mall")


def drag(guest, *corners):
    guest.page.mouse.move(*corners[0])
    guest.page.mouse.down()
    for corner in corners[1:]:
        guest.page.mouse.move(*corner, steps=5)
    guest.page.mouse.up()


def around(places, row):
    """The corners of a box around a customer, and who is in it."""
    x, y = places[row]
    inside = [
        int(other)
        for other, place in places.items()
        if abs(place[0] - x) < HALF and abs(place[1] - y) < HALF
    ]
    corners = [(x + across * HALF, y + down * HALF) for across, down in ((-1, -1), (1, 1))]
    return corners, sorted(inside)


def downloaded(guest, form):
    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name=f"Download as {form}").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_box_lists_the_customers_in_it(guest, model):
    places = guest.page.evaluate(PLACES)
    row = far_from_edges(places)
    corners, inside = around(places, row)
    drag(guest, *corners)
    expect(
        guest.page.get_by_role("heading", name=f"{len(inside)} customers selected")
    ).to_be_visible()
    expected = model.customers.loc[inside]
    name, content = downloaded(guest, "CSV")
    assert name == "mall_selected_customers.csv"
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype={"Customer": str})
    assert table.Customer.tolist() == expected.customer.tolist()
    assert table.Segment.tolist() == [model.names[segment] for segment in expected.segment]
    assert table["Age (years)"].tolist() == expected.age.tolist()
    name, content = downloaded(guest, "Excel")
    assert name == "mall_selected_customers.xlsx"
    sheet = fastexcel.read_excel(content).load_sheet(0).to_pandas()
    assert sheet.Customer.tolist() == expected.customer.tolist()
    for segment, count in expected.segment.value_counts().items():
        expect(guest.page.get_by_text(f"{count} {model.names[segment]}")).to_be_visible()


def test_selection_stays_until_it_is_cleared(guest, model):
    places = guest.page.evaluate(PLACES)
    corners, inside = around(places, far_from_edges(places))
    drag(guest, *corners)
    heading = guest.page.get_by_role("heading", name="selected")
    expect(heading).to_have_text(f"{len(inside)} customers selected")
    guest.page.get_by_text("Show in 3D").click()
    expect(guest.page.locator(".st-key-map_3d")).to_be_visible()
    # While a page is drawn anew, what stood there before may stand beside it.
    guest.settle()
    expect(heading).to_have_text(f"{len(inside)} customers selected")
    guest.page.get_by_text("Show in 3D").click()
    guest.settle()
    marked = "() => document.querySelector('.st-key-map_2d .js-plotly-plot')?._fullData"
    marked += "?.flatMap(cloud => cloud.selectedpoints ?? []).length"
    guest.page.wait_for_function(f"{marked} === {len(inside)}")
    guest.page.get_by_role("button", name="Clear the selection").click()
    expect(heading).to_have_count(0)
    guest.page.wait_for_function(f"{marked} === 0")


def test_click_and_lasso_list_customers(guest, model):
    places = guest.page.evaluate(PLACES)
    row = far_from_edges(places)
    guest.page.mouse.move(*places[row], steps=3)
    told = guest.page.locator(".st-key-map_2d .hoverlayer")
    expect(told).to_contain_text(f"Customer {model.customers.customer[int(row)]}")
    guest.page.mouse.click(*places[row])
    heading = guest.page.get_by_role("heading", name="selected")
    expect(heading).to_have_text("1 customer selected")
    guest.page.locator(".st-key-map_2d [data-val=lasso]").click()
    (left, top), (right, bottom) = around(places, row)[0]
    drag(guest, (left, top), (right, top), (right, bottom), (left, bottom), (left, top + 2))
    inside = around(places, row)[1]
    expect(heading).to_have_text(f"{len(inside)} customers selected")


def far_from_edges(places):
    """A customer around whom a box can be drawn that has nobody on its edge."""

    def on_the_edge(row):
        x, y = places[row]
        return any(
            abs(abs(a - x) - HALF) < 4 or abs(abs(b - y) - HALF) < 4
            for a, b in places.values()
            if abs(a - x) < HALF + 9 and abs(b - y) < HALF + 9
        )

    return next(row for row in sorted(places, key=int) if not on_the_edge(row))
