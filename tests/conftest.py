"""Fixtures that many tests share."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock

import train
from tests.held_out import FILES, load_real_customers

ROOT = Path(__file__).parents[1]
# A process a core runs tests already; more of them would only wait for each other.
os.environ.setdefault("LOKY_MAX_CPU_COUNT", "1")
REAL_FILES = {
    "mall": "Mall_Customers.csv",
    "personality": "customer_segmentation.csv",
    "membership": "customer_segmentation_data.csv",
    "online_retail": "online_retail.parquet",
}


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data sets, which are not part of the project."""
    folder = Path(os.environ.get("SEGMENTATION_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data sets in {folder}; set SEGMENTATION_REAL_DATA to test with them")
    return folder


@pytest.fixture(scope="session")
def real_customers(real_data: Path) -> dict[str, pd.DataFrame]:
    """Customers x features of each real data set."""
    return {name: load_real_customers(real_data, name) for name in FILES}


@pytest.fixture(scope="session")
def trained(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A models folder with a model of every sample. Read it, do not write in it."""

    def train_samples(models: Path) -> None:
        assert train.main(["--models", str(models)]) == 0

    return once("models", train_samples)


@pytest.fixture(scope="session")
def real_models(real_data: Path, once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """A models folder with a model of every real file. Read it, do not write in it."""

    def train_files(models: Path) -> None:
        for recipe, file in REAL_FILES.items():
            command = [recipe, "--data", str(real_data / file), "--models", str(models)]
            assert train.main(command) == 0

    return once("real_models", train_files)


@pytest.fixture(scope="session")
def quick_models(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """Models of three samples, without evidence, to score with. Read it, do not write in it."""

    def train_three(models: Path) -> None:
        for recipe, *options in (
            ["mall"],
            ["online_retail"],
            ["membership", "--one-hot", "gender"],
        ):
            command = [recipe, *options, "--models", str(models), "--no-evidence"]
            assert train.main([*command, "--restarts", "2"]) == 0

    return once("quick_models", train_three)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make a folder by its name and what fills it, once for all processes that run tests."""
    # Each process has a base folder of its own in the one that they share.
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                # What another process left when it failed.
                shutil.rmtree(folder, ignore_errors=True)
                fill(folder)
                done.touch()
        return folder

    return make
