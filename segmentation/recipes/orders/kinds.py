"""What the kind of a row in a table of orders says: a sale, money given back, a fee, a void.

In English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish, and the commonest words
in Polish, Swedish, Danish and Finnish. All are nouns: what is called returned is an order itself.
"""

import re
from collections.abc import Iterable
from typing import Literal

from segmentation.recipes.orders.statuses import plain_status

Kind = Literal["no sale", "cancelled", "given back", "payment", "sale"]
SALE, PAYMENT, GIVEN_BACK, VOID, NO_SALE = "sale", "payment", "given back", "cancelled", "no sale"

# The first that fits is taken: a "refund fee" is a fee, a "payment refund" a refund.
KINDS: dict[Kind, str] = {
    NO_SALE: r"fees?|pay ?outs?|transfers?|withdrawals?|commissions?"
    r"|\w*gebuhr(?:en)?|auszahlung(?:en)?"
    r"|provision(?:en)?|frais|virements?|comision(?:es)?|tarifas?|retiros?|comiss(?:ao|oes)|taxas?"
    r"|saques?|repasses?|commissione|commissioni|prelievo|prelievi|bonifico|\w*kosten|uitbetaling(?:en)?"
    r"|komisyon|ucret|ucreti|prowizja|wyplata|avgift|gebyr|udbetaling|utbetalning|palkkio",
    VOID: r"voids?|voided|\w*storno|stornierung|cancell?ations?|annulations?|anulacion|cancelamento"
    r"|annullamento|annulering|iptal|iptali|anulowanie|makulering|mitatointi",
    GIVEN_BACK: r"refunds?|returns?|charge ?backs?|reversals?|credit (?:notes?|memos?)|disputes?"
    r"|\w*erstattung(?:en)?|retouren?|ruckgaben?|rucksendung|ruckbuchung|ruckzahlung|ruckbelastung"
    r"|\w*gutschrift(?:en)?|remboursements?|retours?|avoirs?|litiges?|reembolsos?|devolucion(?:es)?"
    r"|devolucao|devolucoes|estornos?|contracargos?|nota de credito|rimborso|rimborsi|resi|reso"
    r"|nota di credito|terugbetaling(?:en)?|creditnota|creditfactuur|iade|iadesi|zwrot|zwroty"
    r"|aterbetalning|retur|tilbagebetaling|kreditnota|palautus|hyvitys",
    PAYMENT: r"payments?|receipts?|\w*zahlung(?:en)?|zahlungseingang|paiements?|reglements?|pagos?"
    r"|cobros?|pagamentos?|pagamento|pagamenti|incasso|incassi|betaling(?:en)?|odeme|tahsilat"
    r"|platnosc|betalning|maksu",
    SALE: r"sales?|sells?|purchases?|charges?|orders?|invoices?|captures?|bookings?|checkouts?"
    r"|\w*verkauf|verkaufe|kauf|bestellung(?:en)?|\w*rechnung(?:en)?|umsatz|ventes?|achats?"
    r"|commandes?|factures?|encaissements?|ventas?|compras?|pedidos?|facturas?|vendas?|faturas?"
    r"|vendita|vendite|acquisto|acquisti|ordine|ordini|fattura|fatture|verkoop|verkopen|aankoop"
    r"|bestelling(?:en)?|factuur|satis|satin alma|siparis|fatura|sprzedaz|zakup|forsaljning|kop"
    r"|salg|kob|myynti|osto|faktura",
}
INVOICE = (
    r"\b(?:invoices?|\w*rechnung(?:en)?|factures?|facturas?|faturas?|fattur[ae]|factuur|faktura)\b"
)
# The commonest, for kinds that come later and were not there when a mapping was made.
COMMON_GIVEN_BACK = ("refund", "return", "chargeback", "credit note", "gutschrift", "remboursement")


def kind_of(text: str) -> Kind | None:
    """What a kind says of its rows; None where it is not known.

    >>> kind_of("SALE"), kind_of("Payment Refund"), kind_of("stripe_fee"), kind_of("Refunded")
    ('sale', 'given back', 'no sale', None)
    """
    plain = plain_status(text)
    return next(
        (kind for kind, words in KINDS.items() if re.search(rf"\b(?:{words})\b", plain)), None
    )


def kinds_of(texts: Iterable[str]) -> dict[str, Kind | None]:
    """What each of the kinds in a column says.

    A payment is what was sold, but where invoices stand beside it, which it pays.
    """
    found = {text: kind_of(text) for text in texts}
    invoiced = any(
        kind == SALE and re.search(INVOICE, plain_status(text)) for text, kind in found.items()
    )
    paid = NO_SALE if invoiced else SALE
    return {text: paid if kind == PAYMENT else kind for text, kind in found.items()}
