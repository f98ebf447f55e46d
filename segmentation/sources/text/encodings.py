"""Recognise a text file's encoding, and turn it into UTF-8."""

import codecs
import re
import unicodedata
from pathlib import Path

from segmentation.errors import NotText, UnknownEncoding
from segmentation.sources.text.code_pages import WRITTEN_IN, guess_encoding

CHUNK = 2**20
# UTF-32's mark begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CODE_PAGE = re.compile("cp(125[0-8])")
UNDECODED = re.compile("[\udc80-\udcff]")
CONTROL = re.compile("[\0-\x08\x0e-\x19\x1b\x7f]")


def recognise_encoding(path: Path) -> str:
    """The name of the encoding: what a mark at the start says, UTF-8, or what its letters say.

    A file of mostly good UTF-8 is UTF-8 with some bad lines.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS.items():
        if start.startswith(mark):
            return name
    unmarked = _unmarked_utf_16(path)
    if unmarked:
        return unmarked
    good, bad = _utf_8_characters(path)
    return guess_encoding(path) if bad > good else "utf-8"


def is_guess(encoding: str) -> bool:
    """Whether an encoding that was recognised is what letters look like, and not certain."""
    return not encoding.startswith("utf")


def _unmarked_utf_16(path: Path) -> str | None:
    """The order of bytes of UTF-16 without a mark: digits and separators have a zero byte each."""
    with path.open("rb") as file:
        sample = file.read(2**16)
    zeros = [sample[at::2].count(0) for at in (0, 1)]
    few, many = sorted(zeros)
    if many < max(2, len(sample) / 50) or few * 10 > many:
        return None
    name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    text = sample.decode(name, "replace")
    strange = sum(unicodedata.category(c) in ("Cn", "Co", "Cs") or c == "\ufffd" for c in text)
    return name if strange <= len(text) / 50 and not CONTROL.search(text) else None


def check_encoding(encoding: str) -> str:
    """The encoding's usual name. Raises UnknownEncoding."""
    try:
        b"a".decode(encoding, "replace")
        return CODE_PAGE.sub(r"windows-\1", codecs.lookup(encoding).name)
    except (LookupError, UnicodeError):
        raise UnknownEncoding(encoding) from None


def in_words(encoding: str) -> str:
    """The encoding as people say it: "Windows-1250 (Central European)"."""
    name = encoding.upper().replace("WINDOWS", "Windows").replace("_", "-")
    return f"{name} ({WRITTEN_IN[encoding]})" if encoding in WRITTEN_IN else name


def to_utf_8(path: Path, encoding: str, copy: Path) -> None:
    """Write `path` as UTF-8 to `copy`, a piece at a time.

    A byte that cannot be decoded becomes one that is not UTF-8 either, so that
    it is met as part of a bad line.
    """
    codecs.register_error("segmentation.mark", _mark)
    decoder = codecs.getincrementaldecoder(encoding)("segmentation.mark")
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(CHUNK):
            target.write(decoder.decode(chunk).encode("utf-8", "surrogateescape"))
        target.write(decoder.decode(b"", final=True).encode("utf-8", "surrogateescape"))


def refuse_binary(path: Path, name: str) -> None:
    """Raise NotText if `path`, in UTF-8, holds what no text holds."""
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        sample = file.read(2**16)
    strange = len(CONTROL.findall(sample))
    if strange >= 8 and strange > len(sample) / 50:
        raise NotText(name)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


def _utf_8_characters(path: Path) -> tuple[int, int]:
    """How many bytes continue a character of UTF-8, and how many are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            good += len(chunk) - len(text)
            bad += 0 if text.isascii() else len(UNDECODED.findall(text))
    return good, bad
