"""What is done to each feature before K-Means, and why: decided and said in one place."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from segmentation.card.features import Preparation, Skew
from segmentation.recipes.recipe import Settings
from segmentation.words import how_many

SKEW_WORTH_A_LOG = 2.0
ROUNDING = 1e-9


def decide(values: pd.DataFrame, settings: Settings) -> dict[str, Preparation]:
    """Decide how to prepare each feature (column of `values`, customers' own values).

    A feature is clipped unless that would leave a single value, or it has no more than two,
    of which neither can be absurd. With `log` "auto" it is
    logged when it starts at 0 or above, its skew after clipping is above 2, and the log
    brings the skew closer to 0.
    """
    limits = clip_limits(values, settings.clip)
    return {name: _decide(values[name], limits[name], settings) for name in values}


def clip_limits(frame: pd.DataFrame, percent: float | None) -> pd.DataFrame:
    """The lowest and highest value each feature keeps: rows `low` and `high`.

    The limits are the `percent`-th percentiles from either end; infinite where
    `percent` is None, where clipping would leave a single value, and where there are
    no more than two values, of which neither can be absurd.
    """
    unlimited = pd.DataFrame(
        {name: [-np.inf, np.inf] for name in frame}, index=["low", "high"], dtype=float
    )
    if percent is None:
        return unlimited
    limits = frame.quantile([percent / 100, 1 - percent / 100]).set_axis(["low", "high"])
    kept = (limits.loc["low"] == limits.loc["high"]) | (frame.nunique() <= 2)
    return limits.mask(pd.DataFrame([kept, kept], index=limits.index), unlimited)


def _decide(values: pd.Series, limits: pd.Series, settings: Settings) -> Preparation:
    clip = (float(limits["low"]), float(limits["high"])) if np.isfinite(limits["low"]) else None
    clipped = values.clip(*clip) if clip else values
    skew = Skew(
        values=_skew(values),
        clipped=_skew(clipped),
        logged=_skew(np.log1p(clipped)) if clipped.min() >= 0 else None,
    )
    log, log_reason = _decide_log(values.name, skew, settings.log, clipped=clip is not None)
    return Preparation(
        clip=clip,
        log=log,
        clip_reason=_clip_reason(values, clip, settings.clip),
        log_reason=log_reason,
        skew=skew,
    )


def _clip_reason(values: pd.Series, clip: tuple[float, float] | None, percent: float | None) -> str:
    if percent is None:
        return "Not clipped, as asked for."
    if values.nunique() <= 2:
        return "Not clipped: it has no more than two values."
    if clip is None:
        return "Not clipped: clipping would leave a single value."
    below, above = int((values < clip[0]).sum()), int((values > clip[1]).sum())
    return (
        f"Clipped at the {percent:g} and {100 - percent:g} percentiles: "
        f"{_customers(below)} below and {f'{above:,}' if above else 'none'} above were drawn in."
    )


def _decide_log(
    name: str, skew: Skew, log: Literal["auto"] | Sequence[str], *, clipped: bool
) -> tuple[bool, str]:
    if log != "auto":
        return (
            (True, "Logged as asked for.") if name in log else (False, "Not logged, as asked for.")
        )
    if skew.clipped is None:
        return False, "Not logged: its skew cannot be computed."
    said = f"its skew{' after clipping' if clipped else ''} is {_figure(skew.clipped)}"
    if skew.clipped <= SKEW_WORTH_A_LOG:
        return False, f"Not logged: {said}, at most {SKEW_WORTH_A_LOG:g}."
    said += f", above {SKEW_WORTH_A_LOG:g}"
    if skew.logged is None:
        return False, f"Not logged: {said}, but its values go below 0."
    # Two values are as lopsided after as before, but for what a float adds.
    if abs(skew.logged) >= abs(skew.clipped) - ROUNDING:
        return False, f"Not logged: {said}, but the log would bring it to {_figure(skew.logged)}."
    return True, f"Logged: {said}, and the log brings it to {_figure(skew.logged)}."


def _skew(values: pd.Series) -> float | None:
    skew = float(values.skew())
    return skew if np.isfinite(skew) else None


def _figure(skew: float) -> str:
    # Adding 0 makes a negative zero a plain one.
    return f"{round(skew, 2) + 0:.2f}"


def _customers(count: int) -> str:
    return how_many(count, "customer") if count else "no customers"
