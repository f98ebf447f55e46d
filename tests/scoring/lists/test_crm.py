"""Lists in the form a CRM takes in, read back by a CSV reader of its own."""

import csv
import io
import unicodedata
from datetime import date
from types import MappingProxyType

import pandas as pd
import pytest

from segmentation.scoring.lists.contacts import KNOWN
from segmentation.scoring.lists.crm import (
    CRMS,
    HUBSPOT,
    MAILCHIMP,
    SALESFORCE,
    crm_columns,
    crm_list,
    known_columns,
    lacking,
    told_columns,
)

DAY = date(2026, 11, 21)
COLUMNS = ["E-mail address", "first_name", "Surname", "Tel.", "Age"]


def read(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def in_one_segment(customers, name, crm, day, told=MappingProxyType({})):
    return crm_list(customers.assign(segment_name=name), "segment_name", crm, day, told)


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


@pytest.mark.parametrize(
    "columns",
    [
        "E-Mail-Adresse, Vorname, Nachname, Telefon, Handy, Straße, Ort, PLZ, Land",
        "e-mail, vorname, familienname, telefon-nr., Mobil, STRASSE, Wohnort, Postleitzahl, land",
        "Courriel, Prénom, Nom, Téléphone, Portable, Rue, Ville, Code postal, Pays",
        "Correo electrónico, Nombre, Apellidos, Teléfono, Móvil, Dirección, Ciudad, "
        "Código postal, País",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD", "without accents"])
def test_columns_in_other_languages(columns, form):
    columns = [_written(column, form) for column in columns.split(", ")]
    there = ["Email", "FirstName", "LastName", "Phone", "MobilePhone"]
    there += ["MailingStreet", "MailingCity", "MailingPostalCode", "MailingCountry"]
    assert list(crm_columns(columns, SALESFORCE).values()) == there
    assert known_columns(columns, SALESFORCE) == columns


def _written(text, form):
    if form == "without accents":
        text = unicodedata.normalize("NFD", text.replace("ß", "ss"))
        return text.encode("ascii", "ignore").decode()
    return unicodedata.normalize(form, text)


@pytest.mark.parametrize(
    ("crm", "names"),
    [
        (HUBSPOT, ["Street Address", "Mobile Phone Number", "Phone Number"]),
        (SALESFORCE, ["MailingStreet", "MobilePhone", "Phone"]),
        (MAILCHIMP, ["Address", "Mobile phone", "Phone Number"]),
    ],
)
def test_address_and_mobile_phone(crm, names):
    assert list(crm_columns(["Address", "Mobile phone", "Phone"], crm).values()) == names


def test_a_street_is_an_address_but_where_one_cell_holds_all_of_it():
    assert crm_columns(["Street"], HUBSPOT) == {"Street": "Street Address"}
    assert crm_columns(["Street"], SALESFORCE) == {"Street": "MailingStreet"}
    assert crm_columns(["Street"], MAILCHIMP) == {"Street": "Street"}


def test_no_header_means_two_things():
    headers = [header for seen in KNOWN.values() for header in seen]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize("crm", CRMS.values())
def test_a_crms_own_names_stay(crm):
    own = [name for name in dict.fromkeys(crm.columns.values()) if name != "Title"]
    assert crm_columns(own, crm) == {name: name for name in own}


def test_no_column_lands_in_a_field_for_something_else():
    columns = ["Title", "ID", "name", "Company", "Record-ID", "Tags"]
    assert list(crm_columns(columns, SALESFORCE).values()) == [
        "Title (2)",
        "ID (2)",
        "name (2)",
        "Company",
        "Record-ID",
        "Tags",
    ]
    assert list(crm_columns(columns, HUBSPOT).values()) == [
        "Title",
        "ID",
        "name",
        "Company Name",
        "Record-ID (2)",
        "Tags",
    ]
    assert crm_columns(["Title", "Job title"], SALESFORCE) == {
        "Title": "Title (2)",
        "Job title": "Title",
    }
    assert lacking(["Email", "Title", "Name"], SALESFORCE) == ["last name"]


def test_a_second_column_for_one_thing_does_not_land_there_either():
    assert crm_columns(["Surname", "Last name"], SALESFORCE) == {
        "Surname": "LastName",
        "Last name": "Last name (2)",
    }


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
    content = in_one_segment(customers, "Young big spenders", HUBSPOT, DAY)
    assert (
        content
        == (
            "Email,Last Name,Age,Customer Segment,Customer Segment Date\r\n"
            'zoë@example.org,"O""Neill, Jr.",41,Young big spenders,2026-11-21\r\n'
        ).encode()
    )


def test_a_segment_is_one_tag_also_with_a_comma():
    name = "Older customers, annual income about $40k"
    content = in_one_segment(pd.DataFrame({"Email": ["a@b.c"]}), name, MAILCHIMP, DAY)
    assert read(content) == [
        ["Email Address", "Tags", "Segment Date"],
        ["a@b.c", f'"{name}"', "2026-11-21"],
    ]


@pytest.mark.parametrize("crm", CRMS.values())
def test_what_a_spreadsheet_would_run_is_escaped(crm):
    customers = pd.DataFrame(
        {"Email": ["=1+1", "@cmd", "a@b.c"], "=x": ["-2", "+49 (30) 12/3-4", "-a"]}
    )
    header, *rows = read(in_one_segment(customers, "Big spenders", crm, DAY))
    assert header[1] == "'=x"
    assert [row[:2] for row in rows] == [
        ["'=1+1", "-2"],
        ["'@cmd", "+49 (30) 12/3-4"],
        ["a@b.c", "'-a"],
    ]


@pytest.mark.parametrize("cell", ["+49/A1", "+49!1", "+1+1", "+1*2", "+SUM(1)", "+1|2", "+(x)"])
def test_what_is_more_than_a_telephone_number_is_escaped(cell):
    [_, row] = read(in_one_segment(pd.DataFrame({"Phone": [cell]}), "Big", HUBSPOT, DAY))
    assert row[0] == f"'{cell}"


def test_columns_whose_escaped_names_are_one_both_stay():
    customers = pd.DataFrame({"=x": [1], "'=x": [2]})
    header, row = read(in_one_segment(customers, "Big", HUBSPOT, DAY))
    assert header[:2] == ["'=x (2)", "'=x"]
    assert row[:2] == ["1", "2"]


def test_columns_of_the_list_do_not_hide_those_of_the_segment():
    customers = pd.DataFrame({"Email": ["a@b.c"], "Tags": ["vip"]})
    header, row = read(in_one_segment(customers, "Big spenders", MAILCHIMP, DAY))
    assert header == ["Email Address", "Tags (2)", "Tags", "Segment Date"]
    assert row == ["a@b.c", "vip", "Big spenders", "2026-11-21"]


def test_columns_about_a_person_are_those_to_begin_with():
    columns = ["Email", "City", "Age", "Customer Segment", "Title", "Surname"]
    assert known_columns(columns, HUBSPOT) == ["Email", "City", "Surname"]
    assert known_columns(columns, SALESFORCE) == ["Email", "City", "Surname"]


def test_an_owners_name_for_a_segment_is_escaped_too():
    for crm in CRMS.values():
        [_, row] = read(in_one_segment(pd.DataFrame({"Email": ["a@b.c"]}), "=cmd", crm, DAY))
        assert row[1] == "'=cmd"


OURS = {
    "segment_name": "segment_name",
    "next_segment_name": "next_segment_name_2",
    "rfm_group": "rfm_group",
    "unlike_anyone": "unlike_anyone",
}


@pytest.mark.parametrize(
    ("crm", "names"),
    [
        (HUBSPOT, ["Next Customer Segment", "Customer RFM Group", "Customer Unlike Anyone"]),
        (
            SALESFORCE,
            [
                "Next_Customer_Segment__c",
                "Customer_RFM_Group__c",
                "Customer_Unlike_Anyone__c",
            ],
        ),
        (MAILCHIMP, ["Next Segment", "RFM Group", "Unlike Anyone"]),
    ],
)
def test_what_else_was_found_of_a_customer(crm, names):
    told = told_columns(OURS, crm)
    customers = pd.DataFrame(
        {
            "Email": ["a@b.c", "d@e.f"],
            "next_segment_name_2": ["=cmd", "Lapsed"],
            "rfm_group": ["At risk", None],
            "unlike_anyone": [True, False],
        }
    )
    header, *rows = read(in_one_segment(customers, "Big", crm, DAY, told))
    assert header[1:] == [crm.segment, crm.date, *names]
    assert [row[3:] for row in rows] == [["'=cmd", "At risk", "true"], ["Lapsed", "", "false"]]
    assert crm_columns([names[0]], crm) == {names[0]: f"{names[0]} (2)"}


def test_no_group_where_the_list_has_none():
    ours = {name: column for name, column in OURS.items() if name != "rfm_group"}
    assert list(told_columns(ours, HUBSPOT)) == ["next_segment_name_2", "unlike_anyone"]


@pytest.mark.parametrize(
    ("crm", "segments"),
    [
        (HUBSPOT, ["Big spenders", "Older, careful", "'=cmd"]),
        (SALESFORCE, ["Big spenders", "Older, careful", "'=cmd"]),
        (MAILCHIMP, ["Big spenders", '"Older, careful"', "'=cmd"]),
    ],
)
def test_everybody_at_once_with_the_segment_of_each(crm, segments):
    customers = pd.DataFrame(
        {
            "Email": ["a@b.c", "d@e.f", "g@h.i"],
            "segment_name_2": ["Big spenders", "Older, careful", "=cmd"],
        }
    )
    header, *rows = read(crm_list(customers, "segment_name_2", crm, DAY))
    assert header == [crm.columns["e-mail address"], crm.segment, crm.date]
    assert [row[1] for row in rows] == segments
    assert {row[2] for row in rows} == {"2026-11-21"}
