"""What somebody has or has not, from how a column is called: "Has card" → "have a card"."""

from segmentation.words import Unit

YES_OR_NO = Unit(label="", phrase="{}", yes_no=True)
YES = {"1", "yes", "y", "true", "t", "ja", "wahr", "oui", "vrai", "si", "sí", "sim", "evet", "sì"}
YES |= {"j", "tak", "ano", "igen", "kyllä", "да", "так", "ναι", "はい", "是", "예"}
NO = {"0", "no", "n", "false", "f", "nein", "falsch", "non", "faux", "não", "nee", "hayır"}
NO |= {"nie", "ne", "nem", "ei", "nei", "nej", "нет", "ні", "όχι", "いいえ", "否", "아니오"}
# Before these words there is no "a": "have children", "have churned", "have online security".
WITHOUT_ARTICLE = ("s", "ed", "service", "security", "support", "backup", "protection", "billing")
WITHOUT_ARTICLE += ("coverage", "insurance", "internet", "wifi", "access", "parking", "children")
# What somebody does, from the first word of what the column is called: "Streaming films".
DOES = {
    "streaming": "stream",
    "streams": "stream",
    "using": "use",
    "uses": "use",
    "watches": "watch",
    "watching": "watch",
    "owns": "own",
    "owning": "own",
    "likes": "like",
    "wants": "want",
    "plays": "play",
    "playing": "play",
    "rents": "rent",
    "gets": "get",
    "receives": "get",
    "subscribes": "subscribe",
    "listens": "listen",
    "smokes": "smoke",
    "travels": "travel",
    "trains": "train",
    "pays": "pay",
}
# What somebody is: "Is active member", "Active", "Senior citizen".
IS = {"active", "retired", "married", "employed", "single", "vip", "premium", "inactive", "new"}
WHO = (
    "member",
    "citizen",
    "subscriber",
    "customer",
    "user",
    "owner",
    "smoker",
    "student",
    "parent",
)
# What somebody did: "Joined club", "Accepted campaign 3", "Complained".
DID = {"joined", "accepted", "complained", "bought", "used", "opened", "clicked", "registered"}
DID |= {"subscribed", "returned", "visited", "renewed", "cancelled", "downloaded", "watched"}


def having(label: str) -> str:
    """What is said of those who have it: completes "74% …".

    >>> having("has card"), having("newsletter"), having("streaming films"), having("joined club")
    ('have a card', 'get the newsletter', 'stream films', 'have joined the club')
    """
    return _said(label, no=False)


def not_having(label: str) -> str:
    """What is said of those who have it not: completes "26% …".

    >>> not_having("has card"), not_having("newsletter"), not_having("streaming films")
    ('have no card', 'do not get the newsletter', 'do not stream films')
    """
    return _said(label, no=True)


def answer_of(value: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither.

    >>> answer_of("Ja"), answer_of("0"), answer_of("gold")
    (True, False, None)
    """
    said = value.strip().lower()
    return True if said in YES else False if said in NO else None


def _said(label: str, *, no: bool) -> str:
    first, _, rest = label.partition(" ")
    word, rest = first.lower(), rest.strip()
    not_ = "not " if no else ""
    if word in ("has", "have") and rest:
        return _had(rest, no=no)
    if word in ("is", "are") and rest:
        return f"are {not_}{_plural_who(rest)}"
    if word in IS or label.lower().endswith(WHO):
        return f"are {not_}{_plural_who(label)}"
    if word in DID:
        is_one = rest and " " not in rest and rest.isalpha() and not rest.endswith("s")
        return f"have {not_}{word} {'the ' if is_one else ''}{rest}".strip()
    if label.lower().endswith("newsletter"):
        return f"{'do not ' if no else ''}get the {label}"
    if word in DOES:
        return " ".join(filter(None, ("do not" if no else "", DOES[word], rest)))
    if label.lower().endswith(WITHOUT_ARTICLE[2:]):
        return _had(label, no=no)
    return f'are {not_}marked "{label}"'


def _had(what: str, *, no: bool) -> str:
    if no:
        return f"have not {what}" if what.endswith("ed") else f"have no {what}"
    if what.endswith(WITHOUT_ARTICLE):
        return f"have {what}"
    return f"have {'an' if what[0].lower() in 'aeiou' else 'a'} {what}"


def _plural_who(what: str) -> str:
    return f"{what}s" if what.lower().endswith(WHO) else what
