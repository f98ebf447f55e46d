"""What the environment says of the API."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from segmentation.errors import WrongSetting

KEYS, RATE = "SEGMENTATION_API_KEY", "SEGMENTATION_API_RATE"


@dataclass(frozen=True)
class Settings:
    """Who may ask, and how much.

    `keys` are those that are taken, none of them meaning that everybody may ask. `rate` is in
    requests a second of each client, 0 for no limit; `most_bytes` the largest body.
    """

    keys: tuple[str, ...] = ()
    rate: float = 50
    most_bytes: int = 5 * 2**20


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Read SEGMENTATION_API_KEY (several separated by commas) and SEGMENTATION_API_RATE.

    Raises:
        WrongSetting
    """
    given = environment.get(KEYS, "")
    keys = tuple(key.strip() for key in given.split(",") if key.strip())
    if given and not keys:
        # Whoever meant to close the door must not find it open.
        raise WrongSetting(KEYS, "a key, or several separated by commas")
    return Settings(keys=keys, rate=_rate(environment.get(RATE) or Settings.rate))


def _rate(given: str | float) -> float:
    try:
        rate = float(given)
    except ValueError:
        rate = math.nan
    if not (math.isfinite(rate) and rate >= 0):
        raise WrongSetting(RATE, "requests a second, such as 50, or 0 for no limit")
    return rate
