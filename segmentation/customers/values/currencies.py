"""Currencies, as they stand beside an amount: signs, abbreviations and codes of ISO 4217."""

# Unicode's category Sc, spelled out: Python's own expressions do not know it.
SIGNS = "$¢-¥֏؋߾߿৲৳৻૱௹฿៛₠-⃀꠸﷼﹩＄￠￡￥￦"
# Without those of Albania and Tonga: "all 3" and "top 10" are no amounts.
ISO_4217 = (
    "aed afn amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd btn bwp "
    "byn bzd cad cdf chf clp cny cop crc cup cve czk djf dkk dop dzd egp ern etb eur fjd fkp gbp "
    "gel ghs gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr iqd irr isk jmd jod jpy kes kgs "
    "khr kmf kpw krw kwd kyd kzt lak lbp lkr lrd lsl lyd mad mdl mga mkd mmk mnt mop mru mur mvr "
    "mwk mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf "
    "sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt tnd try ttd twd "
    "tzs uah ugx usd uyu uzs ves vnd vuv wst xaf xcd xof xpf yer zar zmw zwg"
)
CODES = tuple(ISO_4217.split())
# What people write instead, and the code where there is one only.
ABBREVIATIONS = {
    "kr": "kr", "kr.": "kr", "rs": "Rs", "rs.": "Rs", "fr": "CHF", "fr.": "CHF", "sfr": "CHF",
    "sfr.": "CHF", "zł": "PLN", "zl": "PLN", "kč": "CZK", "kc": "CZK", "ft": "HUF", "лв": "BGN",
    "лв.": "BGN", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "грн": "UAH", "грн.": "UAH",
    "tl": "TRY", "rm": "MYR", "rp": "IDR", "rp.": "IDR", "lei": "RON", "din": "RSD", "din.": "RSD",
    "ден": "MKD", "ден.": "MKD", "nis": "ILS", "元": "CNY", "円": "JPY", "원": "KRW",
    "euro": "EUR", "euros": "EUR",
}  # fmt: skip
CODE_OF_SIGN = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₽": "RUB", "₩": "KRW", "₴": "UAH", "₫": "VND",
    "₪": "ILS", "฿": "THB", "₱": "PHP", "₦": "NGN", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₮": "MNT",
    "₾": "GEL", "₼": "AZN", "₵": "GHS", "৳": "BDT", "֏": "AMD",
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "hk$": "HKD",
    "nt$": "TWD", "s$": "SGD", "mx$": "MXN", "r$": "BRL", "cn¥": "CNY", "jp¥": "JPY",
    "＄": "$", "﹩": "$", "￡": "GBP", "￥": "¥", "￦": "KRW",
}  # fmt: skip
# What several currencies call themselves.
SHARED = {
    "$": "USD CAD AUD NZD HKD TWD SGD MXN ARS CLP COP BSD BBD BMD BND BZD FJD GYD JMD KYD LRD NAD "
    "SBD SRD TTD XCD",
    "¥": "JPY CNY",
    "kr": "SEK NOK DKK ISK",
    "Rs": "INR PKR LKR NPR MUR SCR",
}


def _either(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(".", r"\.") for word in longest_first)


# In small letters, as one of them stands before or after a number.
CURRENCY = rf"(?:[a-z]{{0,2}}[{SIGNS}]|{_either((*CODES, *ABBREVIATIONS))})"


def currency_called(written: str) -> str:
    """The code of a currency as it is written, in small letters; its sign where several use it."""
    if written in CODES:
        return written.upper()
    if written in ABBREVIATIONS:
        return ABBREVIATIONS[written]
    return CODE_OF_SIGN.get(written, CODE_OF_SIGN.get(written[-1], written.upper()))


def told_apart(counts: dict[str, int]) -> dict[str, int]:
    """Currencies and how many cells have each, those under one name taken together.

    A sign that several currencies share is that of the one among them which is named besides.
    """
    found = dict(counts)
    for sign, codes in SHARED.items():
        named = [code for code in codes.split() if code in found]
        if sign in found and len(named) == 1:
            found[named[0]] += found.pop(sign)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
