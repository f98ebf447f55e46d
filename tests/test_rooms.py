"""The rooms of the library: what each may import, as its own first lines say."""

import ast
import re
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

LIBRARY = ROOT / "segmentation"
ROOMS = sorted(
    path
    for path in LIBRARY.iterdir()
    if (path / "__init__.py").exists() or (path.suffix == ".py" and path.stem != "__init__")
)


def imported(path: Path, package: str) -> set[str]:
    """The modules of `package` that a file imports, wherever in it, by their dotted names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by a relative name"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return {name for name in found if name.split(".")[0] == package}


def files_of(room: Path) -> list[Path]:
    return sorted(room.rglob("*.py")) if room.is_dir() else [room]


def rooms_imported(room: Path) -> set[str]:
    names = {name for file in files_of(room) for name in imported(file, "segmentation")}
    return {name.split(".")[1] for name in names} - {room.stem}


def may_import(room: Path) -> set[str]:
    """The rooms that the line "May import: a, b." of a room names."""
    start = ast.get_docstring(
        ast.parse((room / "__init__.py" if room.is_dir() else room).read_text())
    )
    [named] = re.findall(r"^May import: ([^.]+)\.$", start, re.MULTILINE)
    return set() if named == "nothing" else set(re.split(r",\s+", named))


def test_there_are_rooms():
    assert {"card", "customers", "fitting", "scoring", "words"} <= {room.stem for room in ROOMS}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_room_imports_what_it_says_and_nothing_else(room):
    assert rooms_imported(room) == may_import(room)


def test_no_room_imports_in_a_circle():
    floors({room.stem: may_import(room) for room in ROOMS})


def test_no_module_imports_in_a_circle():
    modules = {dotted(file): file for file in files_of(LIBRARY)}
    needed = {
        name: {known(other, modules) for other in imported(file, "segmentation")} - {name}
        for name, file in modules.items()
    }
    assert len(floors(needed)) > 5


def dotted(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def known(name: str, modules: Collection[str]) -> str:
    """The module that has a name: itself where it is one."""
    return name if name in modules else name.rpartition(".")[0]


def floors(needed: Mapping[str, set[str]]) -> list[set[str]]:
    """Who stands on nothing, who on those alone, and so on up."""
    left, found = dict(needed), []
    while left:
        ground = {name for name, others in left.items() if not others & left.keys()}
        assert ground, f"a circle among {sorted(left)}"
        found.append(ground)
        left = {name: others for name, others in left.items() if name not in ground}
    return found


def test_who_answers_scores_or_shows_never_fits():
    seen, todo = set(), ["answering", "scoring", "showing", "api", "server"]
    needed = {room.stem: may_import(room) for room in ROOMS}
    while todo:
        name = todo.pop()
        seen.add(name)
        todo += needed[name] - seen
    assert not seen & {"fitting", "training"}


@pytest.mark.parametrize("outside", ["streamlit", "pages", "tests", "benchmarks"])
def test_the_library_knows_nothing_of(outside):
    assert {path for path in files_of(LIBRARY) if imported(path, outside)} == set()


def test_pages_fit_nothing():
    pages = [path for path in (ROOT / "pages").rglob("*.py") if imported(path, "segmentation")]
    assert pages
    used = {name.split(".")[1] for path in pages for name in imported(path, "segmentation")}
    assert not used & {"fitting", "training", "commands"}


def test_an_import_anywhere_in_a_file_is_seen(tmp_path):
    file = tmp_path / "module.py"
    file.write_text(
        "import segmentation.fitting.fit\n"
        "def train():\n    from segmentation.training import train\n    return train\n"
    )
    assert imported(file, "segmentation") == {
        "segmentation.fitting.fit",
        "segmentation.training.train",
    }


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.stem)
def test_the_table_of_rooms_has_it(room):
    name = room.name if room.suffix else f"{room.name}/"
    assert re.search(rf"^\| \d \| `{re.escape(name)}` \|", ARCHITECTURE, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([a-z_]+/[a-z_/.]*)`", ARCHITECTURE))))
def test_what_the_walks_name_is_there(path):
    within = [ROOT, LIBRARY, *(room for room in ROOMS if room.is_dir())]
    assert any((folder / path).exists() or (folder / f"{path}.py").exists() for folder in within)
