"""Score a list: what an uploaded file says of its customers."""

import duckdb
import fastexcel
import pandas as pd
import pytest

from segmentation.models import store
from segmentation.showing.tables.sample_list import sample_list
from tests.conftest import ROOT
from tests.pages.conftest import each_recipe, read

LIST = (
    b"Name,E-Mail,Age,Annual Income,Spending Score\n"
    b"Ann,a@b.c,30,60,50\nBob,b@b.c,abc,60,50\nCid,c@b.c,44,,20\nDan,,25,20,90\n"
)


@pytest.fixture
def drop(open_page):
    def dropped(content, name="list.csv", model="mall"):
        page = open_page("score_a_list.py", model=model)
        page.app.file_uploader(key="list").upload(name, content, "text/csv")
        return page.rerun()

    return dropped


def press(page, key, value):
    page.app.button_group(key=key).set_value(value)
    return page.rerun()


def whose(page):
    """Whose customers are shown: the button pressed."""
    return page.app.button_group(key="whose").value


def waits_for_a_list(page):
    return "1. Upload a list" in page.text and not page.app.header[0].value[0].isdigit()


def headings(page):
    return [read(heading.value) for heading in page.app.header]


def test_before_a_file_is_there(look):
    page = look("score_a_list.py", model="mall")
    for step in ("1. Upload a list", "2. See who belongs where", "3. Take it along"):
        assert step in page.text
    assert "Your list needs the columns age, income, spending score. Others" in page.text
    assert "A file may have 250 MB" in page.text
    assert page.app.file_uploader[0].label == "Upload a spreadsheet or CSV of customers"
    assert "drop" not in page.text.lower()


@each_recipe
def test_a_sample_list_before_a_file_is_there(recipe, look, trained):
    page = look("score_a_list.py", model=recipe)
    sample = sample_list(store.load(trained, recipe))
    pd.testing.assert_frame_equal(page.table("Customer"), sample, check_dtype=False)
    assert len(sample) == len(store.load_card(trained, recipe).segments)
    labels = [button.label for button in page.app.main.get("download_button")]
    assert labels == ["Download this sample list"]


def test_orders_or_customers_rolled_up_already(look):
    text = look("score_a_list.py", model="online_retail").text
    assert "Your list needs the columns invoice, quantity, invoice date, price, customer." in text
    assert (
        "Or, one row a customer: days since last order, orders, total spend and pieces bought, "
        "as in the sample."
    ) in text


def test_a_list_is_scored(drop, trained):
    page = drop(LIST)
    assert not page.errors
    assert headings(page)[0] == "2 customers have a segment, 2 have none."
    card = store.load_card(trained, "mall")
    chart = page.chart("shares")["data"][0]
    assert set(chart["y"]) == {segment.name for segment in card.segments}
    shown = page.table("Segment")
    assert shown.Name.tolist() == ["Ann", "Dan"]
    model = store.load(trained, "mall")
    values = pd.DataFrame({"age": [30, 25], "income": [60, 20], "spending_score": [50, 90]})
    labels = model.pipeline.predict(values.astype(float))
    assert shown.Segment.tolist() == [card.segments[label].name for label in labels]


def test_the_first_customers_with_all_that_was_found_of_them(drop):
    shown = drop(LIST).table("Segment")
    assert list(shown)[:4] == ["Segment", "Next nearest", "Unlike anyone", "Name"]
    assert set(shown["Unlike anyone"]) <= {"Yes", "No"}


def test_how_sure_each_one_is(drop):
    page = drop(LIST)
    [tick] = page.app.checkbox
    assert tick.label == "Say how sure each one is (takes longer)"
    assert "How sure" not in page.table("Segment")
    tick.check()
    shown = page.rerun().table("How sure")
    assert shown["How sure"].str.fullmatch(r"\d+%").all()
    assert len(shown) == 2


def test_a_value_that_cannot_be_leaves_its_customer_out(drop):
    page = drop(LIST.replace(b"abc", b"-4"))
    table = page.table("Why")
    assert table.What.tolist() == ["Impossible age", "No income"]
    assert table.Why[0] == "Age must be a number from 0 to 120; -4 is not one."


def test_how_columns_were_understood(drop):
    table = drop(LIST).table("Column in your file")
    assert dict(table.itertuples(index=False)) == {
        "Age": "Age",
        "Annual income": "Annual Income",
        "Spending score": "Spending Score",
    }


def test_who_was_left_out_and_why(drop):
    table = drop(LIST).table("Why")
    assert table.What.tolist() == ["No income", "Unreadable value"]
    assert table.Why.tolist() == [
        "Without income the customer cannot be compared with the others.",
        'Column "Age" should hold numbers, and "abc" is none.',
    ]
    assert table.Customers.tolist() == ["1", "1"]


def test_one_segment_for_a_crm(drop, trained):
    page = drop(LIST)
    segment = page.table("Segment").Segment[0]
    ids = {s.name: s.id for s in store.load_card(trained, "mall").segments}
    press(press(page, "whose", ids[segment]), "form", "mailchimp")
    [columns] = page.app.main.get("multiselect")
    assert columns.value == ["E-Mail"]
    assert not page.warnings
    assert "The segment goes to the column Tags, today's date to Segment Date." in page.text
    assert "Beside them: Next Segment, Unlike Anyone." in page.text
    columns.set_value(["Name"])
    [warning] = page.rerun().warnings
    assert warning == "Mailchimp needs each person's e-mail address; tick a column with it."


def test_orders_are_rolled_up(drop):
    orders = (ROOT / "data" / "online_retail.csv").read_bytes()
    page = drop(orders, "orders.csv", "online_retail")
    counts = headings(page)[0]
    assert counts == "1,050 customers have a segment."
    assert "They come from 56,356 rows; 15,450 of these were taken out." in page.text
    taken_out = page.table("Why").Rows.str.replace(",", "").astype(int)
    assert taken_out.sum() == 15_450


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.csv", "empty"),
        (b"a,b\n1,2\n", "other.csv", 'needs the columns "age", "income", "spending_score"'),
        (b"\x00\x01\x02", "noise.xlsx", "noise.xlsx"),
        (b"Age,Income,Spending Score\nx,1,2\n", "none.csv", "no customer is left"),
    ],
)
def test_a_wrong_file_gets_one_sentence(drop, content, name, said):
    page = drop(content, name)
    [error] = page.errors
    assert said in error
    assert not page.app.exception


def test_a_file_that_is_refused_after_one_that_was_not(drop):
    """And the first one again: nothing of it is taken for what it was."""
    page = drop(LIST)
    page.app.file_uploader(key="list").upload("other.csv", b"a,b\n1,2\n", "text/csv")
    assert len(page.rerun().errors) == 1
    page.app.file_uploader(key="list").upload("list.csv", LIST, "text/csv")
    page.rerun()
    assert not page.errors
    assert headings(page)[0] == "2 customers have a segment, 2 have none."


def test_a_list_with_a_column_called_segment(drop):
    page = drop(b"Segment,Age,Annual Income,Spending Score\nmine,30,60,50\n")
    assert page.table("Segment (2)").Segment.tolist() == ["mine"]


def test_a_name_longer_than_a_file_may_have(drop):
    page = drop(LIST, "顧" * 200 + ".csv")
    assert headings(page)[0] == "2 customers have a segment, 2 have none."


def test_a_database_named_as_a_table_is_refused(drop, tmp_path):
    """Its views would read what they like on the server."""
    path = tmp_path / "views.db"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "CREATE VIEW v AS SELECT 30 AS age, 60 AS income, 50 AS spending_score, content "
            "FROM read_text('/etc/hostname')"
        )
    [error] = drop(path.read_bytes(), "views.csv").errors
    assert error.startswith('"views.csv" is not a kind of file that can be read')


def test_more_rows_than_a_spreadsheet_holds(drop, monkeypatch):
    monkeypatch.setattr("segmentation.scoring.stored_list.MOST_ROWS", 1)
    page = drop(LIST)
    [warning] = page.warnings
    assert warning == "These are more rows than a spreadsheet holds; take them as CSV."
    assert not press(page, "form", "csv").warnings


MALL = (ROOT / "data" / "mall.csv").read_bytes()


def in_dollars():
    """The mall's customers with their incomes in dollars."""
    frame = pd.read_csv(ROOT / "data" / "mall.csv", dtype=str)
    frame["Annual Income (k$)"] += "000"
    return frame.to_csv(index=False).encode()


def removal(page):
    return page.app.button(key="remove")


def test_a_wrong_list_is_warned_of_before_the_counts(drop):
    page = drop(in_dollars())
    [said] = page.warnings
    assert said.startswith("These segments are probably wrong: 200 of 200 customers are unlike")
    assert "15,000 to 124,000 here, and from 15 to 124 in the data" in said
    assert "dollars instead of thousands?" in said
    order = [part.type for part in page.app.main if part.type in ("warning", "header")]
    assert order[0] == "warning"
    assert "take their segment with care" not in page.text


def test_a_good_list_is_not_warned_of(drop):
    page = drop(MALL)
    assert page.warnings == []
    assert headings(page)[0] == "200 customers have a segment."


def test_a_list_of_another_model_leads_to_it(drop):
    orders = (ROOT / "data" / "online_retail.csv").read_bytes()
    page = drop(orders, "orders.csv")
    [error] = page.errors
    assert error.startswith('These columns fit the model "Online shop orders" (online_retail)')
    links = [link.proto for link in page.app.main.get("page_link")]
    [link] = [link for link in links if link.page == "score_a_list"]
    assert (link.label, link.page) == ("Score it with Online shop orders", "score_a_list")
    assert link.query_string == "model=online_retail"
    page.choose("model", "online_retail")
    assert not page.errors
    assert headings(page)[0] == "1,050 customers have a segment."


def test_a_list_stays_while_another_page_is_looked_at(drop):
    page = drop(LIST)
    page.go_to("segments.py").go_to("score_a_list.py")
    assert "Your list: list.csv" in page.text
    assert headings(page)[0] == "2 customers have a segment, 2 have none."
    assert page.table("Segment").Name.tolist() == ["Ann", "Dan"]


def test_a_list_that_does_not_fit_the_model_chosen_meanwhile(drop):
    page = drop(LIST)
    page.go_to("segments.py").choose("model", "online_retail").go_to("score_a_list.py")
    [error] = page.errors
    assert error.startswith('These columns fit the model "Mall customers" (mall)')
    page.choose("model", "mall")
    assert headings(page)[0] == "2 customers have a segment, 2 have none."


def test_a_list_is_removed(drop):
    page = drop(LIST)
    folder = page.app.session_state["scored_list"][1].folder
    assert (folder / "scored.parquet").exists()
    removal(page).click()
    page.rerun()
    assert waits_for_a_list(page)
    assert not folder.exists()
    page.go_to("segments.py").go_to("score_a_list.py")
    assert waits_for_a_list(page)


def test_another_list_takes_the_place_of_the_first(drop):
    page = drop(LIST)
    page.go_to("segments.py").go_to("score_a_list.py")
    page.app.file_uploader(key="list").upload("mall.csv", MALL, "text/csv")
    page.rerun()
    assert "Your list: mall.csv" in page.text
    assert headings(page)[0] == "200 customers have a segment."


def test_the_preview_shows_whom_one_chose(drop, trained):
    page = drop(MALL)
    assert page.app.subheader[0].value == r"Everybody\: the first 10 of 200"
    segment = store.load_card(trained, "mall").segments[3]
    press(page, "whose", segment.id)
    chart = page.chart("shares")["data"][0]
    count = segment.size
    assert read(page.app.subheader[0].value) == f"{segment.name}: the first 10 of {count}"
    assert page.table("Segment").Segment.tolist() == [segment.name] * 10
    assert segment.name in chart["y"]


def test_a_link_picks_out_a_segment(open_page, trained):
    segment = store.load_card(trained, "mall").segments[2]
    page = open_page("score_a_list.py", model="mall", pick=str(segment.id))
    expected = f'Upload a list: its customers in the segment "{segment.name}" are picked out.'
    assert page.notes[-1] == expected
    page.app.file_uploader(key="list").upload("mall.csv", MALL, "text/csv")
    page.rerun()
    assert whose(page) == segment.id
    assert set(page.table("Segment").Segment) == {segment.name}
    press(page, "whose", "everybody")
    assert len(set(page.table("Segment").Segment)) > 1


def test_a_link_to_the_same_segment_picks_it_out_again(drop, trained):
    page = drop(MALL)
    segment = store.load_card(trained, "mall").segments[2]
    for _ in range(2):
        page.go_to("segments.py")
        page.app.query_params["pick"] = str(segment.id)
        page.go_to("score_a_list.py")
        assert whose(page) == segment.id
        press(page, "whose", "everybody")


def test_a_segment_that_cannot_be_picked_out(open_page, trained):
    page = open_page("score_a_list.py", model="mall", pick="99")
    assert page.notes[-1] == (
        'The address picks out the segment "99", and this model has none of that number. '
        "Upload a list, and choose a segment under Which customers."
    )
    page.app.file_uploader(key="list").upload("list.csv", LIST, "text/csv")
    page.rerun()
    assert whose(page) == "everybody"


def test_a_picked_segment_that_nobody_is_in(open_page, trained):
    card = store.load_card(trained, "mall")
    names = {segment.id: segment.name for segment in card.segments}
    page = open_page("score_a_list.py", model="mall", pick="0")
    page.app.file_uploader(key="list").upload("list.csv", LIST, "text/csv")
    page.rerun()
    assert names[0] not in page.table("Segment").Segment.tolist()
    assert f'Nobody in this list is in the segment "{names[0]}".' in page.notes
    assert whose(page) == "everybody"


def test_another_model_has_other_segments_than_the_one_picked(open_page):
    page = open_page("score_a_list.py", model="mall", pick="1").choose("model", "online_retail")
    assert waits_for_a_list(page)


def test_whom_one_chose_is_in_the_address_and_stands_out(drop, trained):
    page = drop(MALL)
    segments = store.load_card(trained, "mall").segments
    sizes = {segment.id: segment.size for segment in segments}
    by_size = sorted(sizes, key=lambda segment: (-sizes[segment], segment))
    bars = page.chart("shares")["data"][0]
    assert [at for [at] in bars["customdata"]] == by_size
    assert set(bars["marker"]["opacity"]) == {1}
    press(page, "whose", by_size[1])
    assert page.address["pick"] == str(by_size[1])
    opacity = page.chart("shares")["data"][0]["marker"]["opacity"]
    assert [at for at, one in enumerate(opacity) if one == 1] == [1]
    page.click("show_everybody")
    assert "pick" not in page.address
    assert whose(page) == "everybody"
    assert read(page.app.subheader[0].value) == "Everybody: the first 10 of 200"


def test_no_way_back_where_everybody_is_shown(drop):
    assert "show_everybody" not in [button.key for button in drop(MALL).app.button]


def test_the_button_says_what_is_downloaded(drop, trained):
    page = drop(MALL)
    segment = store.load_card(trained, "mall").segments[1]

    def button():
        [download] = [b for b in page.app.main.get("download_button") if b.key == "download"]
        return read(download.label)

    assert button() == "Download everybody (200 customers)"
    press(page, "form", "hubspot")
    assert button() == "Download everybody for HubSpot (200 customers)"
    press(page, "whose", segment.id)
    assert button() == f"Download {segment.name} for HubSpot ({segment.size} customers)"


def test_what_must_exist_in_a_crm_is_said_for_everybody_too(drop):
    page = press(drop(LIST), "form", "hubspot")
    assert whose(page) == "everybody"
    assert "Before the import. HubSpot must have these contact properties" in page.text
    assert "Customer Segment (Single-line text), Customer Segment Date (Date picker)" in page.text


def test_a_long_workbook_is_made_first_and_once(drop, monkeypatch):
    monkeypatch.setattr("pages.widgets.list_downloads.AT_ONCE", 199)
    page = drop(MALL)

    def keys():
        return [button.key for button in page.app.main.get("download_button")]

    assert "download" not in keys()
    assert read(page.app.button(key="make").label) == "Make the Excel file of 200 customers"
    page.click("make")
    assert "download" in keys()
    [workbook] = page.app.session_state["scored_list"][1].folder.glob("workbook_*.xlsx")
    assert fastexcel.read_excel(workbook).load_sheet(0).height == 200
    # Each segment is few enough to be written as it is downloaded.
    press(page, "whose", 0)
    assert "download" in keys()
    press(page, "whose", "everybody")
    assert "download" in keys()
