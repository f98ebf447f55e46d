"""What a column is called on screen."""

import re

from segmentation.mapping.own.headers import Header
from segmentation.recipes.meanings import is_plural

SMALL = {"am", "im", "pro", "per", "in", "der", "die", "das", "den", "dem", "des", "seit", "bis",
         "ab", "an", "auf", "aus", "bei", "nach", "vor", "für", "ohne", "als", "oder", "letzter",
         "letzte", "letztes", "letzten", "erster", "erste", "erstes", "nächster", "nächste",
         "von", "vom", "zum", "zur", "gültig", "und", "zu", "mit", "je", "number", "of", "share",
         "average", "total"}  # fmt: skip
ACRONYMS = {"cltv", "clv", "ltv", "nps", "mrr", "arr", "csat", "aov", "vip", "sms", "tv", "hd",
            "bmi", "ects", "xp", "iap", "rfm", "hba1c", "gpa", "eur", "usd"}  # fmt: skip
VOWEL = re.compile(r"[aeiouäöüy]", re.IGNORECASE)
# An address or markup is no header of words, and stays as it stands.
NO_WORDS = re.compile(r"[<>{}\\]|://")
FIXED = {"credit left": "Credit left to use", "credit used": "Credit used"}
NOT_A_TOPIC = {"toplam", "harcama", "ciro", "fatturato", "totale", "ventas", "omzet", "uitgaven",
               "spend", "spent", "spending", "spendings", "revenue", "revenues", "sales", "amount",
               "total", "totales", "totaux", "totali", "valor", "importe", "importo", "montant",
               "wert", "tutarı", "bedrag", "kwota", "on", "for", "of", "ausgaben", "umsatz",
               "gasto", "gastos", "spesa", "dépenses", "annual", "yearly", "monthly",
               "money", "netto", "brutto", "neto", "bruto", "lordo", "net", "gross"}  # fmt: skip
DATED = {"date", "datum", "fecha", "data", "day", "at", "on", "am", "timestamp", "time", "tarih",
         "tarihi", "ts", "le", "of", "dt", "de", "del", "di", "da", "du", "the"}  # fmt: skip
AS_A_CUSTOMER = {"", "customer", "since", "customer since", "client since", "kunde seit", "seit",
                 "client", "kunde", "kunden", "desde", "depuis", "kund sedan", "kunde siden",
                 "klient od", "klant sinds", "cliente dal", "client depuis",
                 "cliente desde"}  # fmt: skip
# What "days until" says already, and what is no end of anything by itself.
UNTIL = {"until", "till", "to", "thru", "through", "bis", "zum", "jusqu", "jusqu'au", "au",
         "hasta", "até", "ate", "fino", "al", "tot", "do", "asti", "kadar", "läuft",
         "endet", "runs", "ends"}  # fmt: skip
SINCE = {"since", "seit", "from", "depuis", "desde", "dal", "dalla", "sinds", "ab", "beri", "od",
         "sedan", "siden", "alkaen", "on", "am"}  # fmt: skip
VALID = {"", "valid", "gültig", "valable", "valide", "válido", "válida", "valido", "valida",
         "geldig", "geçerli", "geçerlilik", "ważny", "ważne", "giltig", "gyldig"}  # fmt: skip
# A German day in one word is said by what happens on it: "Eintritt" of "Eintrittsdatum".
ON_A_DAY = re.compile(r"(?<=\w{4})s(?:datum|tag|zeitpunkt)$", re.IGNORECASE)
AS_A_MEMBER = {"member since", "mitglied seit", "member", "lid sinds", "mitglied", "medlem sedan",
               "medlem siden", "membre depuis", "socio dal", "miembro desde"}  # fmt: skip


def label_of(header: Header, meaning: str, *, whole: str, german: bool) -> str:
    """A column's label: "Web purchases" of "NumWebPurchases", "Spend on wines" of "MntWines".

    Args:
        whole: the header as it stands, for one that is not made of words.
    """
    if meaning in FIXED:
        return FIXED[meaning]
    if NO_WORDS.search(whole):
        return _label([], whole[:1].upper() + whole[1:])
    if meaning == "age" and not german:
        return "Age"
    words = _as_written(header, german=german)
    if meaning == "spend on":
        topic = [word for word in words if word.lower() not in NOT_A_TOPIC]
        return f"Spend on {' '.join(topic)}" if topic else _label(words, whole)
    bare = words[2:] if [word.lower() for word in words[:2]] == ["number", "of"] else words
    return _label(_in_plural(bare, german=german) if bare != words else words, whole)


def title_of(name: str) -> str:
    """A table's title, from the name of its file: "Mall customers" of "Mall_Customers".

    >>> title_of("My-Table 2"), title_of("Mall_Customers"), title_of("2024")
    ('My-table 2', 'Mall customers', '2024')
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", name)
    words = " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in parted.split())
    return words[:1].upper() + words[1:] or name


def label_of_date(header: Header, meaning: str, *, whole: str, german: bool) -> str:
    """A date column's label: "Days since last visit", "Age", "Days until contract end"."""
    words = _without_ends(_as_written(header, german=german), DATED)
    words = [ON_A_DAY.sub("", word) for word in _without_ends(words[::-1], DATED)[::-1]]
    said = " ".join(words)
    if meaning == "age":
        return "Age"
    if meaning == "year of birth":
        return "Year of birth"
    if meaning == "tenure" and said.lower() in AS_A_MEMBER:
        return "Days as a member"
    if meaning == "tenure" and said.lower() in AS_A_CUSTOMER:
        return "Days as a customer"
    if meaning == "days until":
        return _until(words, whole)
    return f"Days since {' '.join(_without_ends(words, SINCE)) or said or _label([], whole)}"


def _until(words: list[str], whole: str) -> str:
    """ "Days until Vertrag end" of "Vertrag bis", "Days until contract end" as it is."""
    bare = _without_ends(words, UNTIL)
    said = " ".join(bare)
    if bare == words:
        return f"Days until {said or _label([], whole)}"
    return "Days until expiry" if said.lower() in VALID else f"Days until {said} end"


def _without_ends(words: list[str], small: set[str]) -> list[str]:
    """The words without the small ones at their end: "Vertrag" of "Vertrag bis"."""
    while words and words[-1].lower() in small:
        words = words[:-1]
    return words


def _label(words: list[str], whole: str) -> str:
    said = " ".join(words)
    return said[:1].upper() + said[1:] if said else whole


def _as_written(header: Header, *, german: bool) -> list[str]:
    """The opened words, in capitals where the header has them for a reason."""
    own = {word.lower(): word for word in header.written}
    shouts = all(word.isupper() for word in header.written if word.isalpha())
    words = []
    for word in header.words:
        written = own.get(word, word)
        acronym = written.isupper() and len(written) > 1 and (not shouts or _is_short(written))
        if word in ACRONYMS:
            written, acronym = word.upper(), True
        if german and word == "per":
            words.append("pro")
        elif acronym and word not in SMALL:
            words.append(written)
        elif german and word not in SMALL:
            words.append(written if written != word and not shouts else word.capitalize())
        else:
            words.append(written if acronym else word)
    return words


def _is_short(word: str) -> bool:
    """Whether capitals among capitals are an abbreviation all the same: FFP, and not SUM or TO."""
    return len(word) <= 3 and not VOWEL.search(word)


def _in_plural(words: list[str], *, german: bool) -> list[str]:
    """ "dependents" of what counts "dependent": of what is counted there are several."""
    if german or not words or is_plural(words[-1]) or re.search(r"\W|\d", words[-1]):
        return words
    if "in" in words or "a" in words or not words[-1].isascii():
        return words
    last = words[-1]
    return [*words[:-1], f"{last[:-1]}ies" if last.endswith("y") else f"{last}s"]
