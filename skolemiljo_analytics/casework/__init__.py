"""The five steps of the parenthesis method as frozen records and rules: no disk, no screen."""

from skolemiljo_analytics.casework.brackets import Bracket, Without, compare_without
from skolemiljo_analytics.casework.expectation import Expectation, Surprises, find_surprises
from skolemiljo_analytics.casework.following import (
    ChangeSeen,
    Readable,
    compare_expected,
    what_rounds_can_tell,
)
from skolemiljo_analytics.casework.law import Deadline, deadlines, duties_left
from skolemiljo_analytics.casework.questions import (
    Answer,
    AnswersVersion,
    PortraitQuestion,
    compare_versions,
    what_data_say,
)
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Evaluation,
    ExpectedChange,
    PlanItem,
    closing_obstacles,
    count_without_effect,
)
from skolemiljo_analytics.casework.steps import CaseStep, next_step, only_individual, steps_taken

__all__ = [
    "Account",
    "Answer",
    "AnswersVersion",
    "BackToAffected",
    "Bracket",
    "Case",
    "CaseStep",
    "ChangeSeen",
    "Deadline",
    "Evaluation",
    "Expectation",
    "ExpectedChange",
    "PlanItem",
    "PortraitQuestion",
    "Readable",
    "Surprises",
    "Without",
    "closing_obstacles",
    "compare_expected",
    "compare_versions",
    "compare_without",
    "count_without_effect",
    "deadlines",
    "duties_left",
    "find_surprises",
    "next_step",
    "only_individual",
    "steps_taken",
    "what_data_say",
    "what_rounds_can_tell",
]
