"""Train offline: read a data set, find its segments, save one model folder."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from segmentation.card.card import Card
from segmentation.commands import options as option
from segmentation.commands.console import complain, open_console, printable, progress_on, say
from segmentation.commands.summary import print_summary
from segmentation.customers.columns import fits_one_of, recognise
from segmentation.customers.sampling import MOST_CUSTOMERS
from segmentation.errors import SegmentationError, WrongRequest
from segmentation.models import store
from segmentation.models.folders import recipes_in
from segmentation.models.model import Model
from segmentation.models.previous import load_previous
from segmentation.recipes import RECIPES
from segmentation.recipes.files import OwnRecipe, read_recipe, run_recipe
from segmentation.recipes.recipe import Recipe, Settings
from segmentation.sources import Opened, open_table
from segmentation.sources.engines.spark import is_spark
from segmentation.training.inferred_recipe import infer
from segmentation.training.train import train

ROOT = Path(__file__).parent
SAMPLES = ROOT / "data"
SETTINGS = ("segments", "clip", "log", "restarts", "tolerance", "seed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_wrong_usage(parser, options)
    console = open_console(beside_json=options.json)
    try:
        store.check_writable(options.models)
        if options.recipe is None:
            return _train_samples(options, console)
        warnings: list[str] = []
        model = _train_one(options, console, warnings.append)
    except WrongRequest as error:
        parser.error(printable(error))
    except SegmentationError as error:
        complain(error)
        return 1
    for warning in warnings:
        complain(warning)
    if options.json:
        about = {"folder": str(_folder(model.card, options)), "warnings": warnings}
        print(json.dumps({**about, **model.card.model_dump(mode="json")}))
    else:
        print_summary(console, model, _folder(model.card, options))
    return 0


def _train_samples(options: argparse.Namespace, console: Console) -> int:
    """Train every recipe's sample that has no model yet."""
    there = recipes_in(options.models)
    cards = []
    for name in RECIPES:
        if name in there:
            continue
        options.recipe, options.data = name, None
        model = _train_one(options, console, console.print)
        cards.append(model.card)
        if not options.json:
            print_summary(console, model, _folder(model.card, options))
    if options.json:
        trained = [card.model_dump(mode="json") for card in cards]
        print(json.dumps({"trained": trained, "there": there}))
    elif not cards:
        say(console, "Every sample already has a model. Name a recipe to train it again.")
    return 0


def _train_one(options: argparse.Namespace, console: Console, tell: Callable[[str], None]) -> Model:
    data = options.data or SAMPLES / f"{options.recipe}.csv"
    reading, fits = option.reading(options), fits_one_of(_candidates(options))
    with (
        progress_on(console, "Opening the data") as progress,
        open_table(data, reading, fits=fits) as opened,
    ):
        recipe, own = _recipe(options, opened)
        model = train(
            opened,
            recipe,
            settings=_settings(recipe.settings, options),
            features=None if options.recipe == "own" else options.features,
            notation=option.notation(options),
            own=own,
            evidence=options.evidence,
            most_customers=_most_customers(options),
            one_hot=options.one_hot or (),
            previous=load_previous(options.models, recipe.name, tell),
            progress=progress,
        )
        progress("Saving the model")
        return store.save(model, options.models)


def _candidates(options: argparse.Namespace) -> list[Recipe]:
    """The recipes that the data may be for; none where anything will do."""
    if options.recipe == "auto":
        return list(RECIPES.values())
    return [RECIPES[options.recipe]] if options.recipe in RECIPES else []


def _recipe(options: argparse.Namespace, opened: Opened) -> tuple[Recipe, OwnRecipe | None]:
    """The recipe to train by, and where it is not one of ours, its source."""
    if options.recipe == "auto":
        return recognise(RECIPES.values(), opened.table.columns), None
    if options.recipe in RECIPES:
        return RECIPES[options.recipe].variant(options.variant), None
    if options.recipe == "own":
        own = infer(
            opened.table,
            name=Path(opened.name).stem,
            key=options.key,
            features=options.features,
            notation=option.notation(options),
        )
    else:
        own = OwnRecipe(source=read_recipe(Path(options.recipe)), left_out={})
    return run_recipe(own.source, options.recipe), own


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


def _refuse_wrong_usage(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    recipe = options.recipe
    given = {name for name, value in vars(options).items() if value is not None}
    if recipe is None and given - {"models", "json", "seed", "evidence"}:
        parser.error("name a recipe, or 'auto', to train on data or with settings of your own")
    if recipe is None or recipe in RECIPES:
        return
    if recipe not in ("auto", "own") and not recipe.endswith(".py"):
        parser.error(f"there is no recipe '{recipe}'; choose from {', '.join(RECIPES)}, auto, own")
    if options.data is None:
        parser.error(f"'{recipe}' needs data: add --data FILE")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="train.py",
        description="Find the segments in a data set and save them as a model. "
        "Without arguments: train every sample that has no model yet.",
        argument_default=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add(
        "recipe",
        nargs="?",
        default=None,
        metavar="RECIPE",
        help=f"what the data is: {', '.join(RECIPES)}; auto to recognise which of these; own for "
        "any other table of customers; or a recipe file of your own, ending in .py",
    )
    add(
        "--data",
        default=None,
        metavar="FILE_OR_URL",
        help="a CSV, spreadsheet or Parquet file, a folder of them, a database address, or "
        "spark: and a table or folder that Spark reads (default: the recipe's sample)",
    )
    add("--key", default=None, metavar="COLUMN", help="with own: the column that names a customer")
    add("--variant", default=None, metavar="NAME", help="a variant of the recipe, see its docs")
    option.add_fitting_options(parser)
    option.add_reading_options(parser)
    option.add_common_options(parser, ROOT / "models")
    return parser


if __name__ == "__main__":
    sys.exit(main())
