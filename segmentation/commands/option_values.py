"""What the text after an option stands for."""

import argparse
from zoneinfo import available_timezones


def names(text: str) -> tuple[str, ...]:
    """Names separated by commas, each once."""
    found = tuple(name.strip() for name in text.split(",") if name.strip())
    if not found:
        raise argparse.ArgumentTypeError("expected names separated by commas")
    return tuple(dict.fromkeys(found))


def segments(text: str) -> int | None:
    """A number of segments; None for auto."""
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 2 on, or auto; got '{text}'"
        )
    return int(text)


def clip(text: str) -> float | None:
    """A percentage to clip at; None for none."""
    if text == "none":
        return None
    percent = _number(text)
    if percent is None or not 0 < percent < 50:
        raise argparse.ArgumentTypeError(
            f"expected a number above 0 and below 50, or none; got '{text}'"
        )
    return percent


def log(text: str) -> str | tuple[str, ...]:
    """auto, none or the names of features."""
    if text == "auto":
        return text
    return () if text == "none" else names(text)


def positive(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on; got '{text}'")
    return int(text)


def tolerance(text: str) -> float:
    """A number above 0."""
    number = _number(text)
    if number is None or not number > 0:
        raise argparse.ArgumentTypeError(f"expected a number above 0; got '{text}'")
    return number


def zone(text: str) -> str:
    """The name of a time zone, however it is capitalised."""
    found = {name.lower(): name for name in available_timezones()}.get(text.strip().lower())
    if found is None:
        raise argparse.ArgumentTypeError(
            f"expected the name of a time zone, such as Europe/Berlin; got '{text}'"
        )
    return found


def seed(text: str) -> int:
    """A whole number that can seed a generator."""
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 0 to {2**32 - 1}; got '{text}'"
        )
    return int(text)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
