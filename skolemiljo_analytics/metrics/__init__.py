"""Labelled numbers, one idea a module: ``{pupil,pair,class}_{by,is,in}_{noun}(graph, relation)``.

The prefix is a promise: ``pupil_by_`` a numeric Series indexed by pupil, ``pupil_is_`` a nullable
boolean Series (yes, no, unknown), ``pupil_in_`` a categorical Series, ``pair_by_`` a square frame
(row names column), ``class_by_`` a float, ``class_in_`` a tuple of groups of ids. Roster order
throughout. What was observed is returned; where a number is undefined, `NotAvailableError` is
raised with its reason.
"""
