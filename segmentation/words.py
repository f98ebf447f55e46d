"""Numbers, units, counts and lists as a person would say them.

May import: nothing.
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import pairwise
from math import floor, isnan

# What a statistic is called where it is told: of a mean, and of the middle one of all.
STATISTIC = {"mean": "average", "median": "typical"}
# And how such a figure is introduced in a sentence.
INTRODUCED = {"mean": "on average", "median": "typically"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PARTS = {
    2: "about half",
    3: "about a third",
    4: "about a quarter",
    5: "about a fifth",
    6: "about a sixth",
    7: "about a seventh",
    8: "about an eighth",
    9: "about a ninth",
    10: "about a tenth",
}
# A ratio is said in words only where it lies this close to the word.
CLOSE = 0.1
# Below this, two decimals of an amount of money say too little of it.
SMALLEST_AMOUNT = 0.1
MOST_DIGITS = 12
# So many words at the beginning are not said again.
REPEATED = 3
ARE = "are "
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
NOT_KNOWN = "not known"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """How a value of a feature is written: a short label, and a phrase for text.

    `phrase` and `singular` hold one `{}` for the number: "{} years", "${}k". Where the unit is
    a thousand of something, `thousand_of` is the phrase of that, "${}", for values that people
    do not write in thousands: $0, $70 million. A value of a `yes_no` unit is 1 or 0 for one
    customer, and for several the share of those who have it.
    """

    label: str
    phrase: str
    singular: str = ""
    thousand_of: str = ""
    yes_no: bool = False
    money: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it is said to be money, or its phrase has the sign of a currency."""
        return self.money or any(
            unicodedata.category(character) == "Sc" for character in self.phrase
        )


def number(value: float, digits: int = 3) -> str:
    """A number with at most `digits` significant figures and thousands separated."""
    # Adding 0 makes a negative zero a plain one.
    written = f"{Decimal(f'{value + 0:.{digits - 1}e}'):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def rounded_to(value: float, digits: int, *, up: bool) -> float:
    """A value in at most `digits` significant figures, the nearest above or below it.

    >>> rounded_to(1234.5, 3, up=True), rounded_to(-1234.5, 3, up=True), rounded_to(52, 3, up=True)
    (1240.0, -1230.0, 52.0)
    """
    exactly = Decimal(repr(float(value)))
    way = ROUND_CEILING if up else ROUND_FLOOR
    return float(Context(prec=digits, rounding=way).create_decimal(exactly))


def plain_version(version: str) -> str:
    """A model's version without the zeros that it has on disk: "7" of "0007"."""
    return version.lstrip("0") or "0"


def quantity(value: float, unit: Unit, digits: int = 3) -> str:
    """A value with its unit: "$52,200", "$49.90", "1 day", "$86.5k", "$70 million", "74%".

    Money has two decimals or none.
    """
    if isnan(value):
        return NOT_KNOWN
    if unit.yes_no:
        return percent(value)
    # Of 999.9 three figures make 1,000, which is no longer written in thousands.
    size = abs(_figure(value, unit, digits))
    if unit.thousand_of and not 1 <= size < 1000:
        said = unit.thousand_of.format(_large(size * 1000, digits))
    else:
        written = _written(size, unit)
        said = (unit.singular if written == "1" and unit.singular else unit.phrase).format(written)
    return f"-{said}" if value < 0 else said


def exact(value: float, unit: Unit) -> str:
    """A single customer's value, unrounded but for what a float adds, and money to the cent."""
    if unit.yes_no and value in (0, 1):
        return "yes" if value else "no"
    return quantity(value, unit, digits=MOST_DIGITS)


def span(low: float, high: float, unit: Unit, digits: int = 12) -> str:
    """From one value to another: "20 to 24 years", "$200 to $250"; of equal ones just that."""
    if low == high:
        return quantity(low, unit, digits)
    return f"{_short(low, unit, digits)} to {quantity(high, unit, digits)}"


def percent(part: float) -> str:
    """A share in whole percent: "25%"; it is none, or all, only where it is.

    >>> percent(0.004)
    'fewer than 1%'
    """
    if 0 < part < 0.01:
        return "fewer than 1%"
    whole = floor(100 * part + 0.5)
    return "more than 99%" if whole == 100 and part < 1 else f"{whole}%"


def times(ratio: float) -> str | None:
    """A ratio in words ("about twice", "about a fifth"), None where it is not worth a word.

    The word is within a tenth of the ratio.
    """
    if ratio <= 0:
        return None
    part, nearest = round(1 / ratio), round(ratio)
    if part in PARTS and _is_close(ratio, 1 / part):
        return PARTS[part]
    if _is_close(ratio, 2):
        return "about twice"
    if 3 <= nearest <= 10 and _is_close(ratio, nearest):
        return f"about {NUMBERS[nearest]} times"
    return f"{number(ratio, 2)} times" if 1.5 <= ratio <= 100 else None


def times_as_much(value: float, reference: float, unit: Unit) -> str | None:
    """How often a value has another in words, by the figures in which `compared` writes both."""
    digits = _digits(value, reference, unit)
    one, other = (
        _figure(number, unit, _shortened(number, unit, digits)) for number in (value, reference)
    )
    return times(one / other) if other > 0 else None


def with_unit(label: str, unit: str) -> str:
    """A label and its unit, as they stand at a form's field or an axis: "Age (years)".

    A unit that the label names already is not said again.
    """
    return label if not unit or unit in label.lower() else f"{label} ({unit})"


def compared(value: float, reference: float, unit: Unit) -> str:
    """Two values side by side: "$86.5k, against $60.6k", "57 years, against 41".

    In as many figures as it takes for the difference to be written within a tenth.
    """
    digits = _digits(value, reference, unit)
    first, second = (_shortened(number, unit, digits) for number in (value, reference))
    return f"{quantity(value, unit, first)}, against {_short(reference, unit, second)}"


def together(parts: Sequence[str]) -> str:
    """A list in words: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def said_together(phrases: Sequence[str]) -> str:
    """Phrases of one subject as a list, without the words with which the one before began as well.

    Three words and more are left out where both go on, and a second "are".

    >>> said_together(["are higher on visits (9)", "are higher on spend (3)", "are older"])
    'are higher on visits (9) and spend (3), and older'
    """
    groups: list[list[str]] = []
    for before, phrase in pairwise(["", *phrases]):
        same = _words_alike(before, phrase)
        if same >= REPEATED:
            groups[-1].append(" ".join(phrase.split()[same:]))
        elif before.startswith(ARE):
            groups.append([phrase.removeprefix(ARE)])
        else:
            groups.append([phrase])
    if len(groups) == 1 or all(len(group) == 1 for group in groups):
        return together([said for group in groups for said in group])
    # What has an "and" of its own is set apart by a comma.
    return ", and ".join(together(group) for group in groups)


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
    if unit.phrase.startswith("{}") and not unit.yes_no:
        return number(value, digits)
    return quantity(value, unit, digits)


def _figure(value: float, unit: Unit, digits: int) -> float:
    """The number that is written for a value: rounded to `digits`, or money to the cent."""
    if unit.yes_no:
        return floor(100 * value + 0.5) / 100
    rounded = float(f"{value:.{digits - 1}e}")
    to_the_cent = unit.is_money and not unit.thousand_of and abs(value) >= SMALLEST_AMOUNT
    return round(value, 2) if to_the_cent and rounded % 1 else rounded


def _written(size: float, unit: Unit) -> str:
    in_cents = unit.is_money and not unit.thousand_of and size % 1 and size >= SMALLEST_AMOUNT
    return f"{size:,.2f}" if in_cents else number(size, MOST_DIGITS)


def _large(value: float, digits: int) -> str:
    """Millions and more by name: "70 million"."""
    for size, name in LARGE:
        if value >= size:
            return f"{number(value / size, digits)} {name}"
    return number(value, digits)


def _words_alike(before: str, phrase: str) -> int:
    """With how many words both begin alike, so that both have another one after them."""
    first, second = before.split(), phrase.split()
    alike = next(
        (at for at, (one, other) in enumerate(zip(first, second)) if one != other),
        min(len(first), len(second)),
    )
    goes_on = alike < min(len(first), len(second)) and not any(
        words[alike].startswith("(") for words in (first, second)
    )
    return alike if goes_on else 0


def _is_close(ratio: float, word: float) -> bool:
    # Either may be the one that the other is measured by.
    return max(ratio / word, word / ratio) <= 1 + CLOSE - 1e-9


def _digits(value: float, reference: float, unit: Unit) -> int:
    """In how many figures a difference of two values is written within a tenth."""
    return next(
        digits
        for digits in range(3, MOST_DIGITS + 1)
        if digits == MOST_DIGITS or _is_faithful(value, reference, unit, digits)
    )


def _shortened(value: float, unit: Unit, digits: int) -> int:
    """One figure less where it would be a decimal that nobody asks for: 57 years, 3.2 orders."""
    return digits if unit.is_money or abs(value) >= 100 else digits - 1


def _is_faithful(value: float, reference: float, unit: Unit, digits: int) -> bool:
    one, other = (
        _figure(number, unit, _shortened(number, unit, digits)) for number in (value, reference)
    )
    written = one - other
    return abs(written - (value - reference)) <= CLOSE * abs(value - reference)
