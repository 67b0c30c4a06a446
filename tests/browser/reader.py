"""Somebody at the screen: follows links, waits until the page is drawn, notes what goes wrong."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

__all__ = ["SIZES", "Reader"]

SIZES = [(1440, 900), (390, 844)]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
LOCAL = {"localhost", "127.0.0.1", ""}
HOLDS_FOCUS = """element => {
  const focused = element.getRootNode().activeElement;
  return focused === element || element.contains(focused);
}"""
STILL = """() => {
  const at_rest = document.querySelector('[data-test-script-state=notRunning]')
    && !document.querySelector(
      '[data-testid=stSkeleton], [data-testid=stSpinner], .reckoning, [data-stale=true]');
  const now = performance.now();
  if (!at_rest) window.stillSince = now;
  return now - window.stillSince > 300;
}"""
"""The script has finished, nothing is loading or greyed, and so it has been for a moment."""


class Reader:
    """Somebody at the screen, who notes what went wrong along the way."""

    def __init__(self, browser: Any, address: str, size: tuple[int, int]) -> None:
        width, height = size
        self.narrow = width < 600
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nb-NO", accept_downloads=True
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._note_request)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(address)
        self.rest("")

    def _note_request(self, request: Any) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            self.outside.append(request.url)

    def _note_console(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def rest(self, heading: str) -> None:
        """Wait until the page is drawn and nothing is loading."""
        self.page.get_by_role("heading", level=1, name=re.compile(heading)).wait_for()
        self.settle()

    def settle(self) -> None:
        """Wait until the script has finished and the page stands still."""
        self.page.evaluate("window.stillSince = performance.now()")
        self.page.wait_for_function(STILL, timeout=180_000)

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

    def tab_to(self, target: Any, *, back: bool = False, most: int = 160) -> None:
        """Press Tab until the element, or something in it, has the focus."""
        for _ in range(most):
            if target.evaluate(HOLDS_FOCUS):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{target} cannot be reached by Tab")

    def press(self, target: Any, key: str = "Enter", *, back: bool = False) -> None:
        """Tab to something and press a key on it."""
        self.tab_to(target, back=back)
        self.page.keyboard.press(key)

    def write(self, label: str, text: str) -> None:
        """Tab to a field and write in it."""
        self.tab_to(self.page.get_by_role("textbox", name=label))
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, text: str) -> None:
        """Tab to a list, write the beginning of a choice, and take it."""
        self.tab_to(self.page.get_by_role("combobox", name=label))
        self.page.keyboard.type(text)
        self.page.get_by_role("option", name=text).first.wait_for()
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Follow a link of the menu by keyboard alone."""
        show = self.page.get_by_role("button", name="Vis sidefeltet")
        if self.narrow and show.is_visible():
            self.press(show)
        menu = self.page.get_by_test_id("stSidebarUserContent")
        self.press(menu.get_by_role("link", name=name, exact=True), back=not self.narrow)
        self.rest(name)
        hide = self.page.get_by_role("button", name="Skjul sidefeltet")
        if self.narrow and not show.is_visible():
            self.press(hide, back=True)
            show.wait_for()

    def check_accessibility(self) -> None:
        """Find no breach of WCAG 2.1 A and AA on the page as it stands."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(_axe())
        found = self.page.evaluate("options => axe.run(document, options)", RULES)["violations"]
        assert not [(one["id"], [n["target"] for n in one["nodes"]][:3]) for one in found]

    def leave(self) -> None:
        """Find that nothing went wrong on the way."""
        self.context.close()
        assert not self.outside
        assert not self.errors


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe

    script: str = Axe().axe_script
    return script
