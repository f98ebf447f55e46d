"""Fixtures that many tests share."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock, Timeout
from joblib import cpu_count

import train
from segmentation.recipes import RECIPES
from tests.held_out import FILES, load_real_customers

# What is imported and collected stays to the end: to look through it for garbage again and again
# takes a third of the time that collecting takes.
gc.disable()
ROOT = Path(__file__).parents[1]
CORES = cpu_count()
# A process a core runs tests already; more of them would only wait for each other.
os.environ.setdefault("LOKY_MAX_CPU_COUNT", "1")
REAL_FILES = {
    "mall": "Mall_Customers.csv",
    "personality": "customer_segmentation.csv",
    "membership": "customer_segmentation_data.csv",
    "online_retail": "online_retail.parquet",
}
# Fixtures: models with evidence, a copy of the project, what is not part of it, other programs.
SLOW_TO_MAKE = {
    "trained",
    "project",
    "real_data",
    "real_exports",
    "chromium",
    "spark",
    "server",
    "postgres",
}
# What takes longest begins first, so that at the end no core waits for another.
LONGEST = (
    "tests/spark/test_on_spark.py",
    "tests/spark/test_on_workers.py",
    "tests/browser/",
    "tests/pages/",
    "tests/answering/test_why_on_real_data.py",
    "tests/commands/",
    "tests/test_readme.py",
)
COLLECTED = pytest.StashKey[dict[str, bool]]()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets, which are not part of the project."""
    folder = Path(os.environ.get("SEGMENTATION_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data sets in {folder}; set SEGMENTATION_REAL_DATA to test with them")
    return folder


@pytest.fixture(scope="session")
def real_exports(real_data: Path) -> Path:
    """The folder of files as shops export them, beside the real data."""
    folder = real_data.parent / "cases"
    if not folder.is_dir():
        pytest.skip(f"no exports in {folder}")
    return folder


@pytest.fixture(scope="session")
def real_customers(real_data: Path) -> dict[str, pd.DataFrame]:
    """Customers x features of each real data set."""
    return {name: load_real_customers(real_data, name) for name in FILES}


@pytest.fixture(scope="session")
def trained(once: "Once") -> Path:
    """A models folder with a model of every sample. Read it, do not write in it."""

    def train_sample(recipe: str, models: Path) -> None:
        assert train.main([recipe, "--models", str(models)]) == 0

    return once("models", RECIPES, train_sample)


@pytest.fixture(scope="session")
def real_models(real_data: Path, once: "Once") -> Path:
    """A models folder with a model of every real file, whose kind of data `auto` recognises.

    Read it, do not write in it.
    """

    def train_file(recipe: str, models: Path) -> None:
        command = ["auto", "--data", str(real_data / REAL_FILES[recipe]), "--models", str(models)]
        assert train.main(command) == 0

    return once("real_models", REAL_FILES, train_file)


@pytest.fixture(scope="session")
def quick_models(once: "Once") -> Path:
    """Models of three samples, without evidence, to score with. Read it, do not write in it."""
    options = {"mall": [], "online_retail": [], "membership": ["--one-hot", "gender"]}

    def train_quickly(recipe: str, models: Path) -> None:
        command = [recipe, *options[recipe], "--models", str(models), "--no-evidence"]
        assert train.main([*command, "--restarts", "2"]) == 0

    return once("quick_models", options, train_quickly)


Once = Callable[[str, Iterable[str], Callable[[str, Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Fill a folder, part by part, once for all processes that run tests.

    Processes that need it at the same time share the parts between them. It takes the folder's
    name, the names of its parts, and what makes one of them in the folder.
    """
    # Each process has a base folder of its own in the one that they share.
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def make(name: str, parts: Iterable[str], fill: Callable[[str, Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        # First what nobody is at, then what others were at.
        for wait in (False, True):
            for part in parts if not done.exists() else ():
                _fill_once(shared / f"{name}.{part}", wait, partial(fill, part, folder))
        done.touch()
        return folder

    return make


def _fill_once(part: Path, wait: bool, fill: Callable[[], None]) -> None:
    done = part.with_name(f"{part.name}.done")
    with suppress(Timeout), FileLock(f"{part}.lock", blocking=wait):
        if not done.exists():
            fill()
            done.touch()


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: a browser, Spark and locks are waited for."""
    return CORES * 3 // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow, and have whole files begin in the order of what they take."""
    for item in items:
        if needs_much(item):
            item.add_marker("slow")
    config.stash[COLLECTED] = {item.nodeid: "slow" in item.keywords for item in items}
    files = Counter(item.path for item in items)
    items.sort(key=lambda item: (_turn(item), -files[item.path]))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def needs_much(item: pytest.Item) -> bool:
    """Whether a test needs what takes long to make or to start."""
    engine = getattr(item, "callspec", None) and item.callspec.params.get("engine")
    return engine == "postgres" or not SLOW_TO_MAKE.isdisjoint(getattr(item, "fixturenames", ()))


def _turn(item: pytest.Item) -> int:
    file = item.nodeid.partition("::")[0]
    turns = (at for at, long in enumerate(LONGEST) if file.startswith(long))
    return next(turns, len(LONGEST))
