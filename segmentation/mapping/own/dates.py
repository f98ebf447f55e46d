"""What dates mean: when somebody was born, joined, last came, or what is still to come."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.vocabulary import BIRTH, DATE_WORDS, FUTURE, JOINED, LAST, YEAR
from segmentation.recipes.last_done import last_done

BOUGHT = ("order", "purchase", "transaction", "transactions", "sale", "kauf", "bestellung",
          "einkauf", "achat", "commande", "compra", "pedido", "acquisto", "ordine", "bestelling",
          "aankoop", "sipariş", "siparis", "purchases", "orders", "alışveriş", "alisveris",
          "zakup", "zakupu", "zamówienie", "zamówienia", "nákup", "nákupu", "objednávka", "köp",
          "köpet", "kjøp", "køb", "ostos", "vásárlás", "покупка", "покупки", "заказ", "заказа",
          "αγορά", "αγοράς", "最終購入日", "最終購入", "最終注文日", "最近购买日期", "最近消费日期",
          "最近下单日期")  # fmt: skip
# What lies later than all that is over by so much is still to come.
A_MONTH, SOME_YEARS = timedelta(days=31), timedelta(days=3 * 365)
# What no word of a header says, and what does not look back to something customers did.
UNKNOWN, NOT_BACK = "days since", ("days until", "age")
FIRST_OF_SHORT, LIFETIME = 1969, timedelta(days=60 * 365)
# Customers are a few years old at least; where no date says what today is, in this century.
YOUNGEST, GROWN_UP, LATEST_BIRTH = 5, timedelta(days=20 * 365), 2019
# Slips of the pen are among the years of birth, such as 1893.
FIRST_BIRTH, FIRST_YEAR, LAST_YEAR = 1800, 1900, 2100
# What is called births may count children.
A_DOZEN = 12


def says_time(header: Header) -> bool:
    """Whether a header speaks of a date or a time, and not of how long or how many."""
    words = (DATE_WORDS, BIRTH, JOINED, LAST, FUTURE)
    return any(pattern.search(header.phrase) for pattern in words)


def date_meanings(
    dated: Mapping[str, Facts], headers: Mapping[str, Header]
) -> tuple[dict[str, str], str]:
    """What each column with dates means, and which of them says what today is.

    Today is the newest of the dates that look back, so that a contract's end is none, and neither
    is a column of which nothing says that it looks back and whose newest date lies years beyond
    those of all others.

    Returns:
        {header: meaning}, and the header of today's column or "".
    """
    named = {name: _by_name(headers[name].phrase) for name in dated}
    named = {n: "age" if m == UNKNOWN and _wrapped(dated[n]) else m for n, m in named.items()}
    over = [name for name in dated if LAST.search(headers[name].phrase)]
    known = over or [name for name in dated if named[name] not in (UNKNOWN, *NOT_BACK)]
    # Customers may join no more, and come all the same.
    beyond = A_MONTH if over else SOME_YEARS
    if known:
        today = max(dated[name].last for name in known)
        for name, meaning in named.items():
            if meaning == UNKNOWN and dated[name].last > today + beyond:
                named[name] = "days until"
    else:
        named |= _far_beyond(dated, named)
    back = [name for name in dated if named[name] not in NOT_BACK]
    newest = max(back, key=lambda name: (dated[name].last, -list(dated).index(name)), default="")
    if not newest:
        named = {n: "year of birth" if m == "age" else m for n, m in named.items()}
    return named, newest


def latest_year_of_birth(facts: Facts, today: datetime | None) -> int:
    """The last year of birth that two digits are read as: that of the youngest customers.

    Args:
        today: what counts as today; None where no date says it.
    """
    if today is None:
        return LATEST_BIRTH
    is_dated = facts.first is not None
    are_children = is_dated and today - GROWN_UP < facts.first and facts.last <= today
    return today.year if are_children else today.year - YOUNGEST


def _far_beyond(dated: Mapping[str, Facts], named: Mapping[str, str]) -> dict[str, str]:
    """The one column of several unknown ones whose dates run on for years after all others."""
    unknown = sorted((n for n in named if named[n] == UNKNOWN), key=lambda n: dated[n].last)
    if len(unknown) < 2 or dated[unknown[-1]].last <= dated[unknown[-2]].last + SOME_YEARS:
        return {}
    return {unknown[-1]: "days until"}


def _wrapped(facts: Facts) -> bool:
    """Whether dates are of births by their values: years of two digits, of a whole lifetime.

    Those of 1969 to 2068 are what two digits are read as.
    """
    is_short = facts.first.year >= FIRST_OF_SHORT and facts.last.year < FIRST_OF_SHORT + 100
    return is_short and facts.last - facts.first > LIFETIME


def is_year(header: Header, facts: Facts, *, knows_meaning: bool) -> bool:
    """Whether numbers are years: whole, from 1900 to 2100, and called so or nothing else.

    Years of birth may have two digits.
    """
    if facts.kind != "number" or not facts.whole:
        return False
    phrase = header.phrase
    if is_short_year_of_birth(header, facts):
        return True
    first = FIRST_BIRTH if BIRTH.search(phrase) else FIRST_YEAR
    if facts.lowest < first or facts.highest > LAST_YEAR:
        return False
    called_so = YEAR.search(phrase) or BIRTH.search(phrase) or JOINED.search(phrase)
    return bool(called_so) or not knows_meaning


def is_short_year_of_birth(header: Header, facts: Facts) -> bool:
    """Whether numbers are years of birth of two digits, such as 68, by what they are called."""
    within = facts.lowest >= 0 and A_DOZEN < facts.highest < 100
    named = BIRTH.search(header.phrase) and YEAR.search(header.phrase)
    return bool(named) and facts.kind == "number" and facts.whole and within


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
        return "last" if last_done(phrase) else UNKNOWN
    if FUTURE.search(phrase):
        return "days until"
    return "tenure" if JOINED.search(phrase) else UNKNOWN


def _says_one_of(phrase: str, words: Sequence[str]) -> bool:
    return any(word in words for word in phrase.split())
