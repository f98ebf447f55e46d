"""Guess the encoding of text that is neither UTF-8 nor marked: which language's letters it has."""

import codecs
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from segmentation.sources.text.oddities import count_oddities, looks_turkish

if TYPE_CHECKING:
    from chardet import DetectionDict

# Excel saves CSV files so in Western Europe and America, and nothing but letters tells it from
# the others: it is what stays where they do not say.
WESTERN = "windows-1252"
# Each with what it is for. Names that Python knows as well.
LATIN = {
    "windows-1250": "Central European",
    "iso8859-2": "Central European",
    "windows-1254": "Turkish",
    "windows-1257": "Baltic",
}
OTHER_ALPHABETS = {
    "windows-1251": "Cyrillic",
    "koi8-r": "Cyrillic",
    "cp866": "Cyrillic",
    "windows-1253": "Greek",
    "windows-1255": "Hebrew",
    "windows-1256": "Arabic",
    "cp874": "Thai",
}
SEVERAL_BYTES = {
    "cp932": "Japanese, Shift-JIS",
    "euc_jp": "Japanese",
    "gb18030": "Chinese",
    "cp950": "Chinese, Big5",
    "cp949": "Korean",
}
WRITTEN_IN = LATIN | OTHER_ALPHABETS | SEVERAL_BYTES
# How chardet calls those that it knows by other names, and where its answer is another name.
_KNOWN_AS = {"cp950": "big5", "euc_jp": "euc-jp"}
_CALLED = {"big5hkscs": "cp950", "euc_jis_2004": "euc_jp"}
_SAMPLE = 2**16
_LONGEST_LINE = 2**16
_FEWEST = 8
_CLOSE_TOGETHER = 0.7
_CLEARLY = 1.5
_HIGH = re.compile(rb"[\x80-\xff]+")
# Letters of Windows-1250 read as ISO 8859-2.
_CONTROL = re.compile("[\x80-\x9f]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")


def guess_encoding(path: Path) -> str:
    """The encoding of a text file that is neither UTF-8 nor marked: Windows-1252 where unsure.

    In Latin letters special ones stand among plain ones, in other scripts next to each other.
    An encoding in which letters stand where nobody writes them is passed over for one in which
    none do. docs/data.md says how often this was right where it was measured.
    """
    sample = _sample(path)
    found = _by_letters(sample)
    if found == WESTERN and looks_turkish(sample):
        return "windows-1254"
    odd = _oddities(sample, found)
    if not odd:
        return found
    plausible = [name for name in WRITTEN_IN if _oddities(sample, name) == 0]
    if found not in (WESTERN, *LATIN) and odd != math.inf:
        return found
    likeliest = max(_detected(sample, plausible), key=_confidence, default=None)
    if not plausible or likeliest is None:
        return found
    name = likeliest["encoding"].lower().replace("cp125", "windows-125")
    return _CALLED.get(name, name)


def _oddities(sample: bytes, encoding: str) -> float:
    text = _decoded(sample, encoding)
    return math.inf if text is None else count_oddities(text)


def _by_letters(sample: bytes) -> str:
    runs = _HIGH.findall(sample)
    special, close = sum(map(len, runs)), sum(len(run) for run in runs if len(run) > 1)
    if special < _FEWEST:
        return WESTERN
    if close < _CLOSE_TOGETHER * special:
        return _best_fit(sample, LATIN)
    return _of_several_bytes(sample) or _best_fit(sample, OTHER_ALPHABETS)


def _sample(path: Path) -> bytes:
    """The first lines from the first one that is not plain ASCII."""
    with path.open("rb") as file:
        lines = iter(lambda: file.readline(_LONGEST_LINE), b"")
        first = next((line for line in lines if not line.isascii()), b"")
        return first + file.read(max(_SAMPLE - len(first), 0))


def _of_several_bytes(sample: bytes) -> str | None:
    """The encoding if one of those with several bytes a character is likeliest."""
    if _KANA.search(_decoded(sample, "euc_jp") or ""):
        # Other text is seldom whole in it, and never has kana.
        return "euc_jp"
    candidates = [*SEVERAL_BYTES, *OTHER_ALPHABETS, WESTERN]
    if _KANA.search(_decoded(sample, "gb18030") or ""):
        # There are none in Chinese, and Japanese of few kana looks like it.
        candidates.remove("gb18030")
    likeliest = max(_detected(sample, candidates), key=_confidence, default={"encoding": WESTERN})
    found = _CALLED.get(likeliest["encoding"], likeliest["encoding"])
    return found if found in SEVERAL_BYTES else None


def _best_fit(sample: bytes, candidates: Iterable[str]) -> str:
    """The candidate that fits best, if it clearly fits better than Windows-1252.

    Both the text as a whole and its words with special letters alone have to.
    """
    western = _fit(sample, WESTERN)
    fits = {name: _fit(sample, name) for name in candidates}
    clear = {
        name: whole * words
        for name, (whole, words) in fits.items()
        if whole > _CLEARLY * western[0] and words > _CLEARLY * western[1]
    }
    return max(clear, key=clear.__getitem__, default=WESTERN)


def _fit(sample: bytes, encoding: str) -> tuple[float, float]:
    """How well the sample fits as text so encoded: all of it, and its words that are not ASCII.

    In small letters, of which there is more to compare with than of capitals.
    """
    text = (_decoded(sample, encoding) or "").lower()
    words = dict.fromkeys(word for word in re.findall(r"\w+", text) if not word.isascii())
    return _likelihood(text, encoding), _likelihood(" ".join(words), encoding)


def _decoded(sample: bytes, encoding: str) -> str | None:
    try:
        # Half a character at the end is no error.
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text


def _likelihood(text: str, encoding: str) -> float:
    if not text:
        return 0
    return max(map(_confidence, _detected(text.encode(encoding, "ignore"), [encoding])), default=0)


def _detected(sample: bytes, candidates: Iterable[str]) -> list["DetectionDict"]:
    # Takes a while to import, and is seldom needed.
    from chardet import detect_all

    found = detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        include_encodings=["ascii", *(_KNOWN_AS.get(name, name) for name in candidates)],
        no_match_encoding="ascii",
        empty_input_encoding="ascii",
    )
    return [one for one in found if one["encoding"] != "ascii"]


def _confidence(one: "DetectionDict") -> float:
    return one["confidence"]
