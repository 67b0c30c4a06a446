"""The loops that are all branches: small functions, compiled when this package is first imported.

Import nothing from here at module level elsewhere: it brings in numba. Arrays are checked by the
functions of `kernels.search` and `kernels.draws` that call these. Integers only, so that compiled
and uncompiled runs agree bit for bit.
"""
