"""The page *Grupper* in a real browser: proposals made and a pupil moved by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.reader import SIZES, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def choose(page: Any, label: str, text: str) -> None:
    """Choose in a list by keyboard."""
    page.get_by_role("combobox", name=label).last.focus()
    page.keyboard.type(text)
    page.get_by_role("option", name=re.compile(re.escape(text))).first.wait_for()
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


def test_groups_are_made_and_changed_by_keyboard(browser: Any, server: str) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    reader = Reader(browser, server, SIZES[0])
    page = reader.page
    reader.go("Grupper")
    reader.check_accessibility()
    page.get_by_role("button", name="Lag forslag").press("Enter")
    page.get_by_role("heading", name="Hva som er nådd").wait_for()
    reader.rest("Grupper")
    reader.check_accessibility()

    page.locator("summary", has_text="Flytt elever selv").press("Enter")
    page.wait_for_timeout(500)
    first = page.locator(".sb-pupil").first.inner_text()
    choose(page, "Flytt", first)
    choose(page, "Til gruppe", "Gruppe 2")
    page.get_by_role("button", name="Flytt og vis virkningen").press("Enter")
    page.get_by_role("button", name="Tilbake til forslaget").wait_for()
    reader.rest("Grupper")
    reader.check_accessibility()
    reader.leave()


def who_is_where(page: Any) -> list[list[str]]:
    """Who is in each group or seat of the board, as it is drawn."""
    return page.evaluate(
        """() => {
          const host = [...document.querySelectorAll('*')]
            .map((one) => one.shadowRoot?.querySelector('.seating .sb-groups, .seating .sb-seats'))
            .find(Boolean);
          const places = [...host.querySelectorAll('.sb-group, .sb-seat')];
          const names = (place) => [...place.querySelectorAll('.sb-pupil')].map((p) => p.innerText);
          return places.map((place) => names(place).sort());
        }"""
    )


def settle(reader: Reader) -> None:
    """Wait until the effect of a move is shown."""
    reader.page.wait_for_timeout(700)
    reader.rest("Grupper")
    reader.page.locator(".sb-status", has_text="nå,").or_(
        reader.page.locator(".sb-status", has_text="Ingen av målene")
    ).first.wait_for()


def middle(one: Any) -> tuple[float, float]:
    one.scroll_into_view_if_needed()
    box = one.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swapped(before: list[list[str]], first: str, second: str) -> list[list[str]]:
    other = {first: second, second: first}
    return [sorted(other.get(name, name) for name in place) for place in before]


def open_proposals(reader: Reader, kind: str = "") -> None:
    page = reader.page
    reader.go("Grupper")
    if kind:
        choose(page, "Hva skal dere lage?", kind)
        page.locator(".sb-drawing").wait_for()
    page.get_by_role("button", name="Lag forslag").press("Enter")
    page.get_by_role("heading", name="Hva som er nådd").wait_for()
    reader.rest("Grupper")
    page.wait_for_timeout(500)


@pytest.mark.parametrize("kind", ["", "Plasser"])
def test_pupils_are_dragged_by_mouse_and_the_same_is_done_by_keyboard(
    browser: Any, server: str, kind: str
) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    reader = Reader(browser, server, SIZES[0])
    page = reader.page
    open_proposals(reader, kind)
    before = who_is_where(page)
    pupils = page.locator(".sb-pupil")
    first, second = pupils.nth(0).inner_text(), pupils.nth(9).inner_text()

    x, y = middle(pupils.nth(9))
    page.mouse.move(*middle(pupils.nth(0)))
    page.mouse.down()
    page.mouse.move(x - 30, y - 5, steps=4)
    page.mouse.move(x, y, steps=2)
    page.locator(".sb-ghost").wait_for()
    page.mouse.up()
    settle(reader)
    dragged = who_is_where(page)
    assert dragged == swapped(before, first, second)
    reader.check_accessibility()
    page.get_by_role("button", name="Tilbake til forslaget").press("Enter")
    reader.rest("Grupper")
    assert who_is_where(page) == before

    page.locator(".sb-pupil", has_text=re.compile(f"^{re.escape(first)}$")).focus()
    page.keyboard.press("Enter")
    assert page.locator(".sb-pupil[aria-pressed=true]").inner_text() == first
    reader.check_accessibility()
    page.keyboard.press("Escape")
    assert page.locator(".sb-pupil[aria-pressed=true]").count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.locator(".sb-pupil", has_text=re.compile(f"^{re.escape(second)}$")).focus()
    page.keyboard.press("Enter")
    settle(reader)
    assert who_is_where(page) == dragged
    reader.leave()


def test_arrows_reach_everybody_and_a_pupil_is_put_in_another_group(
    browser: Any, server: str
) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    reader = Reader(browser, server, SIZES[0])
    page = reader.page
    open_proposals(reader)
    before = who_is_where(page)
    name = page.locator(".sb-pupil").nth(0).inner_text()
    page.locator(".sb-pupil").nth(0).focus()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if (
            page.evaluate("document.activeElement.shadowRoot.activeElement.className")
            == "sb-target"
        ):
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    settle(reader)
    after = who_is_where(page)
    assert after[0] == [one for one in before[0] if one != name]
    assert [k for k, place in enumerate(after) if name in place] == [1]
    reader.leave()


def test_a_finger_lifts_a_pupil_and_a_room_is_drawn_on_a_telephone(
    browser: Any, server: str
) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    reader = Reader(browser, server, SIZES[1])
    page = reader.page
    open_proposals(reader, "Plasser")
    desks = page.locator(".sb-desk").count()
    page.locator(".sb-floor").first.focus()
    page.keyboard.press("Space")
    page.locator(".sb-drawing .sb-status", has_text=f"{desks + 1} plasser").wait_for()
    page.wait_for_timeout(1200)
    reader.rest("Grupper")
    assert page.locator(".sb-desk").count() == desks + 1
    reader.check_accessibility()
    in_sight = "one => one.scrollWidth <= one.clientWidth"
    assert all(stage.evaluate(in_sight) for stage in page.locator(".sb-stage").all())

    before = who_is_where(page)
    pupils = page.locator(".sb-pupil")
    first, second = pupils.nth(0).inner_text(), pupils.nth(2).inner_text()
    start, end = middle(pupils.nth(0)), middle(pupils.nth(2))
    start = middle(pupils.nth(0))
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", start)
    page.wait_for_timeout(500)
    finger("touchMove", ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    finger("touchMove", end)
    page.locator(".sb-ghost").wait_for()
    finger("touchEnd")
    settle(reader)
    assert who_is_where(page) == swapped(before, first, second)
    reader.leave()
