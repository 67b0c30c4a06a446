"""Compile the translations when the project is built or installed, editable installs included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    """Write one ``.mo`` beside every ``.po``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile every catalogue under ``locale``."""
        locale = Path(self.root) / "skolemiljo_analytics" / "locale"
        for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
            with source.open("rb") as readable:
                catalogue = read_po(readable)
            with source.with_suffix(".mo").open("wb") as writable:
                write_mo(writable, catalogue)


def get_build_hook() -> type[BuildHookInterface]:
    """Name the hook for hatchling."""
    return CompileTranslations
