"""A seeded maker of faulty class files, with the truth fixed before anything is read.

Shares no table and no function with the readers: names, nicknames, misspellings and layouts here
are written by hand for the test, so that the readers cannot be right by construction.
"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import xlsxwriter

CULTURES: dict[str, tuple[list[str], list[str]]] = {
    "norwegian": (["Ingrid", "Sigurd", "Åse", "Bjørn", "Torstein", "Marte", "Eirik", "Solveig",
                   "Håkon", "Synne", "Anne-Lise", "Ole Martin", "Øyvind", "Ragnhild"],
                  ["Hansen", "Bråten", "Nordli", "Sæther", "Østby", "Haugland", "Vik", "Moen"]),
    "sami": (["Máret", "Áilu", "Biret", "Niillas", "Risten", "Jovnna", "Elle-Marit"],
             ["Sara", "Gaup", "Utsi", "Buljo", "Hætta", "Eira"]),
    "polish": (["Zofia", "Jakub", "Małgorzata", "Szymon", "Katarzyna", "Łukasz", "Agnieszka"],
               ["Kowalczyk", "Wiśniewska", "Zieliński", "Nowak", "Wójcik"]),
    "somali": (["Ayaan", "Abdirahman", "Hodan", "Liban", "Sagal", "Zakariye"],
               ["Warsame", "Farah Ali", "Jama", "Abdi", "Osman Nur"]),
    "arabic": (["Youssef", "Mariam", "Khalid", "Noor", "Zainab", "Tariq"],
               ["Al-Hassan", "El Amrani", "Haddad", "Khoury", "Saleh"]),
    "turkish": (["Elif", "Emre", "Zeynep", "Çağla", "Ömer", "Defne"],
                ["Yıldız", "Öztürk", "Demir", "Şahin"]),
    "vietnamese": (["Minh Anh", "Đức", "Thảo", "Khánh Linh", "Quang"],
                   ["Nguyễn", "Trần", "Phạm", "Lê"]),
    "tamil": (["Abinaya", "Kavin", "Tharshika", "Sivakumar", "Vaishnavi"],
              ["Rajan", "Nadarajah", "Sivalingam", "Kumar"]),
    "urdu": (["Ayesha", "Usman", "Mahnoor", "Zeeshan", "Hina"], ["Khan", "Malik", "Butt", "Raza"]),
    "ukrainian": (["Oleksandr", "Solomiia", "Dmytro", "Kateryna", "Bohdan"],
                  ["Shevchenko", "Kovalenko", "Bondar", "Melnyk"]),
    "eritrean": (["Selam", "Yonas", "Tigist", "Natnael"], ["Tesfay", "Gebremedhin", "Haile"]),
    "kurdish": (["Rojin", "Dilan", "Berivan", "Azad"], ["Karim", "Ahmed", "Bayram"]),
}  # fmt: skip
CALLED = {
    "Katarzyna": "Kasia", "Małgorzata": "Gosia", "Zofia": "Zosia", "Jakub": "Kuba",
    "Oleksandr": "Sasha", "Dmytro": "Dima", "Kateryna": "Katya", "Abdirahman": "Abdi",
    "Zakariye": "Zaki", "Sivakumar": "Siva", "Torstein": "Tor", "Abinaya": "Abi",
    "Natnael": "Nat", "Vaishnavi": "Vaishu", "Mahnoor": "Mah", "Solomiia": "Solya",
    "Łukasz": "Luki", "Berivan": "Beri", "Agnieszka": "Aga",
}  # fmt: skip
HEARD = {
    "Kh": "K", "th": "t", "ss": "s", "ei": "ej", "y": "i", "ou": "u", "ch": "k", "z": "s",
    "w": "v", "ph": "f", "ij": "i", "q": "k", "ee": "i",
}  # fmt: skip
SEVERAL = ["; ", ", ", "\n", " og ", "/", ";", "\n- ", " & "]
NOBODY = ["ingen", "Ingen", "INGEN", "ingen spesielle"]
UNSURE = ["vet ikke", "Veit ikkje", "?"]
EVERYONE = ["alle", "Alle i klassen"]
STRANGERS = ["Quentin Fjordheimsnes", "Wolfgang Xu-Pettersson", "Gwendolyn Trillian"]

CERTAIN = frozenset({
    "exact", "case", "space", "decomposed", "hyphen", "family_first", "comma", "first", "initial",
})  # fmt: skip
PROPOSED = frozenset({"typo", "heard", "plain_letters", "nickname"})


@dataclass(frozen=True)
class Person:
    """An invented pupil."""

    row: int
    given: str
    family: str
    class_id: str

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True)
class Said:
    """The truth of one mention: where it stands, what was written, whom it means, its bend."""

    file: str
    row: int
    column: str
    position: int
    text: str
    writer: Person
    target: Person | None
    kind: str


@dataclass
class Rendering:
    """Files with their truth."""

    roster: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    silent: list[Person] = field(default_factory=list)


def invent_class(rng: random.Random, class_id: str, n: int, first_row: int) -> list[Person]:
    """Invent `n` pupils of many cultures; full names unique, some first names shared."""
    people: list[Person] = []
    used: set[str] = set()
    while len(people) < n:
        given_names, family_names = CULTURES[rng.choice(sorted(CULTURES))]
        given = rng.choice(given_names)
        if people and rng.random() < 0.06:
            given = rng.choice(people).given
        name = f"{given} {rng.choice(family_names)}"
        if name not in used:
            used.add(name)
            people.append(Person(first_row + len(people), given, name[len(given) + 1 :], class_id))
    return people


def write_roster(people: list[Person], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow(["Etternavn", "Fornavn", "Klasse"])
    for person in people:
        table.writerow([person.family, person.given, person.class_id])
    return out.getvalue().encode(encoding)


def bend(rng: random.Random, person: Person, mates: list[Person]) -> tuple[str, str]:
    """Return the name as a child may write it, and the kind of bend; never another's name."""
    for _ in range(40):
        kind = rng.choice([*sorted(CERTAIN), *sorted(CERTAIN), *sorted(PROPOSED), "shared"])
        text = _bent(rng, person, mates, kind)
        if text and not (kind in PROPOSED and _is_somebody(text, mates)):
            return text, kind
    return person.full, "exact"


def _is_somebody(text: str, people: list[Person]) -> bool:
    """Tell whether a bent name says, letter by letter, somebody's name or first name."""
    low = text.lower()
    names = {p.full.lower() for p in people} | {p.given.lower() for p in people}
    names |= {p.given.lower().split()[0] for p in people}
    words = low.split()
    part = len(words) > 1 and any(
        set(words) <= set(p.full.lower().replace("-", " ").split()) for p in people
    )
    return low in names or part or low.replace("-", " ") in {n.replace("-", " ") for n in names}


def _bent(rng: random.Random, person: Person, mates: list[Person], kind: str) -> str:
    simple = SIMPLE.get(kind)
    if simple is not None:
        return simple(person)
    if kind == "case":
        return rng.choice([person.full.upper(), person.full.lower()])
    first = person.given.split()[0].lower()
    same = [m for m in mates if m.given.split()[0].lower() == first and m is not person]
    if kind in {"typo", "heard"}:
        base = rng.choice([person.full, person.full, person.full if same else person.given])
        return _misheard(base) if kind == "heard" else _mistyped(rng, base)
    return _by_first_name(person, same, kind)


def _by_first_name(person: Person, same: list[Person], kind: str) -> str:
    """First name alone, with initial, shared or as a nickname; empty where it would mislead."""
    if kind == "shared":
        return person.given if same and " " not in person.given else ""
    if kind == "initial":
        letter = person.family[0].lower()
        later = [[*m.family.replace("-", " ").split(), *m.given.split()[1:]] for m in same]
        clash = any(word[0].lower() == letter for words in later for word in words)
        return "" if clash else f"{person.given} {person.family[0]}."
    if same:
        return ""
    return person.given if kind == "first" else CALLED.get(person.given, "")


def _plain_letters(person: Person) -> str:
    plain = _plain(person.full)
    return plain if plain != person.full else ""


SIMPLE: dict[str, Callable[[Person], str]] = {
    "exact": lambda p: p.full,
    "space": lambda p: f" {p.given}  {p.family}\u00a0",
    "decomposed": lambda p: unicodedata.normalize("NFD", p.full),
    "hyphen": lambda p: p.full.replace("-", " ") if "-" in p.full else "",
    "family_first": lambda p: f"{p.family} {p.given}",
    "comma": lambda p: f"{p.family}, {p.given}",
    "plain_letters": _plain_letters,
}


def _plain(text: str) -> str:
    swaps = {"æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ı": "i", "Å": "A", "Ø": "O",
             "Æ": "Ae", "Ł": "L", "Đ": "D"}  # fmt: skip
    text = "".join(swaps.get(char, char) for char in text)
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _misheard(text: str) -> str:
    for old, new in HEARD.items():
        if old in text and len(text) > 4:
            return text.replace(old, new, 1)
    return ""


def _mistyped(rng: random.Random, text: str) -> str:
    """One slip of the finger after the first letter: a letter lost, doubled or swapped."""
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if len(text) < 5 or not places:
        return ""
    at = rng.choice(places)
    slip = rng.randrange(3)
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def render(
    seed: int, choices: list[list[int]] | None = None, *, layout: str = "forms"
) -> Rendering:
    """Make a class, its parallel class and one file of answers, with the truth of every name.

    `choices` gives for each pupil whom they name (places in the list); invented where not given.
    """
    rng = random.Random(f"{layout} {seed}")
    n = len(choices) if choices else rng.randint(18, 28)
    own = invent_class(rng, "7B", n, 2)
    taken = {person.full for person in own}
    other = [p for p in invent_class(rng, "7A", 24, n + 2) if p.full not in taken]
    other = [Person(n + 2 + i, p.given, p.family, "7A") for i, p in enumerate(other)]
    out = Rendering(write_roster([*own, *other]), people=[*own, *other])
    if choices is None:
        choices = [rng.sample([j for j in range(n) if j != i], 3) for i in range(n)]
    silent = set(rng.sample(range(n), max(1, n // 10)))
    out.silent = [own[i] for i in sorted(silent)]
    answers = []
    for i in range(n):
        if i in silent:
            continue
        mates = [p for p in own if p is not own[i]]
        cell = [(*bend(rng, own[j], own), own[j]) for j in choices[i][:3]]
        answers.append((own[i], _with_oddities(rng, cell, own[i], mates, other)))
    rng.shuffle(answers)
    LAYOUTS[layout](rng, out, answers)
    return out


Cell = list[tuple[str, str, Person | None]]


def _with_oddities(
    rng: random.Random, cell: Cell, writer: Person, mates: list[Person], other: list[Person]
) -> Cell:
    """Put one odd answer among the names now and then, or instead of them."""
    dice = rng.random()
    alone = {"nobody": NOBODY, "unsure": UNSURE, "everyone": EVERYONE}
    for kind, below in (("nobody", 0.05), ("unsure", 0.08), ("everyone", 0.10)):
        if dice < below or not cell:
            return [(rng.choice(alone[kind]), kind, None)]
    away = rng.choice(other)
    first = cell[0][2]
    odd: list[tuple[float, str, str, Person | None]] = [
        (0.13, "self", writer.full, writer),
        (0.19, "outside", away.full, away),
        (0.21, "stranger", rng.choice(STRANGERS), None),
        (0.23, "adult", "læreren min", None),
    ]
    if cell[0][1] in CERTAIN and first is not None:
        odd.append((0.26, "repeat", first.full, first))
    for below, kind, text, target in odd:
        if dice < below:
            return [*cell[:2], (text, kind, target)]
    return cell


QUESTION = "Hvem vil du helst være sammen med i friminuttene?"


def _joined(rng: random.Random, cell: Cell) -> str:
    separator = rng.choice(SEVERAL)
    if separator in {", ", " og ", " & "} and any("," in text for text, _, _ in cell):
        separator = "; "
    lead = "- " if separator == "\n- " else ""
    return lead + separator.join(text for text, _, _ in cell)


def _note(out: Rendering, where: tuple[str, int, str], writer: Person, cell: Cell) -> None:
    for position, (text, kind, target) in enumerate(cell):
        out.said.append(Said(*where, position, text, writer, target, kind))


def _forms(rng: random.Random, out: Rendering, answers: list[tuple[Person, Cell]]) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Form1")
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
        headings = [
            "ID",
            "Starttidspunkt",
            "Fullføringstidspunkt",
            "E-postadresse",
            "Navn",
            QUESTION,
        ]
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, heading)
        for row, (writer, cell) in enumerate(answers, start=1):
            sheet.write_number(row, 0, row)
            sheet.write_number(row, 1, 45944.4, moment)
            sheet.write_number(row, 2, 45944.41, moment)
            sheet.write_string(row, 3, "anonymous")
            sheet.write_string(row, 4, writer.full)
            sheet.write_string(row, 5, _joined(rng, cell))
            _note(out, ("svar.xlsx", row + 1, QUESTION), writer, cell)
    out.files["svar.xlsx"] = data.getvalue()


def _google(rng: random.Random, out: Rendering, answers: list[tuple[Person, Cell]]) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["Tidsmerke", "Hva heter du?", QUESTION])
    for row, (writer, cell) in enumerate(answers, start=2):
        table.writerow(["14.10.2025 09.12.33", writer.full, _joined(rng, cell)])
        _note(out, ("svar.csv", row, QUESTION), writer, cell)
    out.files["svar.csv"] = text.getvalue().encode("utf-8")


def _ranked(rng: random.Random, out: Rendering, answers: list[tuple[Person, Cell]]) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    headings = ["1. valg", "2. valg", "3. valg"]
    table.writerow(["Dato", "Navn", *headings])
    for row, (writer, cell) in enumerate(answers, start=2):
        padded = [text for text, _, _ in cell] + [""] * (3 - len(cell))
        table.writerow(["14.10.2025", writer.full, *padded])
        for heading, one in zip(headings, cell, strict=False):
            _note(out, ("svar.csv", row, heading), writer, [one])
    out.files["svar.csv"] = text.getvalue().encode("utf-16")


def _long(rng: random.Random, out: Rendering, answers: list[tuple[Person, Cell]]) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter="\t")
    table.writerow(["Fra", "Til", "Relasjon", "Dato"])
    row = 2
    for writer, cell in answers:
        for one in cell:
            table.writerow([f"{writer.family}, {writer.given}", one[0], "friminutt", "14.10.2025"])
            _note(out, ("valg.txt", row, "Til"), writer, [one])
            row += 1
    out.files["valg.txt"] = text.getvalue().encode("utf-8-sig")


LAYOUTS = {"forms": _forms, "google": _google, "ranked": _ranked, "long": _long}
