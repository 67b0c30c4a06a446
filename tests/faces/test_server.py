"""The web server's promises: safe settings, no outside address, the reader's own language."""

from __future__ import annotations

import asyncio
import re
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from skolemiljo_analytics.faces.web import builtin, server
from skolemiljo_analytics.faces.web.middleware import SafePages, language_of_cookie
from skolemiljo_analytics.faces.web.settings import CONTENT_SECURITY_POLICY, SETTINGS
from skolemiljo_analytics.vocabulary import Language

ROOT = Path(__file__).resolve().parents[2]


def _flat(table: dict[str, object], prefix: str = "") -> dict[str, object]:
    out: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            out |= _flat(value, f"{prefix}{key}.")
        else:
            out[f"{prefix}{key}"] = value
    return out


def test_the_checkout_and_the_command_have_the_same_settings() -> None:
    file = ROOT / ".streamlit" / "config.toml"
    assert _flat(tomllib.loads(file.read_text(encoding="utf-8"))) == SETTINGS


def test_streamlit_knows_every_setting() -> None:
    from streamlit import config

    assert set(SETTINGS) <= set(config._config_options_template)


def test_the_server_answers_this_machine_only_and_tells_nobody() -> None:
    assert SETTINGS["server.address"] == "127.0.0.1"
    assert SETTINGS["browser.gatherUsageStats"] is False
    assert SETTINGS["client.showErrorDetails"] == "none"
    assert SETTINGS["client.allowedOrigins"] == []


def test_streamlit_run_finds_the_same_app() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    found = discover_asgi_app(ROOT / "app.py")
    assert found.is_asgi_app
    assert found.import_string == "app:app"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class Client:
    """Asks an ASGI app directly, without a network."""

    def __init__(self) -> None:
        index = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'
        routes = [
            Route("/", lambda _: HTMLResponse(index, headers={"etag": "x"})),
            Route("/hjem", lambda _: HTMLResponse(index)),
            Route("/_stcore/metrics", lambda _: PlainTextResponse("memory")),
            Route("/file.txt", lambda _: PlainTextResponse("text")),
        ]
        self.app = Starlette(routes=routes, middleware=[Middleware(SafePages)])

    def get(self, path: str, cookie: str = "") -> Answer:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(dict(message))

        scope = {
            "type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"",
            "headers": [(b"cookie", cookie.encode())],
        }  # fmt: skip
        asyncio.run(self.app(scope, receive, send))
        headers = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return Answer(sent[0]["status"], headers, body.decode())


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize("path", ["/", "/hjem", "/file.txt", "/_stcore/metrics", "/nothing"])
def test_every_answer_carries_the_content_security_policy(client: Client, path: str) -> None:
    assert client.get(path).headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_no_source_of_the_policy_is_another_machine() -> None:
    allowed = CONTENT_SECURITY_POLICY.replace("ws://localhost:*", "").replace(
        "ws://127.0.0.1:*", ""
    )
    assert not re.search(r"(https?|wss?):|\*", allowed)


def test_nobody_is_asked_for_this_machine_s_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of somebody else's that knocks makes Streamlit look up its outside address."""
    from streamlit import net_util

    asked: list[str] = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "_internal_ip", None)
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, **_: asked.append(url))
    server._ask_nobody_for_our_address()
    assert net_util.get_external_ip() == net_util.get_internal_ip() == "127.0.0.1"
    assert not asked


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_in_the_language_of_the_cookie(client: Client, language: Language) -> None:
    answer = client.get("/hjem", f"skolemiljo_language={language}")
    assert f'<html lang="{language}"' in answer.text
    assert "Streamlit" not in answer.text
    assert int(answer.headers["content-length"]) == len(answer.text.encode())


@pytest.mark.parametrize("cookie", ["", "skolemiljo_language=zz", "skolemiljo_language", "=;=;"])
def test_bokmaal_is_the_language_of_every_other_cookie(cookie: str) -> None:
    assert language_of_cookie(cookie) is Language.NB


def test_a_page_is_never_taken_from_a_cache(client: Client) -> None:
    headers = client.get("/").headers
    assert headers["cache-control"] == "no-store"
    assert "etag" not in headers


def test_numbers_about_the_server_are_not_told(client: Client) -> None:
    assert client.get("/_stcore/metrics").status == 404
    assert client.get("/hjem/_stcore/metrics").status == 404


@pytest.mark.parametrize(
    ("english", "norwegian"),
    [
        ("Main menu", "Hovedmeny"),
        ("10MB per file • CSV, XLSX", "Høyst 10MB per fil • CSV, XLSX"),
        ("Help for Klasse", "Hjelp: Klasse"),
    ],
)
def test_built_in_words_are_said_in_norwegian(english: str, norwegian: str) -> None:
    rules = builtin.builtin_words()["nb"]
    said = [
        re.sub(pattern, re.sub(r"\$(\d)", r"\\\1", other), english)
        for pattern, other in rules.items()
        if re.match(pattern, english)
    ]
    assert norwegian in said


def test_every_built_in_word_is_one_streamlit_still_says() -> None:
    import streamlit

    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    bundle = "\n".join(f.read_text(encoding="utf-8") for f in folder.glob("*.js"))
    literal = {
        p: max(re.split(r"\(\.\+\)", p[1:-1].replace("\\", "")), key=len).strip(" ,.•")
        for p in builtin.builtin_words()["nb"]
    }
    unknown = [text for text in literal.values() if text.split("Enter to ")[-1] not in bundle]
    assert not unknown


def test_a_taken_port_is_not_used() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        assert server.free_port(taken) is None
    assert server.free_port() is not None


def test_no_folder_of_pages_stands_beside_the_script() -> None:
    """Streamlit would list its files before the script has run, and refuse our addresses."""
    assert server.PAGE.is_file()
    assert not (server.PAGE.parent / "pages").exists()
