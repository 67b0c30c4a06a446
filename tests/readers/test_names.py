"""Who is meant: only what is certain is accepted without a person."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.tables.report import Decision
from skolemiljo_analytics.vocabulary import AnswerState
from tests.readers.making import LIST, answers, mentions_of, outcome, read


@pytest.mark.parametrize(
    ("text", "pupil", "way"),
    [
        ("Ada Berg", "7B-02", "exact"),
        ("  ada   BERG ", "7B-02", "normalised"),
        ("Berg, Ada", "7B-02", "family_name_first"),
        ("Li Bo", "7B-03", "family_name_first"),
        ("Cæcilie", "7B-04", "first_name"),
        ("Cæcilie S.", "7B-04", "first_name_and_initial"),
        ("anne marie eide", "7B-06", "normalised"),
        ("Ada F", "7B-07", "first_name_and_initial"),
        ("1. Bo Li", "7B-03", "exact"),
        ("• Bo Li", "7B-03", "exact"),
        ("«Bo»", "7B-03", "first_name"),
    ],
)
def test_what_is_certain_is_matched(text: str, pupil: str, way: str):
    (mention,) = mentions_of(text)
    assert (mention.decision, mention.pupil) == (Decision.MATCHED, pupil)
    assert mention.reason in {way, "normalised"}


@pytest.mark.parametrize(
    ("text", "decision", "first"),
    [
        ("Caecilie", Decision.REVIEW, "7B-04"),  # another letter is not the same name
        ("Cæcili", Decision.REVIEW, "7B-04"),
        ("Anne", Decision.REVIEW, "7B-06"),  # half of a hyphenated name
        ("Ada", Decision.ASK, "7B-02"),
        ("Ada Bergg", Decision.REVIEW, "7B-02"),
        ("Fosss Ada", Decision.REVIEW, "7B-07"),
        ("CS", Decision.ASK, "7B-04"),
    ],
)
def test_what_is_not_certain_is_for_a_person(text: str, decision: Decision, first: str):
    (mention,) = mentions_of(text)
    assert mention.decision is decision
    assert mention.candidates[0].pupil == first


@pytest.mark.parametrize(
    ("text", "decision", "reason"),
    [
        ("ingen", Decision.NOBODY, "said_nobody"),
        ("Vet ikke!", Decision.NOBODY, "does_not_know"),
        ("-", Decision.NOBODY, "dash"),
        ("alle sammen", Decision.EVERYONE, "said_everyone"),
        ("læreren", Decision.ADULT, "adult_word"),
        ("Emil Gran", Decision.OUTSIDE, "parallel_class"),
        ("Didrik", Decision.SELF, "self_choice"),
        ("Xerxes Quatermain", Decision.UNKNOWN, "nobody_like_this"),
        ("01010750160", Decision.REDACTED, "identity_number"),
    ],
)
def test_every_other_answer_has_its_own_outcome(text: str, decision: Decision, reason: str):
    assert outcome(text) == (decision, reason)


def test_a_pupil_of_the_parallel_class_never_becomes_the_near_alike_classmate():
    roster = LIST + "Bergh;Ada;7A;jente\nDal;Didrik;7A;gutt\n"
    (mention,) = mentions_of("Ada Bergh", roster=roster)
    assert (mention.decision, mention.pupil) == (Decision.OUTSIDE, "7A-09")
    (mention,) = mentions_of("Didrik Dal", roster=roster)
    assert mention.decision is Decision.OUTSIDE


def test_a_pupil_who_has_left_is_reported_as_that():
    roster = (
        "Etternavn;Fornavn;Klasse;Startdato;Sluttdato\nBerg;Ada;7B;;\nLi;Bo;7B;;30.06.2025\n"
        "Dahl;Didrik;7B;;\nMo;Una;7B;01.01.2026;\n"
    )
    left, later = read({"svar.csv": answers("Bo Li; Una Mo")}, roster=roster).report.mentions
    assert (left.decision, left.reason) == (Decision.OUTSIDE, "left_class")
    assert (later.decision, later.reason) == (Decision.OUTSIDE, "not_yet_joined")


def test_a_teacher_of_the_list_is_an_adult_unless_a_pupil_has_the_name():
    roster = LIST.replace("Kjønn", "Kontaktlærer").replace("jente", "Kari Moe")
    roster = roster.replace("gutt", "Kari Moe")
    (mention,) = mentions_of("Kari Moe", roster=roster)
    assert (mention.decision, mention.reason) == (Decision.ADULT, "known_adult")


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("Ada Berg;Bo Li;", ["Ada Berg", "Bo Li"]),
        ("Berg, Ada, Li, Bo", ["Berg, Ada", "Li, Bo"]),
        ("Cæcilie, Bo og Ada F.", ["Cæcilie", "Bo", "Ada F."]),
        ("1. Ada Berg 2. Bo", ["Ada Berg", "Bo"]),
        ("Bo/Cæcilie & Ada Berg", ["Bo", "Cæcilie", "Ada Berg"]),
        ("Bo | Anne-Marie", ["Bo", "Anne-Marie"]),
    ],
)
def test_several_names_in_one_cell(cell: str, texts: list[str]):
    found = mentions_of(cell)
    assert [mention.text for mention in found] == texts
    assert [mention.position for mention in found] == list(range(len(texts)))


def test_repeats_limits_and_contradictions_are_counted_not_hidden():
    question = "Hvem vil du være med? Velg inntil 2 navn"
    reading = read(
        {"svar.csv": answers("Bo; Bo Li; Cæcilie; Ada Berg", "ingen; Bo", question=question)}
    )
    first = [(m.decision, m.reason) for m in reading.report.mentions if m.row == 2]
    assert [decision for decision, _ in first] == [Decision.REPEAT] * 4  # a later answer counts
    report = read({"svar.csv": answers("Bo; Bo Li; Cæcilie; Ada Berg", question=question)}).report
    assert [m.decision for m in report.mentions] == [
        Decision.MATCHED, Decision.REPEAT, Decision.MATCHED, Decision.OVER_LIMIT,
    ]  # fmt: skip
    assert [(e.source, e.target) for e in report.edges] == [("7B-05", "7B-03"), ("7B-05", "7B-04")]
    report = read({"svar.csv": answers("ingen; Bo", question=question)}).report
    assert [m.decision for m in report.mentions] == [Decision.CONTRADICTION, Decision.MATCHED]


def test_an_exact_name_outside_the_class_stops_a_partial_match_inside():
    roster = LIST + "Moe Vik;Siri;7B;jente\nMoe;Siri;7A;jente\n"
    (mention,) = mentions_of("Siri Moe", roster=roster)
    assert (mention.decision, mention.reason) == (Decision.ASK, "also_outside")
    assert [c.pupil for c in mention.candidates] == ["7B-09", "7A-10"]


def test_a_full_name_is_not_cut_at_a_word_that_joins_names():
    (mention,) = mentions_of("Kim og Dahl", roster=LIST + "og Dahl;Kim;7B;gutt\n")
    assert (mention.text, mention.decision) == ("Kim og Dahl", Decision.MATCHED)


@pytest.mark.parametrize("cell", ["Caecilie", "Ada", "Xerxes Quatermain", "alle", "vet ikke"])
def test_an_answer_that_is_not_settled_is_not_a_nobody(cell: str):
    (round_,) = read({"svar.csv": answers(cell)}).records["7B"].rounds
    assert round_.sheets[0].state("friminutt") is AnswerState.SKIPPED


@pytest.mark.parametrize("cell", ["Emil Gran", "læreren"])
def test_an_answer_outside_the_class_names_no_classmate_but_is_an_answer(cell: str):
    (round_,) = read({"svar.csv": answers(cell)}).records["7B"].rounds
    assert round_.sheets[0].state("friminutt") is AnswerState.NAMED
    assert round_.sheets[0].named["friminutt"] == ()
