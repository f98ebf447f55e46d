"""Units that several recipes share."""

from segmentation.words import Unit

YEARS = Unit(label="years", phrase="{} years", singular="{} year")
DAYS = Unit(label="days", phrase="{} days", singular="{} day")
DAYS_AGO = Unit(label="days", phrase="{} days ago", singular="{} day ago")
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

# Signs that stand before an amount without a space between them.
SIGNS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "C$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "TRY": "₺",
    "UAH": "₴",
    "USD": "$",
}


def money_in(currency: str) -> Unit:
    """Amounts in a currency, given by its code or sign; "" for one that is not known."""
    sign = SIGNS.get(currency.upper(), currency)
    stands_alone = sign[-1:].isalpha()
    phrase = f"{sign} {{}}" if stands_alone else f"{sign}{{}}"
    return Unit(label=sign, phrase=phrase, money=True)
