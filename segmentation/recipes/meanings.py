"""What a column of one's own can mean, as data: the words for who has much or little of it.

In the words `{what}` is the label as it stands in a sentence, `{short}` its few words for a name,
`{topic}` what follows "on", `{higher}`, `{lower}`, `{highest}` and `{lowest}` these words with the
article that the label takes.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from segmentation.recipes.common import age, average_order, income, monetary, orders, recency
from segmentation.recipes.last_done import last_done
from segmentation.recipes.recipe import End, Feature, Role
from segmentation.recipes.units import NO_UNIT
from segmentation.words import in_a_sentence

MOST_WORDS_IN_A_NAME = 2
# What says how something is counted, and not what it is.
SAYS_LITTLE = re.compile(
    r"^(?:total|average|overall|number of|share of|customer|days (?:since|until|as)(?: a)?)\s+"
    r"|\s+(?:in|a|per|pro|of|on|to|within|last|since)\s.*$",
    re.IGNORECASE,
)


# No name begins with one of these: "taux de remise".
LINKS = {"de", "d", "du", "des", "del", "della", "di", "da", "do", "van", "von", "of", "pro", "per",
         "par", "por", "im", "in", "am", "la", "le"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The words for a meaning, and what follows from it, as `Feature` describes it.

    `ends` are (adjective, noun, compared, most) of those who have much, and of those who have
    little. `about` says what the meaning is, for who edits a mapping. In `times` the `{}` is for
    the ratio, and TOPIC for the topic.
    """

    about: str
    high: tuple[str, str, str, str]
    low: tuple[str, str, str, str]
    axis: tuple[str, str]
    times: str = ""
    role: Role = "other"
    actionable: bool = True
    turnover: bool = False
    highest: float | None = None


def _of(feature: Feature, about: str) -> Meaning:
    """The words that our own recipes have for the same."""
    high, low = feature.high, feature.low
    return Meaning(
        about=about,
        high=(high.adjective, high.noun, high.compared, high.most),
        low=(low.adjective, low.noun, low.compared, low.most),
        axis=feature.axis,
        times=feature.times,
        role=feature.role,
        actionable=feature.actionable,
        turnover=feature.turnover,
        highest=feature.highest,
    )


def _measured(about: str, **more: object) -> Meaning:
    """What is high or low."""
    return Meaning(
        about=about,
        high=("{high} {short},", "{high} {short}", "have {higher} {what}", "have {highest} {what}"),
        low=("{low} {short},", "{low} {short}", "have {lower} {what}", "have {lowest} {what}"),
        axis=("{lower_} {what}", "{higher_} {what}"),
        **more,
    )


def _counted(about: str, **more: object) -> Meaning:
    """What is many or few."""
    return Meaning(
        about=about,
        high=("many {short},", "many {short}", "have more {what}", "have the most {what}"),
        low=("few {short},", "few {short}", "have fewer {what}", "have the fewest {what}"),
        axis=("fewer {what}", "more {what}"),
        **more,
    )


def _done(about: str, verb: str, who: str, **more: object) -> Meaning:
    """What people do often or seldom: visit, log in."""
    return Meaning(
        about=about,
        high=("frequent", f"frequent {who}", f"{verb} more often", f"{verb} most often"),
        low=("occasional", f"occasional {who}", f"{verb} less often", f"{verb} least often"),
        axis=(f"{verb} rarely", f"{verb} often"),
        times=f"{verb} {{}} as often",
        **more,
    )


MEANINGS: Mapping[str, Meaning] = {
    "number": _measured("any other number"),
    "amount": _measured("an amount of money"),
    "balance": _measured("what is in an account"),
    "limit": _measured("up to how much one may spend"),
    "credit left": Meaning(
        about="credit that is not used yet",
        high=(
            "much credit left,",
            "customers with much credit left",
            "have more credit left to use",
            "have the most credit left to use",
        ),
        low=(
            "little credit left,",
            "customers with little credit left",
            "have less credit left to use",
            "have the least credit left to use",
        ),
        axis=("less credit left", "more credit left"),
    ),
    "credit used": Meaning(
        about="the part of their credit that is used",
        high=(
            "credit-using",
            "customers who use much of their credit",
            "use more of their credit",
            "use the most of their credit",
        ),
        low=(
            "credit-sparing",
            "customers who use little of their credit",
            "use less of their credit",
            "use the least of their credit",
        ),
        axis=("uses less of the credit", "uses more of the credit"),
        highest=None,
    ),
    "count": _counted("how many of something"),
    "duration": _counted("for how long, in hours or minutes"),
    "score": _measured("points that somebody gave", role="other"),
    "rating": Meaning(
        about="how good customers find something",
        high=(
            "satisfied",
            "satisfied customers",
            "give {higher} {what}",
            "give the highest {what}",
        ),
        low=(
            "dissatisfied",
            "dissatisfied customers",
            "give {lower} {what}",
            "give the lowest {what}",
        ),
        axis=("lower {what}", "higher {what}"),
    ),
    "share": _measured("a part of a whole, in percent"),
    "rank": _measured("steps in their order, such as low, medium, high"),
    "age": _of(age(None), "how old somebody is, in years"),
    "year of birth": Meaning(
        about="the year in which somebody was born",
        high=("younger", "younger customers", "are younger", "are the youngest"),
        low=("older", "older customers", "are older", "are the oldest"),
        axis=("older", "younger"),
        actionable=False,
    ),
    "year": Meaning(
        about="a year in which something happened",
        high=("late {short},", "late {short}", "have a later {what}", "have the latest {what}"),
        low=(
            "early {short},",
            "early {short}",
            "have an earlier {what}",
            "have the earliest {what}",
        ),
        axis=("earlier {what}", "later {what}"),
        actionable=False,
    ),
    "income": _of(income(NO_UNIT), "what somebody earns"),
    "spend": _of(monetary(NO_UNIT, None), "all that a customer spent"),
    "spend on": Meaning(
        about="what a customer spent on one kind of thing",
        high=(
            "high spend on {topic},",
            "big spenders on {topic}",
            "spend more on {topic}",
            "spend the most on {topic}",
        ),
        low=(
            "low spend on {topic},",
            "small spenders on {topic}",
            "spend less on {topic}",
            "spend the least on {topic}",
        ),
        axis=("spends less on {topic}", "spends more on {topic}"),
        times="spend {} as much on TOPIC",
    ),
    "average order": _of(
        average_order("basket", NO_UNIT, spend="spend", orders="orders"), "what an order costs"
    ),
    "orders": _of(orders("orders", None), "how many orders or purchases"),
    "visits": _done("how many visits", "visit", "visitors"),
    "logins": _done("how many logins", "log in", "users"),
    "stays": _done("how many stays or bookings", "stay", "guests"),
    "tenure": Meaning(
        about="for how long somebody has been a customer",
        high=(
            "long-standing",
            "long-standing customers",
            "have been customers for longer",
            "have been customers for the longest",
        ),
        low=(
            "newer",
            "newer customers",
            "have been customers for less time",
            "have been customers for the shortest time",
        ),
        axis=("newer customers", "longer-standing customers"),
        times="have been customers {} as long",
        role="tenure",
        actionable=False,
    ),
    "recency": _of(recency(None), "how long ago somebody last ordered"),
    "last": Meaning(
        about="how long ago somebody last did something",
        high=("lapsed", "lapsed customers", "{last} longer ago", "{last} the longest ago"),
        low=("recent", "recent customers", "{last} more recently", "{last} most recently"),
        axis=("{last} recently", "{last} long ago"),
        role="recency",
    ),
    "inactive": Meaning(
        about="for how long somebody has not been active",
        high=(
            "inactive",
            "inactive customers",
            "have been inactive for longer",
            "have been inactive for the longest",
        ),
        low=(
            "active",
            "active customers",
            "have been inactive for less time",
            "have been inactive for the shortest time",
        ),
        axis=("active", "inactive"),
        role="recency",
    ),
    "days since": Meaning(
        about="how long ago something was",
        high=(
            "early {short},",
            "early {short}",
            "have an earlier {short}",
            "have the earliest {short}",
        ),
        low=("late {short},", "late {short}", "have a later {short}", "have the latest {short}"),
        axis=("later {short}", "earlier {short}"),
    ),
    "days until": Meaning(
        about="how long until something happens",
        high=("late {short},", "late {short}", "have a later {short}", "have the latest {short}"),
        low=(
            "early {short},",
            "early {short}",
            "have an earlier {short}",
            "have the earliest {short}",
        ),
        axis=("earlier {short}", "later {short}"),
    ),
}


# What lasts is longer or shorter.
LASTS = {"time", "duration", "length", "lifetime", "dauer", "distance", "laufzeit"}


def words_of(meaning: Meaning, label: str, *, keeps_capital: bool) -> dict[str, object]:
    """A meaning's words for a column with this label, as arguments of `Feature`."""
    what = label if keeps_capital else in_a_sentence(label)
    short = shortened(label)
    # What does not begin the label stands in it as in a sentence: "Eintritt" in "Days since …".
    is_first = label.startswith(short)
    blanks = {
        "what": what,
        "short": in_a_sentence(short) if is_first and not keeps_capital else short,
        "topic": what.partition(" on ")[2] or what,
        "last": last_done(what) or "were last active",
        **_with_article(what),
    }

    def filled(template: str) -> str:
        return template.format_map(blanks)

    return {
        "high": _end(meaning.high, filled),
        "low": _end(meaning.low, filled),
        "axis": (filled(meaning.axis[0]), filled(meaning.axis[1])),
        "times": _times(meaning.times, blanks["topic"]),
        "role": meaning.role,
        "actionable": meaning.actionable,
        "turnover": meaning.turnover,
    }


def shortened(label: str) -> str:
    """A label's few words for a name: "Web visits" of "Number of web visits a month".

    >>> shortened("Total revolving balance"), shortened("Web visits a month")
    ('revolving balance', 'Web visits')
    """
    bare = label
    for _ in range(2):
        bare = SAYS_LITTLE.sub("", bare).strip() or bare
    words = bare.split()
    if len(words) <= MOST_WORDS_IN_A_NAME:
        return bare
    most = MOST_WORDS_IN_A_NAME + (words[-MOST_WORDS_IN_A_NAME].lower() in LINKS)
    return " ".join(words[-most:])


def is_plural(what: str) -> bool:
    """Whether English takes no article before it: "web visits", "revenue"-like words aside."""
    last = what.split()[-1].lower() if what.split() else ""
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _end(words: tuple[str, str, str, str], filled: Callable[[str], str]) -> End:
    adjective, noun, compared, most = (filled(word) for word in words)
    return End(adjective=adjective, noun=noun, compared=compared, most=most)


def _times(words: str, topic: str) -> str:
    """With the topic in it, and the blank for the ratio as it was."""
    return words.replace("TOPIC", topic.replace("{", "{{").replace("}", "}}"))


def _with_article(what: str) -> dict[str, str]:
    words = what.lower().split()
    high, low = ("long", "short") if LASTS.intersection(words[-1:]) else ("high", "low")
    article = "" if is_plural(what) else "a "
    return {
        "high": high,
        "low": low,
        "higher": f"{article}{high}er",
        "lower": f"{article}{low}er",
        "higher_": f"{high}er",
        "lower_": f"{low}er",
        "highest": f"the {high}est",
        "lowest": f"the {low}est",
    }
