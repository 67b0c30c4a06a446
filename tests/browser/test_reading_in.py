"""*Les inn* in a real browser, by keyboard alone: names decided, stored, and never asked again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.reader import SIZES, Reader
from tests.faces.test_reading_in import ANSWERS, LIST

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TYPED = "Dinna Eidde; Knerten"


FOCUSED = """() => {
    const e = document.activeElement, label = e.closest('label') || (e.labels && e.labels[0]);
    const own = ['BUTTON', 'A', 'SUMMARY'].includes(e.tagName) ? e.innerText : '';
    return [own, e.getAttribute('aria-label'), label && label.innerText].join('|');
}"""


def tab_to(page: Any, name: str, *, most: int = 80) -> None:
    """Press Tab until the element of this name has the focus."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        if name in seen[-1]:
            return
    pytest.fail(f"{name!r} cannot be reached by Tab: {seen}")


def give_files(reader: Reader, files: list[Path]) -> None:
    """Choose the purpose by keyboard and give the files; the system's own dialog is left out."""
    page = reader.page
    tab_to(page, "Forebyggende")
    page.keyboard.press("Space")
    page.get_by_text("2. Velg filene").wait_for()
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("3. Slik er filene forstått").wait_for()
    reader.rest("Les inn")


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
def test_names_are_decided_by_keyboard_and_the_same_file_asks_only_once(
    browser: Any, own_server: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "liste.csv").write_text(LIST.replace("3A", f"3A{size[0]}"), encoding="utf-8")
    answers = ANSWERS.format(typed=f'"{TYPED}"').replace("14.33", f"14.{size[0] % 60:02d}")
    (tmp_path / "svar.csv").write_text(answers, encoding="utf-8")
    files = [tmp_path / "liste.csv", tmp_path / "svar.csv"]
    reader = Reader(browser, own_server, size)
    page = reader.page
    reader.go("Les inn")
    reader.check_accessibility()
    give_files(reader, files)
    reader.check_accessibility()

    # The first: the name and the whole cell in view, who may be meant and why.
    page.get_by_text("2 igjen").wait_for()
    assert page.get_by_text("Dinna Eidde", exact=True).count()
    assert page.get_by_text(TYPED, exact=True).count()
    assert page.get_by_text("uttales likt").count()
    tab_to(page, "Dina Eide")
    page.keyboard.press("Space")
    tab_to(page, "Neste")
    page.keyboard.press("Enter")
    page.get_by_text("1 igjen").wait_for()
    reader.rest("Les inn")

    # The second looks like nobody: another pupil is chosen from the list, taken back, chosen again.
    for attempt in (1, 2):
        page.locator("h1").first.evaluate("e => { e.tabIndex = -1; e.focus(); }")
        tab_to(page, "Eller en annen på klasselista")
        page.keyboard.type("Cecilie")
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        tab_to(page, "Neste")
        page.keyboard.press("Enter")
        page.get_by_text("5. Lagre klassen").wait_for()
        reader.rest("Les inn")
        if attempt == 1:
            page.locator("h1").first.evaluate("e => { e.tabIndex = -1; e.focus(); }")
            tab_to(page, "Angre siste avgjørelse")
            page.keyboard.press("Enter")
            page.get_by_text("1 igjen").wait_for()
            reader.rest("Les inn")
    reader.check_accessibility()
    page.locator("h1").first.evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(page, "Hva heter skolen?")
    page.keyboard.type("Lia skole")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lagre klassen").wait_for()
    reader.rest("Les inn")
    tab_to(page, "Lagre klassen")
    page.keyboard.press("Enter")
    page.get_by_text("er lagret").wait_for()

    # Another day, another session: the same files are understood at once.
    reader.leave()
    later = Reader(browser, own_server, size)
    later.go("Les inn")
    give_files(later, files)
    later.page.get_by_text("Alt er forstått.").wait_for()
    assert not later.page.get_by_text("Dette må du avgjøre").count()
    later.leave()
