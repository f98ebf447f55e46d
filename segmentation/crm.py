"""Lists in the form that a CRM takes in: its column names, the segment and the date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count

import pandas as pd

from segmentation.columns import normalised
from segmentation.downloads import escaped

# What a column about a person may be called, without case, spaces and punctuation.
KNOWN = {
    "e-mail address": {"email", "emailaddress", "mail", "mailaddress", "emailid"},
    "first name": {"firstname", "givenname", "forename"},
    "last name": {"lastname", "surname", "familyname"},
    "phone": {"phone", "phonenumber", "telephone", "tel"},
    "company": {"company", "companyname", "organisation", "organization"},
    "city": {"city", "town"},
    "state": {"state", "region", "province", "stateregion"},
    "postal code": {"postalcode", "postcode", "zip", "zipcode"},
    "country": {"country", "countryregion"},
    "job title": {"jobtitle"},
}
# A telephone number, which a spreadsheet would reckon with and nothing worse.
PHONE = re.compile(r"\+[\d ().-]+")


@dataclass(frozen=True)
class Crm:
    """How a CRM names the columns of a list that it takes in.

    `columns` are its names for what is known of a person; `needs` is what it takes no
    contact without, or recognises one by; `segment` and `date` take the segment's name and
    the day. `tags` says that `segment` holds tags, of which a comma begins a new one.
    """

    title: str
    columns: dict[str, str]
    needs: tuple[str, ...]
    segment: str
    date: str
    source: str
    tags: bool = False


HUBSPOT = Crm(
    title="HubSpot",
    columns={
        "e-mail address": "Email",
        "first name": "First Name",
        "last name": "Last Name",
        "phone": "Phone Number",
        "company": "Company Name",
        "city": "City",
        "state": "State/Region",
        "postal code": "Postal Code",
        "country": "Country/Region",
        "job title": "Job Title",
    },
    needs=("e-mail address",),
    segment="Customer Segment",
    date="Customer Segment Date",
    source="knowledge.hubspot.com, Set up your import files; default contact properties",
)
SALESFORCE = Crm(
    title="Salesforce",
    columns={
        "e-mail address": "Email",
        "first name": "FirstName",
        "last name": "LastName",
        "phone": "Phone",
        "city": "MailingCity",
        "state": "MailingState",
        "postal code": "MailingPostalCode",
        "country": "MailingCountry",
        "job title": "Title",
    },
    needs=("e-mail address", "last name"),
    segment="Customer_Segment__c",
    date="Customer_Segment_Date__c",
    source="developer.salesforce.com, Object Reference: Contact; custom fields end in __c",
)
MAILCHIMP = Crm(
    title="Mailchimp",
    columns={
        "e-mail address": "Email Address",
        "first name": "First Name",
        "last name": "Last Name",
        "phone": "Phone Number",
        "company": "Company",
    },
    needs=("e-mail address",),
    segment="Tags",
    date="Segment Date",
    source="mailchimp.com/help, Format Guidelines for Your Import File",
    tags=True,
)
CRMS = {"hubspot": HUBSPOT, "salesforce": SALESFORCE, "mailchimp": MAILCHIMP}


def crm_columns(columns: Sequence[str], crm: Crm) -> dict[str, str]:
    """Under which names a CRM takes columns in: {column: its name there}.

    What it has no name for keeps its own; where that is taken, by another column for the same
    thing or by the segment's, it is numbered; large and small letters are one to a CRM.
    """
    names: dict[str, str] = {}
    taken = {crm.segment.casefold(), crm.date.casefold()}
    for column in columns:
        told = normalised(column)
        there = next((crm.columns.get(what) for what, seen in KNOWN.items() if told in seen), None)
        is_free = there and there.casefold() not in taken
        names[column] = _free(there if is_free else column, taken)
        taken.add(names[column].casefold())
    return names


def known_columns(columns: Sequence[str], crm: Crm) -> list[str]:
    """The columns that say something of a person that the CRM has a column for."""
    names = crm_columns(columns, crm)
    there = set(crm.columns.values())
    known = set().union(*KNOWN.values())
    return [name for name in columns if names[name] in there and normalised(name) in known]


def lacking(columns: Sequence[str], crm: Crm) -> list[str]:
    """What the CRM needs of a contact and none of the columns tells."""
    told = crm_columns(columns, crm).values()
    return [what for what in crm.needs if crm.columns[what] not in told]


def crm_list(customers: pd.DataFrame, segment: str, crm: Crm, day: date) -> bytes:
    """A list as CSV in UTF-8, quoted where it must be, without the mark that some imports trip on.

    Text that a spreadsheet would run is escaped as everywhere, but for telephone numbers.

    Args:
        customers: the columns to hand on, one row a customer.
        segment: the name of the segment that they are in.
        day: when that was found.
    """
    table = customers.rename(columns=crm_columns(list(customers), crm)).map(_safe)
    table.columns = [escaped(name) for name in table.columns]
    table[crm.segment] = _as_tag(segment) if crm.tags else escaped(segment)
    table[crm.date] = day.isoformat()
    return table.to_csv(index=False, lineterminator="\r\n").encode()


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name} ({number})" for number in count(2))
    return next(free for free in chain([name], numbered) if free.casefold() not in taken)


def _safe(cell: object) -> object:
    if isinstance(cell, str) and PHONE.fullmatch(cell):
        return cell
    return escaped(cell)


def _as_tag(name: str) -> str:
    safe = escaped(name)
    return '"' + safe.replace('"', '""') + '"' if "," in safe else safe
