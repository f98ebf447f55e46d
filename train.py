"""Train offline: read a data set, find its segments, save one model folder."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from segmentation import store
from segmentation.card import Card
from segmentation.columns import recognise
from segmentation.errors import SegmentationError
from segmentation.recipes import RECIPES
from segmentation.recipes.recipe import Recipe, Settings
from segmentation.tables import open_table
from segmentation.training import train

ROOT = Path(__file__).parent
SAMPLES = ROOT / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    _refuse_wrong_usage(parser, options)
    console = Console(stderr=True) if options.json else Console()
    try:
        store.check_writable(options.models)
        if options.recipe is None:
            return _train_samples(options, console)
        card = _train_one(parser, options, console)
    except SegmentationError as error:
        print(error, file=sys.stderr)
        return 1
    _report(card, options, console)
    return 0


def _train_samples(options: argparse.Namespace, console: Console) -> int:
    """Train every recipe's sample that has no model yet."""
    there = store.recipes_in(options.models)
    missing = [name for name in RECIPES if name not in there]
    cards = []
    for name in missing:
        cards.append(_fit_and_save(RECIPES[name], _sample(name), options, console))
        if not options.json:
            _print_summary(cards[-1], options, console)
    if options.json:
        print(
            json.dumps(
                {"trained": [card.model_dump(mode="json") for card in cards], "there": there}
            )
        )
    elif not missing:
        console.print("Every sample already has a model. Name a recipe to train it again.")
    return 0


def _train_one(
    parser: argparse.ArgumentParser, options: argparse.Namespace, console: Console
) -> Card:
    data = options.data or _sample(options.recipe)
    if options.recipe == "auto":
        with open_table(data) as table:
            recipe = recognise(RECIPES.values(), table.columns)
    else:
        recipe = RECIPES[options.recipe]
    _refuse_unknown_features(parser, options, recipe)
    return _fit_and_save(recipe, data, options, console)


def _fit_and_save(
    recipe: Recipe, data: str | Path, options: argparse.Namespace, console: Console
) -> Card:
    status = console.status("Opening the data") if console.is_terminal else nullcontext()
    progress: Callable[[str], None] = status.update if console.is_terminal else lambda step: None
    with status, open_table(data) as table:
        model = train(
            table,
            recipe,
            source=Path(data).name,
            settings=_settings(recipe.settings, options),
            features=options.features,
            progress=progress,
        )
        progress("Saving the model")
        return store.save(model, options.models).card


def _settings(settings: Settings, options: argparse.Namespace) -> Settings:
    """The recipe's settings, but for those given on the command line."""
    given = {
        name: getattr(options, name)
        for name in ("segments", "clip", "log", "restarts", "seed")
        if name in options
    }
    return replace(settings, **given)


def _report(card: Card, options: argparse.Namespace, console: Console) -> None:
    if options.json:
        print(json.dumps({"folder": str(_folder(card, options)), **card.model_dump(mode="json")}))
    else:
        _print_summary(card, options, console)


def _print_summary(card: Card, options: argparse.Namespace, console: Console) -> None:
    console.print(
        f"\n[bold]{card.title}[/bold]: {card.customers:,} customers from {card.source.name}"
    )
    for count in card.cleaning:
        if count.rows:
            console.print(f"  {count.rows:,} taken out: {count.rule}")
    console.print(_number_of_segments(card))
    console.print(_segment_table(card))
    metrics = card.metrics
    console.print(
        f"Silhouette {metrics.silhouette:.4f}, Davies-Bouldin {metrics.davies_bouldin:.4f}, "
        f"Calinski-Harabasz {metrics.calinski_harabasz:,.1f}, inertia {metrics.inertia:,.1f}"
    )
    console.print(f"Saved as {_folder(card, options)}", soft_wrap=True)


def _number_of_segments(card: Card) -> str:
    evidence = f"the best silhouette of {card.choice.table[0].k} to {card.choice.table[-1].k}"
    if card.choice.asked is None:
        return f"{card.k} segments, {evidence}"
    return f"{card.k} segments as asked; {evidence} is at {card.choice.evidence}"


def _segment_table(card: Card) -> Table:
    table = Table("Customers", "Segment", box=None, pad_edge=False, header_style="bold")
    for segment in card.segments:
        size = f"{segment.size:,} ({segment.share:.0%})"
        table.add_row(size, f"[bold]{segment.name}[/bold]\n{segment.description}\n")
    return table


def _folder(card: Card, options: argparse.Namespace) -> Path:
    return options.models / card.recipe / card.version


def _sample(recipe: str) -> Path:
    return SAMPLES / f"{recipe}.csv"


def _refuse_wrong_usage(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.recipe is None and (options.data or "segments" in options or options.features):
        parser.error("name a recipe, or 'auto', to train on data or with settings of your own")
    if options.recipe == "auto" and options.data is None:
        parser.error("'auto' recognises the recipe from the data: add --data FILE")


def _refuse_unknown_features(
    parser: argparse.ArgumentParser, options: argparse.Namespace, recipe: Recipe
) -> None:
    known = [feature.name for feature in recipe.features]
    logged = getattr(options, "log", ())
    for name in [*(options.features or ()), *(logged if logged != "auto" else ())]:
        if name not in (options.features or known) or name not in known:
            parser.error(f"'{name}' is not a feature in use; {recipe.name} has {', '.join(known)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="train.py",
        description="Find the segments in a data set and save them as a model. "
        "Without arguments: train every sample that has no model yet.",
        argument_default=argparse.SUPPRESS,
    )
    parser.add_argument(
        "recipe",
        nargs="?",
        default=None,
        choices=[*RECIPES, "auto"],
        metavar="RECIPE",
        help=f"what the data is: {', '.join(RECIPES)}, or auto to recognise it by its columns",
    )
    parser.add_argument(
        "--data",
        default=None,
        metavar="FILE",
        help="a CSV or Parquet file (default: the recipe's sample)",
    )
    parser.add_argument(
        "--segments",
        type=_segments,
        metavar="K|auto",
        help="how many segments (default: what the recipe asks for, else auto)",
    )
    parser.add_argument(
        "--features",
        type=_names,
        default=None,
        metavar="A,B,...",
        help="use these features of the recipe only",
    )
    parser.add_argument(
        "--clip",
        type=_percent,
        metavar="PERCENT|none",
        help="draw in values beyond this percentile from either end (default: 0.5)",
    )
    parser.add_argument(
        "--log", type=_log, metavar="auto|none|A,B,...", help="features to log (default: auto)"
    )
    parser.add_argument(
        "--restarts",
        type=_positive,
        metavar="N",
        help="starts of K-Means, the best is kept (default: 20)",
    )
    parser.add_argument(
        "--seed", type=_seed, metavar="N", help="seed of everything random (default: 42)"
    )
    parser.add_argument(
        "--models",
        type=Path,
        default=ROOT / "models",
        metavar="DIR",
        help="where models are saved (default: models/)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False,
        help="print one JSON object instead of the summary",
    )
    return parser


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise argparse.ArgumentTypeError("expected names separated by commas")
    return tuple(dict.fromkeys(names))


def _segments(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 2:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 2 on, or auto; got '{text}'"
        )
    return int(text)


def _percent(text: str) -> float | None:
    if text == "none":
        return None
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 < percent < 50:
        raise argparse.ArgumentTypeError(
            f"expected a number above 0 and below 50, or none; got '{text}'"
        )
    return percent


def _log(text: str) -> str | tuple[str, ...]:
    return {"auto": "auto", "none": ()}.get(text) if text in ("auto", "none") else _names(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on; got '{text}'")
    return int(text)


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**32:
        raise argparse.ArgumentTypeError(
            f"expected a whole number from 0 to {2**32 - 1}; got '{text}'"
        )
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
