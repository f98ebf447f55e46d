"""Numbers and claims as a person would say them."""

from collections.abc import Sequence
from decimal import Decimal

from segmentation.claims import Claim
from segmentation.profiles import Profile
from segmentation.recipes.recipe import End, Feature, Recipe, Unit

MOST_CLAIMS = 3
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NOTHING_STANDS_OUT = "They are close to the average customer in everything compared here."
# A ratio is said in words only where it lies this close to the word.
CLOSE = 0.1


def number(value: float, digits: int = 3) -> str:
    """A number with at most `digits` significant figures and thousands separated."""
    # Adding 0 makes a negative zero a plain one.
    written = f"{Decimal(f'{value + 0:.{digits - 1}e}'):,f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def quantity(value: float, unit: Unit, digits: int = 3) -> str:
    """A value with its unit: "$52,200", "1 day"."""
    written = number(abs(value), digits)
    phrase = unit.singular if written == "1" and unit.singular else unit.phrase
    return ("-" if value < 0 else "") + phrase.format(written)


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


def end_of(claim: Claim, feature: Feature) -> End:
    """The words for the end of the feature that the claim points to."""
    return feature.high if claim.direction == "higher" else feature.low


def sentence(claim: Claim, feature: Feature) -> str:
    """One claim as a sentence.

    "They earn more than average ($86.5k, against $60.6k)."
    """
    reference = "average" if claim.statistic == "mean" else "is typical"
    figures = (
        f"({quantity(claim.value, feature.unit)}, against {_short(claim.everybody, feature.unit)})"
    )
    ratio = times(claim.value / claim.everybody) if feature.times and claim.everybody > 0 else None
    if ratio is None:
        return f"They {end_of(claim, feature).compared} than {reference} {figures}."
    other = "the average customer" if claim.statistic == "mean" else "the typical customer"
    return f"They {feature.times.format(ratio)} as {other} {figures}."


def headline(claims: Sequence[Claim], recipe: Recipe) -> str:
    """The strongest claims in one sentence without figures.

    "They earn more and are younger than average."
    """
    if not claims:
        return NOTHING_STANDS_OUT
    parts = []
    for statistic, reference in (("mean", "than average"), ("median", "than is typical")):
        said = [
            end_of(claim, recipe.feature(claim.feature)).compared
            for claim in claims[:MOST_CLAIMS]
            if claim.statistic == statistic
        ]
        if said:
            parts.append(f"{together(said)} {reference}")
    return f"They {together(parts)}."


def describe(claims: Sequence[Claim], profile: Profile, recipe: Recipe) -> str:
    """Two to four sentences about a segment: its strongest claims, then its size."""
    size = share(profile.share)
    ending = f"{size[0].upper()}{size[1:]} {_verb(size)} like this."
    if not claims:
        return f"{NOTHING_STANDS_OUT} {ending}"
    said = [sentence(claim, recipe.feature(claim.feature)) for claim in claims[:MOST_CLAIMS]]
    return " ".join([*said, ending])


def outside_note(value: float, seen: tuple[float, float], feature: Feature) -> str:
    """What to say when a customer's value lies outside the lowest and highest seen."""
    low, high = (exact(bound, feature.unit) for bound in seen)
    return (
        f"{feature.label}: no customer in the data had {exact(value, feature.unit)}; "
        f"they lie between {low} and {high}. Take this answer with care."
    )


def together(parts: Sequence[str]) -> str:
    """A list in words: "a, b and c"."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _short(value: float, unit: Unit, digits: int = 3) -> str:
    """Without a unit that the figure beside it names; a sign before stays."""
    if unit.phrase.startswith("{}"):
        return number(value, digits)
    return quantity(value, unit, digits)


def _verb(size: str) -> str:
    return "is" if size.startswith(("one in", "about one", "1 of")) else "are"
