"""Groups that were taken into use: the memory that lets everybody meet new people over the year."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.arrangements.records import ArrangementKind, Groups, KeptArrangement
from skolemiljo_analytics.store.models import ArrangementRow, PlaceRow, new_row_id
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Arrangements"]


class Arrangements:
    """Kept groups, inside one unit of work. They hold no answer and no rule."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, class_id: str, kept: KeptArrangement) -> None:
        """Write groups that were taken into use."""
        mine = ArrangementRow.class_id == class_id
        last = self._session.scalar(select(func.max(ArrangementRow.number)).where(mine))
        placed = [(g, p) for g, members in enumerate(kept.groups) for p in members]
        places = [
            PlaceRow(position=k, pupil_id=pupil, group_number=group)
            for k, (group, pupil) in enumerate(placed)
        ]
        row = ArrangementRow(
            id=new_row_id(),
            class_id=class_id,
            number=(last or 0) + 1,
            kind=str(kept.kind),
            kept_on=kept.kept_on,
            places=places,
        )
        self._session.add(row)
        self._session.flush()

    def newest(self, class_id: str, limit: int) -> tuple[KeptArrangement, ...]:
        """Return the newest kept groups of a class, newest first.

        A pupil who was deleted since is in none of them; an emptied group is left out.
        """
        rows = self._session.scalars(
            select(ArrangementRow)
            .where(ArrangementRow.class_id == class_id)
            .order_by(ArrangementRow.number.desc())
            .limit(limit)
        )
        return tuple(
            KeptArrangement(ArrangementKind(row.kind), row.kept_on, _groups(row.places), row.number)
            for row in rows
        )

    def remove(self, class_id: str, number: int) -> None:
        """Forget kept groups; nothing happens where there are none of that number."""
        self._session.execute(
            delete(ArrangementRow).where(
                ArrangementRow.class_id == class_id, ArrangementRow.number == number
            )
        )


def _groups(places: list[PlaceRow]) -> Groups:
    members: dict[int, list[PupilId]] = {}
    for place in places:
        members.setdefault(place.group_number, []).append(PupilId(place.pupil_id))
    return tuple(tuple(members[g]) for g in sorted(members))
