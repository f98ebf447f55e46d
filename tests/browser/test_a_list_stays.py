"""A list that was dropped is there after a visit to another page, with the segment picked out."""

import json
import re

import fastexcel
from playwright.sync_api import expect

from tests.browser.conftest import SCORED
from tests.conftest import ROOT


def test_a_list_stays_and_a_segment_is_picked_out_of_it(visitor, trained):
    segment = json.loads((trained / "mall" / "0001" / "card.json").read_text())["segments"][2]
    guest = visitor().open("/score_a_list?model=mall")
    guest.page.locator("input[type=file]").set_input_files(ROOT / "data" / "mall.csv")
    everybody = guest.page.get_by_role("heading", name="Everybody: the first 10 of 200")
    expect(everybody).to_be_visible(timeout=SCORED)
    guest.follow("Segments")
    guest.page.get_by_role("link", name="Get the list").nth(2).click()
    expect(guest.title).to_have_text("Score a list")
    expect(guest.page).to_have_url(re.compile(f"model=mall&pick={segment['id']}$"))
    picked = f"{segment['name']}: the first 10 of {segment['size']}"
    expect(guest.page.get_by_role("heading", name=picked)).to_be_visible(timeout=SCORED)
    with guest.page.expect_download() as download:
        guest.page.get_by_role("button", name=f"Download {segment['name']}").click()
    sheet = fastexcel.read_excel(download.value.path()).load_sheet(0).to_pandas()
    assert sheet.segment.tolist() == [segment["id"]] * segment["size"]
    guest.page.get_by_role("button", name="Remove this list").click()
    told = f'Upload a list: its customers in the segment "{segment["name"]}" are picked out.'
    expect(guest.page.get_by_text(told)).to_be_visible()
    assert guest.complaints == []
