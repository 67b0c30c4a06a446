"""Brokerage by Gould and Fernandez: who stands between two who do not choose each other.

References
----------
Gould & Fernandez 1989, https://doi.org/10.2307/270949. Methods handbook 4.8.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["ROLES", "brokerage"]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""Columns of `brokerage`: a -> v -> c all in one group; a and c in one, v in another; a and v in
one, c in another; v and c in one, a in another; three groups."""


def brokerage(named: BoolArray, labels: IntArray) -> IntArray:
    """Count the paths a -> v -> c without a -> c through each pupil, by groups, shape (n, 5).

    Parameters
    ----------
    named
        Shape (n, n). A silent pupil starts no path and passes none on.
    labels
        Shape (n,): groups 0, 1, 2, ...; paths with an unknown (-1) end or middle are left out.

    Returns
    -------
    Integer, columns as in `ROLES`.

    Raises
    ------
    NotAvailableError
        Fewer than three pupils, without choices, or nobody with a known group.

    References
    ----------
    Gould & Fernandez 1989, https://doi.org/10.2307/270949
    """
    n = len(named)
    if n < 3:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if not named.any():
        raise NotAvailableError(Reason.NO_TIES)
    known = labels >= 0
    if not known.any():
        raise NotAvailableError(Reason.NO_GENDER)
    same = ((labels[:, None] == labels[None, :]) & known[:, None] & known[None, :]).astype(float)
    other = (known[:, None] & known[None, :]).astype(float) - same
    a, free = named.astype(float), (~named & ~np.eye(n, dtype=np.bool_)).astype(float)
    into_own, into_other, out_own, out_other = a * same, a * other, a * same, a * other
    counts = (
        _through(into_own, free * same, out_own),
        _through(into_other, free * same, out_other),
        _through(into_own, free * other, out_other),
        _through(into_other, free * other, out_own),
        _through(into_other, free * other, out_other),
    )
    return np.rint(np.stack(counts, axis=-1)).astype(np.int64)


def _through(first: FloatArray, ends: FloatArray, second: FloatArray) -> FloatArray:
    return np.asarray(((first.T @ ends) * second).sum(axis=1))
