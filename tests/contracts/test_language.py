"""Every sentence anybody may meet, in every language, held to the language law (house law 3)."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import pytest
from babel.messages.pofile import read_po

from skolemiljo_analytics.vocabulary import FindingCode, Language

LANGUAGES = tuple(Language)
PACKAGE = resources.files("skolemiljo_analytics")


@dataclass(frozen=True)
class Sentence:
    """One text with where it stands."""

    language: Language
    key: str
    text: str
    form: int = 0


# -- reading what there is -------------------------------------------------------------------------


def domains() -> tuple[str, ...]:
    """Every domain that any language has."""
    found = {
        file.name.removesuffix(".po")
        for language in LANGUAGES
        for file in (PACKAGE / "locale" / language / "LC_MESSAGES").iterdir()
        if file.name.endswith(".po")
    }
    return tuple(sorted(found))


@cache
def catalogue(domain: str, language: Language) -> Mapping[str, tuple[str, ...]]:
    """The sentences of a domain: key to its forms (one, or one and many)."""
    file = PACKAGE / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    with file.open("rb") as stream:
        messages = read_po(stream)
    found: dict[str, tuple[str, ...]] = {}
    for message in messages:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string
            found[key] = (text,) if isinstance(text, str) else tuple(text)
    return found


def of_locale() -> Iterator[Sentence]:
    for domain in domains():
        for language in LANGUAGES:
            for key, forms in catalogue(domain, language).items():
                for form, text in enumerate(forms):
                    yield Sentence(language, key, text, form)


def of_actions() -> Iterator[Sentence]:
    """Texts of the catalogue of actions: any value that stands under nb, nn or en."""
    document = tomllib.loads((PACKAGE / "proposals" / "catalogue.toml").read_text("utf-8"))
    yield from _texts(document, "catalogue")


def _texts(value: object, path: str) -> Iterator[Sentence]:
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _texts(item, f"{path}.{item.get('id', place)}" if _is_table(item) else path)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in set(Language) and isinstance(item, str):
                yield Sentence(Language(key), path, item)
            else:
                yield from _texts(item, f"{path}.{key}")


def _is_table(item: object) -> bool:
    return isinstance(item, dict)


def every_sentence() -> list[Sentence]:
    return [*of_locale(), *of_actions()]


# -- the law ---------------------------------------------------------------------------------------

_NORWEGIAN = (
    r"offer(et|a|ene)?|ofre(ne)?|mobber(e|en|ne)?|mobbar(en|ar|ane)?|taper(e|en|ne)?|tapar(en|ar)?"
    r"|isolat(er|et|ene)?|klikkleder\w*|klikkleiar\w*|problemelev\w*|problembarn\w*|risikoscore\w*"
    r"|avvist(e)?|oversett(e)?|populær(e|t)?|upopulær(e|t)?|kontroversiell(e|t)?|isolert(e)?"
    r"|einstøing\w*|einzelgänger|utstøtt(e)?|utstøytt(e)?|mislikt(e)?|svarteper|syndebukk\w*"
    r"|utsatt(e)? elev\w*|utsett(e)? elev\w*|ensom(me|t)?|einsam(e|t)?|bråkmaker\w*|bråkmakar\w*"
    r"|inkludert(e)?|ekskludert(e)?"
)
_ENGLISH = (
    r"bull(y|ies|ied)|victim\w*|reject(s|ed|ee)?|loners?|isolates?|isolated|outcasts?|popular"
    r"|unpopular|controversial|neglected|risk scores?|troublemakers?|ringleaders?|perpetrators?"
    r"|scapegoats?|misfits?|lonely|disliked|problem (child|children|pupils?)|is included"
)
FORBIDDEN = {
    Language.NB: re.compile(rf"\b({_NORWEGIAN})\b", re.IGNORECASE),
    Language.NN: re.compile(rf"\b({_NORWEGIAN})\b", re.IGNORECASE),
    Language.EN: re.compile(rf"\b({_ENGLISH})\b", re.IGNORECASE),
}

ALLOWED = {
    ("terms.unchosen.explained", "isolert"): "explains Ertesvåg's word, and that we do not use it",
    ("catalogue.action.T14.against", "syndebukk"): "warns the adults of what a reward may do",
    ("catalogue.action.T14.against", "scapegoat"): "warns the adults of what a reward may do",
    ("cli.check.help", "avvist"): "about a file",
    ("cli.check.result_2", "avvist"): "about a file",
    ("actions.theme.F8", "pupils is weak"): "the contact is weak: the adults' side of it",
}
"""Key and word, with the reason: the sentence is about the word, not about a pupil."""

_SUBJECT = {
    Language.NB: r"(eleven|elevene|elev \{n\}|\{(pupil|name|label|pupil_list)\}|barnet|hun|han)",
    Language.NN: r"(eleven|elevane|elev \{n\}|\{(pupil|name|label|pupil_list)\}|barnet|ho|han)",
    Language.EN: r"(the (pupil|child)|pupils|pupil \{n\}|\{(pupil|name|label|pupil_list)\}|she|he)",
}
_COPULA = {
    Language.NB: r"(er|var|blir|ble|virker|framstår( som)?|fungerer som|har rollen som)",
    Language.NN: r"(er|var|blir|blei|vart|verkar|framstår( som)?|fungerer som|har rolla som)",
    Language.EN: r"(is|are|was|were|seems|appears|acts as|becomes?)",
}
_STATUS = {
    Language.NB: r"(utenfor|utsatt|alene|svak|sterk|mektig|leder(en)?|stjerne|sjenert|vanskelig"
    r"|aggressiv|dominerende|i faresonen|sårbar|likt|godt likt|trygg|utrygg|en bro(bygger)?"
    r"|venneløs)",
    Language.NN: r"(utanfor|utsett|aleine|svak|sterk|mektig|leiar(en)?|stjerne|sjenert|vanskeleg"
    r"|aggressiv|dominerande|i faresona|sårbar|likt|godt likt|trygg|utrygg|ei bru|vennelaus)",
    Language.EN: r"(an outsider|outside|at risk|alone|weak|strong|powerful|a leader"
    r"|the leader|a star|shy|difficult|aggressive|dominant|vulnerable|well liked|liked|safe|unsafe"
    r"|a bridge|friendless)",
}
PREDICATE = {
    language: re.compile(
        rf"(?<!\w){_SUBJECT[language]}\s+(\w+\s+)?{_COPULA[language]}\s+((ikke|ikkje|not|nå|no|now|ofte"
        rf"|often|mest|most|en|ein|ei|a)\s+)*{_STATUS[language]}\b",
        re.IGNORECASE,
    )
    for language in LANGUAGES
}


def breaches(sentence: Sentence) -> list[str]:
    """What in a sentence breaks the law."""
    patterns = (FORBIDDEN[sentence.language], PREDICATE[sentence.language])
    words = [m.group(0).lower() for pattern in patterns for m in pattern.finditer(sentence.text)]
    return [word for word in words if (sentence.key, word) not in ALLOWED]


def test_no_sentence_puts_a_status_on_a_pupil() -> None:
    bad = {(s.language.value, s.key): breaches(s) for s in every_sentence() if breaches(s)}
    assert not bad


def test_every_allowance_is_still_used() -> None:
    texts: dict[str, str] = {}
    for sentence in every_sentence():
        texts[sentence.key] = f"{texts.get(sentence.key, '')} {sentence.text}".lower()
    stale = [(key, word) for key, word in ALLOWED if word not in texts.get(key, "")]
    assert not stale


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "{pupil} er isolert i klassen."),
        ("nb", "Eleven er avvist av de andre."),
        ("nb", "{pupil} er leder i gruppa."),
        ("nb", "Eleven er ofte alene."),
        ("nb", "Her er mobberen."),
        ("nb", "Tre utsatte elever."),
        ("nb", "{pupil} er godt inkludert."),
        ("nn", "{pupil} er einsam."),
        ("nn", "Eleven er utanfor."),
        ("nn", "Offeret treng hjelp."),
        ("en", "{pupil} is a leader."),
        ("en", "The victim sat alone."),
        ("en", "Two pupils were rejected."),
        ("en", "The pupil is not popular."),
    ],
)
def test_a_bad_sentence_is_caught(language: str, text: str) -> None:
    assert breaches(Sentence(Language(language), "any.key", text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Ingen av de 22 som svarte, nevnte {pupil} på «gruppearbeid». 3 svarte ikke."),
        ("nb", "Mobbing er en sosial prosess, og den som forteller, skal bli trodd."),
        ("nb", "Skolen tilbyr et offentlig møte. Lederen av teamet har ansvaret."),
        ("nn", "Ingen av dei som svara, nemnde {pupil}. Eleven er høyrd."),
        ("en", "Nobody who answered named {pupil}. Bullying is a social process."),
    ],
)
def test_a_fact_is_let_through(language: str, text: str) -> None:
    assert not breaches(Sentence(Language(language), "any.key", text))


# -- three languages, whole ------------------------------------------------------------------------


@pytest.mark.parametrize("domain", domains())
def test_the_languages_have_the_same_sentences(domain: str) -> None:
    expected = set(catalogue(domain, Language.NB))
    assert expected, f"{domain} is empty"
    for language in LANGUAGES:
        assert set(catalogue(domain, language)) == expected, (domain, language)


@pytest.mark.parametrize("domain", domains())
def test_no_sentence_is_empty_and_the_forms_are_two(domain: str) -> None:
    for language in LANGUAGES:
        for key, forms in catalogue(domain, language).items():
            assert key.startswith(f"{domain}."), key
            assert all(text.strip() for text in forms), (language, key)
            assert len(forms) == len(catalogue(domain, Language.NB)[key]), (language, key)


def placeholders(text: str) -> frozenset[str]:
    """The named placeholders of a sentence; an unnamed one is a fault."""
    fields = [field for _, field, _, _ in string.Formatter().parse(text) if field is not None]
    assert all(field.isidentifier() for field in fields), text
    return frozenset(fields)


@pytest.mark.parametrize("domain", domains())
def test_the_languages_use_the_same_placeholders(domain: str) -> None:
    def used(language: Language, key: str) -> frozenset[str]:
        return frozenset().union(*map(placeholders, catalogue(domain, language)[key]))

    for key in catalogue(domain, Language.NB):
        every = frozenset().union(*(used(language, key) for language in LANGUAGES))
        for language in LANGUAGES:
            assert every - used(language, key) <= _MAY_LEAVE_OUT.get(key, frozenset()), (
                language,
                key,
            )


_MAY_LEAVE_OUT = {"app.builtin.drag": frozenset("a")}
"""Streamlit's own English says "file" or "files" there; Norwegian needs no word for it."""


def test_the_actions_stand_in_three_languages() -> None:
    by_place: dict[str, set[Language]] = {}
    for sentence in of_actions():
        assert sentence.text.strip(), sentence.key
        by_place.setdefault(sentence.key, set()).add(sentence.language)
    assert len(by_place) > 100
    assert {key: langs for key, langs in by_place.items() if langs != set(LANGUAGES)} == {}


_LIKENESS = 0.25


def alike(domain: str) -> tuple[int, int]:
    """How many sentences of four words or more are letter for letter the same in nn as in nb."""
    pairs = [
        (text, catalogue(domain, Language.NN)[key][form])
        for key, forms in catalogue(domain, Language.NB).items()
        for form, text in enumerate(forms)
        if len(re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", text))) >= 4
    ]
    return sum(bokmal == nynorsk for bokmal, nynorsk in pairs), len(pairs)


@pytest.mark.parametrize("domain", domains())
def test_nynorsk_is_not_a_copy_of_bokmal(domain: str) -> None:
    same, of = alike(domain)
    assert same <= _LIKENESS * of, f"{domain}: {same} of {of} the same"


_NOT_NYNORSK = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvordan|hvorfor|hvilke[nt]?|elever|elevene|jeg|noen|noe|fra|sammen|selv"
    r"|nevnte|ble|være|gjøre|mellom grupperinger|valgene|skolens|også hvis|uten|mye"
    r"|bare|deres|dere|flere|mulig|sannsynlig|forskjell|spørsmålene|kjønn(et)? ikke|hver(t)?)\b",
    re.IGNORECASE,
)
_NOT_BOKMAL = re.compile(
    r"\b(ikkje|kva|kven|korleis|kvifor|elevar|elevane|eg|nokon|noko|frå|saman|sjølv|svara(?! på)\b"
    r"|nemnde|blei|vere|gjere|klassa|berre|fleire|mogleg|sannsynleg|kvar|mykje|einskild\w*)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«“][^»”]*[»”]")


@pytest.mark.parametrize("domain", domains())
def test_each_norwegian_is_itself(domain: str) -> None:
    def stray(language: Language, foreign: re.Pattern[str]) -> list[tuple[str, str]]:
        return [
            (key, match.group(0))
            for key, forms in catalogue(domain, language).items()
            for text in forms
            for match in foreign.finditer(_QUOTED.sub("", text))
            if (key, match.group(0).lower()) not in _BORROWED
        ]

    assert stray(Language.NN, _NOT_NYNORSK) == []
    assert stray(Language.NB, _NOT_BOKMAL) == []


_BORROWED: dict[tuple[str, str], str] = {}
"""Key and word, with the reason: the word is the same in both."""


# -- every finding can be said ---------------------------------------------------------------------

_PARTS = ("title", "claim", "fact", "rule")


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_code_has_its_sentences(code: FindingCode) -> None:
    for language in LANGUAGES:
        known = catalogue("findings", language)
        missing = [part for part in _PARTS if f"findings.{code}.{part}" not in known]
        assert not missing, (language, code, missing)
