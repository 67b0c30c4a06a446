"""The web server: Streamlit's ASGI app with our settings, headers, words and warm-up.

``skolemiljo app`` calls `run`. ``streamlit run app.py`` in a checkout builds the same app from
`options`; its settings come from ``.streamlit/config.toml``.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import traceback
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.faces.web.builtin import page_script
from skolemiljo_analytics.faces.web.middleware import SCRIPT_PATH, SafePages
from skolemiljo_analytics.faces.web.settings import SETTINGS

if TYPE_CHECKING:
    import streamlit as st
    from starlette.requests import Request
    from starlette.responses import Response

__all__ = ["PAGE", "free_port", "options", "run"]

PAGE = Path(__file__).parent / "start" / "main.py"
"""The script Streamlit runs for every reader."""

FIRST_PORT = 8501
_TRACEBACKS = "streamlit.error_util"  # writes whole tracebacks, messages included
_logger = logging.getLogger("skolemiljo_analytics")


def options() -> dict[str, Any]:
    """Return what ``st.App`` needs beside the script: middleware, routes, warm-up, error words."""
    from starlette.middleware import Middleware
    from starlette.routing import Route

    return {
        "middleware": [Middleware(SafePages)],
        "routes": [Route(SCRIPT_PATH, _script)],
        "lifespan": _warm_up,
        "on_script_error": _say_it_plainly,
    }


def run(port: int, *, browser: bool = True) -> None:
    """Serve the app on this machine until it is stopped."""
    import streamlit as st

    if browser:
        threading.Thread(target=_open_browser, args=(port,), daemon=True).start()
    app = st.App(PAGE, **options())
    app.run(config={**SETTINGS, "server.port": port})


def free_port(wanted: int | None = None) -> int | None:
    """Return the port to use, or None when the one wanted is taken.

    Without a wish it is the first free one from 8501.
    """
    candidates = (wanted,) if wanted else range(FIRST_PORT, FIRST_PORT + 50)
    return next((port for port in candidates if _is_free(port)), None)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":  # on Windows the option would let us share a port that is taken
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((str(SETTINGS["server.address"]), port))
        except OSError:
            return False
    return True


def _open_browser(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((str(SETTINGS["server.address"]), port)) == 0:
                webbrowser.open(f"http://localhost:{port}")
                return
        time.sleep(0.2)


async def _script(request: Request) -> Response:  # noqa: ARG001
    from starlette.responses import Response

    return Response(
        page_script(), media_type="text/javascript", headers={"cache-control": "no-cache"}
    )


@asynccontextmanager
async def _warm_up(app: st.App) -> AsyncIterator[dict[str, Any] | None]:  # noqa: ARG001
    """Make the engine and the first class ready in the background: the first reader waits less."""
    logging.getLogger(_TRACEBACKS).addFilter(_mute)
    _ask_nobody_for_our_address()
    threading.Thread(target=_make_ready, name="skolemiljo-ready", daemon=True).start()
    yield None


def _make_ready() -> None:
    from skolemiljo_analytics import kernels
    from skolemiljo_analytics.faces.web import place

    kernels.warm(in_background=False)
    place.make_ready()


def _ask_nobody_for_our_address() -> None:
    """Give Streamlit the answer before it asks: a strange visitor makes it ask a web service."""
    from streamlit import net_util

    net_util._external_ip = net_util._internal_ip = str(SETTINGS["server.address"])


def _mute(record: logging.LogRecord) -> bool:  # noqa: ARG001
    """Keep Streamlit's tracebacks out of the log: `_say_it_plainly` writes the place instead."""
    return False


def _say_it_plainly(error: Exception) -> bool:
    """Show what went wrong in plain words; a traceback could hold a name."""
    from skolemiljo_analytics.faces.web import apology

    _logger.error("A page stopped: %s at %s", type(error).__name__, _place(error))
    apology.show(error)
    return True


def _place(error: Exception) -> str:
    """Return where in our own code it happened: file and line, never a message or a value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "skolemiljo_analytics" in f.filename]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(ours[-3:]))
