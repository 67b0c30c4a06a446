"""What a school's own Word file may hold: text, styles and pictures of its own, and nothing else.

A document about a class is opened by many. A template that fetched a picture from the net would
tell somebody each time; one whose text says "put that file here" would carry the file out with it.

References
----------
ECMA-376 part 2 (packages and relationships),
https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.parsers import expat

from skolemiljo_analytics.errors import TemplateError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from jinja2 import Environment

__all__ = ["detach", "make_sandbox", "require_plain"]

_LARGEST_UNPACKED = 100_000_000
_MARKUP = (".xml", ".rels")
_LINK = "/hyperlink"
_ATTACHED = "/attachedTemplate"
_CODE = re.compile(r"vbaProject|oleObject|activeX|/control\b|/package$|aFChunk|macroEnabled", re.I)
_FIELDS = re.compile(r"\b(DDE|DDEAUTO|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def require_plain(template: bytes) -> None:
    """Refuse a Word file that fetches anything from outside itself, or can run something.

    Links to click on are let through: nothing follows them by itself. So is the name of the
    template the file was made from, which `detach` takes out.

    Raises
    ------
    TemplateError
        ``not_word``, ``unpacks_too_large``, ``reaches_out`` or ``has_code``.
    """
    for markup in _parts(template):
        try:
            _Part().read(markup)
        except expat.ExpatError:
            raise TemplateError("not_word") from None


def detach(word: WordDocument) -> None:
    """Take out which template a Word file was made from: Word would look for it when opening."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    settings = word.settings.element
    for one in list(settings.iter(f"{{{_WORD}}}attachedTemplate")):
        settings.remove(one)
    relations = word.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for key in [k for k, one in relations.items() if one.reltype.endswith(_ATTACHED)]:
        del relations[key]


def make_sandbox() -> Environment:
    """Return what templates run in: it places text, loops over what there is, and counts nothing.

    Without ``range`` and multiplying no slip of the pen makes a document without end.
    """
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, *_: object) -> object:
            raise SecurityError

    sandbox = Sandbox(undefined=StrictUndefined, autoescape=True)
    sandbox.globals.clear()
    return sandbox


def _parts(template: bytes) -> list[bytes]:
    """Return every part that is markup, after asking how large the file would be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            entries = archive.infolist()
            large = sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED
            names = [one.filename for one in entries if one.filename.lower().endswith(_MARKUP)]
            markup = [] if large else [archive.read(name) for name in names]
    except Exception:  # noqa: BLE001 (whatever it is, it is no Word file)
        raise TemplateError("not_word") from None
    if large:
        raise TemplateError("unpacks_too_large")
    return markup


class _Part:
    """Reads one part, and stops at the first thing it may not hold."""

    def __init__(self) -> None:
        self._instructions: list[str] = []
        self._inside = False

    def read(self, markup: bytes) -> None:
        """Read all of it; nothing it points to is opened."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(markup, True)
        if _FIELDS.search("".join(self._instructions).upper()):
            raise TemplateError("reaches_out")

    def _declare(self, *_: object) -> None:
        """Refuse a declaration: Word writes none, and an entity can be any file of the machine."""
        raise TemplateError("reaches_out")

    def _start(self, name: str, given: dict[str, str]) -> None:
        kind = given.get("Type") or given.get("ContentType") or ""
        if _CODE.search(kind):
            raise TemplateError("has_code")
        if given.get("TargetMode") == "External" and not kind.endswith((_LINK, _ATTACHED)):
            raise TemplateError("reaches_out")
        self._inside = name == f"{_WORD} instrText"
        if whole := given.get(f"{_WORD} instr"):
            self._instructions.append(f" {whole} ")

    def _end(self, _: str) -> None:
        self._inside = False

    def _text(self, text: str) -> None:
        """Keep what fields are told to do: Word may split the words over runs."""
        if self._inside:
            self._instructions.append(text)
