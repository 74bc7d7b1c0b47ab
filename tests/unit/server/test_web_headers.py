"""Headers and cookies where people open the dashboard by https."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from reach import sign_in_settings
from reach.server import web_headers
from reach.server.web_headers import WebHeaders


async def _signs_in(scope: Scope, receive: Receive, send: Send) -> None:
    response = PlainTextResponse("hello", headers={"Cache-Control": "public, max-age=60"})
    response.set_cookie("_streamlit_user", "somebody", httponly=True)
    response.set_cookie("already", "1", secure=True)
    await response(scope, receive, send)


def headers_of(path: str) -> list[tuple[str, str]]:
    """Give the headers of an answer of a small app behind WebHeaders."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    # In a thread of its own: a browser that another test drives keeps a loop running in this one.
    with ThreadPoolExecutor(1) as own:
        own.submit(lambda: asyncio.run(WebHeaders(_signs_in)(scope, receive, send))).result()
    return [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]


@pytest.mark.parametrize("https", [True, False])
def test_cookies_go_over_https_only_where_the_dashboard_has_it(monkeypatch: pytest.MonkeyPatch, https: bool) -> None:
    monkeypatch.setattr(web_headers, "is_https", lambda: https)
    found = headers_of("/")
    cookies = [value for name, value in found if name == "set-cookie"]
    assert len(cookies) == 2
    assert [cookie.lower().count("; secure") for cookie in cookies] == ([1, 1] if https else [0, 1])
    assert "httponly" in cookies[0].lower()
    assert ("strict-transport-security" in dict(found)) == https


def test_what_has_figures_is_not_kept_and_the_rest_as_streamlit_says() -> None:
    assert dict(headers_of("/media/abc.csv"))["cache-control"] == "no-store"
    assert dict(headers_of("/static/js/index.js"))["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[auth]\nredirect_uri = "https://reach.hub.example/oauth2callback"', True),
        ('[auth]\nredirect_uri = "http://localhost:8501/oauth2callback"', False),
        ("[auth]\n", False),
        ("", False),
        ("this is no TOML", False),
    ],
)
def test_https_is_what_the_secrets_say(tmp_path: Path, text: str, expected: bool) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(text, encoding="utf-8")
    assert sign_in_settings.is_https(file) is expected
    assert not sign_in_settings.is_https(tmp_path / "none.toml")
