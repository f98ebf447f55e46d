"""What a header says of a column of orders: its role, by the words of eight languages.

English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish.
"""

import re
import unicodedata

CUSTOMER = (
    "customers?|cust|clients?|buyers?|shoppers?|purchasers?|members?|users?|accounts?|subscribers?"
    "|consumers?|patrons?|guests?|households?|visitors?|donors?|patients?|loyalty card|card"
    "|kunden?|kaufer|besteller|mitglied|nutzer|gaste?|clientes?|compradore?s?|socio|usuario"
    "|acheteur|adherent|utilisateur|clienti|acquirente|utente|klant(?:en)?|koper|gebruiker|lid"
    "|musteri|alici|uye|kullanici"
)
ORDER = (
    "orders?|invoices?|transactions?|trans|txn|trx|receipts?|baskets?|bills?|tickets?|bookings?"
    "|reservations?|sales?(?: record)?|purchases?|checkouts?|charges?|payments?|documents?|voucher"
    "|bestell(?:ung(?:en)?|ungs)?|auftrags?|rechnungs?|belegs?|bons?|vorgangs?"
    "|commandes?|factures?|tickets?|pedidos?|facturas?|ordene?s?|compras?|vendas?|encomendas?"
    "|faturas?|ordin[ei]|fattur[ae]|scontrin[oi]|acquist[oi]|bestelling|factuur|bon|order"
    "|siparis|fatura|fis|islem"
)
NUMBER = (
    "ids?|identifier|uuid|guid|no|nos|number|num|nr|nbr|code|key|ref|reference|nummer|kennung"
    "|numero|n|codigo|codice|cod|identifiant|kod|kodu|numarasi|kimligi|user id|unique id"
)
DATE = (
    "date|datetime|timestamp|time|day|at|on|created|created at|datum|tag|zeitpunkt|zeit|am"
    "|jour|fecha|data|dia|giorno|tarih|tarihi|zamani|utc"
)
AMOUNT = (
    "amount|amt|total|revenue|sales|turnover|value|spend|spent|paid|gross|net|sum"
    "|betrag|umsatz|summe|gesamt|gesamtbetrag|gesamtsumme|wert|endbetrag|bruttobetrag"
    "|nettobetrag|zahlbetrag|montant|ca|chiffre d affaires|importe|monto|valor|ingresos"
    "|ventas|receita|faturamento|importo|totale|valore|fatturato|bedrag|totaal|omzet|waarde"
    "|tutar|tutari|toplam|ciro"
)
PRICE = (
    "price|preis|einzelpreis|stuckpreis|verkaufspreis|prix|precio|preco|prezzo|prijs|stuksprijs"
    "|fiyat|fiyati"
)
MONEY = rf"(?:{AMOUNT}|{PRICE}|dollars?|euros?|pounds?|eur|usd|gbp)"
# A quantity of money that is not what was paid for the order, or not all of it.
OTHER_MONEY = (
    r"profit|margin|cost|tax|vat|mwst|ust|steuer|tva|iva|btw|kdv|discount|rabatt|remise|descuento"
    r"|desconto|sconto|korting|indirim|shipping|versand|freight|porto|livraison|envio|frete"
    r"|spedizione|verzend|kargo|handling|fee|fees|gebuhr|frais|commission|tip|tips|trinkgeld"
    r"|coupon|gift|deposit|balance|points|goodwill|reward|due|owed|outstanding|limit|average|avg"
    r"|mean|prior|previous|weight|refund\w*|erstatt\w*|rembours\w*|reembols\w*|rimbors\w*"
    r"|terugbetaa\w*|iade\w*|return\w*|gewinn|kosten|marge|benefice|lucro|ganancia|list|unit"
)
WITHOUT_EXTRAS = r"sub ?total|zwischensumme|sous total|net total|items? total|subtotal\w*"
# "Email opt in" is none.
MAIL = (
    r"(?:.* )?e ?mail(?:adresse| (?:address|adresse|id|billing|customer|buyer))*"
    r"|correo(?: electronico)?|(?:.* )?e ?posta"
)
# A date that says something of the customer, or of what came after the order.
OTHER_DATE = (
    r"\b(?:first|last|latest|earliest|next|previous|letzte[rsn]?|erste[rsn]?|dernier\w*|premier\w*"
    r"|ultim\w*|primer\w*|primeir\w*|laatste|eerste|son|ilk|due|expir\w*|birth\w*|geburts\w*"
    r"|sign ?up|joined|registr\w*|ship\w*|deliver\w*|liefer\w*|versand\w*|estimated|approved"
    r"|updated|modified|since)\b"
)
PERSON = (
    r".*\b(?:first|last|full|billing|shipping|sur|bill to|ship to|given|family) ?name\b.*"
    r"|(?:.* )?(?:vorname|nachname|prenom|nom|nombre|apellidos?|nome|cognome|sobrenome|voornaam"
    r"|achternaam|soyadi|adi|isim)(?: .*)?"
    r"|.*\b(?:phone|telephone|telefon|telefono|telefone|mobile|handy|tel|fax|address|adresse"
    r"|direccion|endereco|indirizzo|adres|street|strasse|zip|postal|postcode|plz|iban|ip)\b.*"
)
# What came back, and how many.
BACK = (
    r"(?:return\w*|refund\w*|retour\w*|retoure[nd]?\w*|ruckgabe|ruckgesandt\w*|rucksende|zuruck\w*"
    r"|devuelt\w*|devolucion\w*|devolvid\w*|devolucao|res[oiae]|restituit\w*|geretourneerd\w*"
    r"|iade(?: edilen)?|zwroc\w*|zwrotu?|retur\w*|palautus\w*)"
)
PIECES = (
    "quantity|quantities|qty|pieces|pcs|units|items|menge|anzahl|stuck|stuckzahl|quantites?|qte"
    "|cantidad|unidades|quantidade|qtd|quantita|qta|pezzi|aantal|stuks|adet|adedi|miktar|miktari"
)
NAME = rf"(?:{CUSTOMER}) ?names?|names?|kundenname"

PATTERNS = {
    "customer": (
        # What says that it is a number comes before a word alone, which may be a name.
        rf"(?:.* )?(?:{CUSTOMER}) ?(?:unique |user |reference )?(?:{NUMBER})"
        rf"|(?:{NUMBER}) ?(?:de |do |del |du |der |da |van )?(?:{CUSTOMER})",
        rf"(?:{CUSTOMER})",
    ),
    "email": (MAIL,),
    "order": (
        rf"(?:.* )?(?:{ORDER}) ?(?:{NUMBER})(?: .*)?|(?:{NUMBER}) ?(?:de |do |del |du |da )?"
        rf"(?:{ORDER})",
        rf"(?:{ORDER})",
    ),
    "date": (
        rf"(?:.* )?(?:order(?:ed)?|purchased?|invoice|created?|placed|sales?|transaction|trans"
        rf"|booking|visit|bestell|bestellungs|auftrags|rechnungs|kauf|verkaufs|beleg|buchungs"
        rf"|commande|achat|facture|vente|pedido|compra|factura|venda|fatura|encomenda|ordine"
        rf"|acquisto|fattura|vendita|bestel|aankoop|factuur|siparis|fatura|islem) ?"
        rf"(?:de |do |del |du |da |der )?(?:{DATE})(?: .*)?"
        rf"|(?:{DATE}) (?:de |do |del |du |da |der |of |di |van )?(?:the )?(?:{ORDER})"
        rf"|created|(?:.* )?purchase timestamp",
        rf"(?:{DATE})(?: time| utc)?",
        rf"(?:.* )?(?:paid|payment|zahlungs|paiement|pago|pagamento|betaal|odeme) ?(?:{DATE})",
        rf"(?:.* )?(?:day|week|month)|(?:.* )?(?:{DATE})(?: .*)?",
    ),
    "quantity": (
        r"(?:.* )?(?:quantity|qty|quantities|pieces|pcs|units|units sold|menge|anzahl|stuck"
        r"|stuckzahl|quantite|qte|cantidad|cant|unidades|quantidade|qtd|qtde|quantita|qta|pezzi"
        r"|aantal|adet|miktar|miktari)(?: .*)?"
        r"|(?:number|no|num|nr) of (?:items|pieces|units|products|cds|articles)|items(?: sold)?",
    ),
    "price": (rf"(?:.* )?(?:{PRICE})(?: .*)?|unit (?:price|value|cost)|item cost",),
    "status": (
        r"(?:.* )?(?:status|statut|statuses|state|zustand|bestellstatus|zahlungsstatus"
        r"|auftragsstatus|etat|estado|situacao|situacion|stato|durum|durumu|siparis durumu"
        r"|\w+status|stage|etape|etapa|fase"
        r"|stadium|asama|outcome|ergebnis|resultat|resultado|risultato|sonuc)"
        r"(?: .*)?",
    ),
    "refunded": (
        r"(?:.* )?(?:refund|refunds|refunded|erstattet|erstattung|ruckerstattung|erstattungsbetrag"
        r"|rembourse|remboursement|reembolso|reembolsado|rimborso|rimborsato|terugbetaald"
        r"|terugbetaling|iade|iade tutari|partial refunds)(?: .*)?",
    ),
    "currency": (
        r"(?:.* )?(?:currency|wahrung|devise|monnaie|moneda|moeda|divisa|valuta|para birimi|doviz)"
        r"(?: code| iso)?",
    ),
    "cancelled": (
        r"(?:.* )?(?:cancel\w*|storn\w*|annul\w*|anulad\w*|geannuleerd|iptal)(?: (?:at|on|date|am"
        r"|le|el|em|il|op|tarihi|reason))?|is cancel\w*",
    ),
    "returned_quantity": (
        rf"(?:.* )?{BACK}(?: .*)? ?(?:{PIECES})|(?:.* )?(?:{PIECES})(?: .*)? {BACK}(?: .*)?",
    ),
    "returned": (
        # "Rückgabedatum", "date of return", "returned on".
        rf"(?:.* )?{BACK}(?: de| di| da)? ?(?:{DATE})|(?:{DATE})(?: \w+)? {BACK}(?: .*)?"
        r"|(?:is |was |has been )?(?:refund|refunded|returned?|retourniert|erstattet|zuruckgegeben"
        r"|rembourse|retourne|devuelto|reembolsad[oa]|devolvid[oa]|reso|rimborsato|teruggestuurd"
        r"|terugbetaald|iade(?: edildi)?)(?: (?:at|on|date|am|le|el|em|il|op|tarihi))?",
    ),
    "test": (r"(?:is )?test(?: ?(?:order|mode|transaction|bestellung))?",),
    "product": (
        r"(?:.* )?(?:product|products|item|items|sku|article|description|stock code|asin|artikel\w*"
        r"|produkt\w*|produit|producto|produto|prodotto|urun|lineitem|line item|category)(?: .*)?",
    ),
}


LEAST_SURE_DATE = len(PATTERNS["date"]) - 1


def header_words(header: str) -> str:
    """A header as small words without accents and signs: "KundenNr." is "kunden nr"."""
    parted = re.sub(r"(?<=[a-zà-ž0-9])(?=[A-Z])", " ", header)
    plain = unicodedata.normalize("NFKD", parted.replace("ı", "i").replace("ß", "ss").casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip()


def tier(header: str, role: str) -> int | None:
    """How surely a header names a role, 0 the surest; None where it does not."""
    words = header_words(header)
    found = (at for at, words_of in enumerate(PATTERNS[role]) if re.fullmatch(words_of, words))
    at = next(found, None)
    if role == "date" and at is not None and re.search(OTHER_DATE, words):
        return LEAST_SURE_DATE
    return at


def is_amount(header: str) -> bool:
    """Whether a header says that the column is what was paid."""
    words = header_words(header)
    is_money = re.search(rf"\b{MONEY}\b|\w*(?:betrag|umsatz|summe|bedrag|omzet|tutari)\b", words)
    return bool(is_money and not re.search(rf"\b(?:{OTHER_MONEY})\b", words))


def is_without_extras(header: str) -> bool:
    """Whether a header says that tax or shipping is still to be added."""
    return bool(re.search(WITHOUT_EXTRAS, header_words(header)))


def is_of_a_person(header: str) -> bool:
    """Whether a column holds names, numbers or addresses that reach a person."""
    words = header_words(header)
    return any(re.fullmatch(pattern, words) for pattern in (MAIL, PERSON, NAME))
