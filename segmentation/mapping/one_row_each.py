"""Whether a row of a table nobody foresaw is a customer, and not one of a customer's orders."""

import re
from collections.abc import Sequence

import ibis.expr.types as ir

from segmentation.customers.values import text_of
from segmentation.errors import RowsAreNotCustomers
from segmentation.mapping.orders.headers_fit import say_who_and_when

# In English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish.
CUSTOMER = (
    "customer|client|buyer|shopper|member|user|account|subscriber"
    "|kunde|kunden|cliente|clienti|klant|klanten|musteri|müşteri"
)
NUMBER = "id|no|number|num|nr|nummer|code|key|kod|numero|número|numéro|codigo|código|codice"
# "Customer ID", "Kunden-Nr.", "id_cliente", "CustomerID", "client", "Billing E-mail Address".
NAMES_A_CUSTOMER = re.compile(
    rf"({CUSTOMER}) ?({NUMBER})?|({NUMBER}) ?({CUSTOMER})|(.* )?e ?mail( address)?"
)
SAYS_NUMBER = re.compile(rf"({NUMBER}|mail|mail address)$|^({NUMBER}) ")
# Below this share of different ones in all rows it is not a few customers who are there twice.
DIFFERENT = 0.9
# A column called just "customer" may hold kinds of customers.
MOST_KINDS = 30


def refuse_rows_of_orders(
    table: ir.Table, *, key: str | None, insists: bool, command: str | None
) -> None:
    """Refuse a table in which what names a customer is there again and again.

    Args:
        table: as it was opened; all of its rows are counted.
        key: the column that is said to name a customer, where one was.
        insists: whether the owner says that each row is a customer all the same.
        command: the command that adds such rows up, where there is one.

    Raises:
        RowsAreNotCustomers
    """
    for column in [key] if key else [] if insists else naming_customers(table.columns):
        named = text_of(table[column])
        counted = table.aggregate(rows=named.count(), customers=named.nunique()).execute()
        rows, customers = (int(counted[name].iloc[0]) for name in ("rows", "customers"))
        is_kind = (
            not key
            and customers <= MOST_KINDS
            and not _says_number(column)
            and not say_who_and_when(table.columns)
        )
        if customers < DIFFERENT * rows and not is_kind:
            raise RowsAreNotCustomers(
                column=column, customers=customers, rows=rows, keyed=bool(key), command=command
            )


def naming_customers(headers: Sequence[str]) -> list[str]:
    """Those of the headers that name a customer, whatever their language and spelling."""
    return [header for header in headers if NAMES_A_CUSTOMER.fullmatch(_words(header))]


def _says_number(header: str) -> bool:
    return bool(SAYS_NUMBER.search(_words(header)))


def _words(header: str) -> str:
    parted = re.sub(r"(?<=[a-zà-ž])(?=[A-Z])", " ", header)
    return re.sub(r"[\W_]+", " ", parted).strip().lower()
