"""The page *Grupper* in a real browser: proposals made and a pupil moved by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import test_main_path as path

pytestmark = [pytest.mark.browser, pytest.mark.slow]

browser, server = path.browser, path.server


def choose(page: Any, label: str, text: str) -> None:
    """Choose in a list by keyboard."""
    page.get_by_role("combobox", name=label).last.focus()
    page.keyboard.type(text)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


def test_groups_are_made_and_changed_by_keyboard(browser: Any, server: str) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    reader = path.Reader(browser, server, path.SIZES[0])
    page = reader.page
    reader.go("Grupper")
    reader.check_accessibility()
    page.get_by_role("button", name="Lag forslag").press("Enter")
    page.get_by_role("heading", name="Hva som er nådd").wait_for()
    reader.rest("Grupper")
    reader.check_accessibility()

    page.locator("summary", has_text="Flytt elever selv").press("Enter")
    page.wait_for_timeout(500)
    first = page.locator("[data-testid=stMarkdown] li").first.inner_text()
    choose(page, "Flytt", first)
    choose(page, "Til gruppe", "Gruppe 2")
    page.get_by_role("button", name="Flytt og vis virkningen").press("Enter")
    page.get_by_role("button", name="Tilbake til forslaget").wait_for()
    reader.rest("Grupper")
    reader.check_accessibility()
    reader.leave()
