"""Codes to sentences in bokmål, nynorsk and English."""

from skolemiljo_analytics.wording.catalogue import Translator, get_translator, keys_of

__all__ = ["Translator", "get_translator", "keys_of"]
