"""Train as `train.py` is asked to."""

import argparse
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from segmentation.card.card import Card
from segmentation.commands.choosing import asked_for, write_mapping
from segmentation.commands.console import complain, open_console, say
from segmentation.commands.options import MOST_CUSTOMERS
from segmentation.commands.progress import refusal_told, steps_on, tell_saved
from segmentation.commands.summary import print_summary
from segmentation.mapping.choosing import choose, fits
from segmentation.models import store
from segmentation.models.folders import recipes_in
from segmentation.models.model import Model
from segmentation.models.previous import load_previous
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Settings
from segmentation.sources import open_table, plain_read_errors
from segmentation.sources.engines.spark import is_spark
from segmentation.steps import Step
from segmentation.training.train import train

SETTINGS = ("segments", "clip", "log", "restarts", "tolerance", "seed")


def run(options: argparse.Namespace, *, samples: Path) -> int:
    """Train one model, or those of all samples that have none; returns the exit status.

    Args:
        samples: the folder of the recipes' samples.

    Raises:
        SegmentationError: what is wrong, in a sentence.
    """
    console = open_console(beside_json=options.json)
    with refusal_told(as_json=_as_json(options)):
        store.check_writable(options.models)
        if options.recipe is None:
            return _train_samples(options, samples, console)
        return _train_asked(options, samples, console)


def _train_asked(options: argparse.Namespace, samples: Path, console: Console) -> int:
    warnings: list[str] = []
    model = _train_one(options, samples, console, warnings.append)
    for warning in warnings:
        complain(warning)
    if options.json:
        about = {"folder": str(_folder(model.card, options)), "warnings": warnings}
        print(json.dumps({**about, **model.card.model_dump(mode="json")}))
    else:
        print_summary(console, model, _folder(model.card, options))
    if _as_json(options):
        tell_saved(model)
    return 0


def _train_samples(options: argparse.Namespace, samples: Path, console: Console) -> int:
    """Train every recipe's sample that has no model yet."""
    there = recipes_in(options.models)
    cards = []
    for name in RECIPES:
        if name in there:
            continue
        options.recipe, options.data = name, None
        model = _train_one(options, samples, console, console.print)
        cards.append(model.card)
        if not options.json:
            print_summary(console, model, _folder(model.card, options))
    if options.json:
        trained = [card.model_dump(mode="json") for card in cards]
        print(json.dumps({"trained": trained, "there": there}))
    elif not cards:
        say(console, "Every sample already has a model. Name a recipe to train it again.")
    return 0


def _train_one(
    options: argparse.Namespace, samples: Path, console: Console, tell: Callable[[str], None]
) -> Model:
    data = options.data or samples / f"{options.recipe}.csv"
    asked = asked_for(options)
    with (
        steps_on(
            console, Step.OPENING, as_json=_as_json(options), evidence=options.evidence
        ) as progress,
        open_table(data, asked.reading, fits=fits(asked), joined=asked.takes_several) as opened,
        ExitStack() as open_,
    ):
        progress(Step.MEANING)
        with plain_read_errors(opened.name):
            chosen = choose(asked, opened, open_)
        if options.write_mapping:
            write_mapping(chosen.own, options.write_mapping)
        recipe = chosen.recipe
        model = train(
            replace(chosen.opened, understood=[*chosen.opened.understood, *chosen.told]),
            recipe,
            settings=_settings(recipe.settings, options),
            features=chosen.features,
            notation=asked.notation,
            own=chosen.own,
            currency=chosen.currency,
            evidence=options.evidence,
            most_customers=_most_customers(options),
            one_hot=options.one_hot or (),
            previous=load_previous(options.models, recipe.name, tell),
            progress=progress,
        )
        progress(Step.SAVING)
        source = model.card.source.model_copy(update={"sample": options.data is None})
        known = model.card.model_copy(update={"job": options.job, "source": source})
        return store.save(replace(model, card=known), options.models)


def _as_json(options: argparse.Namespace) -> bool:
    """Whether a program wants to know how far it is."""
    return options.progress == "json"


def _most_customers(options: argparse.Namespace) -> int | None:
    """How many customers to train with; None for everybody."""
    beyond_one_machine = options.data is not None and is_spark(options.data)
    return options.most_customers or (MOST_CUSTOMERS if beyond_one_machine else None)


def _settings(settings: Settings, options: argparse.Namespace) -> Settings:
    """The recipe's settings, but for those given on the command line."""
    return replace(
        settings, **{name: getattr(options, name) for name in SETTINGS if name in options}
    )


def _folder(card: Card, options: argparse.Namespace) -> Path:
    return options.models / card.recipe / card.version
