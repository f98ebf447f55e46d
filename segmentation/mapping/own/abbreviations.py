"""What headers abbreviate."""

OPENED = {
    "avg": "average", "ave": "average", "mean": "average", "durchschn": "average",
    "qty": "quantity", "amt": "amount", "mnt": "amount", "amnt": "amount",
    "pct": "share", "perc": "share", "percentage": "share", "percent": "share",
    "yr": "years", "yrs": "years", "mths": "months", "mth": "months", "mos": "months",
    "mon": "months", "wks": "weeks", "hrs": "hours", "hr": "hours",
    "mins": "minutes", "cat": "category", "bal": "balance", "trx": "transactions",
    "txn": "transactions", "txns": "transactions", "tx": "transactions",
    "trans": "transactions", "rev": "revenue", "acct": "account", "acc": "account",
    "accts": "accounts", "cust": "customer", "cr": "credit",
    "gem": "average", "dept": "department", "prod": "product",
    "prods": "products", "freq": "frequency", "util": "utilization", "addr": "address",
    "tel": "telephone", "dob": "date of birth", "dt": "date", "lst": "last",
    "purch": "purchases", "subs": "subscriptions", "chg": "change", "chng": "change",
    "cmp": "campaign", "anz": "number of", "anzahl": "number of", "gesamt": "total",
    "tot": "total", "ttl": "total", "disc": "discount", "inc": "income", "exp": "expenses",
    "cc": "credit card", "prev": "previous", "curr": "current", "max": "highest",
    "desc": "description", "grp": "group", "lat": "latitude",
    "lng": "longitude", "lon": "longitude", "num": "number of",
    "durchschnittlicher": "average", "durchschnittliche": "average",
    "durchschnittlich": "average",
}  # fmt: skip
PERIODS = {"month": "months", "months": "months", "day": "days", "days": "days", "d": "days",
           "m": "months", "year": "years", "years": "years", "weeks": "weeks"}  # fmt: skip
_WHO = {
    "customer", "client", "kunden", "kunde", "member", "user", "mitglieds", "mitglied", "account",
    "konto", "cliente", "musteri", "müşteri", "klant", "gast", "guest", "patient", "subscriber",
    "buyer", "vertrags", "contract", "order", "bestell", "cust", "person", "loyalty", "card",
}  # fmt: skip
# "CLIENTNUM", "Kundennummer", "customerid": who, and an ending that says number.
IN_ONE_WORD = dict.fromkeys(("num", "nummer", "number", "nr", "id", "no", "key"), _WHO)
