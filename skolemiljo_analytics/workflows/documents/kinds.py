"""Which documents there are, who may make each, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.casework.records import LegalTrack
from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["KINDS", "About", "DocumentKind", "KindInfo", "Shelf", "info_of"]


class DocumentKind(StrEnum):
    """Every document the toolkit makes."""

    PORTRAIT = "portrait"
    CLASS_PLAN = "class_plan"
    PUPIL_PLAN = "pupil_plan"


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
)


def info_of(kind: DocumentKind | str) -> KindInfo:
    """Return what is known of a kind; an unknown one raises `ValueError`."""
    wanted = DocumentKind(kind)
    return next(one for one in KINDS if one.kind is wanted)
