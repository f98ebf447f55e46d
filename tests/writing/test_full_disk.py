"""On a disk that is really full the result is refused in a sentence, and nothing is left."""

import subprocess

import numpy as np
import pandas as pd
import pytest

import score


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 200 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("only root may put a small disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def customers(parquet):
    # Nothing that could be packed into 200 kB.
    random = np.random.default_rng(1)
    ages, incomes, scores = random.uniform(20, 60, (3, 20_000))
    return parquet(pd.DataFrame({"age": ages, "income": incomes, "score": scores}))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_full_disk(small_disk, customers, quick_models, ending, capsys):
    out = small_disk / f"scored.{ending}"
    (small_disk / "mine.txt").write_text("mine")
    arguments = ["mall", "--data", customers, "--out", out, "--models", quick_models]
    assert score.main([*map(str, arguments)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f'There is no room left on the disk for "{out}". Free some')
    assert said.count("\n") == 1
    assert [path.name for path in small_disk.iterdir()] == ["mine.txt"]
