"""Codes to sentences in bokmål, nynorsk and English."""

from skolemiljo_analytics.wording.catalogue import Translator, get_translator, keys_of
from skolemiljo_analytics.wording.errors import say_error, say_unexpected
from skolemiljo_analytics.wording.findings import FindingText, say, say_finding
from skolemiljo_analytics.wording.phrases import Labels, say_date, say_number
from skolemiljo_analytics.wording.terms import (
    explain_term,
    known_terms,
    say_gate,
    say_kind,
    say_purpose,
    say_reading,
    say_reason,
    say_strength,
)

__all__ = [
    "FindingText",
    "Labels",
    "Translator",
    "explain_term",
    "get_translator",
    "keys_of",
    "known_terms",
    "say",
    "say_date",
    "say_error",
    "say_finding",
    "say_gate",
    "say_kind",
    "say_number",
    "say_purpose",
    "say_reading",
    "say_reason",
    "say_strength",
    "say_unexpected",
]
