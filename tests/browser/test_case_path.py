"""A whole case in a real browser by keyboard alone, at a desk and on a telephone, axe on the way.

Open a case, write what was told, parentheses, before the map, the map, the portrait, mark a finding
checked, the questions about the adults, a decision that rests on it, back to the pupil, an
evaluation, and the closing that could not be made before.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.reader import SIZES, Reader

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def open_case(reader: Reader, label: str) -> None:
    if reader.narrow:
        reader.press(reader.page.get_by_role("button", name="Vis sidefeltet"))
    reader.choose("Klasse", label)
    reader.settle()
    reader.follow("Sak")
    reader.tab_to(reader.page.get_by_role("radio", name="Forebyggende"))
    reader.page.keyboard.press("ArrowDown")
    reader.press(reader.page.get_by_role("button", name="Åpne saken"))
    reader.page.get_by_role("heading", name="1. Hva er hendt?").wait_for()
    reader.settle()
    reader.check_accessibility()


def tell(reader: Reader) -> None:
    reader.write("Hva skjedde?", "To sto igjen da lagene ble delt.")
    reader.press(reader.page.get_by_role("button", name="Lagre det som er fortalt"))
    reader.page.get_by_role("heading", name="2. Parentes og klassens portrett").wait_for()
    reader.settle()


def bracket(reader: Reader) -> None:
    page = reader.page
    reader.follow("Parentes")
    reader.press(page.get_by_test_id("stForm").get_by_role("button").first)
    reader.press(page.get_by_role("button", name="Lagre parentesene"))
    compared = page.get_by_role("heading", name="Hva står igjen av mønsteret?")
    compared.wait_for(timeout=300_000)  # the first description of a class compiles its loops
    reader.settle()
    reader.check_accessibility()


def sketch(reader: Reader) -> None:
    page = reader.page
    reader.follow("Før kartet")
    chips = page.locator(".sk-tray .sk-chip")
    name = chips.first.inner_text()
    reader.press(chips.first)
    reader.press(chips.first)
    assert page.locator(".sk-group").first.locator(".sk-chip").count() == 2
    reader.check_accessibility()
    reader.write("Skriv med egne ord", "Vi tror at to holder sammen.")
    reader.write("Hvilke voksne", "Kontaktlærer")
    reader.press(page.get_by_role("button", name="Lås", exact=True))
    page.get_by_role("heading", name="Det som overrasket").wait_for()
    reader.settle()
    assert page.locator("span.sk-chip", has_text=name).count()
    assert not page.get_by_text("Kartet var åpnet før").count()
    reader.check_accessibility()


def see(reader: Reader) -> None:
    page = reader.page
    reader.follow("Klassekart")
    pupils = page.locator(".classmap [role=button][data-id]")
    pupils.first.wait_for()
    reader.tab_to(page.locator(".classmap [role=button][tabindex='0']").first)
    page.keyboard.press("Enter")
    page.get_by_text("Svarene sier noe om denne dagen").wait_for()
    reader.settle()
    assert page.locator(".classmap", has_text="( )").count()
    reader.check_accessibility()


def check(reader: Reader) -> None:
    page = reader.page
    reader.follow("Portrett")
    reader.check_accessibility()
    reader.press(page.get_by_role("button", name="Merk som sjekket").first)
    reader.write("Hvem har sjekket?", "Kontaktlærer")
    reader.write("Hvordan?", "Observasjon i tre friminutt")
    reader.press(page.get_by_role("button", name="Lagre", exact=True).first)
    page.get_by_test_id("stMarkdown").filter(has_text="Observasjon i tre friminutt").wait_for()
    reader.settle()


def answer(reader: Reader) -> None:
    page = reader.page
    reader.follow("Fjorten spørsmål")
    for question, following in (("P5", "P6"), ("P9", "P10")):
        reader.choose("Spørsmål", question)
        reader.settle()
        reader.check_accessibility()
        reader.write("Det vi voksne skriver", "Vi begynner timene likt.")
        if question == "P5":
            reader.write("Hvilke voksne", "Teamet")
        reader.press(page.get_by_role("button", name="Lagre, og gå til neste"))
        page.get_by_text("Svaret er lagret").wait_for()
        reader.settle()
        chosen = page.get_by_role("combobox", name="Spørsmål").input_value()
        assert chosen.startswith(following)
    assert not page.get_by_text("Ufullstendig").count()
    reader.write("Hvem godkjenner?", "Leder")
    reader.press(page.get_by_role("button", name="Godkjenn versjonen"))
    page.get_by_text("Versjonen er godkjent.").wait_for()
    reader.settle()


def decide(reader: Reader) -> None:
    page = reader.page
    reader.follow("Sak")
    page.get_by_role("heading", name="3. Beslutninger").wait_for()
    reader.check_accessibility()
    reader.press(page.locator("[data-testid=stForm] input[type=checkbox]").first, "Space")
    for label, text in {
        "Hvilket problem": "Elevene velger lag selv",
        "Hva gjør de voksne": "De voksne setter sammen alle lag",
        "Hvem gjør det": "Kontaktlærer",
        "Hva skal dere kunne se": "Flere leker på tvers",
        "Hvem er hørt": "Klassen i klassemøte",
    }.items():
        reader.write(label, text)
    reader.press(page.get_by_role("button", name="Lagre beslutningen"))
    page.get_by_role("heading", name="4. Tilbake til den det gjelder").wait_for()
    reader.settle()


def back_and_follow_up(reader: Reader) -> None:
    page = reader.page
    reader.check_accessibility()
    reader.tab_to(page.get_by_role("combobox", name="Elev"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.write("Hvordan har eleven det nå", "Bedre: noen venter på meg.")
    reader.press(page.get_by_role("button", name="Lagre samtalen"))
    page.get_by_role("heading", name="5. Oppfølging").wait_for()
    reader.settle()
    assert page.get_by_text("Tiltakene må vurderes før").count()
    reader.write("Hva bygger dere det på", "Observasjon i tre uker")
    reader.press(page.get_by_role("button", name="Lagre vurderingen"))
    page.get_by_test_id("stMarkdown").filter(has_text="Observasjon i tre uker").wait_for()
    reader.settle()
    reader.check_accessibility()
    reader.write("Hvordan ble det avsluttet", "I dialog med elev og foresatte")
    assert page.get_by_text("Det står ikke når rektor fikk melding").count()
    reader.write("Hvorfor avsluttes saken likevel", "Rektor var med i møtet, dagen er ikke funnet")
    reader.press(page.get_by_role("button", name="Avslutt", exact=True))
    page.get_by_test_id("stAlert").filter(has_text="I dialog med elev og foresatte").wait_for()
    reader.settle()
    reader.check_accessibility()


@pytest.mark.parametrize(
    ("size", "label"), [(SIZES[0], "7C"), (SIZES[1], "7A")], ids=["desk", "telephone"]
)
def test_a_case_from_what_was_told_to_its_closing(
    browser: Any, server: str, size: tuple[int, int], label: str
) -> None:
    reader = Reader(browser, server, size)
    open_case(reader, label)
    tell(reader)
    bracket(reader)
    sketch(reader)
    see(reader)
    check(reader)
    answer(reader)
    decide(reader)
    back_and_follow_up(reader)
    reader.leave()
