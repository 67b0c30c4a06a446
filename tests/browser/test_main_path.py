"""The main path in a real browser, at a desk and on a telephone, by mouse and by keyboard.

Open the invented school, see the map, select a pupil, read the portrait, choose a proposal, take
the document along. On the way: no breach of accessibility rules, the page's language as chosen, no
error in the console, and nothing asked of another machine.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.reader import SIZES, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
    page.get_by_role("heading", name="1. Stemmer det forslaget bygger på?").wait_for()
    page.get_by_test_id("stForm").get_by_test_id("stCheckbox").first.click()
    for label, text in {
        "Hvem har sjekket?": "Kontaktlærer",
        "Hvordan?": "Observasjon",
        "Hva er det dere vil endre?": "Arbeid på tvers",
        "Hva venter dere å se da?": "Flere arbeider sammen",
        "Hvem er hørt, og hva mente de?": "Klassen",
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
    page.get_by_role("link", name="Klassekart", exact=True).first.click()
    page.get_by_role("heading", name="Klassekart", level=1).wait_for()
    reader.pick("Språk", "English")
    page.get_by_role("link", name="Portrait", exact=True).first.click()
    page.get_by_role("heading", name="Portrait", level=1).wait_for()
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
