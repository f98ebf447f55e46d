"""A header as words: abbreviations opened, its unit taken out, whatever its spelling."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from segmentation.mapping.own.abbreviations import IN_ONE_WORD, OPENED, PERIODS
from segmentation.recipes.units import COUNTED, MONEY, thousands_of

# Salesforce ends the names of an owner's fields so.
SALESFORCE = re.compile(r"__p?c$")
BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
BETWEEN_WORDS = re.compile(
    # "webVisits", "HTTPVisits", "Cmp3" stay readable; "顧客ID" is two words.
    r"(?<=[a-zà-öø-ÿ0-9])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])"
    r"|(?i:(?<=cmp)(?=[0-9]))|(?<=[^\x00-\u024f])(?=[A-Za-z])|(?<=[A-Za-z])(?=[^\x00-\u024f])|[_\s.,;:/\\|-]+"
)
TOKENS = re.compile(r"[_\s.,;:/\\|-]+")
# "Rate/Night", and not "Guthaben/Nachzahlung".
PER = re.compile(
    r"(?<=[A-Za-z])\s*/\s*(?=(?:night|day|month|mo|hour|hr|year|yr|week|visit|order|customer|client"
    r"|member|user|person|head|unit|piece|nacht|tag|monat|jahr|stunde|woche|besuch|kunde|bestellung"
    r"|kauf|mois|jour|visite|mes|mese|giorno|maand|dag|jaar)(?!\w))",
    re.IGNORECASE,
)
AT_THE_ENDS = "\"'`*?!¿¡{}<>+=~^&#"
RANGE = re.compile(r"(?:1|0)\s*(?:-|–|to)\s*(\d+)")
PLURAL_UNITS = {"year": "years", "month": "months", "day": "days", "hour": "hours"}
UNIT_WORDS = {
    "jahre": "years", "jahren": "years", "monate": "months", "monaten": "months",
    "tage": "days", "tagen": "days", "stunden": "hours", "minuten": "minutes",
    "ans": "years", "mois": "months", "jours": "days", "heures": "hours",
    "años": "years", "meses": "months", "días": "days", "dias": "days", "horas": "hours",
    "anni": "years", "mesi": "months", "giorni": "days", "ore": "hours",
    "anos": "years", "jaren": "years", "maanden": "months", "dagen": "days", "uren": "hours",
    "yıl": "years", "ay": "months", "gün": "days", "saat": "hours",
    "yrs": "years", "yr": "years", "mths": "months", "mos": "months", "hrs": "hours",
    "h": "hours", "mins": "minutes", "min": "minutes",
}  # fmt: skip
# A last word that says in which money, or by which measure.
RATES = {"rate", "ratio", "quote", "anteil", "proportion"}
PERCENT = {"pct", "percent", "percentage", "perc", "prozent", "pourcentage", "porcentaje"}
MONEY_CODES = {"usd", "eur", "euro", "gbp", "chf", "inr", "brl", "jpy", "cad", "aud", "tl",
               "pln", "czk", "huf", "sek", "nok", "dkk", "mxn"}  # fmt: skip
# "Skonto in %", and not "% returned".
AT_THE_END_PERCENT = re.compile(r"(?i:(?<!\w)in|en|as|als)?\s*%\s*$")
TIMES = {"years", "months", "days", "hours", "minutes"}
MEASURES = {measure.lower(): measure for measure in (
    "km", "kg", "GB", "MB", "kWh", "cm", "lbs", "miles", "mm", "m²", "m2", "m³", "m3", "qm", "sqm",
    "sqft", "MWh", "kW", "kcal", "mmHg", "bpm", "°C", "ha",
)}  # fmt: skip
# "min" is the lowest of something where nothing lasts.
MINUTES = re.compile(
    r"(?<!\w)(?:session|call|talk|time|duration|watch\w*|play\w*|listen\w*|wait\w*|usage|spent"
    r"|dauer|zeit|average|stream\w*|online)(?!\w)"
)
LASTED = re.compile(r"(\d+)([dmwy])")
LASTING = {"d": "days", "m": "months", "w": "weeks", "y": "years"}


@dataclass(frozen=True)
class Header:
    """A header's words: as they are written, and in small letters with what is short opened.

    `unit` is what it says of its unit: "k$", "kg", "%", "of 100", "months"; empty for none.
    """

    written: tuple[str, ...]
    words: tuple[str, ...]
    unit: str

    @property
    def phrase(self) -> str:
        """The words in one line, to look for meanings in."""
        return " ".join(self.words)


def read_header(header: str) -> Header:
    """A header as words.

    >>> read_header("Annual Income (k$)")
    Header(written=('Annual', 'Income'), words=('annual', 'income'), unit='k$')
    >>> read_header("num_web_purchases").phrase
    'number of web purchases'
    """
    bare = SALESFORCE.sub("", header)
    bracketed = [unit for inside in BRACKETED.findall(bare) if (unit := _unit(inside))]
    bare = BRACKETED.sub(" ", bare) if bracketed or BRACKETED.sub("", bare).strip() else bare
    signs = [sign for sign in (*MONEY, "%") if not sign.isalnum() and sign in bare]
    sign = max(signs, key=len, default="")
    bare = AT_THE_END_PERCENT.sub("", bare) if bare.strip() != "%" else bare
    for each in sorted(signs, key=len, reverse=True):
        bare = bare.replace(each, " share " if each == "%" else " ")
    bare = bare.replace("#", " number of ") if bare.strip().startswith("#") else bare
    bare = PER.sub(" per ", bare)
    parts = [part for token in TOKENS.split(bare) for part in _parted(token)]
    written = [word for part in parts if (word := part.strip(AT_THE_ENDS))]
    unit = bracketed[0] if bracketed else sign
    unit = unit or ("%" if any(word.lower() in PERCENT for word in written) else "")
    if len(written) > 1 and not unit and (last := _unit_of_last(written)):
        unit = last
        written.pop()
    if len(written) > 1 and written[-1].lower() == "in":
        written.pop()
    return Header(tuple(written), tuple(_opened(written)), unit)


def _parted(token: str) -> list[str]:
    """A word in its words, by its capitals: those of "BAföG" and "kWh" are none."""
    if token.lower() in MEASURES:
        return [token]
    parts = BETWEEN_WORDS.split(token)
    is_one = len(parts) > 2 and parts[-1].isalpha() and parts[-1].isascii() and len(parts[-1]) == 1
    return [token] if is_one else parts


def _opened(written: Iterable[str]) -> list[str]:
    words = [_small(word) for word in written]
    opened: list[str] = []
    for at, word in enumerate(words):
        is_last = at == len(words) - 1
        said = "segment" if word == "seg" and is_last else OPENED.get(word, word)
        lasted = LASTED.fullmatch(word) if at else None
        said = f"{lasted[1]} {LASTING[lasted[2]]}" if lasted else said
        for ending, whole in IN_ONE_WORD.items():
            if word.endswith(ending) and word.removesuffix(ending) in whole:
                said = f"{word.removesuffix(ending)} id"
        if word in ("num", "no", "nr", "count", "cnt", "ct"):
            said = _counting(word, words, at, is_last=is_last)
        opened += said.split()
    return _tidied(opened)


def _counting(word: str, words: list[str], at: int, *, is_last: bool) -> str:
    """What "num", "no" or "count" says: how many of what follows, or a number that names."""
    follows = words[at + 1 : at + 2]
    if word in ("count", "cnt", "ct"):
        return "count"
    if word == "no" and at and not is_last and follows != ["of"]:
        # "presenças no mês": no number of anything.
        return "no"
    if is_last or (word in ("no", "nr") and follows != ["of"]):
        return "id"
    return "number" if follows == ["of"] else "number of"


def _tidied(words: list[str]) -> list[str]:
    """A count at the end said first, and the months of "12 months" after "in"."""
    if len(words) > 1 and "count" in words[1:]:
        rest = [word for word in words if word not in ("count", "total")]
        words = ["number", "of", *rest] if rest else words
    if "share" in words and RATES.intersection(words):
        words = [word for word in words if word != "share"]
    for at, word in enumerate(words[1:], start=1):
        if word in ("amount", "value") and words[at - 1] in ("transactions", "purchases", "orders"):
            words[at - 1] = words[at - 1].removesuffix("s")
    if words[:2] == ["number", "of"] and words[2:4] == ["number", "of"]:
        words = words[2:]
    if len(words) > 2 and words[-2].isdigit() and words[-1] in PERIODS:
        words = [*words[:-2], "in", words[-2], PERIODS[words[-1]]]
    elif (
        len(words) > 2
        and words[-1] in ("month", "year", "week", "day")
        and (words[-2].endswith("s") and words[-2] not in ("this",))
    ):
        words = [*words[:-1], "a", words[-1]]
    return words


def _unit(inside: str) -> str:
    """What stands in brackets, where it is a unit: "k$", "in Jahren", "1-100"."""
    said = inside.strip(" .").lower().removeprefix("in ").removeprefix("en ").strip()
    range_ = RANGE.fullmatch(said)
    if range_:
        return f"of {range_[1]}"
    if said in MONEY or thousands_of(said) or said == "%":
        return said
    said = UNIT_WORDS.get(said, PLURAL_UNITS.get(said, said))
    if said in COUNTED or said in TIMES:
        return said
    return MEASURES.get(said, "")


def _unit_of_last(written: list[str]) -> str:
    """The unit that the last of several words is: "usd", "km", "hours" of "h"; "" for none."""
    last, before = _small(written[-1]), " ".join(_opened(written[:-1]))
    if _is_money_code(written[-1]):
        return written[-1]
    if last in MEASURES and last != "miles":
        return MEASURES[last]
    if last == "h" or (last == "min" and MINUTES.search(before)):
        return UNIT_WORDS[last]
    return ""


def _small(word: str) -> str:
    """In small letters; a capital İ has no dot beside its own."""
    return word.lower().replace("i\u0307", "i")


def _is_money_code(word: str) -> bool:
    said = word.lower()
    return said in MONEY_CODES or word == "TRY"
