"""Dates with the month as a word, in eight languages: 3. März 2024, Jul 2, 2024, 02-ene-24."""

import ibis
import ibis.expr.types as ir

# English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish, in small letters
# without accents; the Turkish i without a dot stays. Abbreviations stand for themselves.
MONTHS = (
    "january jan januar janner jaenner janvier janv enero ene janeiro gennaio gen januari ocak oca",
    "february feb februar feber fevrier fevr fev febrero fevereiro febbraio februari subat sub",
    "march mar marz maerz mrz mars marzo marco maart mrt mart",
    "april apr avril avr abril abr aprile nisan nis",
    "may mai mayo maio maggio mag mei mayıs mayis",
    "june jun juni juin junio junho giugno giu haziran haz",
    "july jul juli juillet juil julio julho luglio lug temmuz tem",
    "august aug aout aou agosto ago augustus agustos agu",
    "september sept sep septembre septiembre setiembre setembro set settembre eylul eyl",
    "october oct oktober okt octobre octubre outubro out ottobre ott ekim eki",
    "november nov novembre noviembre novembro kasım kasim kas",
    "december dec dezember dez decembre diciembre dic dezembro dicembre aralık aralik ara",
)
WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr "
    "sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes "
    "martes miercoles jueves viernes sabado domingo mie jue vie sab dom segunda terca quarta "
    "quinta sexta segunda-feira terca-feira quarta-feira quinta-feira sexta-feira seg ter qua qui "
    "sex lunedi martedi mercoledi giovedi venerdi domenica gio maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag ma wo vr za zo pazartesi salı sali carsamba persembe cuma cumartesi "
    "pazar pzt sal car per cum cmt paz"
)
# "7 de octubre de 2024", "2 July 2024 at 16:05", "3. März 2024 um 16:05 Uhr".
BETWEEN = "de del di do of the at um uhr den der le el il la las a as alle ore saat op om"
LETTERS = "a-zı"
LETTER = f"[{LETTERS}]"


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: (-len(word), word)))


CALENDAR = "".join(
    f" {name}={month:02}" for month, names in enumerate(MONTHS, start=1) for name in names.split()
)
MONTH = rf"^(.*[^{LETTERS}]|)({_either(' '.join(MONTHS))})(|[^{LETTERS}].*)$"
BEFORE, WORD, AFTER = 1, 2, 3
ORDINAL = r"([0-9])(?:st|nd|rd|th|er|[ºª°])([^a-zı]|$)"
LINK = rf"(^|[^{LETTERS}])(?:{_either(f'{BETWEEN} {WEEKDAYS}')})([^{LETTERS}]|$)"
# The month as m07 among numbers that are parted by a space.
NAMED = ("%d m%m %Y", "m%m %d %Y", "%Y m%m %d")
NAMED_SHORT = ("%d m%m %y", "m%m %d %y")
# A year of two digits would fit the format of four.
NAMED_MONTHS = ("m%m %y", "m%m %Y", "%Y m%m")


@ibis.udf.scalar.builtin
def strip_accents(text: str) -> str:
    """DuckDB's own: é becomes e."""


def with_numbered_months(text: ir.StringValue) -> ir.StringValue:
    """The text with its last name of a month as a number, "3 m03 2024 16:05" (lazy, in DuckDB).

    Days of the week, ordinals and small words between are left out; null where no month is named.
    What else is there stays, so that it is no date.
    """
    plain = strip_accents(text.lower()).re_replace(ORDINAL, r"\1 \2")
    before, word, after = (plain.re_extract(MONTH, part) for part in (BEFORE, WORD, AFTER))
    # Found in one text: as cases of their own the names would make a query of several pages.
    calendar = ibis.literal(CALENDAR)
    at = calendar.find(" " + word + "=") + word.length() + 2
    number = " m" + calendar.substr(at, 2) + " "
    rest = before + number + after
    # Twice: two such words can share the space between them.
    linked = rest.re_replace(LINK, r"\1 \2").re_replace(LINK, r"\1 \2")
    return linked.re_replace(r"[ .,/'\x{2019}-]+", " ").strip()
