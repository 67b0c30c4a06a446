"""One whole portrait a class in one compiled call, for files of many thousand classes.

The columns are those of the engines' common benchmark (``benchmarks/README.md``), all four
questions at once. Import nothing from here at module level elsewhere: it brings in numba. Arrays
are checked by `kernels.blocks`, which calls these. Whole numbers are the same on any machine,
floating-point numbers to 1e-12.
"""
