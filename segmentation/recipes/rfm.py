"""Recency, frequency and monetary value as scores from 1 to 5, and the eleven groups they make."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

SCORES = ("recency", "frequency", "monetary")
BEST_ENDS: tuple[Literal["low", "high"], ...] = ("low", "high", "high")
FIFTHS = (0.2, 0.4, 0.6, 0.8)

# The scores of recency, frequency and monetary value, best 5, in one code each.
CODES = {
    "Champions": "555 554 544 545 454 455 445",
    "Loyal": "543 444 435 355 354 345 344 335",
    "Potential loyalist": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 "
    "353 352 351 342 341 333 323",
    "New": "512 511 422 421 412 411 311",
    "Promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "Need attention": "535 534 443 434 343 334 325 324",
    "About to sleep": "331 321 312 221 213 231 241 251",
    "At risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 "
    "125 124",
    "Can't lose": "155 154 144 214 215 115 114 113",
    "Hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "Lost": "111 112 121 131 141 151",
}
# What to do with each group.
ACTIONS = {
    "Champions": "Reward them: early access to what is new, and a word of thanks. "
    "Ask them to recommend you.",
    "Loyal": "Offer them something better than they usually buy, and ask them for a review.",
    "Potential loyalist": "Show them what else you have, and give them a reason to come back soon.",
    "New": "Welcome them, and help them to a good start.",
    "Promising": "Stay in their minds: tell them what you stand for, and let them try something.",
    "Need attention": "Make them an offer that ends soon, based on what they bought.",
    "About to sleep": "Send them something useful: what is popular now, or a small discount.",
    "At risk": "Get in touch in person, and make it easy to come back.",
    "Can't lose": "Win them back: talk to them, and ask what went wrong.",
    "Hibernating": "Show them what fits what they bought; spend little on it.",
    "Lost": "Try once to win them back; after that leave them alone.",
}
GROUP_OF_CODE = {int(code): group for group, codes in CODES.items() for code in codes.split()}


RFM_GROUP = "rfm_group"


def quintiles(values: pd.Series) -> list[float]:
    """The four values that cut the customers in fifths."""
    return [float(cut) for cut in values.quantile(list(FIFTHS))]


def score(
    values: pd.Series | float, cuts: Sequence[float], best: Literal["low", "high"]
) -> np.ndarray:
    """Scores from 1 to 5, 5 at the end that is `best`.

    Customers with equal values get equal scores, whatever the order of the file.
    """
    above = np.searchsorted(np.asarray(cuts), np.asarray(values, dtype=float), side="left")
    return above + 1 if best == "high" else 5 - above


def groups(recency: np.ndarray, frequency: np.ndarray, monetary: np.ndarray) -> list[str]:
    """The group of each customer, from scores that are 5 at their best end."""
    codes = 100 * np.asarray(recency) + 10 * np.asarray(frequency) + np.asarray(monetary)
    return pd.Series(np.atleast_1d(codes)).map(GROUP_OF_CODE).tolist()
