"""The tables, as SQLAlchemy models: what lies on disk, and nothing about what it means.

Rows become the core's frozen records in the modules beside this package; no row leaves the store.
Columns called ``sealed`` hold AES-GCM cipher text (see `keys`): names, and every field where an
adult writes freely. Plain SQL types only, so that PostgreSQL runs it too.
"""

from skolemiljo_analytics.store.models.answers import (
    AnswerRow,
    AnswerSheetRow,
    MentionRow,
    QuestionRow,
    RoundRow,
)
from skolemiljo_analytics.store.models.arrangements import ArrangementRow, PlaceRow, RoomRow
from skolemiljo_analytics.store.models.base import Base, new_row_id
from skolemiljo_analytics.store.models.calendar import YearEventRow
from skolemiljo_analytics.store.models.casework import CaseRow, CaseworkRow
from skolemiljo_analytics.store.models.classes import (
    ClassRow,
    MetaRow,
    NameRow,
    ObservationPupilRow,
    ObservationRow,
    PupilRow,
    RosterRow,
    SchoolRow,
)
from skolemiljo_analytics.store.models.journal import AuditRow, ImportRow
from skolemiljo_analytics.store.models.judgements import (
    CheckRow,
    ChoiceFindingRow,
    ChoiceRow,
    FindingPupilRow,
    FindingRow,
    PortraitFindingRow,
    PortraitRow,
    RoundPlacesRow,
)

__all__ = [
    "AnswerRow",
    "AnswerSheetRow",
    "ArrangementRow",
    "AuditRow",
    "Base",
    "CaseRow",
    "CaseworkRow",
    "CheckRow",
    "ChoiceFindingRow",
    "ChoiceRow",
    "ClassRow",
    "FindingPupilRow",
    "FindingRow",
    "ImportRow",
    "MentionRow",
    "MetaRow",
    "NameRow",
    "ObservationPupilRow",
    "ObservationRow",
    "PlaceRow",
    "PortraitFindingRow",
    "PortraitRow",
    "PupilRow",
    "QuestionRow",
    "RoomRow",
    "RosterRow",
    "RoundPlacesRow",
    "RoundRow",
    "SchoolRow",
    "YearEventRow",
    "new_row_id",
]
