"""NumPy in, NumPy out, on stacks ``(..., n, n)``: no names, no roster, no pandas.

One class, its redraws and every class of a municipality are the same call. What is all branches
(searches, redraws) lies in `loops`, compiled by numba when first needed; ``SKOLEMILJO_COMPILE=0``
runs the same source uncompiled with the same results.
"""

from skolemiljo_analytics.kernels.warming import compiled_already, warm

__all__ = ["compiled_already", "warm"]
