"""Numbers, units, counts and lists as a person would say them.

May import: nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# A ratio is said in words only where it lies this close to the word.
CLOSE = 0.1
MOST_DIGITS = 12
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NOT_KNOWN = "not known"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """How a value of a feature is written: a short label, and a phrase for text.

    `phrase` and `singular` hold one `{}` for the number: "{} years", "${}k". Where the unit is
    a thousand of something, `thousand_of` is the phrase of that, "${}", for values that people
    do not write in thousands: $0, $70 million.
    """

    label: str
    phrase: str
    singular: str = ""
    thousand_of: str = ""


def number(value: float, digits: int = 3) -> str:
    """A number with at most `digits` significant figures and thousands separated."""
    # Adding 0 makes a negative zero a plain one.
    written = f"{Decimal(f'{value + 0:.{digits - 1}e}'):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def plain_version(version: str) -> str:
    """A model's version without the zeros that it has on disk: "7" of "0007"."""
    return version.lstrip("0") or "0"


def quantity(value: float, unit: Unit, digits: int = 3) -> str:
    """A value with its unit: "$52,200", "1 day", "$86.5k", "$70 million"."""
    if isnan(value):
        return NOT_KNOWN
    # Of 999.9 three figures make 1,000, which is no longer written in thousands.
    size = float(f"{abs(value):.{digits - 1}e}")
    if unit.thousand_of and not 1 <= size < 1000:
        said = unit.thousand_of.format(_large(size * 1000, digits))
    else:
        written = number(size, digits)
        said = (unit.singular if written == "1" and unit.singular else unit.phrase).format(written)
    return f"-{said}" if value < 0 else said


def exact(value: float, unit: Unit) -> str:
    """A single customer's value, unrounded but for what a float adds."""
    return quantity(value, unit, digits=12)


def span(low: float, high: float, unit: Unit, digits: int = 12) -> str:
    """From one value to another: "20 to 24 years", "$200 to $250"; of equal ones just that."""
    if low == high:
        return quantity(low, unit, digits)
    return f"{_short(low, unit, digits)} to {quantity(high, unit, digits)}"


def share(part: float) -> str:
    """A share of customers in everyday words: "one in five customers"."""
    if part >= 0.995:
        return "nearly all customers"
    if part < 0.005:
        return "fewer than one in 200 customers"
    if abs(part - 0.5) <= CLOSE / 2:
        return "about half of all customers"
    for count in range(3, 11):
        if abs(part * count - 1) <= CLOSE / 2:
            return f"one in {NUMBERS[count]} customers"
    tenths = round(part * 10)
    if not 1 <= tenths <= 9 or abs(part * 10 - tenths) > 2 * CLOSE:
        return f"{number(part * 100, 2)} of 100 customers"
    return f"about {NUMBERS[tenths]} of ten customers"


def times(ratio: float) -> str | None:
    """A ratio in words ("about twice", "half"), None where it is not worth a word.

    The word is within a tenth of the ratio.
    """
    if ratio <= 0:
        return None
    for word, value in (
        ("about half", 1 / 2),
        ("about a third", 1 / 3),
        ("about a quarter", 1 / 4),
    ):
        if abs(ratio / value - 1) <= CLOSE:
            return word
    if abs(ratio / 2 - 1) <= CLOSE:
        return "about twice"
    nearest = round(ratio)
    if 3 <= nearest <= 10 and abs(ratio / nearest - 1) <= CLOSE:
        return f"about {NUMBERS[nearest]} times"
    return f"{number(ratio, 2)} times" if 1.5 <= ratio <= 100 else None


def with_unit(label: str, unit: str) -> str:
    """A label and its unit, as they stand at a form's field or an axis: "Age (years)".

    A unit that the label names already is not said again.
    """
    return label if not unit or unit in label.lower() else f"{label} ({unit})"


def compared(value: float, reference: float, unit: Unit) -> str:
    """Two values side by side: "$86.5k, against $60.6k".

    In as many figures as it takes for the difference to be written within a tenth.
    """
    digits = next(
        digits
        for digits in range(3, MOST_DIGITS + 1)
        if digits == MOST_DIGITS or _is_faithful(value, reference, digits)
    )
    return f"{quantity(value, unit, digits)}, against {_short(reference, unit, digits)}"


def together(parts: Sequence[str]) -> str:
    """A list in words: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def in_a_sentence(label: str) -> str:
    """A label as it stands in a sentence: small first letter, but "VIP status" stays."""
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def free_name(wanted: str, taken: Collection[str]) -> str:
    """A name that nothing has yet: the one wanted, or with the first free number from 2 on.

    >>> free_name("age", {"age", "age_2"})
    'age_3'
    """
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def how_many(count: int, one: str, more: str | None = None) -> str:
    """A count in words that agree with it: "1 row", "2,000 rows", "1 cell does".

    Args:
        one: what is said of one.
        more: what is said of any other number; `one` with an s where it is not given.
    """
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


def how_long(days: int) -> str:
    """A stretch of days in words: "700 days", from two years on "88 years"."""
    years = round(days / 365.25)
    return how_many(days, "day") if years < 2 else how_many(years, "year")


def _short(value: float, unit: Unit, digits: int = 3) -> str:
    """Without a unit that the figure beside it names; a sign before stays."""
    if unit.phrase.startswith("{}"):
        return number(value, digits)
    return quantity(value, unit, digits)


def _large(value: float, digits: int) -> str:
    """Millions and more by name: "70 million"."""
    for size, name in LARGE:
        if value >= size:
            return f"{number(value / size, digits)} {name}"
    return number(value, digits)


def _is_faithful(value: float, reference: float, digits: int) -> bool:
    written = float(f"{value:.{digits - 1}e}") - float(f"{reference:.{digits - 1}e}")
    return abs(written - (value - reference)) <= CLOSE * abs(value - reference)
