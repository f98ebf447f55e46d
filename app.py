"""The web app's front door: the server, and all that is slow done before the first visitor."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from pages.widgets.models import warm_up

NAVIGATION = Path(__file__).parent / "pages" / "navigation.py"


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    warm_up()
    # Streamlit collects garbage after every rerun; what is loaded by now need
    # not be walked through each time.
    gc.collect()
    gc.freeze()
    yield


app = st.App(NAVIGATION, lifespan=lifespan)
