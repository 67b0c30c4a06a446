"""The main path in a real browser, at a desk and on a telephone, by mouse and by keyboard.

Open the invented school, see the map, select a pupil, read the portrait, choose a proposal, take
the document along. On the way: no breach of accessibility rules, the page's language as chosen, no
error in the console, and nothing asked of another machine.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browsers import open_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
SIZES = [(1440, 900), (390, 844)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
LOCAL = {"localhost", "127.0.0.1", ""}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """The command as a user starts it, in a folder of its own, on a free port."""
    home = tmp_path_factory.mktemp("served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from skolemiljo_analytics.faces.cli import main; main()"
    arguments = ["app", "--no-browser", "--port", str(port), "--home", str(home / "data")]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=home,
        env={**os.environ, "SKOLEMILJO_KEYS": str(home / "keys"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped by itself"
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return
        time.sleep(0.3)
    pytest.fail("the server did not answer")


class Reader:
    """Somebody at the screen, who notes what went wrong along the way."""

    def __init__(self, browser: Any, address: str, size: tuple[int, int]) -> None:
        width, height = size
        self.narrow = width < 600
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nb-NO", accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)
        self.rest("Furulia")

    def _note_request(self, request: Any) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            self.outside.append(request.url)

    def _note_console(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def rest(self, heading: str) -> None:
        """Wait until the page is drawn and nothing is loading."""
        self.page.get_by_role("heading", level=1, name=re.compile(heading)).wait_for()
        self.page.wait_for_timeout(400)
        self.page.wait_for_function(
            "document.querySelector('[data-test-script-state=notRunning]') && "
            "!document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner]')",
            timeout=180_000,
        )
        self.page.wait_for_timeout(500)

    def go(self, name: str) -> None:
        """Follow a link of the navigation; on a narrow screen it is behind a button."""
        show = self.page.get_by_role("button", name="Vis sidefeltet")
        if show.is_visible():
            show.click()
            self.page.wait_for_timeout(500)
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.rest(name)
        hide = self.page.get_by_role("button", name="Skjul sidefeltet")
        if self.narrow and not show.is_visible():
            hide.click()
            show.wait_for()

    def pick(self, label: str, option: str) -> None:
        """Choose in a list of the sidebar, by keyboard: it may lie below the edge of the screen."""
        box = self.page.get_by_role("combobox", name=label)
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(500)
        box.focus()
        self.page.keyboard.press("ArrowDown")
        self.page.get_by_role("option", name=option).click()

    def check_accessibility(self) -> None:
        """Find no breach of WCAG 2.1 A and AA on the page as it stands."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, options=RULES).response["violations"]
        assert not [(one["id"], [n["target"] for n in one["nodes"]][:3]) for one in found]

    def leave(self) -> None:
        """Find that nothing went wrong on the way."""
        self.context.close()
        assert not self.outside
        assert not self.errors


def pupil_buttons(page: Any) -> Any:
    return page.locator(".classmap [role=button][data-id]")


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_from_the_invented_school_to_a_chosen_proposal(
    browser: Any, server: str, size: tuple[int, int], tmp_path: Path
) -> None:
    reader = Reader(browser, server, size)
    page = reader.page
    assert page.evaluate("document.documentElement.lang") == "nb"
    reader.check_accessibility()

    reader.go("Klassekart")
    pupils = pupil_buttons(page)
    pupils.first.wait_for()
    pupils.nth(3).click()
    page.get_by_text("Svarene sier noe om denne dagen").wait_for()
    reader.rest("Klassekart")
    assert pupils.nth(3).get_attribute("aria-pressed") == "true"
    page.keyboard.press("Escape")
    page.get_by_text("Velg en elev på kartet").wait_for()
    reader.rest("Klassekart")
    assert page.evaluate("document.activeElement !== document.body"), "focus was lost"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_text("Svarene sier noe om denne dagen").wait_for()
    reader.rest("Klassekart")
    assert page.evaluate("document.activeElement !== document.body"), "focus was lost"
    reader.check_accessibility()

    reader.go("Portrett")
    reader.check_accessibility()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned Word").click()
    saved = tmp_path / "portrait.docx"
    download.value.save_as(saved)
    assert saved.read_bytes()[:2] == b"PK"

    reader.go("Forslag")
    reader.check_accessibility()
    page.get_by_role("button", name="Velg dette").first.click()
    page.get_by_role("button", name="Lagre valget").wait_for()
    reader.rest("Forslag")
    _fill_in(page)
    page.get_by_role("button", name="Lagre valget").click()
    page.get_by_text("Valget er lagret.").wait_for()
    page.get_by_role("heading", name="Dette har dere valgt").wait_for()

    reader.go("Trivsel over tid")
    reader.check_accessibility()
    reader.leave()


def _fill_in(page: Any) -> None:
    page.get_by_text("Sjekket, og det stemmer").first.click()
    for label, text in {
        "Hvem har sjekket?": "Kontaktlærer",
        "Hvordan?": "Observasjon",
        "Hva er det dere vil endre?": "Arbeid på tvers",
        "Hva venter dere å se da?": "Flere arbeider sammen",
        "Hvem bestemmer dette?": "Teamet",
    }.items():
        page.get_by_role("textbox", name=label, exact=True).fill(text)
    page.keyboard.press("Tab")


def test_the_page_follows_the_language_and_remembers_it(browser: Any, server: str) -> None:
    reader = Reader(browser, server, SIZES[0])
    page = reader.page
    reader.pick("Språk", "Nynorsk")
    page.wait_for_function("document.documentElement.lang === 'nn'")
    page.get_by_role("link", name="Heim", exact=True).wait_for()
    page.reload()
    page.get_by_role("link", name="Heim", exact=True).wait_for()
    assert page.evaluate("document.documentElement.lang") == "nn"
    reader.leave()


def test_leadership_finds_no_page_about_a_class(browser: Any, server: str) -> None:
    reader = Reader(browser, server, SIZES[0])
    page = reader.page
    reader.pick("Du ser dette som", "Ledelse")
    menu = page.get_by_test_id("stSidebarUserContent")
    menu.get_by_role("link", name="Klassekart", exact=True).wait_for(state="detached")
    reader.go("Trivsel over tid")
    reader.check_accessibility()
    assert page.get_by_text("7. trinn").count()
    assert not page.get_by_text(re.compile(r"Klasse [57][ABC]")).count()
    reader.leave()
