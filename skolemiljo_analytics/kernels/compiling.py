"""How the loops are compiled: by numba when first needed, or not at all, with the same results.

Set ``SKOLEMILJO_COMPILE=0`` to run the very same source uncompiled (slow, bit-identical).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

__all__ = ["allocating", "cache_folder", "compiled", "dividing", "inlined", "wants_compiling"]

Loop = TypeVar("Loop", bound=Callable[..., Any])
_HERE = Path(__file__).parent
_SOURCES = {"loops": ("loops",), "fused": ("loops", "fused")}
"""Packages of loops, and the packages each is compiled from."""


def wants_compiling() -> bool:
    """Tell whether loops are to be compiled (the variable ``SKOLEMILJO_COMPILE`` is not 0)."""
    return os.environ.get("SKOLEMILJO_COMPILE", "1") != "0"


@cache
def cache_folder(package: str = "loops") -> Path:
    """Return where the compiled loops of a package are kept: a folder named after their source.

    Numba looks only at the file a loop stands in, so a change in a loop it calls would go
    unnoticed; a digest of all of them in the folder's name makes every change a new cache.
    """
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in _SOURCES[package]:
        for source in sorted((_HERE / name).glob("*.py")):
            digest.update(source.read_bytes())
    return _HERE / package / "__pycache__" / f"compiled-{digest.hexdigest()[:16]}"


def compiled(loop: Loop) -> Loop:
    """Compile a loop that makes no array of its own, or leave it.

    Cached on disk, run without the interpreter lock. As it makes no array, it need not count who
    holds which: in small loops that counting takes two thirds of the time.
    """
    return _compile(loop, _nrt=False)


def inlined(loop: Loop) -> Loop:
    """Compile a part of a loop, which makes no array of its own, into each loop that calls it."""
    return _compile(loop, _nrt=False, inline="always")


def allocating(loop: Loop) -> Loop:
    """Compile a loop that makes arrays of its own, or leave it."""
    return _compile(loop)


def dividing(loop: Loop) -> Loop:
    """Compile a loop, which makes no array of its own and never divides by zero, or leave it.

    Asking of each divisor whether it is zero keeps a processor from dividing several at a time.
    """
    return _compile(loop, _nrt=False, error_model="numpy")


def _compile(loop: Loop, **options: Any) -> Loop:
    if not wants_compiling():
        return loop
    import numba

    config: Any = numba.config
    before = config.CACHE_DIR
    package = loop.__module__.split(".")[-2]
    config.CACHE_DIR = str(cache_folder(package if package in _SOURCES else "loops"))
    try:
        done = numba.njit(cache=True, nogil=True, **options)(loop)
    finally:
        config.CACHE_DIR = before
    return cast(Loop, done)
