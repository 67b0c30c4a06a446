"""Numbers computed by others, beside ours: what is compared, with whose, and how far apart.

`PROOFS` is what `tests/test_vectors.py` holds us to and what `benchmarks/numbers` makes the page
`docs/numbers.md` of. Each measures the largest difference over everything it compares; labels and
counts that differ count as infinitely far.
"""

from tests.proofs import one_class, patterns, rank_orders, rated, scales, status
from tests.proofs.comparing import Proof, entered_by

PROOFS: list[Proof] = [
    one
    for subject in (one_class, status, rated, rank_orders, scales, patterns)
    for one in entered_by(subject.__name__)
]

__all__ = ["PROOFS", "Proof"]
