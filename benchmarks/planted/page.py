"""Make ``docs/strength.md``: how often each strength word is right, and how often it can be said.

Run ``python -m benchmarks.planted.page`` at the root of the checkout, once the two tables are made
(the page says how). A test holds the page to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from skolemiljo_analytics.doubt.calibration import at_most, load_table
from skolemiljo_analytics.doubt.trials import CONCLUSIONS
from skolemiljo_analytics.vocabulary import FindingCode

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "strength.md"
PLANTED = Path(__file__).with_name("planted.json")

NAMES = {
    "unchosen_again": "nobody names this pupil next week either (one pupil)",
    "unchosen": "more are named by nobody than chance gives",
    "without_mutual": "more are without a mutual choice than chance gives",
    "returned": "more choices are returned than chance gives",
    "concentrated": "few get most of the choices",
    "split": "the class is divided into groupings",
    "members": "… and much into the groupings shown (never said: only measured)",
    "gender": "choices follow gender",
    "front": "two groupings say no to each other",
    "several_again": "several, from several groupings, say no next week too (one pupil)",
}
PATTERNS = {
    "groups": "divided into groupings, full power",
    "weak_groups": "divided into groupings, more weakly",
    "gender": "choices follow gender",
    "unchosen": "more named by nobody",
    "without_mutual": "more without a mutual choice",
    "concentrated": "few get most of the choices",
    "returned": "more choices returned",
    "scale": "the class's mean is below the middle of the scale",
    "front": "two groupings say no to each other",
    "low_pairs": "more low ratings both ways",
    "unchosen_one": "one pupil named by nobody",
    "several_no": "several, from several groupings, say no to one pupil",
    "low_several": "several, from several groupings, rate one pupil low",
    "reported": "several report one pupil",
}
FACTS_ONLY = {
    FindingCode.SINGLE_TIE: "one mutual choice in all",
    FindingCode.NO_NAMES_EITHER_WAY: "no names either way",
    FindingCode.FEW_IN_ALL: "named by few over all questions",
    FindingCode.AT_EDGE: "at the edge of the mutual choices",
    FindingCode.ONLY_OUTSIDE: "named only somebody outside the class",
    FindingCode.WOVEN: "where the class stands among random classes",
    FindingCode.EXPECTED_MORE: "how many expected choices were met",
    FindingCode.CLOSED_PAIR: "a pair apart",
    FindingCode.CLOSED_GROUP: "a group apart",
    FindingCode.HARM_REPORTED: "how many report harm",
    FindingCode.LAST_REPORTING: "one who reports alone",
    FindingCode.YES_HERE_NO_THERE: "yes from the own grouping and no from others",
    FindingCode.TOGETHER_SAID_NO: "no from those one is together with",
    FindingCode.RATING_SHARES: "what ratings depend on",
    FindingCode.POWER_PROFILE: "say beside being chosen, over the class",
    FindingCode.SAY_WITHOUT_CHOICE: "say without being chosen",
    FindingCode.SPECIAL_POWER: "særleg maktposisjon",
    FindingCode.SINGLE_BRIDGE: "one who alone ties two parts together",
    FindingCode.TOGETHER_NOT_CHOSEN: "together with those who do not choose one",
    FindingCode.SEEN_NOT_CHOSEN: "what adults saw beside what was answered",
    FindingCode.CONTEXT_DIFFERENCE: "chosen in one context and not in another",
    FindingCode.LOST_TIES: "choices lost since the last round",
    FindingCode.LOW_ANSWER_RATE: "few answered",
    FindingCode.LOW_THOUGH_CHOSEN: "survey and choices disagree",
    FindingCode.RESOURCE_BRIDGES: "choices across groupings",
    FindingCode.RESOURCE_OPEN_GROUPS: "open groupings",
    FindingCode.ORDINARY_CLASS: "an ordinary class",
}
"""Findings that carry no word: the test reads from the findings that these are all."""
FORMS = {
    "positive": "Choices only",
    "signed": "Choices and negative choices",
    "ratings": "Every classmate rated",
}
INSIDE = {
    "4 groups, odds 5, 5 choices": 53,
    "4 groups, odds 8, 3 choices": 66,
    "3 groups, odds 8, 3 choices": 77,
    "4 groups, odds 8, 5 choices": 62,
    "4 groups, odds 15, 3 choices": 78,
}
"""The strengths at which the handbook finds a power of 100 %, and of 100 choices, how many stay in
the group there."""

Row = dict[str, Any]


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table in Markdown."""
    names = list(heads)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def percent(part: int, of: int) -> str:
    """A share in percent, with a decimal where it is below ten or above ninety."""
    if not of:
        return "–"
    value = 100 * part / of
    return f"{value:.1f}" if 0 < value < 10 or 90 < value < 100 else f"{value:.0f}"


def limit(wrong: int, of: int) -> str:
    """The upper 95 % limit of a share of errors, in percent."""
    return f"{100 * at_most(wrong, of):.1f}" if of else "–"


def pooled(rows: Iterable[Row], conclusion: str) -> list[int]:
    """The six counts of one conclusion over these designs."""
    found = [row["words"][conclusion] for row in rows if conclusion in row["words"]]
    return [sum(column) for column in zip(*found, strict=True)] if found else []


def rightness(rows: list[Row]) -> list[str]:
    """How often each word was said, was right, and could be said."""
    lines = []
    for conclusion, name in NAMES.items():
        counts = pooled(rows, conclusion)
        if not counts:
            continue
        clear, clear_right, probable, probable_right, true, of = counts
        lines.append(
            (
                name,
                f"{of}, {true}",
                str(clear),
                percent(clear_right, clear),
                limit(clear - clear_right, clear),
                str(probable),
                percent(probable_right, probable),
                limit(probable - probable_right, probable),
                f"{percent(clear_right, true)} / {percent(clear_right + probable_right, true)}",
            )
        )
    heads = ("conclusion", "cases, true", "clear", "right %", "wrong at most %")
    more = ("probable", "right %", "wrong at most %", "reached % (clear / either)")
    return table((*heads, *more), lines)


def reach(rows: list[Row], part: Callable[[Row], str]) -> list[str]:
    """Of the cases that are true, how many got the word, by one part of the design."""
    values = list(dict.fromkeys(part(row) for row in rows))
    lines = []
    for conclusion, name in NAMES.items():
        cells = []
        for value in values:
            counts = pooled((r for r in rows if part(r) == value), conclusion)
            cells.append(
                f"{percent(counts[1], counts[4])} / {percent(counts[1] + counts[3], counts[4])}"
                if counts
                else "–"
            )
        if conclusion != "members":
            lines.append((name, *cells))
    return table(("conclusion", *values), lines)


def planted(rows: list[Row]) -> list[str]:
    """With and without the pattern, one row a pattern and one a strength."""
    lines: list[tuple[str, ...]] = []
    for pattern, name in PATTERNS.items():
        mine = [row for row in rows if row["pattern"] == pattern]
        if mine:
            lines.append(_planted(f"**{name}**", _added(mine)))
            lines += [_planted(row["strength"], row) for row in mine]
    heads = ("planted", "classes with", "clear %", "clear or probable %", "classes without")
    more = ("clear % (at most)", "probable % (at most)", "right %: clear, probable")
    return table((*heads, *more), lines)


def _added(rows: list[Row]) -> Row:
    keys = {key for row in rows for key in row if key not in {"pattern", "strength"}}
    return {key: sum(row.get(key, 0) for row in rows) for key in keys}


def _planted(name: str, row: Row) -> tuple[str, ...]:
    count = {
        (side, word): row.get(f"{side}_{word}", 0)
        for side in ("with", "without")
        for word in ("clear", "probable", "of")
    }
    yes, no = count["with", "of"], count["without", "of"]
    firm = count["with", "clear"] + count["with", "probable"]
    right = [_right(row, word) for word in ("clear", "probable")]
    return (
        name,
        str(yes),
        percent(count["with", "clear"], yes),
        percent(firm, yes),
        str(no),
        *(
            f"{percent(count['without', w], no)} ({limit(count['without', w], no)})"
            for w in ("clear", "probable")
        ),
        ", ".join(right),
    )


def _right(row: Row, word: str) -> str:
    """Of a pupil, right on the second day; of a class, said where it was planted."""
    if any(key.endswith("_pupils") for key in row):
        right, of = (
            sum(row.get(f"{side}_{word}_{end}", 0) for side in ("with", "without"))
            for end in ("right", "pupils")
        )
        return percent(right, of)
    right = row.get(f"with_{word}", 0)
    return percent(right, right + row.get(f"without_{word}", 0))


def never_said(rows: list[Row]) -> list[str]:
    """Words that were not said once, over every design."""
    lines = []
    for conclusion, name in NAMES.items():
        counts = pooled(rows, conclusion)
        if counts and conclusion != "members":
            missing = [w for w, said in (("clear", counts[0]), ("probable", counts[2])) if not said]
            if missing:
                lines.append(f"- {name}: {' and '.join(missing)}.")
    return [*(lines or ["None: every word was said."]), ""]


def full_power(rows: list[Row]) -> list[str]:
    """Groups of full power, one row a strength, with both limits, and then all together."""
    mine = {row["strength"]: row for row in rows if row["pattern"] == "groups"}
    shown = [(f"{name} ({inside} inside)", mine[name]) for name, inside in INSIDE.items()]
    lines = []
    for name, row in [*shown, ("**together**", _added(list(mine.values())))]:
        of, clear = row["with_of"], row.get("with_clear", 0)
        without, vain = row["without_of"], row.get("without_clear", 0)
        least = f"{100 * (1 - at_most(of - clear, of)):.1f}"
        share, false = f"{100 * clear / of:.1f}", f"{100 * vain / without:.2f}"
        most, probable = f"{100 * at_most(vain, without):.2f}", row.get("without_probable", 0)
        found = (least, share, limit(clear, of), str(without), str(vain), false, most)
        lines.append((name, str(of), *found, str(probable)))
    heads = ("groups (of 100 choices)", "classes with", "at least %", "clear %", "at most %")
    more = ("classes without", "clear", "clear %", "at most %", "probable")
    return table((*heads, *more), lines)


def read_planted() -> Row:
    """The planted table."""
    read: Row = json.loads(PLANTED.read_text(encoding="utf-8"))
    return read


def render() -> str:
    """The page."""
    calibration = load_table()
    trials = read_planted()
    rows = calibration["by_design"]
    heard = [row for row in rows if row["silent"] <= 0.1]
    limits = ", ".join(f"`{k}` {v:g}" for k, v in calibration["thresholds"].items())
    lines = [_HEAD.format(command=calibration["command"], limits=limits)]
    for form, name in FORMS.items():
        lines += [f"### {name}", "", *rightness([r for r in heard if r["form"] == form])]
    lines += ["### All three", "", *rightness(heard), _NEVER, *never_said(rows)]
    lines += [_SILENT, *reach(rows, lambda r: f"{round(100 * r['silent'])} % silent")]
    lines += [_MISSING, *rightness([row for row in rows if row["silent"] == 0.2])]
    lines += [_SIZE, *reach(heard, lambda r: f"{r['pupils']} pupils")]
    lines += [_LIMIT, *reach(heard, lambda r: f"{r['limit'] or 'no limit'}")]
    lines += [_PLANTED.format(command=_commands(trials), **trials)]
    lines += [*planted(trials["rows"]), _FULL_POWER.format(**_rates(trials["rows"]))]
    lines += [*full_power(trials["rows"]), _ONE_PUPIL, "## Findings without a word", "", _FACTS]
    lines += [f"- {name} (`{code.value}`)" for code, name in FACTS_ONLY.items()]
    return "\n".join(lines).rstrip("\n") + "\n"


def _commands(trials: Row) -> str:
    """The commands the planted table is made by, one a line."""
    start = "python -m benchmarks.planted.run"
    every = [f"{start} --classes {trials['classes']} --seed {trials['seed']}"]
    for name, ran in trials["own"].items():
        every.append(f"{start} --classes {ran['classes']} --seed {ran['seed']} --only {name}")
    return "\n    ".join(every)


def _rates(rows: list[Row]) -> dict[str, str]:
    """How often "clear" is right of groupings, each strength as often and as often none."""
    found = {}
    for key, patterns in (("full", {"groups"}), ("all", {"groups", "weak_groups"})):
        mine = [row for row in rows if row["pattern"] in patterns]
        true = sum(row.get("with_clear", 0) / row["with_of"] for row in mine) / len(mine)
        added = _added([row for row in rows if row["pattern"] in {"groups", "weak_groups"}])
        vain = added["without_clear"] / added["without_of"]
        found[f"right_{key}"] = f"{100 * true / (true + vain):.1f}"
    return found


assert set(NAMES) == set(CONCLUSIONS)

_HEAD = """# How firmly something is said, and how often that is right

A finding that goes beyond what was answered carries a word: **clear**, **probable**, **possible –
check**, or *cannot say*. The words are not decreed. Classes are invented whose truth is known, put
through the same doubt as a real class, and it is counted how often each word is right, and how
often it can be said at all: a word that is never said is never wrong, and proves nothing.

"Clear" is to be right 99 times in 100, "probable" 90. Where nothing was planted, "clear" is to be
said of at most 1 class in 100 and "probable" of at most 5.

Made by `python -m benchmarks.planted.page` from two tables, each made by a command:

    {command}

and the one in the last section. Limits in use: {limits}.

## What the invented classes are like

Every pupil likes every other more or less. In five of eight classes choices are pulled by groups
(inside 3 to 30 times as likely), by gender (2 to 15 times) or by both; in half of all some are
likelier to be named than others; in half liking is returned (correlation up
to 0.8), which makes "groups" of its own. Choices are those one likes best (2, 3, 4, 5, or as many
as one will), negative choices those one likes least, ratings the same liking cut in five steps, a
tie the highest rating. 15, 20, 25 or 30 pupils; none, 10, 20 or 30 in 100 silent. A day's answers
are what the pupils want with one choice in twenty gone astray; a second day, on which all answer,
is the truth for "next week too". What is said of one pupil has many more cases than there are
classes.

This is a model. It knows nothing of who is away *because* nobody chooses them, and in real classes
choices go astray in less random ways. The words are as right as this only as far as classes are
like these.

## How often each word is right

Where none or about one in ten is silent. *Wrong at most* is the
upper 95 % limit (Clopper and Pearson) of the share that is wrong. *Reached*: of the cases in which
the conclusion is true, how many got the word. "Probable" is counted without "clear".
"""

_NEVER = """### Words that are never said

In no design, of no class. What they would say can still be "possible", and the facts are always
told.
"""

_SILENT = """## When some are silent

Reached in percent of true cases, clear / clear or probable. With a tenth to a quarter silent a
pattern of the class is at most "probable"; with more, nothing is concluded.
"""

_MISSING = """Rightness where two in ten are silent:
"""

_SIZE = """## By size of class
"""

_LIMIT = """## By how many one may name
"""

_PLANTED = """## Planted patterns

For each pattern {classes} classes of {pupils} pupils with it and as many without (for groupings
more, see the commands). A class without is made from its twin: as many choices by each pupil
and as many mutual pairs, and nothing else (for "more choices returned": as many choices given and
received by each). *At most* is the upper 95 % limit. "Full power": the strengths at which a test at
5 in 100 finds groups in every class. Where nearly every class is clear, few are left to be
"probable", and of those more are wrong: read that column over strong and weak together.

    {command}
"""

_FULL_POWER = """### Groupings where the power is full

The limit of groupings' own (`clear_split_p`) holds in classes of 20 pupils or more with 2.5 choices
each or more; in others the common ones do, since few of the groups there would show. By it "clear"
may be said in vain of three quarters of 1 in 100 classes in which nothing pulls choices together.
That was decided before the classes below were drawn, with a seed not used before: less leaves real
groups unsaid in more than one class of five at the weakest strength, more leaves no room below 1 in
100. Between that limit and 1 in 100 lie few classes with groups, too few beside those without for
"probable" to be right 90 times in 100: they are "possible – check". Where some did not answer, what
would be clear is probable.

500 random classes are drawn. Where none, or seven or more, are as divided as the class, that
decides; else 1,500 more are drawn. p is then the chance that a random class would have ended there
or more extreme, counted over both stages, and "clear" needs at most 14 of 2,000. The chance of
"clear" for a class that is itself random is by that 0.748 in 100: integrated over p, and counted in
whole numbers (`tests/doubt/test_stages.py`).

*At least* and *at most* are one-sided 95 % limits. Where as many classes have no groups as have,
"clear" is right {right_full} times in 100 over these strengths, and {right_all} over these and the
three weaker ones; where five in eight are divided, as told in the first section. The fewer classes
of a school have groups, the more of those said to be clear are so by chance.
"""

_ONE_PUPIL = """The last six in bold are about one pupil, or about negative choices and low ratings.
In the class with a pattern about one pupil the word is that of the pupil it was planted with; in
the twin, the firmest of any pupil. They are asked of the first of two days, and about a pupil
*right* is read from the second: of all of whom the word was said, in class and twin, how many it
held for. A twin has as many choices, negative choices, reports or low ratings from each, and as
many both ways, dealt at random; beside negative choices the positive ones stay (for low ratings
both ways: as many low ones given and received by each). "Liked 7.4 times less": the odds of being
chosen, beside the others'. "20 in 100 would name": beside reports that fall at random.

That it would be so another day is not enough for a word about one pupil. In a class of 25
*somebody* gets most no's, and keeps them another day: by that alone, "clear" was said of some
pupil in 12 to 36 of 100 classes where all was dealt at random (no's, low ratings, reports).
The chance must therefore also hold among all pupils of the class (times their number), and the
weaker of the two words is said. That nobody names one pupil is never rare enough for that: in most
classes some are named by nobody. Of it only "possible" is said, with the facts.
"""

_FACTS = """These tell what was asked and answered, with bounds and, where it can be had, chance.
Nothing is concluded from them, so there is no word to be right or wrong. Lack of mutual choices of
one pupil, and low ratings between one pair, are facts too: the word stands with the class.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
