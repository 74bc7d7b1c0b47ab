"""A dashboard that people sign in to, in a copy of the project with its own hub.toml, and who they are."""

import contextlib
import dataclasses
import json
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import oidc_provider_mock
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.browser_time import free_port, serving
from reach.settings import PROJECT
from reach.store import Store
from tests.browser.conftest import settled

RULES = """
[access]
ask = "Jane Smith, jane.smith@hub.example"
hours = 10
blocked = ["left@hub.example"]

[[access.rules]]
role = "lead"
emails = ["lead@hub.example"]

[[access.rules]]
role = "administrator"
groups = ["reach-administrators"]

[[access.rules]]
role = "viewer"
domains = ["board.example", "hub.example"]

[[access.rules]]
role = "adviser"
emails = ["adviser@halton.example"]
local_authorities = ["876"]
"""

PEOPLE: dict[str, dict[str, Any]] = {
    "lead": {"email": "lead@hub.example"},
    "administrator": {"email": "office@school.example", "groups": ["reach-administrators"]},
    "viewer": {"email": "chair@board.example"},
    "adviser": {"email": "adviser@halton.example"},
    "unknown": {"email": "somebody@elsewhere.example"},
    "blocked": {"email": "left@hub.example"},
    "unconfirmed": {"email": "lead@hub.example", "email_verified": False},
    "yesterday's": {"email": "lead@hub.example", "auth_time": int(time.time()) - 24 * 3600},
}
"""Who can sign in at the identity provider, with its claims."""

_PARTS = ("dashboard.py", "pages", "queries", "reach", ".streamlit", "data/demo.toml")


@dataclasses.dataclass(frozen=True)
class SignedInDashboard:
    """A dashboard that people sign in to: its address, and the folder of its copy of the project."""

    address: str
    project: Path
    store: Store

    def set_rules(self, rules: str) -> None:
        """Write other rules into hub.toml, as its keeper would while the dashboard runs."""
        text = (PROJECT / "data" / "hub.toml").read_text(encoding="utf-8")
        (self.project / "data" / "hub.toml").write_text(f"{text}\n{rules}", encoding="utf-8")


@pytest.fixture(scope="session")
def identity_provider() -> Iterator[str]:
    """An OpenID Connect provider on this computer that knows everybody of PEOPLE; its address."""
    users = [oidc_provider_mock.User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def dashboard(
    identity_provider: str, demonstration: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SignedInDashboard]:
    """A dashboard on the demonstration that people sign in to."""
    with serve_with_sign_in(tmp_path_factory.mktemp("signed_in"), identity_provider, demonstration) as served:
        yield served


@contextlib.contextmanager
def serve_with_sign_in(folder: Path, provider: str, demonstration: Store) -> Iterator[SignedInDashboard]:
    """Serve a copy of the project and of the demonstration, for people who sign in at a provider."""
    project, store = folder / "project", folder / "hub"
    for part in _PARTS:
        source, target = PROJECT / part, project / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml"))
        else:
            shutil.copy(source, target)
    shutil.copytree(demonstration.folder, store)
    port = free_port()
    auth = {
        "redirect_uri": f"http://localhost:{port}/oauth2callback",
        "cookie_secret": secrets.token_urlsafe(32),
        "client_id": "reach",
        "client_secret": "not used by the provider",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in auth.items()]
    (project / ".streamlit" / "secrets.toml").write_text("\n".join(["[auth]", *lines]), encoding="utf-8")
    served = SignedInDashboard(f"http://localhost:{port}", project, Store(store, demonstration.settings))
    served.set_rules(RULES)
    with serving("reach/server/app.py", store, project=project, port=port):
        yield served


@contextlib.contextmanager
def window_of(chromium: Browser, dashboard: SignedInDashboard, who: str) -> Iterator[Page]:
    """A window of somebody's own browser, in which they have just signed in."""
    context: BrowserContext = chromium.new_context(
        accept_downloads=True, reduced_motion="reduce", viewport={"width": 1400, "height": 1000}
    )
    try:
        page = context.new_page()
        page.goto(dashboard.address)
        sign_in(page, who)
        yield page
    finally:
        context.close()


def sign_in(page: Page, who: str) -> None:
    """Sign in as somebody, from the page that asks for it."""
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name=who, exact=True).click()
    settled(page)
