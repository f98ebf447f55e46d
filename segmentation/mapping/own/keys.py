"""The one column that tells customers apart, in whatever language its header is."""

import re
from collections.abc import Mapping

from segmentation.mapping.customer_words import CUSTOMER, SAP_CUSTOMERS
from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import Header
from segmentation.mapping.own.vocabulary import (
    COORDINATE,
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
    rf"|codigo|codice|код|номер|κωδικός|αριθμός)"
    rf" (?:del?l?[a']? ?|du |do |da )?(?:{CUSTOMER}|клиента|klienta|zákazníka|πελάτη|μέλους)$"
    rf"|^(?:{CUSTOMER}) (?:number|nummer|key|code|uuid|kod|kodu|id)$"
    r"|^(?:顧客|会員|客户|客戶|고객|клиент)\s?(?:id|番号|编号|編號|コード|번호)$|^numer klienta$"
    rf"|^(?:{SAP_CUSTOMERS})$"
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
    return 5 if at == 0 and facts.is_unique and _is_numbered(facts, header) else None


def _is_numbered(facts: Facts, header: Header) -> bool:
    """Whether the first column's numbers are names by how they are written.

    They begin with zeros, or are whole and of one length under a header whose letters are none of
    the languages that are known here.
    """
    if facts.zeros >= 0.01:
        return True
    digits = {len(f"{number:.0f}") for number in (facts.lowest, facts.highest)}
    is_foreign = not any(map(str.isascii, header.words)) and bool(header.words)
    return is_foreign and facts.whole and digits < {*range(FEWEST_DIGITS, 20)} and len(digits) == 1
