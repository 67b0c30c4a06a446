"""The one container: pupils, and one relation per question, in one round of one class."""

from skolemiljo_analytics.graph.container import RelationGraph
from skolemiljo_analytics.graph.relation import Relation

__all__ = ["Relation", "RelationGraph"]
