"""Every page can be reached from the menu and read by everyone, at a desk and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from skolemiljo_analytics.faces.web.pages import PAGES
from skolemiljo_analytics.wording import get_translator
from tests.browser.reader import SIZES, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def reader(request: pytest.FixtureRequest, browser: Any, server: str) -> Iterator[Reader]:
    opened = Reader(browser, server, request.param)
    yield opened
    opened.leave()


@pytest.mark.parametrize("reader", SIZES, ids=lambda s: f"{s[0]}x{s[1]}", indirect=True)
def test_every_page_can_be_read_by_everyone(reader: Reader) -> None:
    say = get_translator("nb")
    for page in PAGES:
        if page.key == "home":
            continue
        reader.go(say(f"app.page.{page.key}"))
        reader.check_accessibility()
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"
        assert reader.page.evaluate(wide), f"{page.key} scrolls sideways"
