"""What a column with numbers means, by the words of its header; the first that fits is taken."""

import re

from segmentation.mapping.own.facts import MOST, Facts
from segmentation.mapping.own.headers import Header

# Meanings as `recipes.meanings` has them, each with a pattern for the phrase.
_SPEND_WORDS = (
    r"spend(?:ing|ings)?|spent|revenues?|sales|turnover|monetary|money spent|umsatz|\w+umsatz"
    r"|umsätze|ausgaben|dépenses?|chiffre d affaires|ca|gastos?|gastado|ventas|facturación"
    r"|spesa|spese|fatturato|faturamento|vendas|omzet|uitgaven|besteding|harcama|ciro|einkaufswert"
    r"|purchase (?:amount|value)|purchases? total|transactions? amount|order (?:amount|value)"
    r"|amount spent|einkaufssumme|bestellwert"
)
_EVERYTHING = (
    r"tota(?:les|ux|li)|toplam|yıllık|aylık|mensuel(?:le)?|mensual|mensile|maandelijkse?|jaarlijkse?|anuales"
    r"|netto|brutto|neto|bruto|lordo|ht|ttc"
    r"|total|annual|yearly|monthly|weekly|lifetime|overall|all time|gross|net|customer|of|the|a"
    r"|per|in"
    r"|year|month|week|last|\d+|months|years|days|jährlicher?|jahres|gesamt\w*|monatlicher?"
    r"|totale?|annuel(?:le|les|s)?|anual|annuale|im|pro|jahr|monat|mes|año|an|par|mois|online|\d+d|days?"
)
_AMOUNTS = (
    rf"{_EVERYTHING}|amount|value|sum|valor|importe|importo|montant|tutarı?|bedrag|kwota|wert"
)
_COUNT = (
    r"number of|count of|how many|nombre d[e']?|número de|numero d[ei]|aantal|n of|cantidad de"
    r"|quantidade de|n[º°] d[ei']?|liczba|ilość|počet|antall?|количество|число|αριθμός"
)
_ORDERS = (
    r"orders?|purchases?|transactions?|bestellungen|bestellanzahl|käufe|einkäufe|commandes|achats"
    r"|pedidos|compras|ordini|acquisti|bestellingen|aankopen|siparişler?|sipariş sayısı|aufträge"
    r"|zamówień|zakupów|objednávek|nákupů|beställningar|köp|заказов|покупок|αγορών|παραγγελιών"
    r"|購入回数|注文回数|注文数|购买次数|订单数|消费次数"
)
_VISITS = (
    r"visits?|besuche|visites?|visitas?|bezoeken|ziyaret(?:ler)?(?: sayısı)?|store visits"
    r"|ingressi|eintritte|check ?ins|entrées|entradas|wizyt|besök|besøg|визитов|επισκέψεις|来店回数"
    r"|到店次数"
)
_LOGINS = r"log ?ins?|anmeldungen|connexions|accesos|accessi"
_STAYS = (
    r"stays|bookings?|reservations?|buchungen|aufenthalte|séjours|reservas|prenotazioni|soggiorni"
)
_QUALIFIED = rf"^(?:(?:{_COUNT}|{_EVERYTHING}) )*(?:{{}})(?: (?:count|frequency|{_EVERYTHING}))*$"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(pattern))
    for meaning, pattern in (
        (
            "number",
            r"^(?:z|zscore|scaled|log|normali[sz]ed|standardi[sz]ed|std|delta"
            r"|change)(?: of)?(?!\w)",
        ),
        (
            "age",
            r"^(?:customer |current |member |client |user )?(?:age|alter|âge|edad|età|eta|idade"
            r"|leeftijd|yaş|yas|lebensalter|wiek|věk|vek|ålder|alder|ikä|kor|életkor|возраст|вік"
            r"|ηλικία|年齢|年龄|年齡|나이)(?: in years| years| in jahren)?$",
        ),
        (
            "credit left",
            r"open to buy|(?:available|remaining|unused|free) credit|credit (?:left|available)"
            r"|verfügbarer (?:kredit\w*|rahmen)|freier kreditrahmen",
        ),
        ("credit used", r"(?:^|credit |card |average )utili[sz]ation"),
        (
            "score",
            r"(?<!\w)(?:scores?|punktzahl|punktestand|puntuación|punteggio|pontuação|skor)(?!\w)",
        ),
        (
            "rating",
            r"(?<!\w)(?:ratings?|stars|satisfaction|nps|csat|bewertung|zufriedenheit|calificación"
            r"|valutazione|avaliação|beoordeling|soddisfazione|satisfacción|memnuniyet)(?!\w)",
        ),
        (
            "limit",
            r"(?<!\w)(?:limits?|kreditrahmen|limite|límite|kreditlimit|dispo|credit line)(?!\w)",
        ),
        (
            "income",
            r"(?<!\w)(?:income|salary|earnings|wages?|einkommen|\w+einkommen|gehalt|lohn|revenu"
            r"|salaire|ingresos?|salario|renta|reddito|stipendio|renda|salário|inkomen|salaris"
            r"|gelir|maaş)(?!\w)",
        ),
        (
            "balance",
            r"(?<!\w)(?:balance|saldo|kontostand|solde|bakiye|guthaben|savings|deposits?|ersparnisse"
            r"|einlagen?)(?!\w)",
        ),
        (
            "average order",
            r"(?<!\w)(?:aov|warenkorb\w*|panier moyen|ticket m[eé]dio|scontrino medio"
            r"|average orderwaarde|sepet ortalaması?|média de pedido|valor médio do pedido"
            r"|basket (?:size|value))"
            r"(?!\w)|^average (?:order|basket|purchase|ticket|transactions?|bestellwert|bon|sale)s?"
            r"(?: (?:value|amount|size))?$",
        ),
        (
            "recency",
            r"^recency|(?:days|months|weeks|tage|monate|jours|días|dias|giorni)"
            r" (?:since|seit|depuis"
            r"|desde|dal)"
            r" (?:the |a |la |el |o |l |il )?"
            r"(?:last|letzter|letztem|dernière?|últim[oa]|ultim[oa])?\s?"
            r"(?:order|purchase|buy|transactions?|bestellung|kauf|einkauf|achat|commande|compra|pedido|acquisto)"
            r"|^last (?:order|purchase) days(?: ago)?$",
        ),
        (
            "last",
            r"(?:days|months|weeks|hours|tage|monate) (?:since|seit) (?:the )?(?:last"
            r"|letzte[mnr]?) ",
        ),
        ("inactive", r"(?<!\w)(?:inactive|inaktiv|inactivity|dormant)(?!\w)"),
        (
            "tenure",
            r"(?<!\w)(?:tenure|on book|seniority|vertragsdauer|vertragslaufzeit|mitgliedsdauer"
            r"|kundendauer"
            r"|ancienneté|antigüedad|anzianità|antiguidade|loyalty years|time as customer"
            r"|(?:years?|months|days|weeks|jahre|monate) (?:as|since|of|a|als) (?:a )?"
            r"(?:customer|client|member|sign ?up|join\w*|membership|registration|kunde|mitglied)\w*"
            r"|(?:membership|member|customer|account|subscription|contract) (?:years|months"
            r"|days|age|length|duration|lifetime)"
            r"|customer lifetime|dabei seit jahren|lidmaatschap)(?!\w)",
        ),
        ("orders", rf"^(?:purchase |order )?frequency$|{_QUALIFIED.format(_ORDERS)}"),
        ("visits", _QUALIFIED.format(_VISITS)),
        ("logins", _QUALIFIED.format(_LOGINS)),
        ("stays", _QUALIFIED.format(_STAYS)),
        (
            "share",
            r"(?<!\w)(?:share|ratio|rate|rates|anteil\w*|quote|\w+quote|proportion|part|porcentaje"
            r"|percentuale|porcentagem|taux|tasa|tasso|taxa|oranı?|aandeel)(?!\w)",
        ),
        ("spend", rf"^(?:(?:{_AMOUNTS}) )*(?:{_SPEND_WORDS})(?: (?:{_AMOUNTS}))*$"),
        (
            "spend on",
            rf"^amount (?!paid|due|change)|(?<!\w)(?:{_SPEND_WORDS})(?!\w)",
        ),
        ("count", rf"^(?:{_COUNT})(?!\w)|(?<!\w)count$|sayısı$|anzahl$"),
        (
            "duration",
            r"(?<!\w)(?:hours|minutes|stunden|minuten|heures|horas|ore|uren|nights|nächte|nuits|noches"
            r"|notti|noites|km|kilometers|kilometer|miles|gb|seconds|sekunden)(?!\w)",
        ),
        (
            "amount",
            r"(?<!\w)(?:amount|value|price|fees?|charges?|payments?|paid|costs?|bill|premium|loan"
            r"|debt|betrag|preis|beitrag|gebühr\w*|kosten|rechnung|montant|prix|importe|precio|cuota"
            r"|importo|prezzo|valor|preço|bedrag|prijs|tutar|fiyat|expenses|profit|margin|wert"
            r"|discount|rabatt|mrr|arr|rent|miete|investment|clv|ltv|cltv|lifetime)(?!\w)",
        ),
    )
)
MONEY = {
    "income", "limit", "credit left", "balance", "average order", "spend", "spend on", "amount",
}  # fmt: skip
COUNTS = {"orders", "visits", "logins", "stays", "count"}
# Of one order, and not of all that was spent.
OF_ONE = re.compile(
    r"(?<!\w)(?:last|first|average|highest|lowest|letzte\w*|per|dernière?|medi[oa]s?"
    r"|médi[oa]s?|moyen(?:ne)?s?|durchschnitt\w*|mittlere\w*|gemiddelde?|ortalama\w*|średni\w*"
    r")(?!\w)"
)
GERMAN_PLURAL = re.compile(r"(?:en|e|er|s)$")


def meaning_of(header: Header, facts: Facts, *, german: bool) -> str:
    """What a column with numbers means, one of `recipes.meanings.MEANINGS`."""
    phrase = header.phrase
    for meaning, pattern in PATTERNS:
        if pattern.search(phrase) and _can_be(meaning, header, facts):
            return meaning
    if facts.percents >= 0.5 or header.unit == "%":
        return "share"
    if header.unit.startswith("of "):
        return "score"
    last = phrase.split()[-1] if phrase else ""
    plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    if german:
        plural = bool(GERMAN_PLURAL.search(last)) and len(last) > 3
    is_count = facts.whole and facts.lowest >= 0 and facts.highest < 100_000 and plural
    return "count" if is_count and not header.unit and not facts.sign else "number"


def _can_be(meaning: str, header: Header, facts: Facts) -> bool:
    """Whether the values can be of the meaning that the words say."""
    if meaning == "age":
        # A slip of the pen, such as 999, is told of as odd.
        return (facts.lowest >= 0 and facts.highest <= 130) or facts.ages >= MOST
    if meaning in ("spend", "spend on") and OF_ONE.search(header.phrase):
        return False
    if meaning in COUNTS and (header.unit in ("%", "$", "€", "£") or facts.sign):
        return False
    if meaning in ("orders", "visits", "logins", "stays"):
        return facts.lowest >= 0
    if meaning == "count":
        return facts.lowest >= 0 and facts.whole
    if meaning == "share":
        return not header.phrase.startswith("number of")
    return True
