"""The social relations model: how much of liking lies in who gives, who receives, and the pair.

The formulas are in `kernels.round_robin`: the shares are class figures that a portrait shows too.

References
----------
Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742. Methods handbook 1.9.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.round_robin import (
    RelationShares,
    complete_block,
    relation_shares,
)

__all__ = ["RelationShares", "complete_block", "relation_shares"]
