"""What the web server adds to every answer: no outside addresses, the page's language, no leaks."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from skolemiljo_analytics.faces.web.settings import CONTENT_SECURITY_POLICY
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import get_translator

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LANGUAGE_COOKIE", "SCRIPT_PATH", "SafePages", "language_of_cookie"]

LANGUAGE_COOKIE = "skolemiljo_language"
SCRIPT_PATH = "/skolemiljo/page.js"
BLOCKED = ("/_stcore/metrics", "/_stcore/agent")
"""Closed. ``host-config`` stays open: the page does not start without it, and with no allowed
origins in the settings it tells nothing."""
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_STALE = {b"content-length", b"etag", b"last-modified", b"cache-control"}
_CONDITIONAL = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}


def language_of_cookie(cookie: str) -> Language:
    """Return the language a browser asks for in its cookie; bokmål where it asks for none."""
    try:
        morsel = SimpleCookie(cookie).get(LANGUAGE_COOKIE)
        return Language(morsel.value) if morsel else Language.NB
    except (CookieError, ValueError):
        return Language.NB


class SafePages:
    """ASGI middleware around the whole app.

    It closes the addresses that tell of the server, sends the content security policy with
    everything, and writes the chosen language and our script into the one HTML page there is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif any(scope["path"].endswith(p) or f"{p}/" in scope["path"] for p in BLOCKED):
            await _refuse(send)
        elif _may_be_page(scope):
            language = language_of_cookie(_header(scope, b"cookie"))
            await self.app(_unconditional(scope), receive, _PageWriter(send, language))
        else:
            await self.app(scope, receive, _with_headers(send))


class _PageWriter:
    """Holds an HTML answer back until it is whole, then sends it in the chosen language."""

    def __init__(self, send: Send, language: Language) -> None:
        self._send = _with_headers(send)
        self._language = language
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = _write_page(self._body, self._language)
        kept = [(k, v) for k, v in start["headers"] if k.lower() not in _STALE]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**start, "headers": [*kept, length, (b"cache-control", b"no-store")]})
        await self._send({"type": "http.response.body", "body": body})


def _write_page(body: bytes, language: Language) -> bytes:
    say = get_translator(language)
    page = body.decode("utf-8")
    page = page.replace('<html lang="en"', f'<html lang="{language}"', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{say('app.name')}</title>", 1)
    page = page.replace("</head>", f'<script src="{SCRIPT_PATH}"></script></head>', 1)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page, count=1)
    without = f"<noscript>{say('app.needs_script')}</noscript>"
    return re.sub(r"<noscript>.*?</noscript>", without, page, count=1, flags=re.DOTALL).encode()


def _may_be_page(scope: Scope) -> bool:
    last = scope["path"].rsplit("/", 1)[-1]
    return scope["method"] in {"GET", "HEAD"} and ("." not in last or last == "index.html")


def _is_html(message: Message) -> bool:
    return any(
        k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in message["headers"]
    )


def _header(scope: Scope, name: bytes) -> str:
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == name), "")


def _unconditional(scope: Scope) -> Scope:
    """Ask for the whole page, unpacked: a page in another language must not come from a cache."""
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in _CONDITIONAL]}


def _with_headers(send: Send) -> Send:
    async def out(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS]}
        await send(message)

    return out


async def _refuse(send: Send) -> None:
    start = {"type": "http.response.start", "status": 404, "headers": [*HEADERS]}
    await send(start)
    await send({"type": "http.response.body", "body": b""})
