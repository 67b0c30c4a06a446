"""Whether choices follow groups, in the indices of the literature: two groups or more.

What is shown to schools is in `metrics.gender`; here are the rest, for comparison with published
work. `labels` are groups 0, 1, 2, ... and -1 for unknown, which leaves the pupil out. A group of
one to three pupils has no index anybody should read.

References
----------
Bojanowski & Corten 2014, https://doi.org/10.1016/j.socnet.2014.04.001. Methods handbook 5.4.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = [
    "assortativity",
    "coleman",
    "freeman_segregation",
    "gupta_anderson_may",
    "mixing_matrix",
    "segregation_matrix",
    "spectral_segregation",
]


def mixing_matrix(named: BoolArray, labels: IntArray) -> tuple[IntArray, IntArray]:
    """Return choices from group to group, shape (g, g), and the groups' sizes, shape (g,).

    Raises
    ------
    NotAvailableError
        Fewer than two groups, or no choices among them.

    References
    ----------
    Methods handbook 5.4, https://doi.org/10.1016/j.socnet.2014.04.001
    """
    groups, at, sizes = np.unique(labels[labels >= 0], return_inverse=True, return_counts=True)
    if len(groups) < 2:
        raise NotAvailableError(Reason.ONE_GENDER, "one group")
    known = labels >= 0
    member = np.eye(len(groups), dtype=np.int64)[at]
    inside = named[np.ix_(known, known)].astype(np.int64)
    mixing = member.T @ inside @ member
    if not mixing.any():
        raise NotAvailableError(Reason.NO_TIES)
    return np.asarray(mixing), sizes.astype(np.int64)


def coleman(mixing: IntArray, sizes: IntArray) -> FloatArray:
    """Return Coleman's index of each group, shape (g,), -1 to 1, 0 by chance.

    NaN for a group that chose nobody.

    Raises
    ------
    NotAvailableError
        Fewer than two pupils.

    References
    ----------
    Coleman 1958, Human Organization 17:28, in https://doi.org/10.1016/j.socnet.2014.04.001

    Examples
    --------
    >>> coleman(np.array([[45, 15], [20, 20]]), np.array([60, 40])).round(4).tolist()
    [0.3812, 0.175]
    """
    n = int(sizes.sum())
    if n < 2:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    own, total = np.diag(mixing).astype(np.float64), mixing.sum(axis=1).astype(np.float64)
    expected = total * (sizes - 1) / (n - 1)
    room = np.where(own >= expected, total - expected, expected)
    return np.asarray(np.where(room > 0, (own - expected) / np.where(room > 0, room, 1.0), np.nan))


def assortativity(mixing: IntArray) -> float:
    """Return Newman's assortativity by group, at most 1, 0 by chance.

    Raises
    ------
    NotAvailableError
        All choices are from and to one group: nothing could have been otherwise.

    References
    ----------
    Newman 2003, https://doi.org/10.1103/PhysRevE.67.026126
    """
    e = mixing / mixing.sum()
    chance = float((e.sum(axis=1) * e.sum(axis=0)).sum())
    if np.isclose(chance, 1.0):
        raise NotAvailableError(Reason.CONSTANT)
    return float((np.trace(e) - chance) / (1.0 - chance))


def freeman_segregation(tied: BoolArray, labels: IntArray) -> float:
    """Return Freeman's segregation, 1 - ties across / expected; below 0 if more than expected.

    Parameters
    ----------
    tied
        Symmetric, shape (n, n): pairs, such as mutual choices.

    Raises
    ------
    NotAvailableError
        Fewer than two groups, or no ties.

    References
    ----------
    Freeman 1978, https://doi.org/10.1177/004912417800600401
    """
    mixing, sizes = mixing_matrix(tied, labels)
    n = int(sizes.sum())
    across = mixing.sum() - np.trace(mixing)
    expected = mixing.sum() * (n * n - int((sizes**2).sum())) / (n * (n - 1))
    return float(1.0 - across / expected)


def gupta_anderson_may(mixing: IntArray) -> float:
    """Return Gupta, Anderson and May's Q: 1 when all choose their own group, 0 by chance.

    The eigenvalues of the mixing matrix with rows as shares, summed, less one, by groups less one.

    Raises
    ------
    NotAvailableError
        A group that chose nobody.

    References
    ----------
    Gupta, Anderson & May 1989, https://doi.org/10.1097/00002030-198912000-00005
    """
    total = mixing.sum(axis=1)
    if not total.all():
        raise NotAvailableError(Reason.NO_TIES, "a group that chose nobody")
    return float((np.trace(mixing / total[:, None]) - 1.0) / (len(mixing) - 1))


def segregation_matrix(mixing: IntArray, sizes: IntArray) -> FloatArray:
    """Return Fershtman's index of each group: (density inside - outwards) / their sum, shape (g,).

    Raises
    ------
    NotAvailableError
        A group of one pupil, or one that chose nobody.

    References
    ----------
    Fershtman 1997, Social Networks 19:193, in https://doi.org/10.1016/j.socnet.2014.04.001
    """
    if (sizes < 2).any():
        raise NotAvailableError(Reason.SMALL_CATEGORY)
    own = np.diag(mixing)
    if not mixing.sum(axis=1).all():
        raise NotAvailableError(Reason.NO_TIES, "a group that chose nobody")
    inside = own / (sizes * (sizes - 1))
    outwards = (mixing.sum(axis=1) - own) / (sizes * (sizes.sum() - sizes))
    return np.asarray((inside - outwards) / (inside + outwards))


def spectral_segregation(tied: BoolArray, labels: IntArray) -> FloatArray:
    """Return Echenique and Fryer's spectral segregation of each pupil, shape (n,), from 0.

    A pupil is as segregated as the own-group ties are, counted with how segregated *they* are.
    0 for a pupil with ties, none of them inside the group; NaN without ties or group.

    Parameters
    ----------
    tied
        Symmetric, shape (n, n).

    Raises
    ------
    NotAvailableError
        No ties.

    References
    ----------
    Echenique & Fryer 2007, https://doi.org/10.1162/qjec.122.2.441
    """
    if not tied.any():
        raise NotAvailableError(Reason.NO_TIES)
    degree = tied.sum(axis=1)
    known = labels >= 0
    same = tied & (labels[:, None] == labels[None, :]) & known[:, None]
    share = same / np.maximum(degree, 1)[:, None]
    part = components(same)
    out = np.where((degree > 0) & known, 0.0, np.nan)
    for head in np.unique(part[same.any(axis=1)]):
        at = np.flatnonzero(part == head)
        values, vectors = np.linalg.eig(share[np.ix_(at, at)])
        largest = int(np.argmax(values.real))
        vector = np.abs(vectors[:, largest].real)
        out[at] = values[largest].real * vector * len(at) / vector.sum()
    return out
