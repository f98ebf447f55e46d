"""Texts that have an order: ranges such as "$60K - $80K", and steps such as low, medium, high."""

import re
from collections.abc import Sequence

Steps = tuple[tuple[str, float], ...]

FIGURE = r"([0-9][0-9.,' ]*)\s*(k|m|tsd|t)?"
SIGNS = r"[$€£¥₹₺]|usd|eur|gbp|years?|jahre|ans|años|anni|days|months|hours|of age|p\.? ?a\.?"
CLOSED = re.compile(rf"{FIGURE}\s*(?:-|–|—|to|bis|à|a|until|and|und|\.\.)\s*{FIGURE}")
BELOW = re.compile(
    rf"(?:<=?|less than|under|below|up to|bis|unter|weniger als|moins de|menos de|meno di"
    rf"|minder dan|until|younger than)\s*{FIGURE}|{FIGURE}\s*(?:or less|or under|and below|-)"
)
ABOVE = re.compile(
    rf"(?:>=?|more than|over|above|from|ab|über|mehr als|plus de|más de|più di|meer dan)\s*{FIGURE}"
    rf"|{FIGURE}\s*(?:\+|or more|and more|and over|or over|and above|plus|und mehr|et plus|y más)"
)
NOT_KNOWN = {"unknown", "unbekannt", "n/a", "other", "not stated", "inconnu", "desconocido", "?",
             "keine angabe", "k.a.", "prefer not to say", "missing", "undefined"}  # fmt: skip
FEWEST_RANGES = 3
SCALES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("very low", "sehr niedrig"), ("low", "niedrig", "gering", "faible", "bajo", "baja", "basso",
      "bassa", "baixo", "baixa", "laag", "düşük"),
     ("medium", "mid", "middle", "moderate", "average", "mittel", "moyen", "medio", "media",
     "médio",
      "média", "gemiddeld", "orta", "normal"),
     ("high", "hoch", "élevé", "fort", "alto", "alta", "hoog", "yüksek"),
     ("very high", "sehr hoch")),
    (("extra small", "xs"), ("small", "s", "klein", "petit", "pequeño", "piccolo", "küçük"),
     ("medium", "m", "mittel", "moyen", "mediano", "medio"),
     ("large", "l", "big", "groß", "gross", "grand", "grande", "groot", "büyük"),
     ("extra large", "xl"), ("xxl",)),
    (("never", "nie", "jamais", "nunca", "mai", "nooit"),
     ("rarely", "seldom", "selten", "rarement", "raramente", "zelden"),
     ("sometimes", "occasionally", "manchmal", "parfois", "a veces", "a volte", "soms"),
     ("often", "frequently", "oft", "häufig", "souvent", "spesso", "vaak"),
     ("very often", "sehr oft"), ("always", "immer", "toujours", "siempre", "sempre")),
    (("daily", "täglich"), ("weekly", "wöchentlich"), ("fortnightly",), ("monthly", "monatlich"),
     ("quarterly",), ("annually", "yearly", "jährlich")),
    (("very dissatisfied", "very unsatisfied", "sehr unzufrieden"),
     ("dissatisfied", "unsatisfied", "unzufrieden"), ("neutral",), ("satisfied", "zufrieden"),
     ("very satisfied", "sehr zufrieden")),
    (("beginner", "anfänger"), ("intermediate", "fortgeschritten"), ("advanced",),
     ("expert", "experte")),
)  # fmt: skip


def ranges_of(texts: Sequence[str]) -> Steps:
    """The middle of each range in their order; () where the texts are no ranges.

    Of one that is open to one end it is the end it has. What says "unknown" has none.

    >>> ranges_of(["$60K - $80K", "Less than $40K", "$120K +", "Unknown"])
    (('Less than $40K', 40000.0), ('$60K - $80K', 70000.0), ('$120K +', 120000.0))
    """
    known = [text for text in texts if text.strip().lower() not in NOT_KNOWN]
    read = [(text, middle) for text in known if (middle := _middle(text)) is not None]
    if len(read) < max(FEWEST_RANGES, len(known)):
        return ()
    return tuple(sorted(read, key=lambda step: step[1]))


def scale_of(texts: Sequence[str]) -> Steps:
    """The texts in their order, counted from 1; () where they are no steps of one scale.

    >>> scale_of(["High", "low", "Medium"])
    (('low', 1.0), ('Medium', 2.0), ('High', 3.0))
    """
    known = [text for text in texts if text.strip().lower() not in NOT_KNOWN]
    for scale in SCALES:
        at = {word: place for place, words in enumerate(scale) for word in words}
        places = {text: at.get(text.strip().lower()) for text in known}
        if len(set(places.values())) < len(known) or None in places.values():
            continue
        if len(known) >= 2:
            steps = sorted(known, key=lambda text: places[text])
            return tuple((text, float(place)) for place, text in enumerate(steps, start=1))
    return ()


def _middle(text: str) -> float | None:
    said = re.sub(SIGNS, "", text.strip().lower()).strip()
    closed = CLOSED.fullmatch(said)
    if closed:
        low, thousand, high, thousands = closed.groups()
        return (_number(low, thousand or thousands) + _number(high, thousands)) / 2
    for pattern in (BELOW, ABOVE):
        found = pattern.fullmatch(said)
        if found:
            number, thousand = [g for g in found.groups() if g][:2] + [None] * (
                2 - len([g for g in found.groups() if g][:2])
            )
            return _number(number, thousand)
    return None


def _number(written: str, times: str | None) -> float:
    bare = re.sub(r"[' ]", "", written).strip(".,")
    bare = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", bare).replace(",", ".")
    return float(bare) * {"k": 1e3, "t": 1e3, "tsd": 1e3, "m": 1e6}.get(times or "", 1)
