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


EDGES = """() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((one) => {
      const c = one / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const fields = [
    '[data-testid=stSelectbox] [role=group]', '.stTextInputRootElement', '.stTextAreaRootElement',
    '.stNumberInputContainer', '.stDateInputField',
  ].join(',');
  const main = [...document.querySelectorAll('[data-testid=stMain] ' + fields.replaceAll(
    ',', ', [data-testid=stMain] '))];
  return main.filter((one) => one.offsetParent).map(
    (one) => 1.05 / (light(getComputedStyle(one).borderTopColor) + 0.05));
}"""
"""The contrast of each field's edge against the white page."""


@pytest.mark.parametrize("reader", SIZES[:1], ids=["1440x900"], indirect=True)
def test_the_edge_of_a_field_can_be_told_from_the_page(reader: Reader) -> None:
    say = get_translator("nb")
    found = []
    for key in ("case_before", "case_questions", "groups", "case_file"):
        reader.go(say(f"app.page.{key}"))
        found += reader.page.evaluate(EDGES)
    assert len(found) > 5
    assert min(found) >= 3
