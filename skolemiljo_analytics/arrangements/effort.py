"""How much a proposal may cost: counted in the solver's own work, so that no clock decides."""

from __future__ import annotations

from typing import Any

from skolemiljo_analytics.arrangements.model import load_solver
from skolemiljo_analytics.arrangements.records import Request

__all__ = ["Effort"]

_PARTS = 3
_LEAST = 0.05


class Effort:
    """What is left of a request's effort, shared by everything done for one proposal.

    The effort is deterministic (about seconds on one core): the same request is given up at the
    same place on every machine.
    """

    def __init__(self, request: Request, share: float = 1.0) -> None:
        self.request = request
        self.left = request.effort * share

    @property
    def spent(self) -> bool:
        """Tell whether there is nothing left."""
        return self.left <= 0

    def solve(self, model: Any, *, parts: int = _PARTS) -> tuple[Any, Any]:
        """Solve with one of `parts` equal parts of what is left, at most three; the rest stays.

        Returns
        -------
        tuple
            OR-Tools' status and solver.
        """
        solver = load_solver().CpSolver()
        parameters = solver.parameters
        parameters.num_workers = 1
        parameters.random_seed = self.request.seed
        parameters.max_deterministic_time = max(self.left / min(parts, _PARTS), _LEAST)
        # The model leaves equal solutions out by itself; looking for more costs a fifth more.
        parameters.cp_model_probing_level = 0
        parameters.symmetry_level = 0
        status = solver.solve(model)
        self.left -= solver.deterministic_time
        return status, solver
