"""Why a column builds no segments and describes none."""

from collections.abc import Mapping

from segmentation.mapping.own.dates import is_short_year_of_birth
from segmentation.mapping.own.facts import MOST, MOST_VALUES, Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.keys import identifies
from segmentation.mapping.own.senses import PATTERNS
from segmentation.mapping.own.vocabulary import (
    CODE,
    CONTACT,
    COORDINATE,
    COORDINATE_ALONE,
    COORDINATE_PAIRS,
    EMAIL,
    IDENTIFIER,
    NAMELESS,
    NOT_IDENTIFIER,
    OUTPUT,
    PAPER,
    PERSON,
    PHONE,
    POSTCODE,
    POSTCODE_ALONE,
    SEX,
    SPEAKS_OF_COUNTING,
    SPEAKS_OF_MONEY,
)

EMPTY = "empty"
SAME = "the same for every customer"
SAME_WHERE_FILLED = "the same wherever it is filled in"
OF_A_PERSON = "reaches or names a person, and describes none"
IDENTIFIES = "identifies a customer rather than describing one"
NAMES = "names something, as an id does, and is no amount"
NUMBERS_ROWS = "numbers the rows"
WITHOUT_A_NAME = "has no name that says what it is"
OF_A_MODEL = (
    "looks like what another model found, or like what one is to predict; segments built on it "
    "would only repeat it"
)
A_PLACE = "says where, as a code, and is no amount"
COORDINATES = "is a coordinate, and being farther north or east is no more or less of anything"
CODED_SEX = "is coded in numbers, and nothing says which is which; write it out to have it told"
A_YEAR = "is a year, and no amount"
TOO_MANY = "{:,} different texts are too many to describe a segment by"
MOST_KINDS = 2
FOUR_DIGITS, FIVE_DIGITS, DIGITS_OF_A_CODE = 1_000, 10_000, 8


def why_not(header: Header, facts: Facts) -> str:
    """Why a column has no use, from its header and its values; "" for one that has."""
    if facts.different == 0:
        return EMPTY
    if facts.different == 1:
        return SAME if facts.filled == facts.rows else SAME_WHERE_FILLED
    return (
        _of_a_person(header, facts)
        or _of_the_rows(header, facts)
        or (OF_A_MODEL if OUTPUT.search(header.phrase) else "")
        or _of_a_place(header, facts)
        or _of_an_id(header, facts)
        or _of_a_text(header, facts)
    )


def coordinate_pairs(headers: Mapping[str, Header], facts: Mapping[str, Facts]) -> frozenset[str]:
    """The headers of coordinates that are told by standing in pairs: X and Y, "gps n", "gps e"."""
    phrases = {
        header.phrase: name for name, header in headers.items() if facts[name].kind == "number"
    }
    found = set()
    for phrase, name in phrases.items():
        for one, other in COORDINATE_PAIRS:
            words = phrase.split()
            turned = " ".join(other if word == one else word for word in words)
            if one in words and turned in phrases and (len(words) > 1 or one == "x"):
                found |= {name, phrases[turned]}
    return frozenset(found)


def is_code(header: Header, facts: Facts) -> bool:
    """Whether its numbers are names of kinds: stores, regions, what begins with a zero."""
    if facts.kind != "number" or not facts.whole or is_short_year_of_birth(header, facts):
        return False
    if NOT_IDENTIFIER.search(header.phrase) or "per" in header.words:
        return False
    return facts.zeros > 0 or bool(CODE.search(header.phrase)) or _is_named_id(header)


def _of_a_person(header: Header, facts: Facts) -> str:
    phrase, several = header.phrase, facts.different > MOST_KINDS
    if facts.ats >= 0.5 or (several and (EMAIL.search(phrase) or PERSON.search(phrase))):
        return OF_A_PERSON
    named = PHONE.search(phrase) or CONTACT.search(phrase)
    is_phone = named and _are_long_numbers(facts) and not _is_an_amount(header, facts)
    return OF_A_PERSON if is_phone or _look_like_phones(facts) else ""


def _are_long_numbers(facts: Facts) -> bool:
    if facts.kind == "number":
        return facts.whole and facts.highest >= 100_000
    return facts.kind == "text" and (facts.phones > 0.5 or facts.different > MOST_VALUES)


def _look_like_phones(facts: Facts) -> bool:
    return facts.kind in ("text", "number") and facts.phones >= MOST and identifies(facts)


def _of_the_rows(header: Header, facts: Facts) -> str:
    if NAMELESS.search(header.phrase):
        return NUMBERS_ROWS if facts.counts_up else WITHOUT_A_NAME
    if not facts.counts_up:
        return ""
    if _is_named_id(header):
        return IDENTIFIES
    return "" if _has_meaning(header) else NUMBERS_ROWS


def _has_meaning(header: Header) -> bool:
    return any(pattern.search(header.phrase) for _, pattern in PATTERNS)


def _of_a_place(header: Header, facts: Facts) -> str:
    phrase = header.phrase
    if POSTCODE.search(phrase) or (POSTCODE_ALONE.search(phrase) and facts.different > MOST_KINDS):
        return A_PLACE
    if facts.kind == "number" and (
        COORDINATE.search(phrase) or _is_coordinate_alone(header, facts)
    ):
        return COORDINATES
    return ""


def _is_coordinate_alone(header: Header, facts: Facts) -> bool:
    within = facts.lowest >= -180 and facts.highest <= 180
    return bool(COORDINATE_ALONE.search(header.phrase)) and within and not facts.whole


def _is_named_id(header: Header) -> bool:
    phrase = header.phrase
    return bool(IDENTIFIER.search(phrase)) and not NOT_IDENTIFIER.search(phrase)


def _of_an_id(header: Header, facts: Facts) -> str:
    if facts.kind == "text" and identifies(facts) and (facts.is_unique or _is_named_id(header)):
        return IDENTIFIES
    if facts.kind == "number" and SEX.search(header.phrase):
        return CODED_SEX
    if _is_a_number_of_its_own(header, facts):
        return IDENTIFIES if identifies(facts) else NAMES
    if not is_code(header, facts):
        return ""
    if _is_named_id(header) and identifies(facts):
        return IDENTIFIES
    return NAMES if facts.different > MOST_VALUES else ""


def _is_a_number_of_its_own(header: Header, facts: Facts) -> bool:
    """Whether whole numbers name a paper or a thing: by words and size, or by their digits.

    Of those that no word explains all are of one length, and hardly one is there twice.
    """
    if facts.kind != "number" or not facts.whole or _is_an_amount(header, facts):
        return False
    if PAPER.search(header.phrase) and facts.different > MOST_VALUES:
        return facts.lowest >= FOUR_DIGITS and facts.highest >= FIVE_DIGITS
    digits = len(f"{facts.lowest:.0f}")
    same_length = facts.lowest > 0 and digits == len(f"{facts.highest:.0f}")
    return same_length and digits >= DIGITS_OF_A_CODE and identifies(facts)


def _is_an_amount(header: Header, facts: Facts) -> bool:
    """Whether a header speaks of money, of counting or of anything else that is measured."""
    phrase = header.phrase
    is_told = SPEAKS_OF_MONEY.search(phrase) or SPEAKS_OF_COUNTING.search(phrase)
    return bool(is_told or header.unit or facts.sign or _has_meaning(header))


def _of_a_text(header: Header, facts: Facts) -> str:
    if facts.kind != "text":
        return ""
    coded = {text.strip() for text, _ in facts.texts} <= {"0", "1", "2"}
    if SEX.search(header.phrase) and coded:
        return CODED_SEX
    return TOO_MANY.format(facts.different) if facts.different > MOST_VALUES else ""
