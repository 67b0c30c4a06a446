"""Push pupils and their labels apart until no two overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, FloatArray

__all__ = ["overlapping", "push_apart", "text_width"]

# Advance widths of DejaVu Sans in em, the widest font a reader is likely to have.
_THIN = frozenset("iljtfrI.,:;'’|!()[] -")
_WIDE = frozenset("mwMWOQ@%&—")


def text_width(text: str, size: float) -> float:
    """Return about how wide `text` is in a sans serif font of `size`, in the unit of `size`."""
    em = 0.0
    for letter in text:
        if unicodedata.combining(letter):
            continue
        if unicodedata.east_asian_width(letter) in "WF":
            em += 1.05
        elif letter in _THIN:
            em += 0.40
        elif letter in _WIDE:
            em += 0.95
        else:
            em += 0.72 if letter.isupper() else 0.62
    return em * size


def overlapping(centres: FloatArray, widths: FloatArray, height: float) -> BoolArray:
    """Return which boxes overlap, boolean (n, n) with a zero diagonal.

    Parameters
    ----------
    centres
        Shape (n, 2).
    widths
        Shape (n,).
    height
        The same for all.
    """
    apart = np.abs(centres[:, None, :] - centres[None, :, :])
    reach = (widths[:, None] + widths[None, :]) / 2
    hit = (apart[..., 0] < reach - 1e-9) & (apart[..., 1] < height - 1e-9)
    np.fill_diagonal(hit, False)
    return np.asarray(hit)


def push_apart(
    centres: FloatArray,
    widths: FloatArray,
    height: float,
    bounds: Sequence[float],
    *,
    rounds: int = 400,
) -> FloatArray | None:
    """Move boxes as little as needed so that none overlap inside the bounds.

    Parameters
    ----------
    centres, widths, height
        The boxes, as in `overlapping`.
    bounds
        Width and height of the picture.
    rounds
        Iterations at most.

    Returns
    -------
    FloatArray or None
        New centres, or None if there is no room.
    """
    now = _inside(centres.copy(), widths, height, bounds)
    reach = (widths[:, None] + widths[None, :]) / 2
    before = np.tri(len(now), k=-1) - np.tri(len(now), k=-1).T  # who gives way on the same spot
    for _ in range(rounds):
        hit = overlapping(now, widths, height)
        if not hit.any():
            return now
        delta = now[:, None, :] - now[None, :, :]
        side = np.where(np.abs(delta) < 1e-9, before[:, :, None], np.sign(delta))
        deep = np.stack([reach - np.abs(delta[..., 0]), height - np.abs(delta[..., 1])], axis=-1)
        sideways = (deep[..., 0] < deep[..., 1])[..., None] == np.array([True, False])
        push = np.where(hit[..., None] & sideways, side * (deep / 2 + 0.1), 0.0)
        crowd = np.maximum((push != 0).sum(axis=1), 1)
        now = _inside(now + push.sum(axis=1) / np.sqrt(crowd), widths, height, bounds)
    return None


def _inside(
    centres: FloatArray, widths: FloatArray, height: float, bounds: Sequence[float]
) -> FloatArray:
    half = np.column_stack([widths / 2, np.full(len(widths), height / 2)])
    middle = np.asarray(bounds, dtype=np.float64) / 2
    return np.asarray(
        np.clip(centres, np.minimum(half, middle), np.maximum(middle * 2 - half, middle))
    )
