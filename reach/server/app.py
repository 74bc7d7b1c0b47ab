"""The dashboard for a server: the pages of dashboard.py, with security headers, a health check and log files.

Streamlit looks for an App in the file that it is started with, which cannot be the script that draws the pages.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.starlette import App

from reach.exports.pictures import end_browser
from reach.server import log_files
from reach.server.health import Health
from reach.server.web_headers import WebHeaders
from reach.settings import PROJECT, load_settings
from reach.sign_in_settings import SECRETS, why_not_served_at
from reach.store import store_place
from reach.store.storage import storage_of

refused = why_not_served_at(st.get_option("server.address"), SECRETS, has_roles=bool(load_settings().access.rules))
if refused:
    sys.exit(f"The dashboard was not started. {refused}")

log_files.install(log_files.folder(storage_of(store_place()).own_folder))


@contextlib.asynccontextmanager
async def _until_it_is_stopped(_app: App) -> AsyncIterator[None]:
    """End the browser that draws with the server: the signal that stops it ends Python without clearing up."""
    yield
    await asyncio.to_thread(end_browser)


app = App(
    PROJECT / "dashboard.py",
    routes=[Route("/health", Health().answer, methods=["GET"])],
    middleware=[Middleware(WebHeaders)],
    lifespan=_until_it_is_stopped,
)
