"""What leaves the building: plans, meetings, sheets, letters, made from the store's records."""

from skolemiljo_analytics.workflows.documents.kinds import (
    KINDS,
    About,
    DocumentKind,
    KindInfo,
    Shelf,
    info_of,
)

__all__ = ["KINDS", "About", "DocumentKind", "KindInfo", "Shelf", "info_of"]
