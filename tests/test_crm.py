"""Lists in the form a CRM takes in, read back by a CSV reader of its own."""

import csv
import io
from datetime import date

import pandas as pd
import pytest

from segmentation.crm import (
    CRMS,
    HUBSPOT,
    MAILCHIMP,
    SALESFORCE,
    crm_columns,
    crm_list,
    known_columns,
    lacking,
)

DAY = date(2026, 11, 21)
COLUMNS = ["E-mail address", "first_name", "Surname", "Tel.", "Age"]


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize(
    ("crm", "names"),
    [
        (HUBSPOT, ["Email", "First Name", "Last Name", "Phone Number", "Age"]),
        (SALESFORCE, ["Email", "FirstName", "LastName", "Phone", "Age"]),
        (MAILCHIMP, ["Email Address", "First Name", "Last Name", "Phone Number", "Age"]),
    ],
)
def test_columns_get_the_names_that_the_crm_documents(crm, names):
    assert list(crm_columns(COLUMNS, crm).values()) == names


def test_of_two_columns_for_one_thing_the_first_is_taken():
    assert crm_columns(["Mail", "Email"], HUBSPOT) == {"Mail": "Email", "Email": "Email (2)"}


def test_what_a_crm_has_no_name_for_keeps_its_own():
    assert crm_columns(["Company"], SALESFORCE) == {"Company": "Company"}


@pytest.mark.parametrize(
    ("columns", "crm", "needed"),
    [
        (["Name", "Age"], HUBSPOT, ["e-mail address"]),
        (["Name", "E-Mail"], HUBSPOT, []),
        (["Name", "E-Mail"], MAILCHIMP, []),
        (["Name", "E-Mail"], SALESFORCE, ["last name"]),
        (["Age"], SALESFORCE, ["e-mail address", "last name"]),
        (["E-Mail", "Surname"], SALESFORCE, []),
    ],
)
def test_what_a_crm_takes_no_contact_without(columns, crm, needed):
    assert lacking(columns, crm) == needed


def test_large_and_small_letters_are_one_to_a_crm():
    columns = ["E-Mail", "email address", "EMAIL", "tags"]
    assert crm_columns(columns, MAILCHIMP) == {
        "E-Mail": "Email Address",
        "email address": "email address (2)",
        "EMAIL": "EMAIL",
        "tags": "tags (2)",
    }


def test_a_list():
    customers = pd.DataFrame(
        {"E-Mail": ["zoë@example.org"], "Surname": ['O"Neill, Jr.'], "Age": [41]}
    )
    content = crm_list(customers, "Young big spenders", HUBSPOT, DAY)
    assert (
        content
        == (
            "Email,Last Name,Age,Customer Segment,Customer Segment Date\r\n"
            'zoë@example.org,"O""Neill, Jr.",41,Young big spenders,2026-11-21\r\n'
        ).encode()
    )


def test_a_segment_is_one_tag_also_with_a_comma():
    name = "Older customers, annual income about $40k"
    content = crm_list(pd.DataFrame({"Email": ["a@b.c"]}), name, MAILCHIMP, DAY)
    assert read(content) == [
        ["Email Address", "Tags", "Segment Date"],
        ["a@b.c", f'"{name}"', "2026-11-21"],
    ]


@pytest.mark.parametrize("crm", CRMS.values())
def test_what_a_spreadsheet_would_run_is_escaped(crm):
    customers = pd.DataFrame(
        {"Email": ["=1+1", "@cmd", "a@b.c"], "=x": ["-2", "+1 (555) 01", "-a"]}
    )
    header, *rows = read(crm_list(customers, "Big spenders", crm, DAY))
    assert header[1] == "'=x"
    assert [row[:2] for row in rows] == [
        ["'=1+1", "-2"],
        ["'@cmd", "+1 (555) 01"],
        ["a@b.c", "'-a"],
    ]


def test_columns_of_the_list_do_not_hide_those_of_the_segment():
    customers = pd.DataFrame({"Email": ["a@b.c"], "Tags": ["vip"]})
    header, row = read(crm_list(customers, "Big spenders", MAILCHIMP, DAY))
    assert header == ["Email Address", "Tags (2)", "Tags", "Segment Date"]
    assert row == ["a@b.c", "vip", "Big spenders", "2026-11-21"]


def test_columns_about_a_person_are_those_to_begin_with():
    columns = ["Email", "City", "Age", "Customer Segment", "Title", "Surname"]
    assert known_columns(columns, HUBSPOT) == ["Email", "City", "Surname"]
    assert known_columns(columns, SALESFORCE) == ["Email", "City", "Surname"]


def test_an_owners_name_for_a_segment_is_escaped_too():
    for crm in CRMS.values():
        [_, row] = read(crm_list(pd.DataFrame({"Email": ["a@b.c"]}), "=cmd", crm, DAY))
        assert row[1] == "'=cmd"
