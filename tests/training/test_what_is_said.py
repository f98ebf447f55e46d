"""Whatever the customers are like, nothing that is said of their segments is untrue of them."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from segmentation.card.segments import Difference
from segmentation.customers.features import asked_for, follow, rfm_scores
from segmentation.fitting.fit import fit
from segmentation.recipes import RECIPES, rfm
from segmentation.recipes.common import days_since, measured, yes_no
from segmentation.recipes.meanings import MEANINGS
from segmentation.recipes.own import OwnColumn
from segmentation.recipes.own_features import feature_of_column
from segmentation.recipes.recipe import Category, Recipe, Settings
from segmentation.recipes.rfm import RFM_GROUP
from segmentation.segments.actions import excludes
from segmentation.training.lineage import identify
from segmentation.training.segments import describe_segments
from segmentation.words import PARTS

OWN = Recipe(
    name="own",
    title="Own",
    about="",
    key="customer",
    columns=(),
    features=(
        measured("balance", "Balance"),
        measured("visits", "Visits", whole=True, lowest=0),
        measured("rent", "Rent", unit="€"),
        yes_no("card", "Has card"),
        days_since("signup", "Sign-up"),
    ),
    categories=(Category(name="plan", label="Plan"), Category(name="news", label="Newsletter")),
)
# Every meaning that a column of one's own can have, in words of its own.
MEANT = Recipe(
    name="meant",
    title="Meant",
    about="",
    key="customer",
    columns=(),
    features=tuple(
        feature_of_column(
            OwnColumn(
                header=meaning,
                use="feature",
                kind="number",
                meaning=meaning,
                label=f"Total {meaning} of things",
                unit="$" if meaning == "amount" else "",
                lowest=None if meaning in ("balance", "number") else 0,
            ),
            f"f{at}",
            keeps_capital=False,
        )
        for at, meaning in enumerate(MEANINGS)
    ),
    categories=(Category(name="plan", label="Plan"),),
)
KINDS = {**RECIPES, "own": OWN, "meant": MEANT}
SHAPES = ("normal", "skewed", "zeros", "ties", "shares", "negative")
RATIO = re.compile(
    r"(?P<words>about [a-z ]+?|[\d.]+ times) as (?:much|often|many|long)[^(]*"
    r"\((?:on average |typically )?(?P<own>[^()]*?), against (?P<other>[^()]*?)"
    r"(?: among everybody)?\)"
)
TIMES = {"twice": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
TIMES |= {"nine": 9, "ten": 10}
IN_WORDS = {words: 1 / part for part, words in PARTS.items()}
IN_WORDS |= {f"about {word} times": count for word, count in TIMES.items()}
IN_WORDS["about twice"] = 2


def drawn(random, n, group):
    """Values of one feature in a random shape, apart by group or not."""
    apart = random.normal(0, random.choice([0, 0.6, 2]), group.max() + 1)[group]
    shape = random.choice(SHAPES)
    values = apart + random.normal(size=n)
    if shape == "skewed":
        return np.exp(3 + values)
    if shape == "zeros":
        return np.where(random.random(n) < 0.6, 0, np.exp(2 + values))
    if shape == "ties":
        return np.round(values).clip(-1, 2) + 2
    if shape == "shares":
        return 1 / (1 + np.exp(-values))
    return 40 + 10 * values if shape == "normal" else 5 * values


def customers(random, recipe):
    """Random customers of a recipe: their features, and a category or two."""
    n = int(random.integers(12, 400))
    group = random.integers(0, random.integers(1, 5), n)
    asked = asked_for([f.name for f in recipe.features], recipe)
    values = {}
    for feature in asked:
        column = drawn(random, n, group)
        if feature.unit.yes_no:
            column = (column > np.median(column)).astype(float)
        elif feature.whole:
            column = np.round(column)
        low = feature.lowest if feature.lowest is not None else -np.inf
        values[feature.name] = column.clip(low, feature.highest)
    scored = {f.quintile_of for f in recipe.features if f.quintile_of} | set(recipe.rfm or ())
    plain = follow(values, recipe, {}) if not scored else values
    quintiles = {name: rfm.quintiles(pd.Series(plain[name])) for name in scored}
    frame = pd.DataFrame(follow(values, recipe, quintiles), dtype=float)
    frame = frame.replace([np.inf, -np.inf], np.nan)
    for category in recipe.categories:
        shares = random.dirichlet([1, 1, 1])
        frame[category.name] = random.choice(["yes", "no", "gold"], n, p=shares)
    if recipe.rfm:
        frame[RFM_GROUP] = rfm.groups(*rfm_scores(frame, recipe, quintiles).values())
    return frame.assign(customer=np.arange(n).astype(str))


def segments_of(seed):
    """A random model's recipe, customers with their segment's place, and segments."""
    random = np.random.default_rng(seed)
    recipe = KINDS[random.choice(list(KINDS))]
    frame = customers(random, recipe)
    used = tuple(f for f in recipe.features if f.standard and frame[f.name].nunique() > 1)
    if not used:
        return segments_of(seed + 100_000)
    settings = Settings(segments=int(random.integers(2, 8)), restarts=1, seed=seed)
    names = [feature.name for feature in used]
    fitted = fit(frame[names], settings, lambda step: None, evidence=False)
    identity = identify(None, fitted, frame, keyed=False)
    _, segments = describe_segments(frame, fitted, recipe, used, identity)
    return recipe, frame, fitted.labels, segments


def is_true_of_most(feature, direction, own, everybody):
    middle = 0.5 if feature.unit.yes_no else everybody[feature.name].median()
    values = own[feature.name]
    return ((values > middle) if direction == "higher" else (values < middle)).mean() > 0.5


def figure(written):
    """The number in "£2,810" or "$1.2 million", with its sign."""
    sign = -1 if written.strip().startswith("-") else 1
    number = float(re.sub(r"[^\d.]", "", re.match(r"[^\d]*[\d,.]+", written)[0]))
    large = {"million": 1e6, "billion": 1e9, "trillion": 1e12}
    return sign * number * next((size for name, size in large.items() if name in written), 1)


def in_thousands(written):
    return figure(written) * (1000 if re.search(r"\dk\b", written) else 1)


def check(seed):
    recipe, frame, labels, segments = segments_of(seed)
    names = [segment.name for segment in segments]
    assert len(set(names)) == len(names)
    assert not any("average" in name.lower() for name in names if "average order" not in name)
    for label, segment in enumerate(segments):
        own = frame[labels == label]
        for claim in segment.claims:
            if isinstance(claim, Difference):
                assert abs(claim.effect) >= max(0.3, 2 / len(own) ** 0.5)
        for name, direction in segment.named_for.claims:
            assert is_true_of_most(recipe.feature(name), direction, own, frame), segment.name
        whats = " ".join(action.what for action in segment.actions).lower()
        assert not any(excludes(*two) for two in combinations(segment.actions, 2)), whats
        assert "alone" not in whats or len(segment.actions) == 1
        assert "win them back" not in whats or "review" not in whats
        said = " ".join([segment.description, *(action.why for action in segment.actions)])
        for told in RATIO.finditer(said):
            words = told["words"]
            ratio = IN_WORDS.get(words) or float(words.removesuffix(" times"))
            shown = in_thousands(told["own"]) / in_thousands(told["other"])
            assert max(ratio / shown, shown / ratio) <= 1.1, told[0]
    return sum(1 for segment in segments for _ in RATIO.finditer(segment.description))


def test_what_is_said_of_some_random_segments_is_true():
    assert sum(check(seed) for seed in range(24)) > 5


@pytest.mark.slow
def test_what_is_said_of_many_random_segments_is_true():
    assert sum(check(seed) for seed in range(1_000, 1_300)) > 50
