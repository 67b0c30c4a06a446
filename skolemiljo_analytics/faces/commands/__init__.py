"""One file a command: what it takes, one or two calls below, what it shows."""

from skolemiljo_analytics.faces.commands import (
    app,
    check,
    demo,
    documents,
    doubt,
    groups,
    portrait,
    portraits,
    report,
    research,
    udir,
)

__all__ = ["ALL"]

ALL = (app, demo, check, portrait, doubt, portraits, report, documents, groups, udir, research)
"""The commands in the order the help lists them."""
