"""Workers, each a process of its own, score what the program's own process plans."""

import pandas as pd
import pytest

from tests.spark.conftest import rows_in

# Two workers of one core, started from pip's PySpark alone.
MASTER = "local-cluster[2,1,1024]"


@pytest.mark.parametrize("name", ["membership", "online_retail"])
def test_the_same_as_with_duckdb_and_again(name, run, folders, quick_models, tmp_path):
    duck, out = tmp_path / "duck.parquet", tmp_path / "out"
    status, expected, _ = run(name, folders[name], duck, quick_models)
    assert status == 0
    for _ in range(2):
        status, summary, said = run(name, f"spark:{folders[name]}", f"spark:{out}/", quick_models)
        assert (status, said) == (0, "")
        told = {"out": f"spark:{out}", "left_out_to": f"spark:{out}_left_out", "understood": []}
        assert summary == expected | told
        pd.testing.assert_frame_equal(rows_in(out), rows_in(duck), check_dtype=False)
        left_out = tmp_path / "duck_left_out.parquet"
        got, gone = rows_in(f"{out}_left_out"), rows_in(left_out)
        assert got.to_numpy().tolist() == gone.to_numpy().tolist()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "duck.parquet",
        "duck_left_out.parquet",
        "out",
        "out_left_out",
    ]
