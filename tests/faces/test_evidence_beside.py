"""Evidence beside the answers on the pages: adults' observations, and Udir's published figures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.faces import cli
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Purpose, QuestionKind, Role
from skolemiljo_analytics.workflows.workspace import Workspace

Open = Callable[..., AppTest]

LIST = "Etternavn;Fornavn;Klasse\nBerg;Ada;3A\nLi;Bo;3A\nDal;Cecilie;3A\nEide;Dina;3A\n"
ANSWERS = (
    "Tidsmerke,Navn,Hvem vil du helst være sammen med i friminuttene?\n"
    '2025-10-14 09.12.33,Ada Berg,"Bo Li, Cecilie Dal"\n'
    "2025-10-14 09.13.33,Bo Li,Ada Berg\n"
    "2025-10-14 09.14.33,Cecilie Dal,Dina Eide\n"
)
SEEN = (
    "Dato;Sted;Hvem;Sammen med;Hva skjedde;Observert av\n"
    "15.10.2025;Skolegården;Ada Berg;Bo;De spilte kort ved benken;FS\n"
)
UDIR = (
    "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;Kjoenn;Score;EnhetNavn\n"
    "Trivsel;Trives du på skolen?;2023-24;7. trinn;Alle kjønn;4,1;Lia skole\n"
    "Trivsel;Trives du på skolen?;2024-25;7. trinn;Alle kjønn;*;Lia skole \n"
)


def _texts(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.markdown, *app.text, *app.caption))


def test_observations_are_shown_before_and_after_storing(empty: Workspace, open_page: Open) -> None:
    app = open_page("read_in")
    app.radio(key="import_purpose").set_value(Purpose.PREVENTIVE).run()
    files = {"liste.csv": LIST, "svar.csv": ANSWERS, "obs.csv": SEEN}
    given = [(name, text.encode(), "text/csv") for name, text in files.items()]
    app.file_uploader[0].set_value(given).run()
    assert "De spilte kort ved benken" in _texts(app)
    app.text_input(key="school").input("Lia skole").run()
    next(b for b in app.button if b.label == "Lagre klassen").click().run()
    (info,) = empty.classes(Role.SMT)
    (kept,) = empty.observations(Role.SMT, info.class_id)
    assert (kept.place, len(kept.pupils)) == ("Skolegården", 2)
    page = open_page("portrait")
    assert "De spilte kort" not in _texts(page)
    page.toggle(key="show_observations").set_value(True).run()
    assert not page.exception
    assert "De spilte kort ved benken" in _texts(page)
    assert "Observert av FS" in _texts(page)
    assert "for få observasjoner av flere elever nær runden" in _texts(page)


def test_what_was_seen_stands_beside_the_answers(demo: Workspace, open_page: Open) -> None:
    newest = ((c, demo.rounds(Role.SMT, c.class_id)[-1].key) for c in demo.classes(Role.SMT))
    label, where = next(
        (info.label, (info.class_id, held))
        for info, held in newest
        if _unchosen(demo.portrait(Role.SMT, info.class_id, held))
    )
    title = "Sett sammen med andre, ikke nevnt i svarene"
    portrait = demo.portrait(Role.SMT, *where)
    alone, other = _unchosen(portrait)[0], portrait.pupils[0]
    assert portrait.held_on is not None
    days = [portrait.held_on + timedelta(days=n) for n in range(5)]
    seen = [Observation(day, "ute", (alone, other), "De spilte kort") for day in days]
    before = demo.findings(Role.SMT, *where)
    with demo._store.work() as work:
        work.people.save_observations(where[0], seen)
    after = demo.findings(Role.SMT, *where)
    (new,) = (one for one in after if one not in before)
    assert new.code is FindingCode.SEEN_NOT_CHOSEN
    page = open_page("portrait", label=label)
    assert not page.exception
    assert title in _texts(page)
    page.toggle(key="show_observations").set_value(True).run()
    assert "ikke satt ved siden av svarene" not in _texts(page)


def _unchosen(portrait: SocialPortrait) -> list[PupilId]:
    asked = portrait.of_kind(QuestionKind.COMPANY, QuestionKind.WORK)
    return [
        p
        for p in portrait.pupils[1:]
        if asked and all(r.pupil(p).received.value == 0 for r in asked)
    ]


def test_published_figures_stand_beside_the_schools_own(demo: Workspace, open_page: Open) -> None:
    page = open_page("trend")
    page.file_uploader(key="udir").set_value([("udir.csv", UDIR.encode(), "text/csv")]).run()
    assert not page.exception
    said = _texts(page)
    assert "2023-24 4,1, 2024-25 skjult" in said.replace("\\", "")
    assert page.multiselect[0].value == ["Lia skole · 7. trinn · Trivsel"]


def _run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    sys.argv = ["skolemiljo", *arguments]
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out + said.err


def test_published_figures_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export, table = tmp_path / "export.csv", tmp_path / "table.csv"
    export.write_text(UDIR, encoding="utf-8")
    code, said = _run("udir", str(export), "--csv", str(table), capsys=capsys)
    assert code == 0
    assert "Lia skole · 7. trinn · Trivsel (skår 1–5): 2023-24 4,1, 2024-25 skjult" in said
    assert "hidden" in table.read_text(encoding="utf-8-sig")
    nothing = tmp_path / "list.csv"
    nothing.write_text(LIST, encoding="utf-8")
    code, said = _run("--language", "nn", "udir", str(nothing), capsys=capsys)
    assert (code, "Fann ingen tal" in said) == (2, True)


def test_the_command_line_writes_the_mapping_and_the_table_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS.replace("Dina Eide", "Dinna Eidde"))
    mapping, table = tmp_path / "runder.toml", tmp_path / "svar_paa_navn.xlsx"
    code, said = _run(
        "check", str(tmp_path / "svar.csv"), "--roster", str(tmp_path / "liste.csv"),
        "--mapping", str(mapping), "--questions", str(table), capsys=capsys,
    )  # fmt: skip
    assert code == 1
    assert "1 spørsmål" in said
    assert 'key = "friminutt"' in mapping.read_text(encoding="utf-8")
    assert table.read_bytes()[:2] == b"PK"
