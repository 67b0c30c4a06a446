"""Status classes and indices of the literature, for science: opaque ids, a warning, no teacher.

Nothing here is reached from a page, a finding, a proposal or a picture (a contract holds it). Every
function takes arrays and says where it is undefined (`NotAvailableError`); `tabulate_research` and
``skolemiljo research`` put a class's figures in tables without its ids.
"""

from skolemiljo_analytics.research.export import write_research
from skolemiljo_analytics.research.records import WARNING, StatusClasses, StatusLabel
from skolemiljo_analytics.research.tables import ResearchTables, tabulate_research

__all__ = [
    "WARNING",
    "ResearchTables",
    "StatusClasses",
    "StatusLabel",
    "tabulate_research",
    "write_research",
]
