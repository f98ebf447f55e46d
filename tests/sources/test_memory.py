"""The memory there is, is that of the container and not of the machine around it."""

import os

import pytest

from segmentation.processes.memory_there import memory_there
from segmentation.sources.engines import memory
from segmentation.sources.engines.duck import connected

GIB = 2**30
NO_LIMIT = 9_223_372_036_854_771_712


@pytest.fixture
def there(tmp_path, monkeypatch):
    """The memory there is on a machine of 64 GiB, with such groups and such files of limits."""
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": 64 * GIB // 4096}
    monkeypatch.setattr(os, "sysconf", sizes.get)

    def read(groups, **limits):
        (tmp_path / "self").mkdir()
        (tmp_path / "self" / "cgroup").write_text(groups)
        for name, limit in limits.items():
            file = tmp_path / "groups" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{limit}\n")
        return memory_there(tmp_path, tmp_path / "groups")

    return read


@pytest.mark.parametrize(
    ("groups", "limits", "expected"),
    [
        # Version 2: the process's own group, one above it, or that of a container, at the root.
        ("0::/jobs/night\n", {"jobs/night/memory.max": 2 * GIB}, 2),
        ("0::/jobs/night\n", {"jobs/night/memory.max": "max", "jobs/memory.max": 3 * GIB}, 3),
        ("0::/\n", {"memory.max": GIB}, 1),
        ("0::/../other\n", {"memory.max": 4 * GIB}, 4),
        # Version 1, whose other controllers say nothing of memory, and both at once.
        (
            "5:cpu,cpuacct:/docker/x\n4:memory:/docker/x\n",
            {
                "memory/memory.limit_in_bytes": NO_LIMIT,
                "memory/docker/x/memory.limit_in_bytes": 2 * GIB,
                "cpu,cpuacct/docker/x/memory.limit_in_bytes": 1,
            },
            2,
        ),
        ("4:memory:/docker/x\n", {"memory/memory.limit_in_bytes": 5 * GIB}, 5),
        (
            "4:memory:/a\n0::/\n",
            {"memory/a/memory.limit_in_bytes": 7 * GIB, "memory.max": 6 * GIB},
            6,
        ),
        # No limit, or one beyond the machine.
        ("0::/\n", {"memory.max": "max"}, 64),
        ("4:memory:/\n", {"memory/memory.limit_in_bytes": NO_LIMIT}, 64),
        ("0::/\n", {}, 64),
        ("", {}, 64),
    ],
)
def test_the_least_limit_counts(there, groups, limits, expected):
    assert there(groups, **limits) == expected * GIB


def test_where_there_are_no_such_groups(tmp_path):
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert memory_there(tmp_path / "none", tmp_path / "none") == machine


@pytest.mark.parametrize(
    ("gibibytes", "limit"), [(1, "512.0 MiB"), (3, "1.5 GiB"), (64, "6.0 GiB")]
)
def test_half_of_it_is_for_duckdb(monkeypatch, tmp_path, gibibytes, limit):
    monkeypatch.setattr(memory, "memory_there", lambda: gibibytes * GIB)
    with connected(tmp_path) as connection:
        asked = connection.raw_sql("SELECT current_setting('memory_limit')")
        assert asked.fetchone() == (limit,)
