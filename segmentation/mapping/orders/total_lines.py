"""Lines of orders that add up the others: "TOTAL" where other lines name what was bought."""

import re
from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from segmentation.customers.values import category_of, number_of, text_of
from segmentation.mapping.orders.candidates import free_headers
from segmentation.mapping.orders.columns import Columns
from segmentation.mapping.orders.header_words import header_words

# Books hold slips.
MOST = 0.98
SAME = 0.02
TOTAL = (
    r"(?:(?:grand|sub|order|invoice|cart|basket|items?) ?)?totals?|(?:total|sum)(?: (?:of|for) .*)?"
    r"|total (?:amount|due|paid|incl\w* .*|excl\w* .*)|amount due|balance due"
    r"|(?:gesamt|zwischen|end|rechnungs|bestell|auftrags)?summe|gesamt(?:betrag)?|rechnungsbetrag"
    r"|endbetrag|(?:sous|montant) total|total (?:general|ttc|ht|commande|a payer|a pagar|pedido"
    r"|factura|geral|do pedido|ordine|fattura|parziale|bestelling)|totale(?: .*)?|subtotale?"
    r"|(?:sub|eind)?totaal|ara toplam|(?:genel )?toplam|suma|razem|celkem|mezisoucet|summa|delsumma"
    r"|i alt|totalt|yhteensa"
)


def find_item(columns: Columns, found: Mapping[str, str]) -> str | None:
    """The column whose texts tell lines that add up the others of their order; None without any."""
    if "order" not in found or not {"amount", "price"} & found.keys():
        return None
    for header in free_headers(columns, found):
        if not columns.is_text(header):
            continue
        if any(map(_is_total, columns.first_values(header))) and _add_up(columns, header, found):
            return header
    return None


def totals_in(columns: Columns, found: Mapping[str, str]) -> tuple[str, ...]:
    """The texts of lines that add up others, as they are written; none without such a column."""
    if "item" not in found:
        return ()
    return tuple(filter(_is_total, columns.values(found["item"])))


def _is_total(text: str) -> bool:
    return re.fullmatch(TOTAL, header_words(text)) is not None


def _amount(columns: Columns, found: Mapping[str, str]) -> ir.FloatingValue:
    """What each row says that it cost, as a number; null where nothing says it (lazy)."""
    read = {
        role: number_of(columns.table[found[role]], columns.notation)
        for role in ("amount", "quantity", "price")
        if role in found
    }
    if "amount" in read:
        return read["amount"]
    if {"quantity", "price"} <= read.keys():
        return read["quantity"] * read["price"]
    return read.get("price", ibis.null("float64"))


def _add_up(columns: Columns, header: str, found: Mapping[str, str]) -> bool:
    """Whether the largest total of nearly each order that has one is what its other lines cost."""
    table = columns.table
    totals = list(totals_in(columns, {"item": header}))
    rows = table.select(
        order=text_of(table[found["order"]]),
        amount=_amount(columns, found),
        is_total=category_of(table[header]).isin(totals).fill_null(False),
    )
    each = rows.group_by("order").aggregate(
        total=rows.amount.max(where=rows.is_total),
        others=rows.amount.sum(where=~rows.is_total),
    )
    told = each.filter(each.total.notnull() & each.others.notnull())
    counted = told.aggregate(
        orders=told.count(), same=((told.total - told.others).abs() < SAME).sum()
    ).execute()
    orders, same = int(counted.orders.iloc[0] or 0), int(counted.same.iloc[0] or 0)
    return orders > 0 and same >= MOST * orders
