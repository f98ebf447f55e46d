"""The web app's front door: the server, and all that is slow done before the first visitor."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir
from streamlit.web.server.server_util import get_display_address, get_url

from pages.widgets.models import models_folder, warm_up
from pages.widgets.session_folders import SECONDS_BETWEEN, SECONDS_UNTIL_GONE, forgetting
from segmentation.api.app import create_api, mounted
from segmentation.api.settings import settings_from
from segmentation.disk import remove_abandoned
from segmentation.errors import SegmentationError, WrongSetting
from segmentation.jobs.line import ensure_runner
from segmentation.looking.looked_apart import apart as looking
from segmentation.scoring.scored_apart import apart as scoring
from segmentation.server.check_hosts import CheckHosts
from segmentation.server.old_addresses import OldAddresses
from segmentation.server.security_headers import SecurityHeaders, broken, security_headers
from segmentation.server.settings import hosts_from, takes_new_data

NAVIGATION = Path(__file__).parent / "pages" / "navigation.py"
# The one that pages put into themselves.
SCRIPT = NAVIGATION.parent / "static" / "reachable.js"
FIRST_PAGE = Path(get_static_dir()) / "index.html"


@asynccontextmanager
async def lifespan(
    app: st.App, *, seconds: float = SECONDS_UNTIL_GONE, every: float = SECONDS_BETWEEN
) -> AsyncIterator[None]:
    """Make ready for visitors, and forget those who have left, as `forgetting` says."""
    # Where there is no place for temporary folders, the page that needs one says so.
    with suppress(OSError):
        remove_abandoned()
    scoring.start()
    if takes_new_data(os.environ):
        looking.start()
        # Whoever worked the line off may have ended with the machine.
        with suppress(SegmentationError):
            ensure_runner(models_folder())
    warm_up()
    # Streamlit collects garbage after every rerun; what is loaded by now need
    # not be walked through each time.
    gc.collect()
    gc.freeze()
    address = get_url(get_display_address(st.get_option("server.address")))
    print(f"Customer Segments is ready at {address} (Ctrl+C ends it).", flush=True)
    async with forgetting(seconds, every):
        try:
            yield
        finally:
            scoring.stop()
            looking.stop()


try:
    api = create_api(models_folder(), settings_from(os.environ))
    hosts = hosts_from(os.environ)
    takes_new_data(os.environ)
except WrongSetting as error:
    raise SystemExit(str(error)) from error

first_page, script = (path.read_text(encoding="utf-8") for path in (FIRST_PAGE, SCRIPT))
headers = security_headers(first_page, [script])
app = st.App(
    NAVIGATION,
    routes=mounted(api),
    middleware=[
        Middleware(SecurityHeaders, headers=headers),
        Middleware(CheckHosts, allowed=hosts),
        Middleware(OldAddresses, models=models_folder()),
    ],
    exception_handlers={Exception: broken(headers)},
    lifespan=lifespan,
)
