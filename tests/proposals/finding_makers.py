"""Findings made by hand and by Hypothesis, for what is proposed from them."""

from __future__ import annotations

from hypothesis import strategies as st

from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Scope, Strength

THEMES = [f"F{n}" for n in range(1, 21)]


def make_finding(
    *themes: str,
    strength: Strength | None = Strength.CLEAR,
    resource: bool = False,
    code: FindingCode = FindingCode.FEW_CHOICES,
    pupil: str = "",
) -> Finding:
    return Finding(
        code,
        Scope.PUPIL if pupil else Scope.CLASS,
        "2025-10",
        ("friminutt", *themes, str(strength)),
        Doubt(n_asked=25, n_answered=24),
        pupils=(PupilId(pupil),) if pupil else (),
        strength=strength,
        themes=themes,
        resource=resource,
    )


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    themes = draw(st.lists(st.sampled_from(THEMES), max_size=3, unique=True))
    return make_finding(
        *themes,
        strength=draw(st.sampled_from([*Strength, None])),
        resource=draw(st.booleans()),
        code=draw(st.sampled_from(list(FindingCode))),
        pupil=draw(st.sampled_from(["", "p1", "p2"])),
    )
