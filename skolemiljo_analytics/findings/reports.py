"""What is reported on a question about harm: a pattern of the class first (handbook 4.10).

Nothing here says what has happened. A name is found only where several have given it, each on
their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import Desk, class_figures_allowed, judged_one
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.portrait.signed_records import ReportsPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, Scope

__all__ = ["find_reports"]


def find_reports(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find how many report, whether few are left who do, and who several have named.

    Parameters
    ----------
    portrait
        One class and round; only a round on concrete suspicion holds such questions.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        HARM_REPORTED or LAST_REPORTING for the class; REPORTED_BY_SEVERAL for pupils. Unordered;
        see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for report in portrait.signed.reports:
        relation = portrait.relation(report.key)
        if class_figures_allowed(relation) and report.n_reporting.value:
            found.append(_of_class(desk, relation, report))
        found += _named(desk, relation, report)
    return tuple(found)


def _of_class(desk: Desk, relation: RelationPortrait, report: ReportsPortrait) -> Finding:
    """One who reports alone is a finding of its own: fewer may be harder for the one left."""
    reporting = int(report.n_reporting.require())
    facts: dict[str, float] = {"reporting": reporting, "named": report.n_named}
    relations = [relation]
    if report.n_reporting_before is not None:
        facts["previous"] = report.n_reporting_before
    without = report.without_helper
    if reporting > 1 and without is not None and without.n_answered:
        facts |= {"without": without.require(), "spoke": without.n_answered}
        relations.append(desk.portrait.relation(report.helper))
    gathered = report.centralization
    doubt = replace(
        desk.doubt(relation.participation, "reports"),
        low=report.n_reporting.low,
        high=report.n_reporting.high,
        chance=gathered.p if gathered is not None and reporting > 1 else None,
    )
    code = FindingCode.LAST_REPORTING if reporting == 1 else FindingCode.HARM_REPORTED
    return desk.finding(code, Scope.CLASS, relations, doubt=doubt, facts=facts)


def _named(desk: Desk, relation: RelationPortrait, report: ReportsPortrait) -> Iterator[Finding]:
    for at, pupil in enumerate(report.named_by_several):
        raters = report.raters_of_several[at]
        doubt = replace(
            desk.doubt(relation.participation, "reporters"),
            low=raters,
            high=report.most_of_several[at],
            stable_short=report.again_of_several[at],
        )
        doubt, strength = judged_one(
            desk, relation, relation.participation.gate, doubt, p=report.p_of_several[at]
        )
        yield desk.finding(
            FindingCode.REPORTED_BY_SEVERAL,
            Scope.PUPIL,
            (relation,),
            pupils=(pupil,),
            doubt=doubt,
            facts={"raters": raters, "least": int(desk.preset.reporters.value)},
            strength=strength,
        )
