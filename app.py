"""The web app's front door: the server, and all that is slow done before the first visitor."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st

from pages.widgets.models import models_folder, warm_up
from pages.widgets.session_folders import SECONDS_BETWEEN, SECONDS_UNTIL_GONE, forgetting
from segmentation.api.app import create_api, mounted
from segmentation.api.settings import settings_from
from segmentation.errors import WrongSetting
from segmentation.scored_apart import apart
from segmentation.temporary import remove_abandoned

NAVIGATION = Path(__file__).parent / "pages" / "navigation.py"


@asynccontextmanager
async def lifespan(
    app: st.App, *, seconds: float = SECONDS_UNTIL_GONE, every: float = SECONDS_BETWEEN
) -> AsyncIterator[None]:
    """Make ready for visitors, and forget those who have left, as `forgetting` says."""
    # Where there is no place for temporary folders, the page that needs one says so.
    with suppress(OSError):
        remove_abandoned()
    apart.start()
    warm_up()
    # Streamlit collects garbage after every rerun; what is loaded by now need
    # not be walked through each time.
    gc.collect()
    gc.freeze()
    async with forgetting(seconds, every):
        try:
            yield
        finally:
            apart.stop()


try:
    api = create_api(models_folder(), settings_from(os.environ))
except WrongSetting as error:
    raise SystemExit(str(error)) from error

app = st.App(NAVIGATION, routes=mounted(api), lifespan=lifespan)
