"""The interactive map in a real browser: mouse, keyboard, files out, nothing reaching outside."""

import json
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.classmap import (
    map_data,
    map_script,
    map_style,
    streamlit_module,
    widget_module,
)
from skolemiljo_analytics.views.labels import NameLabeller
from tests.views.examples import NAMES, key_of, portrait_of_camps, two_camps

pytestmark = pytest.mark.browser

WIDE, TELEPHONE = (1440, 900), (390, 844)


def the_class() -> RelationGraph:
    """Two camps asked twice: the second time somebody was silent."""
    graph = two_camps()
    (recess,) = graph.relations
    named, answered = recess.named.copy(), recess.answered.copy()
    named[2], answered[2] = False, False
    question = replace(recess.question, key="gruppearbeid", text="Hvem vil du jobbe med?", limit=3)
    work = replace(recess, question=question, named=named, answered=answered)
    return replace(graph, relations=(recess, work))


def the_data(**options: Any) -> dict[str, Any]:
    graph = the_class()
    return map_data(graph, portrait_of_camps(), labeller=NameLabeller(key_of(graph)), **options)


PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Klassekart</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="map.css"></head>
<body><main><h1>Klassekart</h1><button id="before">Før</button><div class="classmap"></div></main>
<script type="module">
import { mount } from "./map.js";
window.picked = []; window.asked = [];
window.data = DATA;
window.show = (data) => mount(document.querySelector(".classmap"), data,
  (id) => picked.push(id), (key) => asked.push(key));
show(data);
</script></body></html>"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    files = {
        "/": ("text/html", PAGE.replace("DATA", json.dumps(the_data()))),
        "/map.js": ("text/javascript", map_script()),
        "/map.css": ("text/css", map_style()),
        "/streamlit.js": ("text/javascript", streamlit_module()),
        "/widget.js": ("text/javascript", widget_module()),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, text = files[self.path]
            self.send_response(200)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    yield from opened(browser, address, WIDE)


@pytest.fixture
def telephone(browser: Any, address: str) -> Iterator[Any]:
    yield from opened(browser, address, TELEPHONE)


def opened(browser: Any, address: str, size: tuple[int, int]) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:", "blob:")) else faults.append(r.url),
    )
    page.goto(address)
    page.wait_for_selector(".cm-pupil")
    yield page
    page.close()
    assert faults == []


def pupil(page: Any, number: int) -> Any:
    """The mark of the pupil with this place on the class list."""
    return page.get_by_role("button", name=f"{NAMES[number]}:")


def pressed(page: Any) -> list[str]:
    return page.eval_on_selector_all(
        ".cm-pupil[aria-pressed=true]", "nodes => nodes.map(n => n.dataset.id)"
    )


def focused(page: Any) -> str | None:
    return page.evaluate("document.activeElement.dataset.id ?? null")


def count(page: Any, selector: str) -> int:
    return page.locator(selector).count()


def test_a_click_selects_and_a_second_click_clears(page: Any) -> None:
    pupil(page, 1).click()
    assert pressed(page) == ["a1"]
    assert page.get_by_role("status").inner_text().startswith(f"{NAMES[1]}: valgt av")
    pupil(page, 1).click()
    assert pressed(page) == []
    assert page.evaluate("picked") == ["a1", None]


def test_a_click_beside_clears(page: Any) -> None:
    pupil(page, 1).click()
    page.locator(".cm-map").click(position={"x": 3, "y": 3})
    assert pressed(page) == []


def test_own_ties_stand_out_and_others_fade(page: Any) -> None:
    pupil(page, 16).click()  # chose one, chosen by none
    assert count(page, ".cm-tie.cm-own") == 1
    assert count(page, ".cm-map .cm-faded.cm-tie") == count(page, ".cm-map .cm-tie") - 1
    assert count(page, ".cm-pupil.cm-faded") == 15


def test_the_keyboard_reaches_every_pupil(page: Any) -> None:
    page.evaluate("document.querySelector('.cm-pupil[tabindex=\"0\"]').focus()")
    reached, queue = {focused(page)}, [focused(page)]
    while queue:
        here = queue.pop()
        for arrow in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
            page.evaluate(f"document.querySelector('[data-id=\"{here}\"]').focus()")
            page.keyboard.press(arrow)
            if focused(page) not in reached:
                reached.add(focused(page))
                queue.append(focused(page))
    assert len(reached) == 17


def test_an_arrow_moves_in_its_direction(page: Any) -> None:
    places = {p["id"]: p["wide"] for p in the_data()["pupils"]}
    pupil(page, 3).focus()
    for arrow, axis, sign in [("ArrowRight", 0, 1), ("ArrowUp", 1, -1), ("ArrowLeft", 0, -1)]:
        before = focused(page)
        page.keyboard.press(arrow)
        after = focused(page)
        if after != before:
            assert (places[after][axis] - places[before][axis]) * sign > 0


def test_tab_enter_space_escape_and_home(page: Any) -> None:
    page.locator("#before").focus()
    while focused(page) is None:
        page.keyboard.press("Tab")
    first = focused(page)
    page.keyboard.press("Enter")
    assert pressed(page) == [first]
    assert focused(page) == first
    page.keyboard.press("Escape")
    assert pressed(page) == []
    page.keyboard.press("Space")
    assert pressed(page) == [first]
    page.keyboard.press("End")
    page.keyboard.press("Home")
    assert focused(page) == the_data()["reading_order"][0]
    page.keyboard.press("Tab")
    assert focused(page) is None  # one stop in the tab order, not one for each pupil


def test_focus_and_selection_survive_a_rerun(page: Any) -> None:
    pupil(page, 4).focus()
    page.keyboard.press("Enter")
    page.evaluate("show(data)")  # the page sends its old selection: none
    assert (focused(page), pressed(page)) == ("a4", ["a4"])
    page.evaluate("show({...data, colours: {...data.colours, ink: '#000000'}})")
    assert (focused(page), pressed(page)) == ("a4", ["a4"])
    page.evaluate("show({...data, selected: 'b2'})")
    assert pressed(page) == ["b2"]


def test_filters_survive_a_rerun_with_other_data(page: Any) -> None:
    page.get_by_label("Skjul navn").check()
    page.get_by_label("Vis valg").select_option("mutual")
    page.evaluate("show({...data, colours: {...data.colours, ink: '#000000'}})")
    assert page.get_by_label("Skjul navn").is_checked()
    assert count(page, ".cm-one_way") == 0


def test_choices_are_filtered(page: Any) -> None:
    both = count(page, ".cm-map .cm-tie")
    page.get_by_label("Vis valg").select_option("mutual")
    mutual = count(page, ".cm-map .cm-tie")
    page.get_by_label("Vis valg").select_option("one_way")
    one_way = count(page, ".cm-map .cm-tie")
    assert mutual + one_way == both
    assert 0 < mutual < both


def test_another_question_keeps_places_and_shows_its_own_answers(page: Any) -> None:
    where = "nodes => nodes.map(n => n.getAttribute('transform'))"
    before = page.eval_on_selector_all(".cm-pupil", where)
    assert count(page, ".cm-map .cm-open") == 0
    page.get_by_label("Spørsmål").select_option("gruppearbeid")
    assert count(page, ".cm-map .cm-open") > 0
    assert page.eval_on_selector_all(".cm-pupil", where) == before
    assert "svarte ikke på spørsmålet" in pupil(page, 2).get_attribute("aria-label")
    assert page.evaluate("asked") == ["gruppearbeid"]
    assert page.get_by_text("Hver elev kunne velge høyst 3.").is_visible()


def test_groupings_and_shapes_can_be_switched_off(page: Any) -> None:
    assert (count(page, ".cm-group"), count(page, ".cm-pupil polygon")) == (2, 8)
    page.get_by_label("Grupperinger").uncheck()
    page.get_by_label("Former for kjønn").uncheck()
    assert (count(page, ".cm-group"), count(page, ".cm-pupil polygon")) == (0, 0)
    assert not page.get_by_text("Jente", exact=True).is_visible()


def test_without_names_there_is_no_name_on_the_screen_or_in_the_file(page: Any) -> None:
    pupil(page, 1).click()
    page.get_by_label("Skjul navn").check()
    shown = page.locator(".classmap").inner_html()
    assert not [name for name in NAMES[:17] if f">{name}<" in shown or f'"{name}:' in shown]
    assert page.get_by_role("status").inner_text().startswith("Punkt ")
    text = saved(page, "Last ned SVG").read_text(encoding="utf-8")
    assert not [name for name in NAMES[:17] if f">{name}<" in text]


def saved(page: Any, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    assert download.value.suggested_filename.startswith("klassekart.")
    return Path(download.value.path())


def test_the_map_can_be_saved_as_svg(page: Any) -> None:
    root = ET.fromstring(saved(page, "Last ned SVG").read_text(encoding="utf-8"))
    svg = "{http://www.w3.org/2000/svg}"
    texts = [t.text for t in root.iter(f"{svg}text")]
    assert set(texts) == set(NAMES[:17])
    assert root.find(f"{svg}title").text == "Klassekart: friminutt"  # type: ignore[union-attr]
    assert not [e for e in root.iter() if e.get("tabindex") or e.get("data-id")]


def test_the_map_can_be_saved_as_png(page: Any) -> None:
    assert saved(page, "Last ned PNG").read_bytes().startswith(b"\x89PNG")


OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".cm-label")].map((e) => e.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}"""


@pytest.mark.parametrize("size", [WIDE, (780, 900), TELEPHONE, (320, 700)])
def test_labels_never_overlap_and_nothing_scrolls_sideways(
    page: Any, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(100)
    assert page.evaluate(OVERLAPS) == 0
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_a_telephone_has_room_for_a_finger_and_text_to_read(telephone: Any) -> None:
    touch = telephone.eval_on_selector_all(
        ".cm-touch", "nodes => Math.min(...nodes.map(n => n.getBoundingClientRect().width))"
    )
    tall = telephone.eval_on_selector_all(
        ".cm-label", "nodes => Math.min(...nodes.map(n => n.getBoundingClientRect().height))"
    )
    assert touch >= 24
    assert tall >= 11
    pupil(telephone, 5).click()
    assert pressed(telephone) == ["a5"]


@pytest.mark.parametrize("device", ["page", "telephone"])
def test_axe_finds_nothing(device: str, request: pytest.FixtureRequest) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = request.getfixturevalue(device)
    for _ in range(2):
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        pupil(page, 6).click()


def test_motion_stops_for_those_who_ask(page: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    style = "getComputedStyle(document.querySelector('.cm-tie')).transitionDuration"
    assert page.evaluate(style) == "0s"


def test_print_shows_the_map_without_its_controls(page: Any) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".cm-bar:visible").count()
    assert page.locator(".cm-map").is_visible()


def test_names_are_marked_so_that_no_page_translates_them(page: Any) -> None:
    assert count(page, ".cm-pupil:not([data-no-i18n])") == 0


def test_streamlit_gets_selection_and_question_from_a_shadow_root(page: Any) -> None:
    page.evaluate(
        """async () => {
          const { default: render } = await import("./streamlit.js");
          const host = document.body.appendChild(document.createElement("div"));
          const root = host.attachShadow({ mode: "open" });
          root.innerHTML = '<div class="classmap"></div>';
          window.states = [];
          window.rerun = () => render({
            parentElement: root, data, setStateValue: (...state) => states.push(state),
          });
          window.shadow = root;
          rerun();
        }"""
    )
    page.evaluate("shadow.querySelector('[data-id=a3]').focus()")
    page.keyboard.press("Enter")
    page.evaluate("rerun()")
    assert page.evaluate("shadow.activeElement.dataset.id") == "a3"
    assert page.evaluate("states") == [["selected", "a3"]]


def test_a_notebook_s_model_follows_the_map_and_the_map_the_model(page: Any) -> None:
    page.evaluate(
        """async () => {
          const { default: widget } = await import("./widget.js");
          const heard = {};
          window.model = {
            state: { data, selected: null, question: "" },
            get(name) { return this.state[name]; },
            set(name, value) { this.state[name] = value; heard[`change:${name}`]?.(); },
            save_changes() {},
            on(name, act) { heard[name] = act; },
          };
          window.cell = document.body.appendChild(document.createElement("div"));
          widget.render({ model, el: cell });
        }"""
    )
    page.evaluate("cell.querySelector('[data-id=b1]').dispatchEvent(new Event('click'))")
    assert page.evaluate("model.state.selected") == "b1"
    page.evaluate("model.set('selected', 'b5')")
    chosen = "cell.querySelector('[aria-pressed=true]').dataset.id"
    assert page.evaluate(chosen) == "b5"
