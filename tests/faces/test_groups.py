"""The page *Grupper* and the command ``groups``: proposals, rules, refusals, and no word of who
chose whom."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.arrangements import Rule, RuleKind
from skolemiljo_analytics.errors import MissingExtraError
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.faces.test_cli import run

pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")

Open = Callable[..., AppTest]
SAMPLE = Path(__file__).parents[2] / "sample_data" / "klasse_7b"


def words(app: AppTest) -> str:
    parts = [*app.subheader, *app.markdown, *app.caption, *app.info, *app.error, *app.warning]
    return "\n".join(re.sub(r"\\(.)", r"\1", str(part.value)) for part in parts)


def press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def board_shown(app: AppTest) -> dict[str, Any]:
    """What the board was given to draw."""
    shown = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    return next((one for one in shown if one["mode"] != "room"), {"places": []})


def members_shown(app: AppTest) -> list[str]:
    """Everybody on the board, place by place."""
    return [one["label"] for place in board_shown(app)["places"] for one in place["pupils"]]


def rules_of(demo: Workspace, app: AppTest, *kinds: RuleKind) -> tuple[Rule, ...]:
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    pupils = demo.graph(Role.SMT, class_id, key).pupils
    return tuple(Rule(kind, (pupils[0], pupils[1])) for kind in kinds)


def test_proposals_hold_everybody_once_and_say_what_was_reached(
    demo: Workspace, open_page: Open
) -> None:
    app = press(open_page("groups", label="7B"), "Lag forslag")
    assert not app.exception
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    shown = members_shown(app)
    assert len(shown) == len(set(shown)) == len(demo.graph(Role.SMT, class_id, key))
    said = words(app)
    assert "Alle har noen å være med" in said
    assert "Bevist: mer er ikke mulig" in said
    assert "§ 14-2" in said


def test_no_more_is_said_of_wishes_than_for_whom_none_is_met(
    demo: Workspace, open_page: Open
) -> None:
    app = press(open_page("groups", label="7B"), "Lag forslag")
    unmet = [m.value for m in app.markdown if "ikke i gruppe med noen av dem" in m.value]
    everybody = set(members_shown(app))
    for line in unmet:
        assert {name.strip(" .\\") for name in line.split(":")[1].split(",")} <= everybody
    assert "→" not in words(app)


def test_rules_that_cannot_all_hold_are_named(demo: Workspace, open_page: Open) -> None:
    app = open_page("groups", label="7B")
    rules = rules_of(demo, app, RuleKind.APART, RuleKind.TOGETHER)
    app.session_state[f"group_rules_{app.session_state['class_id']}"] = rules
    press(app, "Lag forslag")
    (error,) = app.error
    assert "ikke i samme gruppe" in error.value
    assert "i samme gruppe\\." in error.value
    assert not members_shown(app)


def test_a_rule_is_added_and_taken_away(demo: Workspace, open_page: Open) -> None:
    app = open_page("groups", label="7B")
    for which in ("first", "second"):
        app.selectbox(key=f"group_rule_{which}").select_index(0 if which == "first" else 1)
    press(app, "Legg til regelen")
    key = f"group_rules_{app.session_state['class_id']}"
    (rule,) = app.session_state[key]
    assert rule.kind is RuleKind.APART
    press(app, "Ta bort regel 1")
    assert app.session_state[key] == ()


def test_a_rule_about_one_pupil_only_is_asked_about(demo: Workspace, open_page: Open) -> None:
    app = open_page("groups", label="7B")
    app.selectbox(key="group_rule_first").select_index(0)
    press(app, "Legg til regelen")
    assert "Velg to elever" in app.error[0].value


@pytest.mark.parametrize(
    ("sizes", "expected"), [("fire", "hele tall"), ("4, 4", "passer ikke"), ("24, 1", "for liten")]
)
def test_sizes_that_cannot_be_meant_are_explained(
    demo: Workspace, open_page: Open, sizes: str, expected: str
) -> None:
    app = open_page("groups", label="7B")
    app.text_input(key="group_sizes").input(sizes)
    press(app, "Lag forslag")
    assert expected in app.error[0].value


def test_without_the_engine_the_page_says_how_to_add_it(
    demo: Workspace, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skolemiljo_analytics.arrangements import model

    def missing() -> None:
        raise MissingExtraError("grouping")

    monkeypatch.setattr(model, "load_solver", missing)
    app = press(open_page("groups", label="7B"), "Lag forslag")
    assert not app.exception
    assert "skolemiljo-analytics[grouping]" in app.code[0].value


def test_a_pupil_is_moved_by_hand_and_back(demo: Workspace, open_page: Open) -> None:
    app = press(open_page("groups", label="7B"), "Lag forslag")
    before = members_shown(app)
    app.selectbox(key="group_move_who").set_value(before[0])
    app.selectbox(key="group_move_to").set_value("Gruppe 2")
    press(app, "Flytt og vis virkningen")
    assert not app.exception
    assert not app.error
    after = members_shown(app)
    assert after != before
    assert sorted(after) == sorted(before)
    assert "Bevist" not in words(app)
    press(app, "Tilbake til forslaget")
    assert members_shown(app) == before
    assert "Bevist" in words(app)


def test_groups_taken_into_use_are_shown_and_can_be_forgotten(
    demo: Workspace, open_page: Open
) -> None:
    app = press(open_page("groups", label="7B"), "Lag forslag")
    everybody = members_shown(app)
    press(app, "Ta disse gruppene i bruk")
    assert not app.exception
    (kept,) = demo.kept_groups(Role.SMT, app.session_state["class_id"])
    assert sum(map(len, kept.groups)) == len(everybody)
    (forget,) = [b for b in app.button if b.label.startswith("Glem Bord")]
    forget.click().run()
    assert demo.kept_groups(Role.SMT, app.session_state["class_id"]) == ()


def choose_seats(app: AppTest) -> AppTest:
    return app.selectbox(key="group_kind").set_value("seats").run()


def test_seats_are_proposed_in_the_room_as_drawn_and_kept(demo: Workspace, open_page: Open) -> None:
    app = choose_seats(open_page("groups", label="7B"))
    assert not app.exception
    class_id = app.session_state["class_id"]
    app.number_input(key=f"group_room_rows_{class_id}").set_value(6).run()
    app.selectbox(key=f"group_room_board_{class_id}").set_value("bottom").run()
    press(app, "Lagre rommet for klassen")
    room = demo.room(Role.SMT, class_id)
    assert room is not None
    assert (len(room.squares), room.board) == (6, "bottom")
    press(app, "Lag forslag")
    assert not app.exception
    shown = board_shown(app)
    assert (shown["mode"], shown["rows"], shown["board"]) == ("seats", 6, "bottom")
    everybody = members_shown(app)
    graph = demo.graph(Role.SMT, class_id, app.session_state["round"])
    assert len(set(everybody)) == len(everybody) == len(graph)
    assert "Ingen sitter alene" in words(app)
    press(app, "Ta disse plassene i bruk")
    (kept,) = demo.kept_groups(Role.SMT, class_id)
    assert kept.room == room
    (forget,) = [b for b in app.button if b.label.startswith("Glem Plasser")]
    forget.click().run()


def test_too_few_desks_are_explained(demo: Workspace, open_page: Open) -> None:
    app = choose_seats(open_page("groups", label="7B"))
    class_id = app.session_state["class_id"]
    app.number_input(key=f"group_room_rows_{class_id}").set_value(2).run()
    press(app, "Lag forslag")
    assert "Tegn flere pulter" in app.error[0].value


def test_a_seat_is_swapped_by_the_form(demo: Workspace, open_page: Open) -> None:
    app = press(choose_seats(open_page("groups", label="7B")), "Lag forslag")
    before = members_shown(app)
    app.selectbox(key="group_move_who").set_value(before[0])
    app.selectbox(key="group_move_to").set_value(before[5])
    press(app, "Flytt og vis virkningen")
    after = members_shown(app)
    assert (after[0], after[5]) == (before[5], before[0])
    press(app, "Tilbake til forslaget")
    assert members_shown(app) == before


# -- the command -----------------------------------------------------------------------------------


def test_the_command_proposes_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "grupper.csv"
    code, said = run(
        "groups", str(SAMPLE), "--kind", "partners", "--apart", "1,2", "--out", str(out),
        capsys=capsys,
    )  # fmt: skip
    assert code == 0
    assert "Gruppe 1:" in said
    table = pd.read_csv(out)
    assert list(table.columns) == ["Gruppe", "Elev"]
    assert sorted(table.groupby("Gruppe").size())[-2:] == [2, 3]
    assert table["Elev"].is_unique


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--apart", "1,2", "--together", "1,2"), "oppfylles samtidig"),
        (("--apart", "1,99"), "fra 1 til"),
        (("--kind", "lag"), "«lag» kan ikke velges her. Velg én av disse: tables, groups"),
        (("--question", "sammen"), "gruppearbeid"),
        (("--sizes", "4,fire"), "4,4,5,5"),
        (("--focus", "alt"), "few_moves"),
        (("--kind", "seats"), "horseshoe"),
        (("--kind", "seats", "--room", "pairs", "--board", "midt"), "bottom"),
        (("--near-board", "1"), "gjelder plasser"),
        (
            ("--kind", "seats", "--room", "rows", "--in-group", "1,1", "--in-group", "2,1"),
            "plass 1",
        ),
    ],
)
def test_the_command_says_what_is_wrong(
    options: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run("groups", str(SAMPLE), *options, capsys=capsys)
    assert code == 2
    assert expected in said


def test_the_command_seats_everybody_in_a_drawn_room(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room, out = tmp_path / "rom.txt", tmp_path / "plasser.csv"
    room.write_text("xx.xx.xx\n" * 5, encoding="utf-8")
    code, said = run(
        "groups", str(SAMPLE), "--kind", "seats", "--room", str(room), "--near-board", "3",
        "--apart", "1,2", "--board", "bottom", "--out", str(out), capsys=capsys,
    )  # fmt: skip
    assert code == 0
    assert "[Tavla]" in said
    assert "Ingen sitter alene" in said
    table = pd.read_csv(out)
    assert list(table.columns) == ["Plass", "Rad", "Kolonne", "Elev"]
    assert len(table) == 30
    seated = table[table["Elev"] != "ledig"]
    assert seated["Elev"].is_unique
    assert len(seated) == 25
    assert set(table.loc[table["Elev"] == "ledig", "Rad"]) == {1}


def test_what_matters_most_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run("groups", str(SAMPLE), "--focus", "bridges", capsys=capsys)
    assert code == 0
    assert "Valg på tvers" in said


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF"), ("a.png", b"\x89PNG")])
def test_the_command_writes_a_sheet_for_the_wall(
    name: str, start: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("typst")
    out = tmp_path / name
    code, _ = run("groups", str(SAMPLE), "--kind", "play", "--out", str(out), capsys=capsys)
    assert code == 0
    assert out.read_bytes().startswith(start)
