"""Classes with bad luck: too few answers, two pupils of one name, two files of one name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.vocabulary import Purpose, Role
from skolemiljo_analytics.workflows.exporting import describe_round, export_portrait
from skolemiljo_analytics.workflows.importing import ImportDecisions
from skolemiljo_analytics.workflows.read_class import SchoolClass, class_of, read_bytes
from skolemiljo_analytics.workflows.workspace import Workspace

Open = Callable[..., AppTest]

QUESTION = "Hvem vil du helst være sammen med i friminuttene?"
GIVEN = ("Bo", "Cai", "Dina", "Elias", "Frida", "Gard", "Hanna", "Iben")
OTHERS = tuple(f"{name} Lund" for name in GIVEN)
TWINS = ("Ada Berg", "Ada Berg")


def _list(names: Sequence[str]) -> bytes:
    rows = (f"{name.split()[1]};{name.split()[0]};9T\n" for name in names)
    return ("Etternavn;Fornavn;Klasse\n" + "".join(rows)).encode()


def _answers(writers: Sequence[str], day: str = "2025-03-11") -> bytes:
    """Each writer names the one before: nobody is named twice."""
    rows = (f"{day} 09.00.{at:02},{name},{writers[at - 1]}\n" for at, name in enumerate(writers))
    return (f"Tidsmerke,Navn,{QUESTION}\n" + "".join(rows)).encode()


def _read(names: Sequence[str], writers: Sequence[str], day: str = "2025-03-11") -> SchoolClass:
    files = {"liste.csv": _list(names), "svar.csv": _answers(writers, day)}
    return class_of(read_bytes(files, purpose=Purpose.PREVENTIVE))


@pytest.mark.parametrize("page", ["class_map", "portrait", "proposals"])
def test_a_page_opens_where_too_few_answered(empty: Workspace, open_page: Open, page: str) -> None:
    empty.import_class(Role.SMT, _read(OTHERS, OTHERS[:3]), school="Lia skole")
    app = open_page(page, label="9T")
    assert not app.exception
    if page == "class_map":
        assert any("for få svar" in one.value for one in app.markdown)


def test_a_portrait_of_too_few_is_written_without_a_table_of_pupils(tmp_path: Path) -> None:
    few = export_portrait(describe_round(_read(OTHERS, OTHERS[:3])), tmp_path / "few")
    all_of_them = export_portrait(describe_round(_read(OTHERS, OTHERS)), tmp_path / "all")
    names = {path.name for path in all_of_them} - {path.name for path in few}
    assert names == {"2025-03_pupils_friminutt.csv"}


def test_both_of_two_pupils_with_one_name_can_be_read_about(
    empty: Workspace, open_page: Open
) -> None:
    empty.import_class(Role.SMT, _read((*OTHERS, *TWINS), OTHERS), school="Lia skole")
    (info,) = empty.classes(Role.SMT)
    found = {p for f in empty.findings(Role.SMT, info.class_id, "2025-03") for p in f.pupils}
    names = empty.names(Role.SMT, info.class_id)
    assert len([p for p in found if names[p].given == "Ada"]) == 2
    app = open_page("portrait", label="9T")
    choices = [option for box in app.selectbox for option in box.options]
    assert "Ada Berg (Elev 9)" in choices
    assert "Ada Berg (Elev 10)" in choices


def test_two_children_of_one_name_never_become_one(empty: Workspace, open_page: Open) -> None:
    empty.import_class(Role.SMT, _read((*OTHERS, *TWINS), OTHERS), school="Lia skole")
    (info,) = empty.classes(Role.SMT)
    later = _read((*OTHERS[1:], *TWINS), OTHERS[1:], "2025-10-14")
    plan = empty.plan_import(Role.SMT, later, school="Lia skole")
    first = plan.unclear[0].candidates[0]
    both = ImportDecisions(
        same={one.pupil: first for one in plan.unclear}, left=dict.fromkeys(plan.not_on_list)
    )
    again = empty.plan_import(Role.SMT, later, school="Lia skole", decisions=both)
    assert again.open_questions == 2
    assert len(empty.roster(Role.SMT, info.class_id).pupils) == 10


def test_two_files_of_one_name_are_both_read(empty: Workspace, open_page: Open) -> None:
    app = open_page("read_in")
    app.radio(key="import_purpose").set_value(Purpose.PREVENTIVE).run()
    given = [
        ("liste.csv", _list(OTHERS), "text/csv"),
        ("svar.csv", _answers(OTHERS), "text/csv"),
        ("svar.csv", _answers(OTHERS, "2025-10-14"), "text/csv"),
    ]
    app.file_uploader[0].set_value(given).run()
    app.text_input(key="school").input("Lia skole").run()
    next(b for b in app.button if b.label == "Lagre klassen").click().run()
    (info,) = empty.classes(Role.SMT)
    assert [r.key for r in empty.rounds(Role.SMT, info.class_id)] == ["2025-03", "2025-10"]
