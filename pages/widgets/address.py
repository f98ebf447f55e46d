"""Choices that live in the address, so that any view can be sent to a colleague.

Whatever is written to the address is one more step for the browser's way back. So a page never
writes while it is drawn: an address without a parameter means the default, links carry what the
page they lead to shows, and only what somebody chooses is written, at once.

An address that asks for something that is not there is told of at the top of the page, until
something is chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import TypeVar

import streamlit as st

from pages.widgets.notices import notice
from segmentation.errors.kinds import shortened

Option = TypeVar("Option")
ICON = ":material/link_off:"
# What the address said of each parameter when it was last looked at, and those that were wrong.
SAID, WRONG = "said_in_address", "wrong_in_address"


def start_reading() -> None:
    """Forget what was wrong with the address before; called once, before anything is drawn."""
    st.session_state[WRONG] = set()


def write(changes: Mapping[str, Sequence[str]]) -> None:
    """Change the address in one step; no value takes a parameter out.

    Parameters that ask for what is not there go as well.
    """
    gone = {*changes, *st.session_state.get(WRONG, ())}
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in gone}
    st.query_params.from_dict(kept | {key: list(v) for key, v in changes.items() if v})


def parameters_beginning(*starts: str) -> dict[str, list[str]]:
    """As `parameters`, of all whose name begins so, each with all that it is said to be."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key.startswith(starts)}


def parameters(*keys: str) -> dict[str, str]:
    """What the address says of these, for links to other pages; without what is wrong."""
    wrong = st.session_state.get(WRONG, ())
    return {
        key: st.query_params[key] for key in keys if key in st.query_params and key not in wrong
    }


def choice_in_address(
    draw: Callable[..., Option],
    label: str,
    options: Sequence[Option],
    *,
    key: str,
    missing: str,
    default: int = 0,
    text: Callable[[Option], str] = str,
    also: Mapping[str, Option] | None = None,
    on_change: Callable[[], None] | None = None,
    **how: object,
) -> Option:
    """A widget to choose one of several (`st.selectbox`, `st.radio`), kept in the address.

    Args:
        missing: what is told of an option that is not there, with {} for what was asked.
        text: an option as the address has it. Best one that a retrain does not change.
        also: further texts that are understood there.
        on_change: called when something was chosen, instead of writing it to the address.
    """
    settle(key, options, missing=missing, default=default, text=text, also=also)

    def chosen() -> None:
        write({key: [text(st.session_state[key])]})

    return draw(label, options, key=key, on_change=on_change or chosen, **how)


def settle(
    key: str,
    options: Sequence[Option],
    *,
    missing: str,
    default: int = 0,
    text: Callable[[Option], str] = str,
    also: Mapping[str, Option] | None = None,
) -> None:
    """Put the option that the address asks for under `key` into the session's state."""
    understood = {**{text(option): option for option in options}, **(also or {})}
    asked = [value for value in _asked(key) if value]
    found = understood.get(asked[-1]) if asked else None
    if asked and found is None:
        _tell(key, missing, asked[-1])
    if _is_new(key, asked) or st.session_state.get(key) not in options:
        st.session_state[key] = options[default] if found is None else found


def choices_in_address(
    label: str,
    options: Sequence[Option],
    *,
    key: str,
    missing: str,
    text: Callable[[Option], str] = str,
    **how: object,
) -> None:
    """A widget to choose any number of several, kept in the address; as `choice_in_address`."""
    settle_choices(key, options, missing=missing, text=text)

    def chosen() -> None:
        write({key: [text(option) for option in st.session_state[key]]})

    st.multiselect(label, options, format_func=text, key=key, on_change=chosen, **how)


def settle_choices(
    key: str, options: Sequence[Option], *, missing: str, text: Callable[[Option], str] = str
) -> list[Option]:
    """As `settle`, for any number of several; they are returned, drawn or not."""
    understood = {text(option): option for option in options}
    asked = [value for value in _asked(key) if value]
    for value in asked:
        if value not in understood:
            _tell(key, missing, value)
    known = st.session_state.get(key)
    if _is_new(key, asked) or known is None or not set(known) <= set(options):
        st.session_state[key] = [understood[value] for value in asked if value in understood]
    return st.session_state[key]


def range_in_address(
    label: str,
    steps: Sequence[float],
    *,
    key: str,
    missing: str,
    format_func: Callable[[float], str],
) -> None:
    """A slider with two ends, kept in the address as `from_` and `to_` of the key.

    Args:
        steps: where its ends may stand, from the lowest to the highest; an end that the address
            asks for in between may stand there too.
    """
    low, high = settle_range(key, steps, missing=missing)

    def chosen() -> None:
        low, high = st.session_state[f"range_{key}"]
        write(
            {
                f"from_{key}": [] if low == steps[0] else [f"{low:.12g}"],
                f"to_{key}": [] if high == steps[-1] else [f"{high:.12g}"],
            }
        )

    st.select_slider(
        label,
        sorted({*steps, low, high}),
        # What stands here makes two ends of it; where they are is in the session's state.
        value=(steps[0], steps[-1]),
        key=f"range_{key}",
        format_func=format_func,
        on_change=chosen,
    )


def settle_range(key: str, steps: Sequence[float], *, missing: str) -> tuple[float, float]:
    """As `settle`, for the two ends of a range; an end that is not asked for is that of `steps`."""
    ends = {f"from_{key}": steps[0], f"to_{key}": steps[-1]}
    new, found = False, []
    for end, default in ends.items():
        asked = [value for value in _asked(end) if value]
        number = _number(asked[-1]) if asked else default
        if number is None:
            _tell(end, missing, asked[-1])
        found.append(default if number is None else min(max(number, steps[0]), steps[-1]))
        new |= _is_new(end, asked)
    known = st.session_state.get(f"range_{key}")
    if new or known is None or not steps[0] <= known[0] <= known[1] <= steps[-1]:
        st.session_state[f"range_{key}"] = (min(found), max(found))
    return st.session_state[f"range_{key}"]


def switch_in_address(label: str, *, key: str, missing: str) -> bool:
    """A toggle, kept in the address as "true" where it is on."""
    return choice_in_address(
        lambda label, options, **how: st.toggle(label, **how),
        label,
        [False, True],
        key=key,
        missing=missing,
        text=lambda on: str(on).lower(),
    )


def text_in_address(label: str, *, key: str, **how: object) -> str:
    """A field for a word or a number, kept in the address; without spaces around it."""
    asked = _asked(key)
    if _is_new(key, asked) or key not in st.session_state:
        st.session_state[key] = asked[-1] if asked else ""

    def typed() -> None:
        write({key: [st.session_state[key].strip()] if st.session_state[key].strip() else []})

    return st.text_input(label, key=key, on_change=typed, **how).strip()


def tell_of_what_is_missing(key: str, sentence: str) -> None:
    """Say so where the address has a parameter that means nothing here."""
    if _asked(key):
        _tell(key, sentence, _asked(key)[-1])


def _number(text: str) -> float | None:
    """The finite number that a text is; None where it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _asked(key: str) -> list[str]:
    return st.query_params.get_all(key)


def _is_new(key: str, asked: list[str]) -> bool:
    """Whether the address says something else than when it was last looked at."""
    said = st.session_state.setdefault(SAID, {})
    before, said[key] = said.get(key), asked
    return before != asked


def _tell(key: str, sentence: str, asked: str) -> None:
    st.session_state[WRONG].add(key)
    notice(sentence.replace("{}", shortened(asked)), ICON)
