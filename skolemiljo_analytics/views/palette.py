"""The few colours of every picture: safe for the colour-blind, and never carrying meaning alone.

Text and lines keep the contrast WCAG 2.2 AA asks for on white (4.5:1 for text, 3:1 for lines); the
series colours are Okabe and Ito's, darkened where they would be too pale for a line.

References
----------
Okabe, M., & Ito, K. (2008). Color universal design. https://jfly.uni-koeln.de/color/
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BACKGROUND",
    "CHANCE",
    "FADED",
    "GRID",
    "GROUPS",
    "HIGHLIGHT",
    "INK",
    "MUTUAL",
    "NODE",
    "NODE_EDGE",
    "ONE_WAY",
    "QUIET",
    "SERIES",
    "SILENT",
]

BACKGROUND: Final = "#ffffff"
INK: Final = "#1c2733"  # text
QUIET: Final = "#52606d"  # captions, axes
MUTUAL: Final = "#123f66"  # thick, without arrowheads
ONE_WAY: Final = "#66727f"  # thin, with an arrowhead
NODE: Final = "#e3eef8"
NODE_EDGE: Final = "#123f66"
SILENT: Final = "#ffffff"  # a pupil who did not answer: hollow, dashed edge
HIGHLIGHT: Final = "#b34700"
FADED: Final = "#c3cad1"
CHANCE: Final = "#d5dbe1"
GRID: Final = "#e4e7eb"
GROUPS: Final = ("#8fb8de", "#e8b96b", "#8fcbb1", "#d3a4c8", "#c9c97a", "#a9a9d9", "#e09a8a")
SERIES: Final = ("#0b5c99", "#a84c00", "#00694d", "#93437a", "#5c5c00", "#333333")
