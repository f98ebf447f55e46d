"""The API on the app's own server, over HTTP; and alone, with settings of a test's own."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from segmentation.answering.fields import asked_fields
from segmentation.api.app import create_api, mounted
from segmentation.api.settings import Settings
from segmentation.models import store
from segmentation.models.model import Model
from segmentation.recipes import RECIPES
from tests.serving import served

KEYS = ("first key", "zweiter-Schlüssel")
VALUES = {"age": 25, "income": 90, "spending_score": 80}

each_recipe = pytest.mark.parametrize("recipe", RECIPES)


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}".encode()}


@pytest.fixture(scope="session")
def server(trained: Path) -> Iterator[str]:
    """The address of the app's server, which asks for keys and does not count requests."""
    environment = {"SEGMENTATION_API_KEY": ", ".join(KEYS), "SEGMENTATION_API_RATE": "0"}
    with served(trained, **environment) as base:
        yield base


@pytest.fixture(scope="session")
def api(server: str) -> Iterator[httpx.Client]:
    """Somebody with a key."""
    with httpx.Client(base_url=f"{server}/api/", headers=bearer(KEYS[0]), timeout=30) as client:
        yield client


@pytest.fixture(scope="session")
def load(trained: Path) -> Callable[[str], Model]:
    return lambda recipe: store.load(trained, recipe)


@pytest.fixture
def models(trained: Path, tmp_path: Path) -> Path:
    """A models folder of a test's own, with the one of the mall."""
    shutil.copytree(trained / "mall", tmp_path / "models" / "mall")
    return tmp_path / "models"


@pytest.fixture
def start(models: Path) -> Iterator[Callable[..., httpx.Client]]:
    """The API alone, in this process, over those models: `start(rate=2)`."""
    with ExitStack() as running:

        def start(**settings: object) -> httpx.Client:
            api = create_api(models, Settings(**settings))
            base = running.enter_context(_listening(Starlette(routes=mounted(api))))
            return running.enter_context(httpx.Client(base_url=f"{base}/api/", timeout=30))

        yield start


@contextmanager
def _listening(app: Starlette) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def typical(model: Model) -> dict[str, float]:
    """What a typical customer of the model would send."""
    return {field.name: model.card.everybody.median[field.name] for field in asked_fields(model)}


def told(response: httpx.Response) -> dict[str | None, str]:
    """The sentences of an error, by field."""
    return {error["field"]: error["message"] for error in response.json()["errors"]}
