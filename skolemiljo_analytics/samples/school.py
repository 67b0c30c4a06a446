"""Writes Furulia skole, which does not exist, as the files a school would have."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from skolemiljo_analytics.samples import files, mapping
from skolemiljo_analytics.samples.observing import write_observations
from skolemiljo_analytics.samples.society import Society
from skolemiljo_analytics.samples.stories import STORIES, RoundStory
from skolemiljo_analytics.samples.survey import (
    CHOICE_QUESTIONS,
    LIKES,
    ON_SUSPICION,
    SCALE_ITEMS,
)
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["DEFAULT_SEED", "SCHOOL_NAME", "sample_folder", "write_school"]

SCHOOL_NAME = "Furulia skole (oppdiktet)"
DEFAULT_SEED = 2025

_CHECKOUT = Path(__file__).parents[2] / "sample_data"
_MARK = "README.md"
_ROSTER = "klasseliste.csv"
_SEEN = "observasjoner.csv"
_README = """# Furulia skole (oppdiktet)

**ALT HER ER OPPDIKTET. EVERYTHING HERE IS INVENTED.**

Skolen finnes ikke, og ingen av elevene finnes. Navn, svar og datoer er laget av et dataprogram
(`skolemiljo demo`), slik at verktøyet kan prøves uten opplysninger om virkelige barn. Likheter med
noen som lever, er tilfeldige. Legg aldri filer om virkelige elever i denne mappa.

The school does not exist, and neither do its pupils. Names, answers and dates are made by a seeded
program (`skolemiljo demo`), so that the toolkit can be tried without anything about real children.
Never put files about real pupils in this folder.

| klasse | hva programmet fikk beskjed om | what the program was told |
|---|---|---|
| 5A | ingen tydelig struktur; navnene skrevet av barna | no clear structure; names typed |
| 5B | ingen tydelig struktur; alle vurderer alle 2026 | no clear structure; all rate all 2026 |
| 7A | fire kretser, delt etter kjønn | four circles, split by gender |
| 7B | tre kretser; klassen følger ideene til få | three circles; few are listened to |
| 7C | venner som mistes og finnes igjen | friends lost and found again |

Filene er slik de ville kommet / The files are as they would come: Microsoft Forms (7A, 7B, 5B),
Google Forms (5A, 7C), matrise / matrix (5B 2025-03), kantliste / long list (5B 2025-10),
klasselister fra Excel / class lists from Excel (semikolon, Windows-1252). I 7B har de voksne
skrevet ned hvem de så sammen i ukene rundt de to siste rundene / in 7B the adults wrote down whom
they saw together in the weeks around the last two rounds (`observasjoner.csv`).

Hver klasse har tre runder: mars 2025, oktober 2025 og mars 2026 (trinnet er det de går på i 2026).
Alle runder er forebyggende (opplæringslova § 12-3), unntatt 7C i oktober 2025, som er holdt på
konkret mistanke (§§ 12-4 og 12-5) og har grunnlaget skrevet ned i `runder.toml`. Bare der er det
spurt med navn om hvem man helst vil slippe å være sammen med, og om noen plager.

Each class has three rounds; all are preventive except 7C in October 2025, held on concrete
suspicion with its grounds in `runder.toml`: the one round with named negative questions.
"""

Writer = Callable[[Path, Society, RoundStory], str]


def write_school(folder: Path | str, *, seed: int = DEFAULT_SEED) -> None:
    """Write the invented school: one folder a class, with its list, its rounds and `runder.toml`.

    The same seed gives the same content on every machine. A file of the same name is overwritten;
    nothing else in the folder is touched.
    """
    root = Path(folder)
    root.mkdir(parents=True, exist_ok=True)
    for story in STORIES:
        _write_class(root / f"klasse_{story.class_id.lower()}", Society(story, seed))
    (root / _MARK).write_bytes(_README.encode())


def sample_folder() -> Path:
    """Return the folder of the invented school: the checkout's own, or one written for the user.

    An installed package has no `sample_data`; then the school is written once, to the user's cache
    folder.
    """
    import platformdirs

    from skolemiljo_analytics.vocabulary import VERSION

    if (_CHECKOUT / _MARK).is_file():
        return _CHECKOUT
    cache = platformdirs.user_cache_path("skolemiljo", appauthor=False)
    target = cache / f"sample_data-{VERSION}"
    if not (target / _MARK).is_file():
        _write_whole(target)
    return target


def _write_whole(target: Path) -> None:
    """Write beside the target and rename, so that half a school is never found."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        write_school(Path(scratch) / "school")
        shutil.rmtree(target, ignore_errors=True)
        (Path(scratch) / "school").rename(target)


def _write_class(folder: Path, society: Society) -> None:
    folder.mkdir(exist_ok=True)
    class_id = society.story.class_id
    files.write_class_list(folder / _ROSTER, class_id, society.pupils)
    writers = _FORMS.get(class_id, (_microsoft,) * 3)
    suspicion = any(time.purpose is Purpose.SUSPICION for time in society.story.rounds)
    rated = (LIKES,) if any(time.rated for time in society.story.rounds) else ()
    asked = (*CHOICE_QUESTIONS, *(ON_SUSPICION if suspicion else ()), *rated, *SCALE_ITEMS)
    parts = [mapping.roster_file(_ROSTER)]
    for writer, time in zip(writers, society.story.rounds, strict=True):
        parts.append(writer(folder, society, time))
    observed = [t for t in society.story.rounds if t.key in society.story.observed_in]
    if observed:
        write_observations(folder / _SEEN, society, observed)
        parts.append(mapping.observation_file(_SEEN))
    text = mapping.mapping_text(class_id, asked, parts)
    (folder / "runder.toml").write_bytes(text.encode())


# -- one round, in the form the class used ---------------------------------------------------------


def _microsoft(folder: Path, society: Society, time: RoundStory) -> str:
    name, questions = f"svar_{time.key}.xlsx", society.questions(time)
    files.write_microsoft_form(folder / name, society, time, questions)
    return mapping.answer_file(name, "answers", time, asked=_keys(questions))


def _rated_microsoft(folder: Path, society: Society, time: RoundStory) -> str:
    """Write the form, and a grid in which everyone rates everyone: two files, one round."""
    name = f"samvaer_{time.key}.xlsx"
    files.write_ratings(folder / name, society, time, LIKES)
    sheet = {LIKES.key: LIKES.key}
    rated = mapping.answer_file(name, "matrix", time, asked=(LIKES.key,), words=sheet)
    return f"{_microsoft(folder, society, time)}\n{rated}"


def _google(folder: Path, society: Society, time: RoundStory) -> str:
    name, questions = f"svar_{time.key}.csv", society.questions(time)
    files.write_google_form(folder / name, society, time, questions)
    return mapping.answer_file(name, "answers", time, asked=_keys(questions))


def _typed_google(folder: Path, society: Society, time: RoundStory) -> str:
    name, questions = f"svar_{time.key}.csv", society.questions(time)
    typing = society.draws("typing", time.key)
    files.write_google_form(folder / name, society, time, questions, typed=typing)
    return mapping.answer_file(name, "answers", time, asked=_keys(questions))


def _matrix(folder: Path, society: Society, time: RoundStory) -> str:
    """Choices in a matrix and well-being in a form of its own: two files, one round."""
    name, form, questions = f"matrise_{time.key}.xlsx", f"trivsel_{time.key}.xlsx", CHOICE_QUESTIONS
    files.write_matrix(folder / name, society, time, questions)
    files.write_microsoft_form(folder / form, society, time, ())
    sheets = {question.key: question.key for question in questions}
    return "\n".join(
        [
            mapping.answer_file(name, "matrix", time, asked=_keys(questions, ()), words=sheets),
            mapping.answer_file(form, "answers", time, asked=_keys(())),
        ]
    )


def _edges(folder: Path, society: Society, time: RoundStory) -> str:
    """Choices in a long list and well-being in a form of its own: two files, one round."""
    name, form, questions = f"valg_{time.key}.csv", f"trivsel_{time.key}.csv", CHOICE_QUESTIONS
    files.write_edges(folder / name, society, time, questions)
    files.write_google_form(folder / form, society, time, ())
    words = {files.RELATION_WORDS.get(q.key, q.key): q.key for q in questions}
    return "\n".join(
        [
            mapping.answer_file(name, "edges", time, asked=_keys(questions, ()), words=words),
            mapping.answer_file(form, "answers", time, asked=_keys(())),
        ]
    )


def _keys(
    questions: Iterable[Question], items: Iterable[Question] = SCALE_ITEMS
) -> tuple[str, ...]:
    return tuple(q.key for q in (*questions, *items))


_FORMS: Mapping[str, tuple[Writer, Writer, Writer]] = {
    "5A": (_typed_google, _typed_google, _typed_google),
    "5B": (_matrix, _edges, _rated_microsoft),
    "7C": (_google, _google, _google),
}
