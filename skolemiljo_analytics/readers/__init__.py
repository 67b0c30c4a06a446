"""From files to tables: class lists, answers, matrices, long lists, observations, statistics.

Files are recognised by content. Nothing is guessed silently and no cell is lost: what was read,
what was asked about and what was refused stand in the `ImportReport`.
"""
