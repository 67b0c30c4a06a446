from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.proposals.catalogue import Catalogue, load_catalogue
from skolemiljo_analytics.proposals.matching import MOST_PROPOSALS, MOST_UNFIRM, propose
from skolemiljo_analytics.proposals.records import Action, EvidenceLabel, Level, Proposal
from skolemiljo_analytics.vocabulary import Purpose, Scope, Strength
from tests.proposals.finding_makers import findings, make_finding

CATALOGUE = load_catalogue()
IDS = [a.id for a in CATALOGUE.actions]
SOME = st.lists(findings(), max_size=8)
COUNTS = st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), max_size=12)
PURPOSES = st.sampled_from(list(Purpose))


def ids(proposals: tuple[Proposal, ...]) -> list[str]:
    return [p.action.id for p in proposals]


def of_school(*changes: Action) -> Catalogue:
    """The toolkit's catalogue with some actions of a school's own."""
    return Catalogue(CATALOGUE.names, (*CATALOGUE.actions, *changes))


def only(*actions: Action) -> Catalogue:
    """A small catalogue: one adult practice that answers nothing asked for, and these."""
    return Catalogue(CATALOGUE.names, (replace(CATALOGUE.action("T02"), answers=("F8",)), *actions))


def for_group(action_id: str, *answers: str, **changes: object) -> Action:
    return an_action(action_id, *answers, **{"levels": (Level.GROUP,), **changes})


def an_action(action_id: str, *answers: str, **changes: object) -> Action:
    template = replace(
        CATALOGUE.action("T45"), id=action_id, answers=answers, evidence=(EvidenceLabel.STUDY,)
    )
    return replace(template, **changes)  # type: ignore[arg-type]


# -- cases one can follow with a pencil ----------------------------------------------------------


def test_nothing_found_is_nothing_proposed() -> None:
    assert propose([]) == ()
    assert propose([make_finding()]) == ()  # a low answer rate calls for no action


def test_few_choices_are_met_by_the_group() -> None:
    proposals = propose([make_finding("F2", pupil="p1")])
    assert ids(proposals)[0] == "T02"
    assert all(Level.GROUP in p.action.levels or Level.SYSTEM in p.action.levels for p in proposals)
    assert all(p.themes == ("F2",) for p in proposals)


def test_adults_come_first_and_every_theme_is_met() -> None:
    proposals = propose([make_finding("F1"), make_finding("F10", strength=Strength.PROBABLE)])
    assert len(proposals) == MOST_PROPOSALS
    assert proposals[0].action.adult_practice
    assert {"F1", "F10"} <= {theme for p in proposals for theme in p.themes}


def test_adult_practice_is_brought_in_where_no_theme_asks_for_it() -> None:
    proposals = propose([make_finding("F16")])
    assert proposals[0].action.adult_practice
    assert proposals[0].themes == ()
    assert proposals[0].findings == ()


def test_where_nothing_is_firm_one_looks_first() -> None:
    proposals = propose(
        [make_finding("F2", strength=Strength.POSSIBLE), make_finding("F3", strength=None)]
    )
    assert ids(proposals)[0] == "T39"
    assert len(proposals) == MOST_UNFIRM
    assert "T39" not in ids(propose([make_finding("F2", strength=Strength.PROBABLE)]))


def test_what_is_firm_comes_before_what_is_not() -> None:
    firm, loose = make_finding("F14"), make_finding("F16", strength=Strength.POSSIBLE)
    proposals = propose([loose, firm])
    answering = [p for p in proposals if p.themes]
    assert answering[0].themes == ("F14",)


def test_findings_are_never_summed() -> None:
    many = [make_finding("F3", strength=Strength.POSSIBLE, pupil=f"p{n}") for n in range(12)]
    one = many[:1]
    split = make_finding("F1")
    assert ids(propose([split, *many])) == ids(propose([split, *one]))


def test_conflict_counts_only_where_a_suspicion_is_followed_up() -> None:
    conflict = make_finding("F19")
    assert propose([conflict]) == ()
    followed = propose([conflict], purpose=Purpose.SUSPICION)
    assert "T26" in ids(followed)


def test_actions_for_a_suspicion_wait_for_one() -> None:
    catalogue = of_school(an_action("V01", "F1", "F2", levels=(Level.GROUP,), suspicion_only=True))
    split = [make_finding("F1", "F2")]
    assert "V01" not in ids(propose(split, catalogue=catalogue))
    assert "V01" in ids(propose(split, catalogue=catalogue, purpose=Purpose.SUSPICION))


def test_one_pupil_alone_stands_last_and_never_alone() -> None:
    catalogue = of_school(an_action("V01", "F16"))
    proposals = propose([make_finding("F16")], catalogue=catalogue)
    assert ids(proposals)[-1] == "V01"
    assert ids(proposals)[0] != "V01"


def test_twice_without_effect_moves_down_and_raises_f20() -> None:
    split = [make_finding("F14")]
    assert "T34" in ids(propose(split))
    once = propose(split, tried={"T34": 1}, without_effect={"T34": 1})
    assert not any(p.moved_down for p in once)
    twice = propose(split, tried={"T34": 2}, without_effect={"T34": 2})
    moved = next(p for p in twice if p.action.id == "T34") if "T34" in ids(twice) else None
    assert moved is None or (moved.moved_down and moved.tried == 2 and twice[-1] == moved)
    assert any("F20" in p.themes for p in twice)
    assert not any("F20" in p.themes for p in once)


def test_what_was_moved_down_gives_way_to_others() -> None:
    found = [make_finding("F1", "F2")]
    before = ids(propose(found))
    after = propose(found, without_effect=dict.fromkeys(before, 2))
    fresh = [p.action.id for p in after if not p.moved_down]
    assert len(fresh) >= 4
    assert not set(fresh) & set(before)


def test_a_strength_is_answered_only_by_building_on_it() -> None:
    proposals = propose([make_finding("F13", resource=True)])
    assert all(p.action.builds_on_strength or p.action.adult_practice for p in proposals)
    assert "T49" in ids(proposals)
    assert "T21" not in ids(proposals)
    assert "T21" in ids(propose([make_finding("F13", "F6", "F3")]))


def test_a_concern_weighs_more_than_a_strength() -> None:
    proposals = propose([make_finding("F13", resource=True), make_finding("F14")])
    with_themes = [p for p in proposals if p.themes]
    assert with_themes[0].action.id == "T34"


def test_a_proposal_names_the_findings_it_answers() -> None:
    split, low = make_finding("F1"), make_finding("F10")
    for proposal in propose([split, low]):
        expected = tuple(f.id for f in (split, low) if set(f.themes) & set(proposal.themes))
        assert proposal.findings == expected


def test_work_with_the_class_leans_on_what_is_said_of_the_class() -> None:
    split, alone, other = (
        make_finding("F1"),
        make_finding("F1", pupil="p1"),
        make_finding("F2", pupil="p2"),
    )
    catalogue = only(
        for_group("V1", "F1"),
        for_group("V12", "F1", "F2"),
        an_action("V9", "F1", levels=(Level.INDIVIDUAL,)),
    )
    behind = {p.action.id: p.findings for p in propose([split, alone, other], catalogue=catalogue)}
    assert behind["V1"] == (split.id,)
    assert behind["V12"] == (split.id, other.id)  # nothing wider carries F2
    assert behind["V9"] == (split.id, alone.id)
    only_pupils = {p.action.id: p.findings for p in propose([alone], catalogue=catalogue)}
    assert only_pupils["V1"] == (alone.id,)


def test_a_strength_of_the_class_does_not_stand_for_a_concern_about_a_pupil() -> None:
    catalogue = only(for_group("V1", "F1", builds_on_strength=True))
    strength, concern = make_finding("F1", resource=True), make_finding("F1", pupil="p1")
    behind = {p.action.id: p.findings for p in propose([strength, concern], catalogue=catalogue)}
    assert behind["V1"] == (strength.id, concern.id)


@given(SOME, COUNTS, PURPOSES)
def test_every_theme_of_a_proposal_has_a_finding_and_no_pupils_is_needless(
    found: list, failed: dict, purpose: Purpose
) -> None:
    by_id = {f.id: f for f in found}
    for one in propose(found, purpose=purpose, without_effect=failed):
        behind = [by_id[key] for key in one.findings]
        carried = {theme for f in behind for theme in f.themes}
        assert set(one.themes) - carried <= {"F20"}
        wide = {t for f in behind if f.scope is Scope.CLASS and not f.resource for t in f.themes}
        for f in behind:
            if f.scope is Scope.PUPIL and not one.action.individual_only:
                assert set(one.themes) & set(f.themes) - wide


def test_a_theme_that_is_also_a_strength_weighs_as_a_concern() -> None:
    catalogue = only(for_group("V14", "F14"), for_group("V13", "F13", builds_on_strength=True))
    found = [
        make_finding("F13"),
        make_finding("F13", resource=True),
        make_finding("F14", strength=Strength.PROBABLE),
    ]
    assert ids(propose(found, catalogue=catalogue)) == ["T02", "V13", "V14"]


def test_a_strength_does_not_stand_behind_what_does_not_build_on_it() -> None:
    concern, strength = make_finding("F13"), make_finding("F13", resource=True)
    catalogue = only(for_group("V13", "F13"))
    _, proposal = propose([concern, strength], catalogue=catalogue)
    assert proposal.findings == (concern.id,)


def test_what_is_not_yet_answered_comes_before_more_of_the_same() -> None:
    catalogue = only(
        for_group("VA", "F1", "F2"), for_group("VB", "F1", "F2"), for_group("VC", "F3")
    )
    found = [make_finding("F1", "F2"), make_finding("F3", strength=Strength.PROBABLE)]
    assert ids(propose(found, catalogue=catalogue)) == ["T02", "VA", "VC", "VB"]


def test_between_equals_the_aimed_then_the_studied_then_the_order_of_the_file() -> None:
    found = [make_finding("F1")]
    ours = (EvidenceLabel.OURS,)
    aimed = only(for_group("VA", "F1", "F2", "F3"), for_group("VB", "F1"))
    studied = only(for_group("VA", "F1", evidence=ours), for_group("VB", "F1"))
    equal = only(for_group("VA", "F1"), for_group("VB", "F1"))
    assert ids(propose(found, catalogue=aimed)) == ["T02", "VB", "VA"]
    assert ids(propose(found, catalogue=studied)) == ["T02", "VB", "VA"]
    assert ids(propose(found, catalogue=equal)) == ["T02", "VA", "VB"]


def test_one_pupil_alone_takes_no_place_from_the_group() -> None:
    catalogue = of_school(an_action("V01", *(f"F{n}" for n in range(1, 21))))
    assert "V01" not in ids(propose([make_finding("F1", "F2")], catalogue=catalogue))


def test_one_pupil_alone_stands_behind_even_what_failed() -> None:
    catalogue = only(an_action("VP", "F1"), for_group("VG", "F1"))
    proposals = propose([make_finding("F1")], catalogue=catalogue, without_effect={"VG": 2})
    assert ids(proposals) == ["T02", "VG", "VP"]


@pytest.mark.parametrize("theme", [f"F{n}" for n in range(1, 21)])
def test_adults_stand_first_whatever_is_found(theme: str) -> None:
    firm = propose([make_finding(theme)], purpose=Purpose.SUSPICION)
    assert firm[0].action.adult_practice
    loose = propose([make_finding(theme, strength=None)], purpose=Purpose.SUSPICION)
    assert [p.action.looks_first or p.action.adult_practice for p in loose[:2]] == [True, True]


# -- laws for all findings -----------------------------------------------------------------------


@given(SOME, COUNTS, PURPOSES)
def test_at_most_five_always_adults_never_one_pupil_alone(
    found: list, failed: dict, purpose: Purpose
) -> None:
    proposals = propose(found, purpose=purpose, without_effect=failed)
    assert len(proposals) <= MOST_PROPOSALS
    assert len(set(ids(proposals))) == len(proposals)
    if proposals:
        assert any(p.action.adult_practice for p in proposals)
        assert not all(p.action.individual_only for p in proposals)


@given(SOME, COUNTS)
def test_a_problem_is_always_met(found: list, failed: dict) -> None:
    themes = {t for f in found if not f.resource for t in f.themes} - {"F19"}
    proposals = propose(found, without_effect=failed)
    assert bool(themes) <= bool(proposals)
    for proposal in proposals:
        assert proposal.findings or proposal.action.adult_practice or "F20" in proposal.themes


@given(SOME, COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(
    found: list, failed: dict, shuffler: random.Random
) -> None:
    other = list(found)
    shuffler.shuffle(other)
    one, two = propose(found, without_effect=failed), propose(other, without_effect=failed)
    assert ids(one) == ids(two)
    assert [p.themes for p in one] == [p.themes for p in two]
    assert [set(p.findings) for p in one] == [set(p.findings) for p in two]


@given(SOME, st.lists(st.sampled_from([f"F{n}" for n in range(1, 21)]), min_size=1, max_size=20))
def test_individual_actions_of_a_school_come_after_the_group(found: list, themes: list) -> None:
    catalogue = of_school(an_action("V01", *dict.fromkeys(themes)))
    proposals = propose(found, catalogue=catalogue)
    alone = [p.action.individual_only for p in proposals]
    assert alone == sorted(alone)
    assert not proposals or not alone[0]


@given(SOME, COUNTS)
def test_conflict_is_never_a_theme_of_prevention(found: list, failed: dict) -> None:
    for proposal in propose(found, without_effect=failed):
        assert "F19" not in proposal.themes
        assert not proposal.action.suspicion_only


@given(SOME, COUNTS)
def test_moved_down_stands_behind_what_was_not(found: list, failed: dict) -> None:
    proposals = propose(found, without_effect=failed)
    moved = [p.moved_down for p in proposals if not p.action.individual_only]
    assert moved == sorted(moved)
    for proposal in proposals:
        assert proposal.moved_down == (failed.get(proposal.action.id, 0) >= 2)


@given(SOME, COUNTS, COUNTS)
def test_how_often_it_was_tried_changes_only_what_is_said(
    found: list, tried: dict, failed: dict
) -> None:
    one = propose(found, without_effect=failed)
    two = propose(found, tried=tried, without_effect=failed)
    assert ids(one) == ids(two)
    assert [p.tried for p in two] == [tried.get(p.action.id, 0) for p in two]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_same_findings_give_the_same_proposals(purpose: Purpose) -> None:
    found = [make_finding("F1", "F7"), make_finding("F3", strength=None, pupil="p1")]
    assert propose(found, purpose=purpose) == propose(found, purpose=purpose)
