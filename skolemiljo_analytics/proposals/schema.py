"""What a catalogue file must hold, checked by pydantic before anything of it is used."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from skolemiljo_analytics.proposals.forbidden import find_forbidden
from skolemiljo_analytics.proposals.records import Caution, EvidenceLabel, Level, Party

__all__ = ["ActionEntry", "CatalogueFile", "Texts"]

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1200)]
Theme = Annotated[str, StringConstraints(pattern=r"^F([1-9]|1[0-9]|20)$")]
ActionId = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_-]{1,15}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(_Strict):
    """One text in bokmål, nynorsk, English; at least bokmål or nynorsk."""

    nb: Text | None = None
    nn: Text | None = None
    en: Text | None = None

    @model_validator(mode="after")
    def _has_norwegian(self) -> Self:
        if self.nb is None and self.nn is None:
            raise ValueError("give the text in bokmål (nb) or nynorsk (nn)")
        return self

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return language and text; bokmål falls back to nynorsk, and never the other way."""
        nb = self.nb or self.nn
        found = (("nb", nb), ("nn", self.nn), ("en", self.en))
        return tuple((language, text) for language, text in found if text is not None)


class ActionEntry(_Strict):
    """One action as the file gives it."""

    id: ActionId
    levels: Annotated[list[Level], Field(min_length=1)]
    answers: list[Theme]
    responsible: str | Texts
    weeks: Annotated[int, Field(ge=1, le=52)]
    evidence: Annotated[list[EvidenceLabel], Field(min_length=1)]
    sources: Annotated[list[Text], Field(min_length=1)]
    title: Texts
    description: Texts
    against: Texts
    adult_practice: bool = False
    must_agree: Annotated[list[Party], Field(min_length=1)]
    suspicion_only: bool = False
    cautions: list[Caution] = []
    builds_on_strength: bool = False
    looks_first: bool = False

    @model_validator(mode="after")
    def _keeps_the_rules(self) -> Self:
        alone = set(self.levels) == {Level.INDIVIDUAL}
        if self.adult_practice and alone:
            raise ValueError("adult_practice is for a group or the system, not for one pupil")
        if not self.answers and not alone:
            raise ValueError("answers must name at least one theme (F1 … F20)")
        for field in ("title", "description"):
            for _, text in getattr(self, field).pairs():
                rule = find_forbidden(text)
                if rule is not None:
                    raise ValueError(
                        f"{field} proposes what is never proposed ({rule.code}): {rule.reason}. "
                        "A warning against it belongs under against"
                    )
        return self


class CatalogueFile(_Strict):
    """A whole catalogue file."""

    version: Annotated[int, Field(ge=1, le=1)]
    names: Texts
    roles: dict[str, Texts] = {}
    sources: dict[str, Text] = {}
    extends: bool = False
    leave_out: list[ActionId] = []
    action: list[ActionEntry]
