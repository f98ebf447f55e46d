"""What the words of a header say of money: what was paid, a part of it, or nothing.

All take words as `header_words.header_words` makes them: small, without accents and signs.
"""

import re

AMOUNT = (
    "amounts?|amt|total|totals|revenue|sales|turnover|value|spend|spent|paid|charged|gross|net|sum"
    "|umsatz|summe|gesamt|wert|montant|ca|chiffre d affaires|importe|monto|valor|ingresos|ventas"
    "|receita|faturamento|importo|totale|valore|fatturato|totaal|omzet|waarde|tutari?|toplam|ciro"
    "|kwota|wartosc|suma|razem|castka|celkem|brutto|netto|summa|totalt|yhteensa"
    "|sub ?total\\w*|subtotaal|zwischensumme|sous total|ara toplam|base imponible|imponibile"
    "|netwr|dmbtr|wrbtr|gezahlt|bezahlt|encaisse|pagado|cobrado|pagato|betaald|odenen|maksettu"
    r"|\w*(?:betrag|umsatz|summe|bedrag|omzet|tutari|belopp|bel[oø][bp])"
    "|(?:gesamt|end)preis|(?:totaal|eind)prijs|totalpris|kokonaishinta"
    "|(?:netto|brutto|bestell|auftrags|waren|rechnungs|einkaufs|kauf|gesamt|positions|beleg)wert"
    "|(?:bestel|factuur|order)waarde"
)
PRICE = (
    r"prices?|(?!gesamt|end|positions|zeilen)\w*preise?|prix|precio|preco|prezzo"
    r"|netpr|(?!totaal|eind|regel)\w*prijs|fiyati?|cena|(?!total|com)\w*pris|(?!kokonais)\w*hinta"
)
NIGHT = "night|nacht|ubernachtung|nuit|nuitee|noche|noite|notte|gece|gecelik"
NIGHTLY_RATE = (
    r"(?:nightly|night|room|nightly room) rate|(?:rate|tarif\w*|tarief) (?:per|a|par|por|pro) (?:"
    rf"{NIGHT})"
)
RATE = "rate|tarifa?|tariffa|tarief|satz"
_RATE_FOR = (
    r"(?:rate|price|\w*preis|prix|precio|preco|prezzo|prijs|tarif\w*|tarief)"
    r" (?:per|pro|par|por|al|je|an?|all)"
)
NIGHTS = (
    "(?:room )?nights?|(?:number|no|nr) of nights|nachte|ubernachtungen|nuits|nuitees|noches"
    "|noites|notti|nachten|overnachtingen|gece sayisi"
)
# What a day or an hour costs, and the headers that say how many of them.
RATES = {
    rf"(?:daily|day) rate|{_RATE_FOR} (?:day|tag|jour|dia|giorno|dag)|tagessatz|tarifa? [jd]\w+": (
        "(?:rental )?days?|(?:number|no|nr) of days|tage|miettage|jours|dias|giorni|dagen|gun"
    ),
    rf"(?:hourly|hour) rate|{_RATE_FOR} (?:hour|stunde|heure|hora|ora|uur)|stundensatz": (
        "hours?|(?:number|no|nr) of hours|hours worked|stunden|heures|horas|ore|uren|saat"
    ),
}
MINOR_UNITS = (
    r"(?<!per )cents?|minor units?|centimes?|centimos?|centavos?|centesimi|kurus|pence|øre|i ore"
    r"|rappen|centen|grosz\w*|paise"
)
MONEY = rf"(?:{AMOUNT}|{PRICE}|dollars?|euros?|pounds?|eur|usd|gbp|{MINOR_UNITS})"
DISCOUNT = (
    "discounts?|rabatte?|preisnachlass|nachlass|skonto|remises?|rabais|ristourne|reduction"
    "|descuentos?|descontos?|sconti|sconto|korting(?:en)?|indirim|rabat|alennus"
)
TAX = (
    "tax|taxes|vat|dph|gst|hst|mw ?st|ust|umsatzsteuer|mehrwertsteuer|steuern?|tva|taxe|iva|igic"
    "|impuestos?|impostos?|impost[ae]|btw|kdv|moms|mva|alv|mwsbp|mwsbk"
)
SHIPPING = (
    r"shipping|delivery|postage|freight|versand\w*|porto|livraison|envio|frete|spedizione"
    r"|verzend\w*|kargo|handling"
)
TIPS = (
    r"tips?|gratuit(?:y|ies)|service charges?|trinkgeld|pourboires?|propinas?|gorjetas?|manci[ae]"
    "|fooi(?:en)?|bahsis|drikkepenge|dricks|napiwek"
)
# Money that was not paid, or is a part of what was.
NOT_PAID = (
    rf"profit|margin|{TAX}|{SHIPPING}|{DISCOUNT}|commission|{TIPS}|coupons?|balance|codes?"
    r"|goodwill|rewards?|owed|outstanding|remaining|limit|average|avg|mean|prior|previous"
    r"|running|cumulative|lifetime|ytd|refund\w*|erstatt\w*|rembours\w*|reembols\w*|rimbors\w*"
    r"|terugbetaa\w*|iade\w*|return\w*|gewinn|marge|benefice|lucro|ganancia|list|unit|rates?"
    r"|gift (?:cards?|wrap\w*|vouchers?)"
)
# Of these the total is something else, and alone they are what was paid.
SMALL_SUMS = "costs?|fees?|gebuhr(?:en)?|frais|kosten|deposit|due"
FEES = "fees?|commission|gebuhr(?:en)?|frais|comision|comissao|commissione|provision"
SPENDING = (
    rf"{SMALL_SUMS}|gifts?|donations?|premium|contribution|spende|beitrag|cotisation|don|donacion"
    r"|cuota|quota|debit|credit|soll|haben|dues|takings|copay|tuition|rent|fare|pledge"
)
# What is counted or measured is no money, whatever stands before it.
COUNTED = (
    r"time|rep|sessions|clicks|views|items|quantity|qty|orders|pieces|pcs|units|products|articles|lines|points?|minutes?|mins?"
    r"|hours?|hrs|seconds|secs|days?|weeks?|months?|years?|nights?|visits?|ratings?|scores?|stars"
    r"|satisfaction|temperature|temp|weight|kg|kilos?|km|miles?|distance|duration|length|width"
    r"|height|age|heart|steps|calories|guests|persons|people|adults|children|seats|percent|pct"
    r"|bmi|glucose|cholesterol|pressure|pulse|level|lat|latitude|lng|longitude|artikelanzahl|stuckzahl|menge|anzahl|punkte|minuten|stunden"
    r"|tage|monate|dauer|gewicht|bewertung|heures|jours|mois|duree|quantite|qte|poids|puntos"
    r"|minutos|horas|dias|meses|duracion|cantidad|peso|pontos|duracao|quantidade|qtd|punti"
    r"|minuti|giorni|mesi|durata|quantita|punten|dagen|uren|duur|aantal|puan|dakika|saat|gun"
    r"|sure|adet|miktar|ilosc|antal|antall|maara"
)
NOT_COUNTED = rf"items (?:sub ?)?{MONEY}|minor units?|orders? (?:total|value|amount)"

_EXTRA = rf"(?:(?:sales|the|all|of|\d+) )*(?:{TAX}|{SHIPPING})"
_EXTRAS = rf"{_EXTRA}(?: (?:(?:and|und|et|y|e|en|ve|or) )?{_EXTRA})*"
_WITHOUT = (
    r"excl\w*(?: of)?|exkl\w*|exc|ex|without|before|pre|less|minus|net of|ohne|zzgl|zuzuglich|vor"
    r"|hors|sans|avant|sin|sem|senza|zonder|utan|uden|uten|bez|ilman"
)
_WITH = (
    r"incl\w*(?: of)?|inkl\w*|inc|with|plus|after|mit|einschl\w*|nach|avec|apres|y compris|con|com"
    r"|met|med|z|s|sis|sisaltaen"
)
WITHOUT_EXTRAS = (
    rf"(?:{_WITHOUT}) {_EXTRAS}"
    rf"|{_EXTRAS} (?:not included|excl\w*|exkl\w*|exc|ex|esclus\w*|exclu\w*|no incluid\w*"
    r"|nao inclus\w*|non compris\w*|non inclus\w*|nicht enthalten|haric)"
    r"|ht"
)
WITH_EXTRAS = (
    rf"(?:{_WITH}) {_EXTRAS}"
    rf"|{_EXTRAS} (?:included|incl\w*|inc|inkl\w*|inbegriffen|compris\w*|incluid\w*|inbegrepen"
    r"|dahil)"
    r"|ttc|ivato"
)
LESS_DISCOUNT = (
    r"(?:after|net of|less|minus|incl\w*|with|nach|abzgl|abzuglich|apres|con|tras|depois do|dopo"
    rf"|met|na|efter) (?:the |de |lo )?(?:{DISCOUNT})"
)
BEFORE_DISCOUNT = (
    r"(?:before|pre|excl\w*|exkl\w*|without|vor|ohne|avant|hors|sans|antes|sin|sem|prima|senza"
    rf"|voor|zonder|fore|for) (?:of |the |de |do |del |dello )?(?:{DISCOUNT})"
)
NET = (
    r"sub ?total\w*|subtotaal|zwischensumme|sous total|ara toplam|items? total|net|netto|nett"
    r"|nets|neto|liquido|\w*netto\w*|nettowert|warenwert|base imponible|imponibile|base"
)
TO_PAY = (
    "(?:net )?(?:a payer|zu zahlen|a pagar|da pagare|te betalen|do zaplaty|att betala|at betale"
    "|odenecek|to pay|to be paid|payable)|(?:amount|total) due|due (?:amount|total)"
)
PAID = (
    r"paid|\w*bezahlt|\w*gezahlt|paye|pagado|cobrado|pago|pagato|betaald|odenen|betalt|betald"
    r"|maksettu|encaisse|zaplacono"
)
IN_THE_END = (
    rf"{PAID}|charged|grand total|zahlbetrag|endbetrag|endsumme|endpreis|eindprijs|\w*brutto\w*"
)
BEFORE_THE_END = "gross|list|original|bruto|value"
LINE = (
    r"line|row|item|ext|extended|position|positions\w*|zeilen\w*|ligne|linea|linha|riga|regel\w*"
    r"|satir|product|article|artikel"
)
ORDER_WIDE = (
    r"order|grand|receipt|invoice|basket|cart|bill|ticket|booking|transaction|bestell\w*|auftrags\w*"
    r"|rechnungs\w*|bon\w*|beleg\w*|commande|facture|panier|pedido|factura|compra|fatura|ordine"
    r"|fattura|scontrino|bestelling|factuur|siparis|fis|tilaus|zamowienia"
)
_TOTAL = (
    r"total(?:e|es|t)?|totaal|gesamt\w*|ext|extended|line|row|toplam|razem|celkem|celkova|sum|summe"
    r"|positions"
    r"|yhteensa|paid|bezahlt"
)
_OF_A_PIECE = (
    r"unit|unitari[oa]|unitaire|each|per|pro|par|por|piece|einzel\w*|stuck\w*|stuks\w*|stk|birim"
    r"|(?<!mw )st|jednostkow\w*|yksikko\w*|styck\w*|stykpris|single"
)


def _says(words: str, pattern: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None


def _without_phrases(words: str) -> str:
    """The words without what says that tax, shipping or discounts are in them or not."""
    for phrase in (BEFORE_DISCOUNT, LESS_DISCOUNT, WITHOUT_EXTRAS, WITH_EXTRAS):
        words = re.sub(rf"\b(?:{phrase})\b", " ", words)
    return " ".join(words.split())


def is_counted(words: str) -> bool:
    """Whether words name what is counted or measured, which is no money."""
    return _says(re.sub(rf"\b(?:{NOT_COUNTED})\b", " ", words), COUNTED)


def is_paid(words: str) -> bool:
    """Whether words say that a column is what was paid."""
    if is_counted(words):
        return False
    if _says(words, TO_PAY):
        return True
    rest = _without_phrases(words)
    # Called "incl. VAT" alone; "VAT included" may be the tax itself.
    if not rest:
        return not re.match(rf"(?:{TAX}|{SHIPPING}|{DISCOUNT})\b", words)
    return _says(rest, MONEY) and not _says(rest, NOT_PAID) and not _says(rest, SMALL_SUMS)


def may_be_paid(words: str) -> bool:
    """Whether words name money that is what was paid where nothing better is there."""
    return not is_counted(words) and not is_no_payment(words) and _says(words, SPENDING)


def is_no_payment(words: str) -> bool:
    """Whether words name money that is no payment for an order, such as a tax."""
    return _says(_without_phrases(words), NOT_PAID)


def is_part(words: str) -> bool:
    """Whether words name a part of what was paid: a tax, shipping, a fee, a tip."""
    return _says(_without_phrases(words), rf"{TAX}|{SHIPPING}|{FEES}|{TIPS}")


def rank(words: str) -> int:
    """How plainly words say that a column is all that was paid, 0 the plainest.

    1 is any total, 2 may be before discounts, 3 is without tax, shipping or the like.
    """
    if _says(words, TO_PAY):
        return 0
    if _says(words, WITHOUT_EXTRAS):
        return 3
    if _says(words, BEFORE_DISCOUNT):
        return 2
    if _says(words, f"{WITH_EXTRAS}|{LESS_DISCOUNT}|{IN_THE_END}"):
        return 0
    if _says(words, NET):
        return 3
    return 2 if _says(words, BEFORE_THE_END) else 1


def is_payment(words: str) -> bool:
    """Whether words name what was paid so far, which may be less than what an order cost."""
    return _says(words, PAID)


def is_due(words: str) -> bool:
    """Whether words may as well name what is still to be paid."""
    return _says(words, "due")


def is_of_a_line(words: str) -> bool:
    """Whether words say that an amount is of one line of an order."""
    return _says(words, LINE)


def is_of_an_order(words: str) -> bool:
    """Whether words say that an amount is of a whole order."""
    return _says(words, ORDER_WIDE) and not is_of_a_line(words)


def is_total_price(words: str) -> bool:
    """Whether words name the price of all pieces: "Ext Price", "Preis gesamt"."""
    return _says(words, PRICE) and _says(words, _TOTAL) and not is_of_a_piece(words)


def is_of_a_piece(words: str) -> bool:
    """Whether words say that a price is of one piece, night or hour."""
    return _says(words, "|".join((_OF_A_PIECE, NIGHT, NIGHTLY_RATE, *RATES)))


def rate_of(words: str) -> str | None:
    """The headers, as a pattern, that say of how many days or hours words name the rate."""
    found = (how_many for rate, how_many in RATES.items() if _says(words, rate))
    return next(found, None)


def is_in_minor_units(words: str) -> bool:
    """Whether words say that amounts are in cents."""
    return _says(words, MINOR_UNITS)


def is_discount(words: str) -> bool:
    """Whether words name what is taken off a price."""
    named = _says(words, DISCOUNT) and not _says(words, "codes?|id|name|type|reason|art|grund")
    return named and not _says(words, f"{BEFORE_DISCOUNT}|{LESS_DISCOUNT}")


def is_before_discount(words: str) -> bool:
    """Whether words say that an amount is before a discount."""
    return _says(words, BEFORE_DISCOUNT)


def is_in_percent(words: str) -> bool:
    """Whether words say that a discount is in percent."""
    return _says(words, "percent|percentage|pct|prozent|pourcentage|porcentaje|percentual|yuzde")


def is_sum_of_money(words: str) -> bool:
    """Whether words say that a discount is money rather than a share."""
    return _says(words, AMOUNT)
