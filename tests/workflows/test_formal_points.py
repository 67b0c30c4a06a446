"""The pupils' version of the seventeen points: asked in a form, read in, and known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from skolemiljo_analytics.casework.formal import FORMAL_POINTS, FormalPoint
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.trends.scales import describe_scales
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.formal import point_of_statement, pupil_statements, say_pupils
from skolemiljo_analytics.workflows.formal_points import pupils_on_points
from skolemiljo_analytics.workflows.read_class import SchoolClass, read_class

PUPILS = ("Ine Aas", "Ola Berg", "Kari Dahl", "Per Eik", "Liv Foss", "Ida Gran", "Bo Holm")
AGREE = {
    Language.NB: "Helt uenig|Litt uenig|Verken enig eller uenig|Litt enig|Helt enig",
    Language.NN: "Heilt ueinig|Litt ueinig|Verken einig eller ueinig|Litt einig|Heilt einig",
    Language.EN: "Strongly disagree|Slightly disagree|Neither agree nor disagree"
    "|Slightly agree|Strongly agree",
}


def answered_form(folder: Path, language: Language, *, answered: int = 6) -> SchoolClass:
    """Read a class of seven in which the first answered every statement, and the rest nothing."""
    folder.mkdir(parents=True)
    listed = "\n".join(f"{one.split()[1]};{one.split()[0]};8C" for one in PUPILS)
    (folder / "klasseliste.csv").write_text(f"Etternavn;Fornavn;Klasse\n{listed}\n")
    words = AGREE[language].split("|")
    asked = "Hvem vil du helst være sammen med i friminuttene?"
    lines = [";".join(["Tidsmerke", "Hva heter du?", asked, *pupil_statements(language)])]
    for i, one in enumerate(PUPILS[:answered]):
        felt = [words[(i + at) % 5] for at in range(17)]
        mate = PUPILS[(i + 1) % len(PUPILS)]
        lines.append(";".join([f"2026-03-10 09:0{i}", one, mate, *felt]))
    (folder / "svar.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_class(folder, purpose="preventive")


def portrait_of(klass: SchoolClass) -> SocialPortrait:
    scales = describe_scales(klass.record.rounds[0], klass.roster)
    graph = klass.graph(round="2026-03")
    return describe_class(graph, scales=scales, redraws=20, null_draws=20)


def test_there_is_a_statement_for_every_point_and_each_is_known_by_its_words() -> None:
    for language in Language:
        statements = pupil_statements(language)
        assert len(set(statements)) == len(FORMAL_POINTS) == 17
        assert tuple(point_of_statement(f" {one.upper()}  ") for one in statements) == FORMAL_POINTS
        assert all(len(one.split()) <= 12 for one in statements)
    assert point_of_statement("Jeg trives i klassen.") is None
    assert point_of_statement("") is None


@pytest.mark.parametrize("language", list(Language))
def test_a_form_in_any_language_comes_back_as_seventeen_means(
    tmp_path: Path, language: Language
) -> None:
    found = pupils_on_points(portrait_of(answered_form(tmp_path / "k", language)))
    assert set(found) == set(FORMAL_POINTS)
    # six answers, 1 2 3 4 5 1 to the first statement: 16 of 6, and one silent of seven
    first = found[FormalPoint.STRUCTURE]
    assert (first.n_answered, first.n_asked) == (6, 7)
    assert first.mean.require() == pytest.approx(16 / 6)
    said = say_pupils(first, language)
    assert ("2.7" if language is Language.EN else "2,7") in said
    assert "6" in said
    assert "7" in said


def test_below_five_answers_the_mean_is_hidden(tmp_path: Path) -> None:
    found = pupils_on_points(portrait_of(answered_form(tmp_path / "k", Language.NB, answered=4)))
    assert say_pupils(found[FormalPoint.SAFE]) == "Elevene: skjult. 4 av 7 svarte."


def test_other_questions_and_scales_of_several_items_are_no_points(tmp_path: Path) -> None:
    klass = answered_form(tmp_path / "k", Language.NB)
    whole = portrait_of(klass)
    keys = {one.key for one in pupils_on_points(whole).values()}
    assert keys == {scale.key for scale in whole.scales}
    assert pupils_on_points(describe_class(klass.graph(round="2026-03"), redraws=20)) == {}
