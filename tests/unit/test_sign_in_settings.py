"""The section [auth] of the secrets: what is wrong with it is said, and nothing unsafe is taken."""

from pathlib import Path
from typing import Any

import pytest

from reach.settings import PROJECT
from reach.sign_in_settings import auth_section, problem_of, providers_of

SECRET = "q8ZpV2x0RkT7mN4cY1wJ5sL9aH3dG6fB"  # noqa: S105 - of no dashboard
PROVIDER = {
    "client_id": "reach",
    "client_secret": "0123",
    "server_metadata_url": "https://accounts.google.com/.well-known/openid-configuration",
}
MICROSOFT = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"


def auth(**changes: Any) -> dict[str, Any]:
    whole = {"redirect_uri": "https://reach.hub.example/oauth2callback", "cookie_secret": SECRET, **PROVIDER}
    return {key: value for key, value in (whole | changes).items() if value is not None}


def test_one_that_is_whole_has_no_problem() -> None:
    assert problem_of(auth()) == ""
    assert problem_of(auth(redirect_uri="http://localhost:8501/oauth2callback")) == ""
    assert problem_of(auth(server_metadata_url=MICROSOFT.format("0a1b2c3d-0000-4444-8888-0123456789ab"))) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cookie_secret": None}, "cookie_secret"),
        ({"cookie_secret": "short"}, "cookie_secret"),
        ({"cookie_secret": "x" * 40}, "cookie_secret"),
        ({"cookie_secret": "change me change me change me change me"}, "cookie_secret"),
        ({"redirect_uri": None}, "redirect_uri"),
        ({"redirect_uri": "https://reach.hub.example/"}, "redirect_uri"),
        ({"redirect_uri": "http://reach.hub.example/oauth2callback"}, "https://"),
        ({"client_id": ""}, "client_id"),
        ({"client_secret": None}, "client_secret"),
        ({"server_metadata_url": "http://accounts.google.com/"}, "https://"),
        ({"server_metadata_url": MICROSOFT.format("common")}, "tenant ID"),
        ({"server_metadata_url": MICROSOFT.format("organizations")}, "tenant ID"),
        ({"server_metadata_url": MICROSOFT.format("consumers")}, "tenant ID"),
    ],
)
def test_what_is_missing_or_unsafe_is_named(changes: dict[str, Any], said: str) -> None:
    assert said in problem_of(auth(**changes))


def test_each_of_several_providers_is_looked_at_and_named_for_people() -> None:
    both = auth(client_id=None, client_secret=None, server_metadata_url=None) | {
        "microsoft": PROVIDER | {"server_metadata_url": MICROSOFT.format("0a1b")},
        "trust": PROVIDER | {"name": "Ignite Trust"},
    }
    assert providers_of(both) == {"microsoft": "Microsoft", "trust": "Ignite Trust"}
    assert problem_of(both) == ""
    both["trust"] = PROVIDER | {"client_id": ""}
    assert problem_of(both) == "client_id is missing in [auth.trust]"


def test_the_example_explains_every_key_and_is_refused_as_it_stands() -> None:
    example = auth_section(PROJECT / ".streamlit" / "secrets.example.toml")
    assert example is not None
    assert set(providers_of(example)) == {"microsoft", "google"}
    assert "cookie_secret" in problem_of(example)


def test_no_file_and_no_section_are_none(tmp_path: Path) -> None:
    assert auth_section(tmp_path / "secrets.toml") is None
    (tmp_path / "secrets.toml").write_text("[other]\nkey = 1\n", encoding="utf-8")
    assert auth_section(tmp_path / "secrets.toml") is None
