"""How a line of totals or subtotals is called, in the languages of spreadsheet programs."""

import re

# As exports, spreadsheets and their pivot tables write it below or between rows.
CALLED = (
    # English, and what is the same elsewhere
    "totals?",
    "(?:grand|overall|report|page|sum) totals?",
    "total sum",
    "sub[- ]?totals?",
    "sum",
    "averages?",
    # German
    "(?:gesamt|zwischen|end|teil)?summen?",
    "gesamt",
    "insgesamt",
    "(?:gesamt|teil)?ergebnis",
    "gesamtbetrag",
    "durchschnitt",
    "mittelwert",
    # French
    "total g[ée]n[ée]ral",
    "totaux",
    "sous[- ]totaux",
    "sous[- ]total",
    "somme",
    "moyenne",
    # Spanish, Portuguese, Romanian
    "total general",
    "totales",
    "sumas?",
    "suma total",
    "promedio",
    "total geral",
    "totais",
    "somas?",
    "m[ée]dia",
    # Italian
    "(?:sub)?total[ei]",
    "totale (?:generale|complessivo)",
    "somma",
    # Dutch
    "(?:sub|eind)?totaal",
    "(?:sub|eind)?totalen",
    "som",
    "gemiddelde",
    # Turkish
    "(?:genel |ara )?toplam[ıi]?",
    "ortalama",
    # Scandinavian languages, Finnish, Hungarian
    "totalt",
    "(?:total|del|slut)?summa",
    "i alt",
    "yhteensä",
    "összesen",
    "végösszeg",
    # Polish, Czech, Slovak
    "suma końcowa",
    "razem",
    "łącznie",
    "ogółem",
    "celkem",
    "celkový součet",
    "(?:mezi)?součet",
    "spolu",
    # Russian and Ukrainian, Greek
    "итого?",
    "(?:общий|промежуточный) итог",
    "всего",
    "сумма",
    "разом",
    "всього",
    "(?:γενικό |μερικό )?σύνολο",
    # Japanese, Chinese, Korean
    "[合総总總小]?[計计]",
    "[합총소]계",
)
# What may follow the word and is summed up.
NOUNS = (
    "amounts?|sales|revenue|orders?|customers?|rows?|records?|lines?|items?|"
    "umsatz|betrag|bestellungen|kunden|zeilen|commandes|clients|lignes|pedidos|clientes|filas|"
    "eur|usd|gbp|chf|€|[$£]"
)
_WORDS = f"(?:{'|'.join(sorted(CALLED, key=len, reverse=True))})"
_NO_WORD = r"[^\p{L}\p{N}]*"
_COUNT = r"[\p{N}][\p{N}.,' \x{a0}\x{202f}]*"
# For DuckDB's regexp_full_match. What follows the word: nothing, a count, what was counted.
TOTAL = rf"(?i){_NO_WORD}{_WORDS}{_NO_WORD}(?:{_COUNT}\p{{L}}*|{NOUNS})?{_NO_WORD}"
# A total of something that is named before or after the word: "00007 Total", "Summe 00007".
TOTAL_OF = rf"(?i)\S.* {_WORDS}{_NO_WORD}|{_NO_WORD}{_WORDS}[: ].*\S"
LONGEST = 60
# The same as TOTAL for Python.
_TOTAL = re.compile(
    rf"[\W_]*{_WORDS}[\W_]*(?:\d[\d.,' \xa0\u202f]*[^\W\d_]*|{NOUNS})?[\W_]*", re.IGNORECASE
)


def is_total(cell: str) -> bool:
    """Whether a cell is a word for a total, with a count after it or without.

    >>> is_total("Total: 24"), is_total("Total care")
    (True, False)
    """
    return len(cell) <= LONGEST and bool(_TOTAL.fullmatch(cell))


def total_of(cell: str) -> str:
    """What a cell is the total of: "00007" of "00007 Total" and of "Total for 00007".

    >>> total_of("Summe: 00007"), total_of("Total for K1"), total_of("Total Fitness GmbH")
    ('00007', 'K1', 'Fitness GmbH')
    """
    without = re.sub(rf"^{_WORDS}\b\W*|\W*\b{_WORDS}\W*$", "", cell.strip(), flags=re.IGNORECASE)
    return re.sub(r"^(?:for|of|für|von|pour|de|di|da|per|van|voor)\s+", "", without).strip(" :.=-")
