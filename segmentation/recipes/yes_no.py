"""What somebody has or has not, from how a column is called: "Has card" → "have a card"."""

from segmentation.words import Unit, in_a_sentence

YES_OR_NO = Unit(label="", phrase="{}", yes_no=True)
YES = {"1", "yes", "y", "true", "t", "ja", "wahr", "oui", "vrai", "si", "sí", "sim"}
NO = {"0", "no", "n", "false", "f", "nein", "falsch", "non", "faux", "não"}
# Before these words there is no "a": "have children", "have churned".
WITHOUT_ARTICLE = ("s", "ed")


def having(label: str) -> str:
    """What is said of those who have it: completes "74% …".

    >>> having("Has card"), having("Newsletter")
    ('have a card', 'are marked "newsletter"')
    """
    what = _what_is_had(label)
    if not what:
        return f'are marked "{in_a_sentence(label)}"'
    if what.endswith(WITHOUT_ARTICLE):
        return f"have {what}"
    return f"have {'an' if what[0] in 'aeiou' else 'a'} {what}"


def not_having(label: str) -> str:
    """What is said of those who have it not: completes "26% …".

    >>> not_having("Has card"), not_having("Newsletter")
    ('have no card', 'are not marked "newsletter"')
    """
    what = _what_is_had(label)
    if not what:
        return f'are not marked "{in_a_sentence(label)}"'
    return f"have not {what}" if what.endswith("ed") else f"have no {what}"


def answer_of(value: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither.

    >>> answer_of("Ja"), answer_of("0"), answer_of("gold")
    (True, False, None)
    """
    said = value.strip().lower()
    return True if said in YES else False if said in NO else None


def _what_is_had(label: str) -> str:
    first, _, rest = label.partition(" ")
    return rest.strip() if first.lower() in ("has", "have") else ""
