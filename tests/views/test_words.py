"""The views' sentences: complete in three languages, used, and without predicates on pupils."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import skolemiljo_analytics
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import keys_of

PACKAGE = Path(skolemiljo_analytics.__file__).parent
FORBIDDEN = re.compile(
    r"isolert|isolat|avvist|upopul|popul|mobb|offer|\butsatt|leder\b|leiar|taper|rejected|bully|"
    r"victim|leader|risiko",
    re.IGNORECASE,
)


def sentences(language: str) -> dict[str, tuple[str, ...]]:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "views.po"
    with path.open("rb") as file:
        found = {}
        for message in read_po(file):
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            if key:
                found[key] = tuple(str(s) for s in strings)
    return found


def placeholders(strings: tuple[str, ...]) -> set[str]:
    return {name for text in strings for name in re.findall(r"\{(\w+)\}", text)}


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_every_sentence_with_the_same_places(language: str) -> None:
    first, other = sentences("nb"), sentences(language)
    assert set(first) == set(other) == set(keys_of("views", language))
    for key, strings in first.items():
        assert placeholders(strings) == placeholders(other[key]), key
        assert len(strings) == len(other[key]), key


@pytest.mark.parametrize("language", Language)
def test_no_sentence_is_empty_or_puts_a_predicate_on_a_pupil(language: str) -> None:
    for key, strings in sentences(language).items():
        assert all(strings), key
        assert not any(FORBIDDEN.search(text) for text in strings), key


def test_nynorsk_is_nynorsk() -> None:
    bokmaal = re.compile(r"\b(ikke|hva|hvem|hvor|elever|valgte|svarte|noen|bare|ble|fra)\b", re.I)
    assert not [
        key for key, strings in sentences("nn").items() if bokmaal.search(" ".join(strings))
    ]


def test_every_sentence_is_used_and_every_sentence_used_is_there() -> None:
    code = "\n".join(path.read_text() for path in PACKAGE.glob("views/*.py"))
    exact = set(re.findall(r"""["'](views\.[a-z_.0-9]+)["']""", code))
    starts = {"views.ui.", "views.column.", "views.legend.", "views.note."}
    keys = set(keys_of("views", "nb"))
    assert {key for key in exact if not key.endswith(".")} <= keys
    assert {key for key in keys if key not in exact and not key.startswith(tuple(starts))} == set()
