"""How sure: chance, silence, another day, one rater; and the words that come of it.

Every function takes a `Relation` and knows nothing of names or labels. Any kernel on stacks can be
put through it without code of its own.
"""
