"""What participation allows: the gates of methods handbook 1.14.

References
----------
Methods handbook 1.14 (re-analysis of the classes of Maassen, van Boxtel & Goossens 2005,
https://doi.org/10.1016/j.appdev.2004.11.003); Cillessen & Marks 2017,
https://doi.org/10.1002/cad.20206 (participation).
"""

from __future__ import annotations

from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import Gate

__all__ = ["gate"]


def gate(n_asked: int, n_answered: int, preset: Preset = DEFAULT_PRESET) -> Gate:
    """Return what may be said with this participation; nothing about named pupils if none asked.

    Examples
    --------
    >>> gate(25, 23), gate(25, 12)
    (<Gate.EVERYTHING: 'everything'>, <Gate.NOTHING_NAMED: 'nothing_named'>)
    """
    rate = n_answered / n_asked if n_asked else 0.0
    if rate >= preset.everything.value:
        return Gate.EVERYTHING
    if rate >= preset.with_bounds.value:
        return Gate.WITH_BOUNDS
    if rate >= preset.class_only.value:
        return Gate.CLASS_ONLY
    return Gate.NOTHING_NAMED
