"""Portraits and findings as made, checks and choices: rows to frozen records and back.

What was made is never changed: a portrait of other answers, another preset or another version of
the toolkit is another row. A check belongs to what was checked: when new answers change a finding,
its `substance` changes and it must be checked anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.records import Check, Choice
from skolemiljo_analytics.store.codec import from_json, to_json
from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import (
    CheckRow,
    ChoiceFindingRow,
    ChoiceRow,
    FindingPupilRow,
    FindingRow,
    PortraitFindingRow,
    PortraitRow,
    RoundPlacesRow,
    new_row_id,
)
from skolemiljo_analytics.store.records import Places

__all__ = ["Judgements", "substance_of"]


def substance_of(finding: Finding) -> str:
    """Return a hash of what an adult checks: the fact, whom it concerns, how firmly it is said."""
    strength = None if finding.strength is None else str(finding.strength)
    parts = (finding.id, finding.scope, dict(sorted(finding.facts.items())), strength)
    return hashlib.sha256(to_json(parts).encode()).hexdigest()


class Judgements:
    """What was made of the answers, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    # -- portraits -------------------------------------------------------------------------------

    def portrait(self, class_id: str, fingerprint: str) -> SocialPortrait | None:
        """Return the portrait made of exactly this input, None when there is none."""
        row = self._portrait_row(class_id, fingerprint)
        return None if row is None else from_json(SocialPortrait, row.body)

    def portraits(self, class_id: str, round_key: str) -> Iterator[SocialPortrait]:
        """Yield the portraits of a round that can be read, the newest first."""
        for row in self._rows_of(class_id, round_key):
            with suppress(StoreError):
                yield from_json(SocialPortrait, row.body)

    def newest_portrait(self, class_id: str, round_key: str) -> SocialPortrait | None:
        """Return the newest portrait of a round that can be read, None when there is none.

        One kept in the shape of an earlier version may be past reading; it stands in nobody's way.
        """
        return self._newest(class_id, round_key)[0]

    def add_portrait(self, class_id: str, fingerprint: str, portrait: SocialPortrait) -> None:
        """Write a portrait as made; one of the same input is left as it is."""
        if self._portrait_row(class_id, fingerprint) is not None:
            return
        row = PortraitRow(
            class_id=class_id,
            round_key=portrait.wave,
            fingerprint=fingerprint,
            preset=portrait.preset,
            preset_version=portrait.preset_version,
            version=portrait.version,
            made_at=datetime.now(UTC),
            body=to_json(portrait),
        )
        self._session.add(row)
        self._session.flush()

    def _portrait_row(self, class_id: str, fingerprint: str) -> PortraitRow | None:
        return self._session.scalar(
            select(PortraitRow).where(
                PortraitRow.class_id == class_id, PortraitRow.fingerprint == fingerprint
            )
        )

    def _newest(
        self, class_id: str, round_key: str
    ) -> tuple[SocialPortrait | None, tuple[Finding, ...]]:
        """Return the newest portrait of a round that can be read, with its findings."""
        for row in self._rows_of(class_id, round_key):
            try:
                portrait = from_json(SocialPortrait, row.body)
                return portrait, tuple(from_json(Finding, one.body) for one in row.findings)
            except StoreError:
                continue
        return None, ()

    def _rows_of(self, class_id: str, round_key: str) -> Iterable[PortraitRow]:
        return self._session.scalars(
            select(PortraitRow)
            .where(PortraitRow.class_id == class_id, PortraitRow.round_key == round_key)
            .order_by(PortraitRow.made_at.desc())
        )

    # -- places on the map -----------------------------------------------------------------------

    def places(self, class_id: str, fingerprint: str) -> Places | None:
        """Return where this input put the pupils, None when that was not kept."""
        return self._first_places(RoundPlacesRow.fingerprint == fingerprint, class_id)

    def newest_places(self, class_id: str, round_key: str) -> Places | None:
        """Return where the pupils of a round stood last, None when that was not kept."""
        return self._first_places(RoundPlacesRow.round_key == round_key, class_id)

    def add_places(self, class_id: str, round_key: str, fingerprint: str, places: Places) -> None:
        """Write where the pupils stand; places of the same input are left as they are."""
        there = select(RoundPlacesRow.id).where(
            RoundPlacesRow.class_id == class_id, RoundPlacesRow.fingerprint == fingerprint
        )
        if self._session.scalar(there) is None:
            row = RoundPlacesRow(
                class_id=class_id,
                round_key=round_key,
                fingerprint=fingerprint,
                made_at=datetime.now(UTC),
                body=to_json(places),
            )
            self._session.add(row)
            self._session.flush()

    def _first_places(self, which: ColumnElement[bool], class_id: str) -> Places | None:
        rows = self._session.scalars(
            select(RoundPlacesRow)
            .where(RoundPlacesRow.class_id == class_id, which)
            .order_by(RoundPlacesRow.made_at.desc())
        )
        for row in rows:
            try:
                return from_json(Places, row.body)
            except StoreError:
                continue
        return None

    # -- findings --------------------------------------------------------------------------------

    def add_findings(self, class_id: str, fingerprint: str, findings: Iterable[Finding]) -> None:
        """Write the findings drawn from a portrait; those there already are only pointed to.

        Raises
        ------
        StoreError
            If the portrait is not in the store.
        """
        portrait = self._portrait_row(class_id, fingerprint)
        if portrait is None:
            raise StoreError("Findings can only be kept with the portrait they were drawn from")
        if self._session.get(PortraitFindingRow, (portrait.id, 0)) is not None:
            return
        for position, finding in enumerate(findings):
            row = self._finding_row(class_id, finding) or self._add_finding(class_id, finding)
            self._session.add(
                PortraitFindingRow(portrait_id=portrait.id, position=position, finding_id=row.id)
            )
        self._session.flush()

    def findings(self, class_id: str, round_key: str) -> tuple[Finding, ...]:
        """Return the findings drawn from the portrait that `newest_portrait` returns, in order."""
        return self._newest(class_id, round_key)[1]

    def _finding_row(self, class_id: str, finding: Finding) -> FindingRow | None:
        return self._session.scalar(
            select(FindingRow).where(
                FindingRow.class_id == class_id,
                FindingRow.finding_id == finding.id,
                FindingRow.substance == substance_of(finding),
            )
        )

    def _add_finding(self, class_id: str, finding: Finding) -> FindingRow:
        row = FindingRow(
            id=new_row_id(),
            class_id=class_id,
            round_key=finding.wave,
            finding_id=finding.id,
            substance=substance_of(finding),
            body=to_json(finding),
        )
        self._session.add(row)
        self._session.flush()
        self._session.add_all(
            FindingPupilRow(finding_id=row.id, pupil_id=pupil) for pupil in finding.pupils
        )
        return row

    # -- checks ----------------------------------------------------------------------------------

    def add_check(self, class_id: str, finding: Finding, check: Check) -> None:
        """Write that an adult checked this finding; earlier checks stay, the newest counts."""
        row = self._finding_row(class_id, finding) or self._add_finding(class_id, finding)
        check_id = new_row_id()
        self._session.add(
            CheckRow(
                id=check_id,
                finding_id=row.id,
                number=self._count(CheckRow) + 1,
                checked_on=check.checked_on,
                holds=check.holds,
                sealed=self._sealer.seal([check.checked_by, check.how], f"check:{check_id}"),
            )
        )
        self._session.flush()

    def checks(self, class_id: str, findings: Iterable[Finding]) -> Mapping[str, Check]:
        """Return the newest check of each of these findings that has one, by finding id."""
        found: dict[str, Check] = {}
        for finding in findings:
            row = self._finding_row(class_id, finding)
            newest = None if row is None else self._newest_check(row.id)
            if newest is not None:
                found[finding.id] = self._check(finding.id, newest)
        return found

    def any_check(self, class_id: str, round_key: str) -> bool:
        """Tell whether an adult has checked any finding of a round; no finding is made for it."""
        found = (
            select(CheckRow.id)
            .join(FindingRow, FindingRow.id == CheckRow.finding_id)
            .where(FindingRow.class_id == class_id, FindingRow.round_key == round_key)
            .limit(1)
        )
        return self._session.scalar(found) is not None

    def _newest_check(self, finding_row: str) -> CheckRow | None:
        return self._session.scalar(
            select(CheckRow)
            .where(CheckRow.finding_id == finding_row)
            .order_by(CheckRow.number.desc())
            .limit(1)
        )

    def _check(self, finding_id: str, row: CheckRow) -> Check:
        by, how = self._sealer.open(row.sealed, f"check:{row.id}")
        return Check(finding_id, by, row.checked_on, how, row.holds)

    # -- choices ---------------------------------------------------------------------------------

    def add_choice(
        self, class_id: str, round_key: str, choice: Choice, findings: Iterable[Finding]
    ) -> None:
        """Write a decision and the findings it rests on."""
        rows = [
            self._finding_row(class_id, one) or self._add_finding(class_id, one) for one in findings
        ]
        choice_id = new_row_id()
        words = [choice.problem, choice.responsible, choice.expected_change, choice.decided_by]
        self._session.add(
            ChoiceRow(
                id=choice_id,
                class_id=class_id,
                number=self._count(ChoiceRow) + 1,
                round_key=round_key,
                action=choice.action,
                starts_on=choice.starts_on,
                evaluate_on=choice.evaluate_on,
                decided_on=choice.decided_on,
                sealed=self._sealer.seal(words, f"choice:{choice_id}"),
                findings=[
                    ChoiceFindingRow(position=i, finding_id=row.id) for i, row in enumerate(rows)
                ],
            )
        )
        self._session.flush()

    def choices(self, class_id: str) -> tuple[Choice, ...]:
        """Return the decisions made for a class, oldest first."""
        query = select(ChoiceRow).where(ChoiceRow.class_id == class_id).order_by(ChoiceRow.number)
        return tuple(self._choice(row) for row in self._session.scalars(query))

    def _choice(self, row: ChoiceRow) -> Choice:
        problem, responsible, expected, decided_by = self._sealer.open(
            row.sealed, f"choice:{row.id}"
        )
        return Choice(
            row.action,
            tuple(one.finding.finding_id for one in row.findings),
            problem,
            responsible,
            row.starts_on,
            row.evaluate_on,
            expected,
            decided_by,
            row.decided_on,
        )

    def _count(self, table: type[CheckRow] | type[ChoiceRow]) -> int:
        return self._session.scalar(select(func.max(table.number))) or 0
