"""Each column as `recipes.own` has it: its meaning, label, unit, and how its numbers run."""

import re
from datetime import datetime

from segmentation.mapping.own.dates import is_short_year_of_birth, latest_year_of_birth
from segmentation.mapping.own.facts import Facts
from segmentation.mapping.own.headers import PLURAL_UNITS, UNIT_WORDS, Header
from segmentation.mapping.own.labels import label_of, label_of_date
from segmentation.mapping.own.ordered import ranges_of, scale_of
from segmentation.mapping.own.senses import MONEY, PATTERNS
from segmentation.mapping.own.vocabulary import COUNTRY, PLACE
from segmentation.recipes.own import OwnColumn
from segmentation.recipes.units import MONEY as SIGNS
from segmentation.recipes.yes_no import answer_of

TIMED = {"tenure", "inactive", "recency", "last", "age", "duration"}
TIME = {**PLURAL_UNITS, **UNIT_WORDS} | {
    unit: unit for unit in ("years", "months", "days", "hours", "minutes", "weeks", "nights")
}
OF_BIRTH = ("age", "year of birth")
OF_WHAT = (5, 10)
IN_PERCENT = 0.5
GROUPED = re.compile(r"\s*(?<!\w)(?:category|group|range|band|bracket|class|level|gruppe|klasse)$")


def as_number(header: Header, facts: Facts, meaning: str, *, german: bool) -> OwnColumn:
    """A column with numbers as a feature."""
    # Cells such as 12% are read as 0.12.
    share = facts.percents >= IN_PERCENT or (
        meaning in ("share", "credit used") and _is_fraction(facts)
    )
    return OwnColumn(
        header=facts.header,
        use="feature",
        kind="number",
        meaning=meaning,
        label=label_of(header, meaning, whole=facts.header, german=german),
        unit="" if share else _unit(header, facts, meaning),
        share=share,
        whole=facts.whole,
        lowest=0 if facts.lowest >= 0 or meaning == "age" else None,
    )


def as_year(
    header: Header, facts: Facts, meaning: str, *, german: bool, today: datetime | None
) -> OwnColumn:
    """A column with years as a feature: an age or a tenure, or the years as they are.

    Args:
        today: what counts as today; None where no date says it.
    """
    is_short = is_short_year_of_birth(header, facts)
    label = label_of(header, meaning, whole=facts.header, german=german)
    said = {"age": "Age", "tenure": "Years as a customer", "year of birth": "Year of birth"}
    return OwnColumn(
        header=facts.header,
        use="feature",
        kind="year",
        meaning=meaning,
        label=said.get(meaning, label),
        whole=True,
        lowest=0 if meaning in ("age", "year of birth", "year") else None,
        latest_year=latest_year_of_birth(facts, today) if is_short else None,
    )


def as_date(
    header: Header, facts: Facts, meaning: str, *, german: bool, today: datetime | None
) -> OwnColumn:
    """A column with dates as a feature: how long ago, how long until, or an age.

    Args:
        today: what counts as today; None where no date says it.
    """
    is_birth = meaning in OF_BIRTH
    return OwnColumn(
        header=facts.header,
        use="feature",
        kind="date",
        meaning=meaning,
        label=label_of_date(header, meaning, whole=facts.header, german=german),
        whole=True,
        # Nobody is born after today: such an age is told of as odd.
        lowest=0 if is_birth else None,
        latest_year=latest_year_of_birth(facts, today) if is_birth else None,
    )


def as_ordered(header: Header, facts: Facts, *, german: bool) -> OwnColumn | None:
    """A column with ranges or steps as a feature; None where its texts have no order."""
    texts = [text for text, _ in facts.texts]
    steps = ranges_of(texts)
    scale = () if steps else scale_of(texts)
    if not steps and not scale:
        return None
    meaning = _meaning_of_ranges(header) if steps else "rank"
    sign = next((sign for sign in SIGNS if not sign.isalnum() and sign in texts[0]), "")
    unit = "years" if meaning == "age" else header.unit or sign
    return OwnColumn(
        header=facts.header,
        use="feature",
        kind="ordered",
        meaning=meaning,
        label=label_of(header, meaning, whole=facts.header, german=german),
        unit=unit if steps else f"of {len(scale)}",
        steps=steps or scale,
        lowest=0 if steps else 1,
    )


def as_category(header: Header, facts: Facts, *, german: bool, asked: bool) -> OwnColumn:
    """A column with kinds as a category; one of yes and no as a feature where it is asked for."""
    texts = [text for text, _ in facts.texts]
    is_answer = len(texts) == 2 and {answer_of(_plain(text)) for text in texts} == {True, False}
    meaning = "country" if COUNTRY.search(header.phrase) else ""
    meaning = "place" if PLACE.search(header.phrase) else meaning
    steps = () if facts.kind == "number" else _yes_and_no(texts) if is_answer else ()
    return OwnColumn(
        header=facts.header,
        use="feature" if asked and (is_answer or facts.kind == "number") else "category",
        kind="yes_no" if is_answer else "text",
        meaning=meaning if not is_answer else "",
        label=label_of(header, "", whole=facts.header, german=german),
        steps=steps,
        lowest=0 if is_answer else None,
    )


def _yes_and_no(texts: list[str]) -> tuple[tuple[str, float], ...]:
    return tuple((text, float(bool(answer_of(text)))) for text in sorted(texts))


def _plain(text: str) -> str:
    """A number as it is written: "1" of "1.0"."""
    return text.removesuffix(".0")


def _is_fraction(facts: Facts) -> bool:
    return facts.lowest >= 0 and facts.highest <= 1 and not facts.whole


def _unit(header: Header, facts: Facts, meaning: str) -> str:
    if meaning == "share" and header.unit == "%":
        return "%"
    if meaning == "age":
        return "years"
    if meaning in TIMED:
        return header.unit or _time_in(header)
    if header.unit:
        return "" if header.unit == "%" and meaning != "share" else header.unit
    if facts.sign:
        return facts.sign
    if meaning == "rating" and facts.lowest >= 1 and facts.highest in OF_WHAT:
        return f"of {facts.highest:g}"
    return "" if meaning in MONEY else _time_in(header) if meaning == "duration" else ""


def _time_in(header: Header) -> str:
    """The unit of time that the words name: "months" of "months on book"."""
    return next((TIME[word] for word in header.words if word in TIME), "")


def _meaning_of_ranges(header: Header) -> str:
    """What ranges mean: of an age or an income as of the number itself."""
    phrase = GROUPED.sub("", header.phrase)
    found = next((meaning for meaning, pattern in PATTERNS if pattern.search(phrase)), "number")
    return found if found in MEANT_BY_RANGES else "number"


MEANT_BY_RANGES = {"age", "income", "spend", "balance", "limit", "tenure", "amount"}
