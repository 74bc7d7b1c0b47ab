"""Security headers of all answers, and cookies that browsers send over https only."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reach.sign_in_settings import is_https

_STREETS = "https://tile.openstreetmap.org"

# What is not 'self' is there for a reason: Streamlit's page has a script and styles of its own between its lines, and
# so have the dashboard's small buttons; components and the street map's worker are loaded as blobs; pictures of charts
# are made from data addresses; the street map loads its pictures.
_CONTENT = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": f"'self' data: blob: {_STREETS}",
    "font-src": "'self' data:",
    "connect-src": f"'self' blob: data: {_STREETS}",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
}

SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {sources}" for what, sources in _CONTENT.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # openstreetmap.org refuses pictures to pages that do not say where they are from: it hears the address, no page.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_ONE_YEAR = 365 * 24 * 60 * 60
_NOT_KEPT = ("/media/", "/health", "/_stcore/upload_file/")
"""Answers with figures, or with the state of the moment: browsers and proxies must not keep them."""


class WebHeaders:
    """Adds the headers to each answer of an app, and Secure to its cookies where the dashboard's address has https."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._is_https = is_https()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request. Websockets have no such headers, and are passed on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if path.startswith(_NOT_KEPT):
                    headers["Cache-Control"] = "no-store"
                if self._is_https:
                    headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR}"
                    _secure_cookies(headers)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _secure_cookies(headers: MutableHeaders) -> None:
    """Add Secure to each cookie that lacks it: Streamlit knows only of https that it serves itself."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        headers.append("set-cookie", cookie if "secure" in attributes else f"{cookie}; Secure")
