"""What dates mean: when somebody was born, joined, last came, or what is still to come."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.vocabulary import BIRTH, DATE_WORDS, FUTURE, JOINED, LAST, YEAR
from segmentation.recipes.last_done import last_done

BOUGHT = ("order", "purchase", "transaction", "transactions", "sale", "kauf", "bestellung",
          "einkauf", "achat", "commande", "compra", "pedido", "acquisto", "ordine", "bestelling",
          "aankoop", "sipariş", "siparis", "purchases", "orders")  # fmt: skip
# What lies later than all that is over by so much is still to come.
A_MONTH = timedelta(days=31)
# Slips of the pen are among the years of birth, such as 1893.
FIRST_BIRTH, FIRST_YEAR, LAST_YEAR = 1800, 1900, 2100


def says_time(header: Header) -> bool:
    """Whether a header speaks of a date or a time, and not of how long or how many."""
    words = (DATE_WORDS, BIRTH, JOINED, LAST, FUTURE)
    return any(pattern.search(header.phrase) for pattern in words)


def date_meanings(
    dated: Mapping[str, Facts], headers: Mapping[str, Header]
) -> tuple[dict[str, str], str]:
    """What each column with dates means, and which of them says what today is.

    Today is the newest of the dates that look back, so that a contract's end is none.

    Returns:
        {header: meaning}, and the header of today's column or "".
    """
    named = {name: _by_name(headers[name].phrase) for name in dated}
    over = [name for name in dated if LAST.search(headers[name].phrase)]
    if over:
        today = max(dated[name].last for name in over)
        for name, meaning in named.items():
            if meaning == "days since" and dated[name].last > today + A_MONTH:
                named[name] = "days until"
    back = [name for name in dated if named[name] not in ("days until", "age")]
    newest = max(back, key=lambda name: (dated[name].last, -list(dated).index(name)), default="")
    if not newest:
        named = {n: "year of birth" if m == "age" else m for n, m in named.items()}
    return named, newest


def is_year(header: Header, facts: Facts, *, knows_meaning: bool) -> bool:
    """Whether numbers are years: whole, from 1900 to 2100, and called so or nothing else."""
    if facts.kind != "number" or not facts.whole:
        return False
    phrase = header.phrase
    first = FIRST_BIRTH if BIRTH.search(phrase) else FIRST_YEAR
    if facts.lowest < first or facts.highest > LAST_YEAR:
        return False
    called_so = YEAR.search(phrase) or BIRTH.search(phrase) or JOINED.search(phrase)
    return bool(called_so) or not knows_meaning


def year_meaning(header: Header, *, today: str) -> str:
    """What years mean: an age or a tenure where it is known what today is."""
    phrase = header.phrase
    if BIRTH.search(phrase):
        return "age" if today else "year of birth"
    if JOINED.search(phrase):
        return "tenure" if today else "year"
    return ""


def _by_name(phrase: str) -> str:
    if BIRTH.search(phrase):
        return "age"
    if LAST.search(phrase):
        if _says_one_of(phrase, BOUGHT):
            return "recency"
        return "last" if last_done(phrase) else "days since"
    if FUTURE.search(phrase):
        return "days until"
    return "tenure" if JOINED.search(phrase) else "days since"


def _says_one_of(phrase: str, words: Sequence[str]) -> bool:
    return any(word in words for word in phrase.split())
