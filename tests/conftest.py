"""Fixtures that many tests share."""

import os
from pathlib import Path

import pandas as pd
import pytest

import train
from tests.held_out import FILES, load_real_customers

ROOT = Path(__file__).parents[1]
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
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with a model of every sample. Read it, do not write in it."""
    models = tmp_path_factory.mktemp("models")
    assert train.main(["--models", str(models)]) == 0
    return models


@pytest.fixture(scope="session")
def real_models(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with a model of every real file. Read it, do not write in it."""
    models = tmp_path_factory.mktemp("real_models")
    for recipe, file in REAL_FILES.items():
        assert train.main([recipe, "--data", str(real_data / file), "--models", str(models)]) == 0
    return models


@pytest.fixture(scope="session")
def quick_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models of three samples, without evidence, to score with. Read it, do not write in it."""
    models = tmp_path_factory.mktemp("quick_models")
    for recipe, *options in (["mall"], ["online_retail"], ["membership", "--one-hot", "gender"]):
        command = [recipe, *options, "--models", str(models), "--no-evidence"]
        assert train.main([*command, "--restarts", "2"]) == 0
    return models
