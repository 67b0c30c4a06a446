from __future__ import annotations

import re
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import CatalogueError
from skolemiljo_analytics.proposals.catalogue import CATALOGUE_VARIABLE, Catalogue, load_catalogue
from skolemiljo_analytics.proposals.records import Action, EvidenceLabel, Level

LANGUAGES = ("nb", "nn", "en")
ADULT_PRACTICE = {"T02", "T03", "T18", "T19", "T20", "T33"}
THEMES = [f"F{n}" for n in range(1, 21)]

SMALL = """\
version = 1
names.nb = "Vår katalog"

[roles]
class_teacher = { nb = "Kontaktlærer" }

[[action]]
id = "V01"
levels = ["group"]
answers = ["F1", "F2"]
responsible = "class_teacher"
weeks = 4
evidence = ["O"]
sources = ["Vår egen plan"]
adult_practice = true
must_agree = ["teachers"]
title.nb = "Vi setter gruppene"
description.nb = "Lærerne setter gruppene i alle timer."
against.nb = "La aldri elevene velge lag selv."

[[action]]
id = "V02"
levels = ["individual"]
answers = ["F2"]
responsible = { nb = "Rådgiver", nn = "Rådgjevar" }
weeks = 2
evidence = ["S"]
sources = ["Vår egen plan"]
must_agree = ["the_pupil"]
title.nn = "Samtale"
description.nn = "Ein vaksen snakkar med eleven kvar veke."
against.nn = "Aldri åleine."
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def write(folder: Path, text: str) -> Path:
    path = folder / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return path


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


# -- the toolkit's own ---------------------------------------------------------------------------


def test_all_fifty_are_there_in_order(catalogue: Catalogue) -> None:
    assert [a.id for a in catalogue.actions] == [f"T{n:02d}" for n in range(1, 51)]
    assert {a.id for a in catalogue.actions if a.adult_practice} == ADULT_PRACTICE
    with pytest.raises(KeyError):
        catalogue.action("T51")


@pytest.mark.parametrize("field", ["title", "description", "against", "responsible"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_every_language(catalogue: Catalogue, field: str, language: str) -> None:
    for action in catalogue.actions:
        assert dict(getattr(action, field)).get(language), (action.id, field, language)


def test_nynorsk_is_nynorsk(catalogue: Catalogue) -> None:
    bokmal = re.compile(
        r"\b(ikke|hva|hvem|hvor|noen|elever|elevene|lærere|lærerne|jeg|uker|gjør|være|fra|seg selv"
        r"|alene|hver|hvert|en gang|foreldrene|skjedde|velger|ledelsen|klassen)\b",
        re.IGNORECASE,
    )
    for action in catalogue.actions:
        for field in ("title", "description", "against", "responsible"):
            found = bokmal.search(action.text(field, "nn"))
            assert not found, (action.id, field, found)
            assert action.text(field, "nn") != action.text(field, "nb") or field in {
                "responsible",
                "title",
            }


def test_a_description_is_two_to_four_sentences(catalogue: Catalogue) -> None:
    for action in catalogue.actions:
        for language in LANGUAGES:
            text = action.text("description", language)
            sentences = re.findall(r"[.?!](?= |$)", text)
            assert 2 <= len(sentences) <= 5, (action.id, language, len(sentences))


def test_every_theme_is_answered_by_a_group_or_the_school(catalogue: Catalogue) -> None:
    for theme in THEMES:
        answering = catalogue.answering(theme)
        assert any(not a.individual_only for a in answering), theme
        assert any(a.looks_first for a in answering), theme


@pytest.mark.reference
def test_levels_themes_and_evidence_are_those_of_the_handbook(
    catalogue: Catalogue, reference: Path
) -> None:
    text = (reference / "handbook" / "domain.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (T\d\d) \| (.*?) \| (.*?) \| (.*?) \| .*? \| .*? \| (.*) \|$", text, re.M
    )
    assert len(rows) == 50
    words = {Level.GROUP: "gruppe", Level.SYSTEM: "system", Level.INDIVIDUAL: "individ"}
    for action_id, _, level, answers, source in rows:
        action = catalogue.action(action_id)
        if level != "alle":
            assert {words[one] for one in action.levels} == set(level.split("/")), action_id
        if "(" not in answers:
            assert set(action.answers) == set(answers.split()), action_id
        for url in re.findall(r"https?://[^\s)]+", source):
            assert any(url.rstrip(";,") in one for one in action.sources), (action_id, url)


def test_evidence_has_the_source_it_claims(catalogue: Catalogue) -> None:
    for action in catalogue.actions:
        links = [s for s in action.sources if s.startswith("https://")]
        if {EvidenceLabel.STUDY, EvidenceLabel.PRACTICE} & set(action.evidence):
            assert links, action.id
        if EvidenceLabel.LAW in action.evidence:
            assert any("lovdata.no" in link for link in links), action.id


def test_shared_games_carry_the_warning(catalogue: Catalogue) -> None:
    carrying = {a.id for a in catalogue.actions if a.cautions}
    assert carrying == {"T05", "T06", "T07", "T08", "T13", "T24", "T25", "T28"}
    for action_id in carrying:
        assert any("redbarnet" in s for s in catalogue.action(action_id).sources)


def test_mixed_evidence_is_said(catalogue: Catalogue) -> None:
    assert "spriker" in catalogue.action("T01").text("against", "nb")
    assert len(catalogue.action("T01").sources) == 3


# -- a school's own ------------------------------------------------------------------------------


def test_a_schools_file_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, SMALL)
    monkeypatch.setenv(CATALOGUE_VARIABLE, str(path))
    school = load_catalogue()
    assert [a.id for a in school.actions] == ["V01", "V02"]
    assert school == load_catalogue(path)
    assert school.action("V02").text("title", "en") == "Samtale"
    assert school.action("V01").text("responsible", "nn") == "Kontaktlærer"
    monkeypatch.delenv(CATALOGUE_VARIABLE)
    assert len(load_catalogue().actions) == 50


def test_a_schools_file_may_add_replace_and_leave_out(tmp_path: Path) -> None:
    text = SMALL.replace("version = 1", 'version = 1\nextends = true\nleave_out = ["T07", "T08"]')
    text = text.replace('id = "V01"', 'id = "T02"')
    school = load_catalogue(write(tmp_path, text))
    ids = [a.id for a in school.actions]
    assert ids[:2] == ["T01", "T02"]
    assert ids[-1] == "V02"
    assert len(ids) == 50 - 2 + 1
    assert school.action("T02").text("title", "nb") == "Vi setter gruppene"


def test_a_file_that_was_mended_is_read_anew(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL)
    assert load_catalogue(path).action("V01").evaluate_after_weeks == 4
    write(tmp_path, SMALL.replace("weeks = 4", "weeks = 5"))
    assert load_catalogue(path).action("V01").evaluate_after_weeks == 5


REFUSED = {
    "a missing source": (
        'sources = ["Vår egen plan"]\nadult',
        "adult",
        "[[action]]",
        "V01",
        "sources",
    ),
    "an empty source": (
        'sources = ["Vår egen plan"]\nadult',
        "sources = []\nadult",
        "sources = []",
        "V01",
        "sources",
    ),
    "an unknown theme": ('"F1", "F2"', '"F1", "F21"', '"F21"', "V01", "answers"),
    "an unknown level": ('levels = ["group"]', 'levels = ["klasse"]', '"klasse"', "V01", "levels"),
    "too many weeks": ("weeks = 4", "weeks = 60", "weeks = 60", "V01", "weeks"),
    "an unknown field": ("weeks = 4", "weeks = 4\nuker = 4", "uker = 4", "V01", "uker"),
    "an unknown role": (
        '"class_teacher"\nweeks',
        '"vaktmester"\nweeks',
        '"vaktmester"',
        "V01",
        "role",
    ),
    "nobody to agree": ('must_agree = ["the_pupil"]\n', "", 'id = "V02"', "V02", "must_agree"),
    "nothing against it": (
        'against.nb = "La aldri elevene velge lag selv."\n',
        "",
        'id = "V01"',
        "V01",
        "against",
    ),
    "no Norwegian": ("title.nb = ", "title.en = ", "title.en", "V01", "bokmål"),
    "the same id twice": ('id = "V02"', 'id = "V01"', None, "V01", "twice"),
    "one pupil as adult practice": (
        'must_agree = ["the_pupil"]',
        'must_agree = ["the_pupil"]\nadult_practice = true',
        'id = "V02"',
        "V02",
        "adult_practice",
    ),
    "no theme for a group": (
        'answers = ["F1", "F2"]',
        "answers = []",
        'id = "V01"',
        "V01",
        "theme",
    ),
    "forbidden in nynorsk": (
        'description.nn = "Ein vaksen',
        'description.nn = "Heile klassa mistar friminuttet. Ein vaksen',
        'id = "V02"',
        "V02",
        "collective",
    ),
    "not TOML": ("weeks = 4", "weeks = = 4", "weeks = = 4", "", "TOML"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_bad_file_is_refused_with_line_action_and_reason(
    case: tuple[str, str, str | None, str, str], tmp_path: Path
) -> None:
    old, new, at, action, reason = case
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(write(tmp_path, text))
    error = refused.value
    assert error.action == action
    assert reason in error.reason
    lines = text.splitlines()
    if at == 'id = "V01"' or at == 'id = "V02"':  # nothing nearer: the action's own header
        assert lines[error.line - 1] == "[[action]]"
        assert lines[error.line] == at
    elif at == "[[action]]":
        assert error.line == line_of(text, at)
    elif at is None:
        assert error.line == [n for n, line in enumerate(lines, 1) if line == 'id = "V01"'][1]
    else:
        assert error.line == line_of(text, at)


def test_sub_tables_and_long_texts_do_not_lead_astray(tmp_path: Path) -> None:
    long = '"""\\nTo ting:\\n[[action]]\\nweeks = 1\\n"""'.replace("\\n", "\n")
    text = SMALL.replace(
        'description.nb = "Lærerne setter gruppene i alle timer."', f"description.nb = {long}"
    )
    text = text.replace('title.nn = "Samtale"\n', "").replace('must_agree = ["the_pupil"]\n', "")
    text += (
        'must_agree = ["the_pupil"]\n\n[action.title]\nnn = "Samtale"\nen = "Expel the pupil."\n'
    )
    with pytest.raises(CatalogueError, match="expulsion") as refused:
        load_catalogue(write(tmp_path, text))
    second = [n for n, line in enumerate(text.splitlines(), 1) if line == "[[action]]"][-1]
    assert refused.value.line == second

    text = text.replace("Expel the pupil.", "x")
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(write(tmp_path, text))
    assert refused.value.line == line_of(text, 'en = "x"')


def test_the_first_problem_of_the_file_is_named(tmp_path: Path) -> None:
    text = SMALL.replace("weeks = 4", "weeks = 400").replace("weeks = 2", "weeks = 200")
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(write(tmp_path, text))
    assert refused.value.line == line_of(text, "weeks = 400")


def test_without_adult_practice_no_catalogue(tmp_path: Path) -> None:
    text = SMALL.replace("adult_practice = true\n", "")
    with pytest.raises(CatalogueError, match="adult practice"):
        load_catalogue(write(tmp_path, text))


def test_leaving_out_what_is_not_there_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace("version = 1", 'version = 1\nextends = true\nleave_out = ["T77"]')
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(write(tmp_path, text))
    assert (refused.value.line, refused.value.action) == (3, "T77")


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_bytes(SMALL.encode("cp1252"))
    with pytest.raises(CatalogueError, match="UTF-8") as refused:
        load_catalogue(path)
    assert refused.value.line == 2


def test_a_file_that_is_not_there_is_refused_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(tmp_path / "hemmelig_navn.toml")
    assert "hemmelig" not in str(refused.value)


def test_an_action_is_frozen(catalogue: Catalogue) -> None:
    action: Action = catalogue.actions[0]
    with pytest.raises(AttributeError):
        action.id = "X"  # type: ignore[misc]
