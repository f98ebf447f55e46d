"""A dropped list goes with its visitor and with the server: from the disk, and from memory."""

import shutil
import signal
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCORED
from tests.conftest import ROOT
from tests.serving import served_warm

SCRIPT = ROOT / "tests" / "browser" / "app_that_forgets_soon.py"
LIST = b"Age,Annual Income,Spending Score\n" + b"30,60,50\n" * 1_000
SECONDS = 20


@pytest.fixture
def start(tmp_path, trained):
    """Start the app with a temporary folder and a model of a test's own."""
    (tmp_path / "temporary").mkdir()
    shutil.copytree(trained / "mall", tmp_path / "models" / "mall")
    temporary = str(tmp_path / "temporary")
    return lambda: served_warm(tmp_path / "models", SCRIPT, TMPDIR=temporary)


@pytest.fixture
def left(tmp_path):
    """What lies in the temporary folder: the files, wherever they are in it."""
    return lambda: {path.name for path in (tmp_path / "temporary").rglob("*") if path.is_file()}


def drop(visitor, server):
    guest = visitor(server.base).open("/score_a_list?model=mall")
    guest.page.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": LIST}
    )
    expect(guest.page.get_by_text("1,000 customers have a segment.")).to_be_visible(timeout=SCORED)
    return guest


def uploaded_bytes(server):
    with urlopen(f"{server.base}/_stcore/metrics") as answer:
        lines = answer.read().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if "UploadedFileManager" in line)


def until(holds):
    over = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < over
        time.sleep(0.1)


def test_gone_with_the_tab_and_with_the_server(start, left, visitor):
    with start() as server:
        guest = drop(visitor, server)
        assert "scored.parquet" in left()
        assert uploaded_bytes(server) >= len(LIST)
        guest.page.close()
        # Nobody else comes.
        until(lambda: not left() and not uploaded_bytes(server))
        drop(visitor, server)
        server.stop(signal.SIGTERM)
        assert left() == set()
    with start() as server:
        drop(visitor, server)
        server.stop(signal.SIGKILL)
        assert "scored.parquet" in left()
    with start():
        assert left() == set()
