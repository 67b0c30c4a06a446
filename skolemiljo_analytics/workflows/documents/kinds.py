"""Which documents there are, who may make each, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.casework.records import LegalTrack
from skolemiljo_analytics.errors import choose
from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["KINDS", "About", "DocumentKind", "KindInfo", "Shelf", "info_of"]


class DocumentKind(StrEnum):
    """Every document the toolkit makes."""

    PORTRAIT = "portrait"
    PORTRAIT_PAGE = "portrait_page"
    CLASS_PLAN = "class_plan"
    PUPIL_PLAN = "pupil_plan"
    AGENDA_SMT = "agenda_smt"
    MINUTES_SMT = "minutes_smt"
    AGENDA_TOGETHER = "agenda_together"  # samhandlingstid
    MINUTES_TOGETHER = "minutes_together"
    AGENDA_COORDINATION = "agenda_coordination"  # koordineringsmøte
    MINUTES_COORDINATION = "minutes_coordination"
    AGENDA_NETWORK = "agenda_network"  # lagmøte
    MINUTES_NETWORK = "minutes_network"
    PARENTS_SHEET = "parents_sheet"
    CLASS_SHEET = "class_sheet"
    LETTER_PARENTS = "letter_parents"
    LETTER_PUPILS = "letter_pupils"
    DPIA = "dpia"
    RISK = "risk"
    YEAR_WHEEL = "year_wheel"


class About(StrEnum):
    """What must be chosen before a document can be made."""

    ROUND = "round"  # a class and a round
    CLASS = "class"
    CASE = "case"  # one case of a class
    SCHOOL = "school"


class Shelf(StrEnum):
    """Who a document is for: the order in which the page shows them."""

    TEAM = "team"
    MEETING = "meeting"
    OUTSIDE = "outside"
    PRIVACY = "privacy"


@dataclass(frozen=True)
class KindInfo:
    """What is known of a kind of document.

    Attributes
    ----------
    kind, shelf, about
        Which, for whom, and what it is about.
    needs
        What the role must be allowed to fetch.
    nameless
        Whether no pupil is ever named in it: names in the adults' own texts are taken out.
    """

    kind: DocumentKind
    shelf: Shelf
    about: About
    needs: Fetch
    nameless: bool = True

    def takes(self, track: LegalTrack) -> bool:
        """Tell whether a case of this paragraph may have such a document."""
        return self.kind is not DocumentKind.PUPIL_PLAN or track is not LegalTrack.PREVENTIVE


KINDS = (
    KindInfo(DocumentKind.PORTRAIT, Shelf.TEAM, About.ROUND, Fetch.PORTRAIT, nameless=False),
    KindInfo(DocumentKind.CLASS_PLAN, Shelf.TEAM, About.CLASS, Fetch.DECISIONS),
    KindInfo(DocumentKind.PUPIL_PLAN, Shelf.TEAM, About.CASE, Fetch.CASE, nameless=False),
    KindInfo(DocumentKind.YEAR_WHEEL, Shelf.TEAM, About.SCHOOL, Fetch.SCHOOL),
    KindInfo(DocumentKind.PORTRAIT_PAGE, Shelf.MEETING, About.ROUND, Fetch.DECISIONS),
    KindInfo(DocumentKind.AGENDA_SMT, Shelf.MEETING, About.ROUND, Fetch.CASE),
    KindInfo(DocumentKind.MINUTES_SMT, Shelf.MEETING, About.ROUND, Fetch.CASE),
    KindInfo(DocumentKind.AGENDA_TOGETHER, Shelf.MEETING, About.ROUND, Fetch.CASE),
    KindInfo(DocumentKind.MINUTES_TOGETHER, Shelf.MEETING, About.ROUND, Fetch.CASE),
    KindInfo(DocumentKind.AGENDA_COORDINATION, Shelf.MEETING, About.SCHOOL, Fetch.CASE),
    KindInfo(DocumentKind.MINUTES_COORDINATION, Shelf.MEETING, About.SCHOOL, Fetch.CASE),
    KindInfo(DocumentKind.AGENDA_NETWORK, Shelf.MEETING, About.CASE, Fetch.CASE),
    KindInfo(DocumentKind.MINUTES_NETWORK, Shelf.MEETING, About.CASE, Fetch.CASE),
    KindInfo(DocumentKind.PARENTS_SHEET, Shelf.OUTSIDE, About.ROUND, Fetch.DECISIONS),
    KindInfo(DocumentKind.CLASS_SHEET, Shelf.OUTSIDE, About.ROUND, Fetch.DECISIONS),
    KindInfo(DocumentKind.LETTER_PARENTS, Shelf.OUTSIDE, About.SCHOOL, Fetch.SCHOOL),
    KindInfo(DocumentKind.LETTER_PUPILS, Shelf.OUTSIDE, About.SCHOOL, Fetch.SCHOOL),
    KindInfo(DocumentKind.DPIA, Shelf.PRIVACY, About.SCHOOL, Fetch.SCHOOL),
    KindInfo(DocumentKind.RISK, Shelf.PRIVACY, About.SCHOOL, Fetch.SCHOOL),
)


def info_of(kind: DocumentKind | str) -> KindInfo:
    """Return what is known of a kind; an unknown one raises `UnknownChoiceError`."""
    wanted = choose(DocumentKind, kind)
    return next(one for one in KINDS if one.kind is wanted)
