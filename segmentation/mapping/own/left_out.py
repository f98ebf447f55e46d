"""Why a column builds no segments and describes none."""

from segmentation.mapping.own.facts import MOST, MOST_VALUES, Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.keys import identifies
from segmentation.mapping.own.senses import PATTERNS
from segmentation.mapping.own.vocabulary import (
    CODE,
    COORDINATE,
    COORDINATE_ALONE,
    EMAIL,
    IDENTIFIER,
    NAMELESS,
    NOT_IDENTIFIER,
    OUTPUT,
    PERSON,
    PHONE,
    POSTCODE,
    POSTCODE_ALONE,
    SEX,
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
CODED = "{:,} different codes are no amounts, and too many to describe a segment by"
TOO_MANY = "{:,} different texts are too many to describe a segment by"
MOST_KINDS = 2


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


def is_code(header: Header, facts: Facts) -> bool:
    """Whether its numbers are names of kinds: stores, regions, what begins with a zero."""
    if facts.kind != "number" or not facts.whole:
        return False
    if NOT_IDENTIFIER.search(header.phrase) or "per" in header.words:
        return False
    return facts.zeros > 0 or bool(CODE.search(header.phrase)) or _is_named_id(header)


def _of_a_person(header: Header, facts: Facts) -> str:
    phrase, several = header.phrase, facts.different > MOST_KINDS
    if facts.ats >= 0.5 or (several and (EMAIL.search(phrase) or PERSON.search(phrase))):
        return OF_A_PERSON
    is_phone = PHONE.search(phrase) and _are_long_numbers(facts)
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
    if not is_code(header, facts):
        return ""
    if _is_named_id(header) and identifies(facts):
        return IDENTIFIES
    return NAMES if facts.different > MOST_VALUES else ""


def _of_a_text(header: Header, facts: Facts) -> str:
    if facts.kind != "text":
        return ""
    coded = {text.strip() for text, _ in facts.texts} <= {"0", "1", "2"}
    if SEX.search(header.phrase) and coded:
        return CODED_SEX
    return TOO_MANY.format(facts.different) if facts.different > MOST_VALUES else ""
