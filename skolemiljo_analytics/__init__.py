"""From class surveys to a class's social portrait, and from the portrait to what adults can do.

The names below are the front door. They load what they need when first used, so that
``import skolemiljo_analytics`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skolemiljo_analytics.errors import NotAvailableError, SkolemiljoError
    from skolemiljo_analytics.findings import Finding, find_all
    from skolemiljo_analytics.graph import RelationGraph
    from skolemiljo_analytics.portrait.describe import describe_class
    from skolemiljo_analytics.portrait.records import SocialPortrait
    from skolemiljo_analytics.presets import DEFAULT_PRESET
    from skolemiljo_analytics.proposals.catalogue import load_catalogue
    from skolemiljo_analytics.proposals.matching import propose
    from skolemiljo_analytics.trends.scales import describe_scales
    from skolemiljo_analytics.trends.series import school_series
    from skolemiljo_analytics.views.charts import plot_scale
    from skolemiljo_analytics.views.labels import NameLabeller, PseudonymLabeller
    from skolemiljo_analytics.views.matrix import plot_matrix
    from skolemiljo_analytics.views.sociogram import plot_sociogram
    from skolemiljo_analytics.views.trend_chart import plot_trend
    from skolemiljo_analytics.views.widget import ClassMap
    from skolemiljo_analytics.wording import explain_term, say, say_finding
    from skolemiljo_analytics.wording.doubted import say_doubted, say_figure
    from skolemiljo_analytics.workflows.doubting import doubt_figure
    from skolemiljo_analytics.workflows.read_class import read_class

__version__ = "0.2.0"

_WHERE = {
    "ClassMap": "views.widget",
    "DEFAULT_PRESET": "presets",
    "Finding": "findings",
    "NameLabeller": "views.labels",
    "NotAvailableError": "errors",
    "PseudonymLabeller": "views.labels",
    "RelationGraph": "graph",
    "SkolemiljoError": "errors",
    "SocialPortrait": "portrait.records",
    "describe_class": "portrait.describe",
    "describe_scales": "trends.scales",
    "doubt_figure": "workflows.doubting",
    "explain_term": "wording",
    "find_all": "findings",
    "load_catalogue": "proposals.catalogue",
    "plot_matrix": "views.matrix",
    "plot_scale": "views.charts",
    "plot_sociogram": "views.sociogram",
    "plot_trend": "views.trend_chart",
    "propose": "proposals.matching",
    "read_class": "workflows.read_class",
    "say": "wording",
    "say_doubted": "wording.doubted",
    "say_figure": "wording.doubted",
    "say_finding": "wording",
    "school_series": "trends.series",
}

__all__ = [
    "DEFAULT_PRESET",
    "ClassMap",
    "Finding",
    "NameLabeller",
    "NotAvailableError",
    "PseudonymLabeller",
    "RelationGraph",
    "SkolemiljoError",
    "SocialPortrait",
    "describe_class",
    "describe_scales",
    "doubt_figure",
    "explain_term",
    "find_all",
    "load_catalogue",
    "plot_matrix",
    "plot_scale",
    "plot_sociogram",
    "plot_trend",
    "propose",
    "read_class",
    "say",
    "say_doubted",
    "say_figure",
    "say_finding",
    "school_series",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for (PEP 562)."""
    try:
        module = import_module(f"{__name__}.{_WHERE[name]}")
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(module, name)


def __dir__() -> list[str]:
    """List the front door."""
    return [*__all__, "__version__"]
