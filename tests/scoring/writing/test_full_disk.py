"""On a disk that is really full the result is refused in a sentence, and nothing is left."""

import subprocess
import tempfile

import numpy as np
import pandas as pd
import pytest

import score

pytestmark = pytest.mark.slow


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


@pytest.mark.parametrize("ending", ["csv", "xlsx", "db"])
def test_full_temporary_folder(
    small_disk, customers, quick_models, ending, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    out = tmp_path / f"scored.{ending}"
    arguments = ["mall", "--data", customers, "--out", out, "--models", quick_models]
    if ending == "db":
        arguments += ["--into", "segments"]
    assert score.main([*map(str, arguments)]) == 1
    said = capsys.readouterr().err
    assert said == (
        "There is no room left on the disk for a temporary copy of "
        f'"{customers.name}". Free some, or set TMPDIR to a folder on a larger disk.\n'
    )
    assert not out.exists()
    assert list(small_disk.iterdir()) == []


def test_no_temporary_folder(customers, quick_models, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    arguments = ["mall", "--data", customers, "--out", tmp_path / "a.csv", "--models", quick_models]
    assert score.main([*map(str, arguments)]) == 1
    assert capsys.readouterr().err == (
        "There is no folder for temporary files: the usual ones are full or may not be written "
        "to. Free some room, or set TMPDIR to a folder that has some.\n"
    )
