"""Do other accepted definitions say the same? A result of its own, not a vote that decides.

References
----------
Methods handbook 7 and 10: choice of method changes what is found (Peers and Levels of Stress study,
https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7617561/).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Agreement", "agreement_on"]


@dataclass(frozen=True)
class Agreement:
    """What each accepted definition of the same thing says of one class.

    Attributes
    ----------
    yes, no
        Codes of the definitions that find it, and that do not, in the order tried.
    undefined
        Codes of those that have nothing to say here.

    Examples
    --------
    >>> found = agreement_on({"modularity": True, "camps": False, "map_equation": None})
    >>> found.agree, found.of, found.share, found.undefined
    (1, 2, 0.5, ('map_equation',))
    """

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    undefined: tuple[str, ...] = ()

    @property
    def agree(self) -> int:
        """How many find it."""
        return len(self.yes)

    @property
    def of(self) -> int:
        """How many had something to say."""
        return len(self.yes) + len(self.no)

    @property
    def share(self) -> float | None:
        """Share that find it, 0 to 1; None where none had anything to say."""
        return self.agree / self.of if self.of else None


def agreement_on(answers: Mapping[str, bool | None]) -> Agreement:
    """Gather the answers of definitions by their code; None where one is undefined."""
    kinds = {
        wanted: tuple(code for code, answer in answers.items() if answer is wanted)
        for wanted in (True, False, None)
    }
    return Agreement(kinds[True], kinds[False], kinds[None])
