"""Units that several recipes share, and those that a table of one's own names."""

from segmentation.words import Unit

YEARS = Unit(label="years", phrase="{} years", singular="{} year")
MONTHS = Unit(label="months", phrase="{} months", singular="{} month")
DAYS = Unit(label="days", phrase="{} days", singular="{} day")
DAYS_AGO = Unit(label="days", phrase="{} days ago", singular="{} day ago")
YEAR = Unit(label="", phrase="{}", is_year=True)
PERCENT = Unit(label="%", phrase="{}%")
DOLLARS = Unit(label="$", phrase="${}")
THOUSAND_DOLLARS = Unit(label="thousand $", phrase="${}k", thousand_of="${}")
PURCHASES = Unit(label="purchases", phrase="{} purchases", singular="{} purchase")
POINTS_OF_100 = Unit(label="of 100", phrase="{} of 100")
POUNDS = Unit(label="£", phrase="£{}")
ORDERS = Unit(label="orders", phrase="{} orders", singular="{} order")
PIECES = Unit(label="pieces", phrase="{} pieces", singular="{} piece")
POINTS = Unit(label="points", phrase="{} points", singular="{} point")
TICKETS = Unit(label="questions", phrase="{} questions", singular="{} question")
OF_5 = Unit(label="of 5", phrase="{} of 5")
NO_UNIT = Unit(label="", phrase="{}")

# Signs and codes of money, each with how an amount is written.
MONEY = {
    "$": "${}",
    "usd": "${}",
    "us$": "${}",
    "€": "€{}",
    "eur": "€{}",
    "euro": "€{}",
    "£": "£{}",
    "gbp": "£{}",
    "¥": "¥{}",
    "jpy": "¥{}",
    "円": "¥{}",
    "₹": "₹{}",
    "inr": "₹{}",
    "₺": "₺{}",
    "try": "₺{}",
    "tl": "₺{}",
    "r$": "R${}",
    "brl": "R${}",
    "₩": "₩{}",
    "₽": "₽{}",
    "₴": "₴{}",
    "₪": "₪{}",
    "฿": "฿{}",
    "chf": "CHF {}",
    "pln": "{} zł",
    "zł": "{} zł",
    "sek": "{} kr",
    "nok": "{} kr",
    "dkk": "{} kr",
    "kr": "{} kr",
    "cad": "C${}",
    "aud": "A${}",
    "mxn": "MX${}",
    "nzd": "NZ${}",
    "cny": "CN¥{}",
    "krw": "₩{}",
    "rub": "₽{}",
    "uah": "₴{}",
    "ils": "₪{}",
    "thb": "฿{}",
    "czk": "{} Kč",
    "huf": "{} Ft",
}
THOUSAND = ("k", "t", "thousand ", "thousands of ", "thousands ", "tsd. ", "tsd ", "tausend ",
            "milliers d'", "milliers de ", "mil ", "miles de ", "milhares de ", "migliaia di ",
            "mila ", "duizend ", "bin ", "tys. ", "tys ", "tis. ", "тыс. ", "тыс ",
            "千")  # fmt: skip
# Amounts of which nobody knows in which currency they are.
SOME_MONEY = "money"
KNOWN = {"years": YEARS, "months": MONTHS, "days": DAYS, "%": PERCENT, "": NO_UNIT}
COUNTED = ("hours", "minutes", "weeks", "nights", "points", "pieces", "orders", "purchases")


def unit_called(name: str) -> Unit:
    """The unit that a table calls so: "k$", "EUR", "years", "of 100", "kg".

    >>> unit_called("k$").phrase, unit_called("EUR").phrase, unit_called("kg").phrase
    ('${}k', '€{}', '{} kg')
    """
    plain = name.strip().lower()
    if plain in KNOWN:
        return KNOWN[plain]
    if plain in COUNTED:
        return Unit(label=plain, phrase=f"{{}} {plain}", singular=f"{{}} {plain.removesuffix('s')}")
    if plain in MONEY or plain == SOME_MONEY:
        return money_in(plain.removeprefix(SOME_MONEY))
    money = thousands_of(plain)
    if money:
        phrase = MONEY[money]
        sign = phrase.replace("{}", "").strip()
        return Unit(
            label=f"thousand {sign}",
            phrase=phrase.replace("{}", "{}k"),
            thousand_of=phrase,
            money=not _has_sign(phrase),
        )
    return Unit(label=name.strip(), phrase=f"{{}} {name.strip()}")


def thousands_of(name: str) -> str:
    """The money of which a unit is a thousand: "$" of "k$"; empty where it is no such unit.

    >>> thousands_of("k$"), thousands_of("TEUR"), thousands_of("Tsd. €"), thousands_of("kg")
    ('$', 'eur', '€', '')
    """
    plain = name.strip().lower()
    for before in THOUSAND:
        if plain.startswith(before) and plain.removeprefix(before).strip() in MONEY:
            return plain.removeprefix(before).strip()
    bare = plain.removesuffix("k").strip()
    return bare if bare != plain and bare in MONEY else ""


def money_in(currency: str) -> Unit:
    """Amounts in a currency, given by its code or sign; "" for one that is not known.

    >>> money_in("EUR").phrase, money_in("kr").phrase, money_in("RON").phrase, money_in("").phrase
    ('€{}', '{} kr', 'RON {}', '{}')
    """
    name = currency.strip()
    unknown = f"{name} {{}}" if name[-1:].isalpha() else f"{name}{{}}"
    phrase = MONEY.get(name.lower(), unknown)
    label = phrase.replace("{}", "").strip()
    return Unit(label=label, phrase=phrase, money=not _has_sign(phrase))


def _has_sign(phrase: str) -> bool:
    """Whether the phrase says by itself that it is money."""
    return Unit(label="", phrase=phrase).is_money
