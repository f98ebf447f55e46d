"""The app, forgetting visitors a second after their tab is closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from app import NAVIGATION, lifespan


@asynccontextmanager
async def sooner(app: st.App) -> AsyncIterator[None]:
    async with lifespan(app, seconds=1, every=0.2):
        yield


app = st.App(NAVIGATION, lifespan=sooner)
