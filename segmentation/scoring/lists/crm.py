"""Lists in the form that a CRM takes in: its column names, the segment and the date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import pandas as pd

from segmentation.customers.columns import normalised
from segmentation.scoring.lists.contacts import meanings
from segmentation.scoring.lists.spreadsheet_safe import escaped, escaped_names, free_name
from segmentation.scoring.scored_columns import NEXT_SEGMENT_NAME, RFM_GROUP, UNLIKE_ANYONE

# A telephone number, which a spreadsheet would reckon with and nothing worse.
PHONE = re.compile(r"\+[0-9 ()./-]+")


@dataclass(frozen=True)
class Crm:
    """How a CRM names the columns of a list that it takes in.

    `columns` are its names for what is known of a person, `others` what it gives a contact
    itself, which no list may bring; `needs` is what it takes no contact without, or recognises
    one by; `segment` and `date` take the segment's name and the day, `told` what else scoring
    found of a customer, {what it is: the CRM's column}. `tags` says that `segment` holds tags,
    of which a comma begins a new one. Columns beyond its own go to fields that somebody has to
    make first: `fields` says what it calls them and where they are made, `kinds` which kind holds
    a text, a day and a truth value, `beware` what else to know before the import.
    """

    title: str
    columns: dict[str, str]
    needs: tuple[str, ...]
    segment: str
    date: str
    told: dict[str, str]
    source: str
    fields: str
    kinds: tuple[str, str, str]
    beware: str
    others: tuple[str, ...] = ()
    tags: bool = False


HUBSPOT = Crm(
    title="HubSpot",
    columns={
        "e-mail address": "Email",
        "first name": "First Name",
        "last name": "Last Name",
        "phone": "Phone Number",
        "mobile phone": "Mobile Phone Number",
        "company": "Company Name",
        "address": "Street Address",
        "street address": "Street Address",
        "city": "City",
        "state": "State/Region",
        "postal code": "Postal Code",
        "country": "Country/Region",
        "job title": "Job Title",
    },
    needs=("e-mail address",),
    segment="Customer Segment",
    date="Customer Segment Date",
    told={
        NEXT_SEGMENT_NAME: "Next Customer Segment",
        RFM_GROUP: "Customer RFM Group",
        UNLIKE_ANYONE: "Customer Unlike Anyone",
    },
    source="knowledge.hubspot.com, Set up your import files; default contact properties",
    fields="contact properties (in Settings, Properties)",
    kinds=("Single-line text", "Date picker", "Single checkbox"),
    beware="A later import writes over the segment, so each contact is in one at a time.",
    others=("Record ID", "Contact owner"),
)
SALESFORCE = Crm(
    title="Salesforce",
    columns={
        "e-mail address": "Email",
        "first name": "FirstName",
        "last name": "LastName",
        "phone": "Phone",
        "mobile phone": "MobilePhone",
        "address": "MailingStreet",
        "street address": "MailingStreet",
        "city": "MailingCity",
        "state": "MailingState",
        "postal code": "MailingPostalCode",
        "country": "MailingCountry",
        "job title": "Title",
    },
    needs=("e-mail address", "last name"),
    segment="Customer_Segment__c",
    date="Customer_Segment_Date__c",
    told={
        NEXT_SEGMENT_NAME: "Next_Customer_Segment__c",
        RFM_GROUP: "Customer_RFM_Group__c",
        UNLIKE_ANYONE: "Customer_Unlike_Anyone__c",
    },
    source="developer.salesforce.com, Object Reference: Contact; custom fields end in __c",
    fields="custom fields of Contact (in Setup, Object Manager, Contact, Fields & Relationships)",
    kinds=("Text", "Date", "Checkbox"),
    beware="These are API names: a field that is labelled Customer Segment gets the name "
    "Customer_Segment__c. A later import writes over the segment.",
    others=("Id", "Name", "AccountId", "OwnerId"),
)
MAILCHIMP = Crm(
    title="Mailchimp",
    columns={
        "e-mail address": "Email Address",
        "first name": "First Name",
        "last name": "Last Name",
        "phone": "Phone Number",
        "company": "Company",
        # All of it in one cell; a street alone is none.
        "address": "Address",
    },
    needs=("e-mail address",),
    segment="Tags",
    date="Segment Date",
    told={
        NEXT_SEGMENT_NAME: "Next Segment",
        RFM_GROUP: "RFM Group",
        UNLIKE_ANYONE: "Unlike Anyone",
    },
    source="mailchimp.com/help, Format Guidelines for Your Import File",
    fields="audience fields (in Audience, Settings, Audience fields and merge tags)",
    kinds=("Text", "Date", "Text"),
    beware="Tags need nothing made before; the import makes them. It adds tags and takes none "
    "away: take last time's segments off first, or people have two.",
    tags=True,
)
CRMS = {"hubspot": HUBSPOT, "salesforce": SALESFORCE, "mailchimp": MAILCHIMP}


def crm_columns(columns: Sequence[str], crm: Crm) -> dict[str, str]:
    """Under which names a CRM takes columns in: {column: its name there}.

    What it has no name for keeps its own. That is numbered where it is taken, by another
    column for the same thing or by the segment's, and where it is the CRM's for something
    else: a "Title" that holds Mr and Ms is not to become Salesforce's job title. Large and
    small letters are one to a CRM.
    """
    names: dict[str, str] = {}
    taken = {name.casefold() for name in (crm.segment, crm.date, *crm.told.values())}
    reserved = {normalised(name) for name in (*crm.columns.values(), *crm.others)}
    for column in columns:
        there = _name_there(column, crm)
        if there is None or there.casefold() in taken:
            means_another = {column.casefold()} if normalised(column) in reserved else set()
            there = free_name(column, taken | means_another)
        names[column] = there
        taken.add(there.casefold())
    return names


def known_columns(columns: Sequence[str], crm: Crm) -> list[str]:
    """The columns that say something of a person that the CRM has a column for."""
    names = crm_columns(columns, crm)
    return [column for column in columns if names[column] == _name_there(column, crm)]


def lacking(columns: Sequence[str], crm: Crm) -> list[str]:
    """What the CRM needs of a contact and none of the columns tells."""
    told = crm_columns(columns, crm).values()
    return [what for what in crm.needs if crm.columns[what] not in told]


def told_columns(ours: Mapping[str, str], crm: Crm) -> dict[str, str]:
    """The columns of a scored list that a CRM has a place for beside the segment's.

    Args:
        ours: the columns that scoring added, by what they are.

    Returns:
        {column: its name there}
    """
    return {ours[what]: there for what, there in crm.told.items() if what in ours}


def crm_list(
    customers: pd.DataFrame,
    segment: str,
    crm: Crm,
    day: date,
    told: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """A list as CSV in UTF-8, quoted where it must be, without the mark that some imports trip on.

    Text that a spreadsheet would run is escaped as everywhere, but for telephone numbers.

    Args:
        customers: the columns to hand on, and that of the segment; one row a customer.
        segment: the column with the name of each one's segment.
        day: when that was found.
        told: which of the columns are not the list's own, as `told_columns` returns them.
    """
    own = [name for name in customers if name not in told and name != segment]
    table = customers[own].rename(columns=crm_columns(own, crm)).map(_safe)
    table.columns = escaped_names(list(table.columns))
    table[crm.segment] = customers[segment].map(_as_tag if crm.tags else escaped)
    table[crm.date] = day.isoformat()
    for column, there in told.items():
        table[there] = customers[column].map(_told)
    return table.to_csv(index=False, lineterminator="\r\n").encode()


def _told(answer: object) -> object:
    # Lower case, which all of them take for a box that is ticked or not.
    return str(answer).lower() if isinstance(answer, bool) else escaped(answer)


def _name_there(column: str, crm: Crm) -> str | None:
    return next((crm.columns.get(what) for what in meanings(column)), None)


def _safe(cell: object) -> object:
    if isinstance(cell, str) and PHONE.fullmatch(cell):
        return cell
    return escaped(cell)


def _as_tag(name: str) -> str:
    safe = escaped(name)
    return '"' + safe.replace('"', '""') + '"' if "," in safe else safe
