"""Letters that stand where nobody writes them: the sign of text read in a wrong encoding."""

import itertools
import re
import unicodedata

# Before a letter no one writes these: "£ódz", "©umperk".
_SIGN_BEFORE = re.compile(
    r"[^\W\d_][£¥¦§©®±¶¹²³¼½¾×÷¬¤¢][^\W\d_]|(?<!\w)[£¥¦§®±¶¹²³¼½¾¬¤¢©][^\W\d_]"
)
# Nor these after one: "Łód¼".
_PART_AFTER = re.compile(r"[^\W\d_][¼½¾¬¤¶¦]")
_TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîûÂÎÛ")
_TURKISH_ALONE = frozenset("ğşİĞŞ")
_ICELANDIC_BYTES = re.compile(rb"[\xdd\xde\xd0\xf0\xfe]")


def count_oddities(text: str) -> int:
    """How often a letter or sign stands where it cannot be.

    A sign within a word, a capital after a small letter, letters of two alphabets in one word,
    and characters that no language has.
    """
    signs = len(_SIGN_BEFORE.findall(text)) + len(_PART_AFTER.findall(text))
    pairs = {pair for pair in itertools.pairwise(text) if not all(map(str.isascii, pair))}
    nowhere = sum(
        unicodedata.category(letter) in ("Co", "Cn", "Cc") for letter in set(text) - _LINES
    )
    return signs + nowhere + sum(_is_odd(*pair) for pair in pairs)


def looks_turkish(sample: bytes) -> bool:
    """Whether what would be Icelandic letters in Windows-1252 are Turkish ones: all special
    letters are then Turkish, as none of a text in Icelandic would be."""
    if not _ICELANDIC_BYTES.search(sample):
        return False
    special = {c for c in sample.decode("cp1254", "replace") if c.isalpha() and not c.isascii()}
    return special <= _TURKISH and bool(special & _TURKISH_ALONE)


_LINES = frozenset("\r\n\t\f\x1a\0")


def _is_odd(first: str, second: str) -> bool:
    if first.islower() and second.isupper() and not second.isascii():
        return True
    scripts = {_script(first), _script(second)}
    return "latin" in scripts and bool(scripts & {"other", "narrow"})


def _script(letter: str) -> str | None:
    if "\uff00" <= letter <= "\uffef":
        return "narrow"
    if not letter.isalpha():
        return None
    if letter < "\u0250":
        return "latin"
    # Chinese and Japanese stand beside Latin letters.
    return "eastern" if letter > "\u2e80" else "other"
