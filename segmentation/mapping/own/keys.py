"""The one column that tells customers apart, in whatever language its header is."""

import re
from collections.abc import Mapping

from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.vocabulary import (
    COORDINATE,
    CUSTOMER,
    EMAIL,
    IDENTIFIER,
    NAMELESS,
    NOT_IDENTIFIER,
    PERSON,
    PHONE,
    POSTCODE,
)

# Of a key hardly a value is there twice; a few customers may be.
DIFFERENT = 0.9
FEWEST_DIGITS = 4
NAMES_A_CUSTOMER = re.compile(
    rf"^(?:{CUSTOMER})(?: (?:card|loyalty))? id$|^(?:id|nº|n°|numéro|numero|número|código"
    rf"|codigo|codice|код|номер)"
    rf" (?:del?l?[a']? ?|du |do |da )?(?:{CUSTOMER}|клиента|klienta|zákazníka)$"
    rf"|^(?:{CUSTOMER}) (?:number|nummer|key|code|uuid|kod|kodu|id)$"
    r"|^(?:顧客|会員|客户|客戶|고객|клиент)\s?(?:id|番号|编号|編號|コード|번호)$|^numer klienta$"
)
A_CUSTOMER = re.compile(rf"^(?:{CUSTOMER})$")
AN_ID = re.compile(r"^(?:ids?|key|uuid|guid|code|identifier|kennung|number|nummer)$")


def find_key(facts: Mapping[str, Facts], headers: Mapping[str, Header]) -> str | None:
    """The header of the column that identifies a customer; None where there is none."""
    ranked = [
        (rank, at, name)
        for at, name in enumerate(facts)
        if (rank := _rank(at, facts[name], headers[name])) is not None
    ]
    codes = [name for rank, _, name in ranked if rank == CODES]
    # Of several that only look like codes none is known to name the customer.
    ranked = [each for each in ranked if each[0] != CODES or len(codes) == 1]
    return min(ranked)[2] if ranked else None


def identifies(facts: Facts) -> bool:
    """Whether hardly a value is there twice, and it can be a name of something."""
    is_name = facts.kind == "text" or (facts.kind == "number" and facts.whole)
    return is_name and facts.filled > 1 and facts.different >= DIFFERENT * facts.filled


CODES = 4


def _rank(at: int, facts: Facts, header: Header) -> int | None:
    """How good a key a column makes, 0 the best; None where it is none."""
    phrase = header.phrase
    if not identifies(facts) or facts.filled < DIFFERENT * facts.rows:
        return None
    if PERSON.search(phrase) or NAMELESS.search(phrase) or facts.ats >= 0.5 or EMAIL.search(phrase):
        return 6 if EMAIL.search(phrase) and facts.ats >= 0.5 else None
    if PHONE.search(phrase) or POSTCODE.search(phrase) or COORDINATE.search(phrase):
        return None
    if NAMES_A_CUSTOMER.search(phrase):
        return 0
    if A_CUSTOMER.search(phrase):
        return 1
    if AN_ID.search(phrase):
        return 2
    if IDENTIFIER.search(phrase) and not NOT_IDENTIFIER.search(phrase):
        return 3
    if facts.is_code and facts.is_unique:
        return CODES
    return 5 if at == 0 and facts.zeros >= 0.01 and facts.is_unique else None
