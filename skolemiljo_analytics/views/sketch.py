"""The adults' sketch of what they expect: groupings as rings, names put into them; then read only.

One ES module without dependencies, mounted by Streamlit; plain buttons, so a keyboard does it all.

References
----------
Methods handbook 5.7: the teacher fills the same roster (groups, who is alone, who decides).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import get_translator

__all__ = ["Sketch", "read_sketch", "sketch_data", "sketch_module", "sketch_style"]

_BEGIN, _MOST = 4, 8
_WORDS = (
    "views.sketch.group",
    "views.sketch.outside",
    "views.sketch.decides",
    "views.sketch.tray",
    "views.sketch.none",
    "views.sketch.more",
    "views.sketch.placed",
    "views.sketch.taken",
)

_STREAMLIT = """
export default (component) => mount(
  component.parentElement.querySelector(".sketch"),
  component.data,
  (sketch) => component.setStateValue("sketch", sketch),
);
"""


@dataclass(frozen=True)
class Sketch:
    """Who keep together, whom few would choose, whose ideas the class follows."""

    groupings: tuple[tuple[PupilId, ...], ...] = ()
    outside: tuple[PupilId, ...] = ()
    decides: tuple[PupilId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody is placed anywhere."""
        return not (self.groupings or self.outside or self.decides)


def sketch_data(
    pupils: Sequence[PupilId],
    *,
    label: Labeller,
    of: str,
    sketch: Sketch | None = None,
    locked: bool = False,
    language: Language | str = Language.NB,
) -> dict[str, Any]:
    """Return what the sketch shows, as plain values that JSON can hold.

    Parameters
    ----------
    pupils
        Who can be placed, in the order of the list.
    label
        What stands beside a pupil.
    of
        What it is a sketch of; while this is the same, what is drawn stays on the screen.
    sketch
        What is drawn already.
    locked
        Whether it is only to be looked at.
    """
    say, there = get_translator(language), sketch or Sketch()
    return {
        "of": f"{of}/{language}/{locked}",
        "pupils": [{"id": p, "label": label(p)} for p in pupils],
        "groupings": [list(members) for members in there.groupings],
        "outside": list(there.outside),
        "decides": list(there.decides),
        "locked": locked,
        "begin": _BEGIN,
        "most": _MOST,
        "words": {
            key.rpartition(".")[2]: say(key, number="{number}", name="{name}", place="{place}")
            for key in _WORDS
        },
    }


def read_sketch(drawn: Mapping[str, Any] | None, pupils: Iterable[PupilId]) -> Sketch:
    """Return what was drawn; whatever is not a pupil of the list, or stands twice, is left out.

    What comes from a browser is never trusted: only ids of the list pass.

    Examples
    --------
    >>> read_sketch({"groupings": [["a", "x"], []], "outside": ["b"]}, ["a", "b"])
    Sketch(groupings=(('a',),), outside=('b',), decides=())
    """
    if not isinstance(drawn, Mapping):
        return Sketch()
    order = tuple(pupils)
    placed: set[PupilId] = set()
    groupings = []
    for members in _lists(drawn.get("groupings")):
        kept = tuple(p for p in order if p in members and p not in placed)
        placed.update(kept)
        if kept:
            groupings.append(kept)
    outside, decides = (
        tuple(p for p in order if p in _list(drawn.get(part))) for part in ("outside", "decides")
    )
    return Sketch(tuple(groupings[:_MOST]), outside, decides)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _lists(value: object) -> list[list[object]]:
    return [_list(one) for one in _list(value)]


def sketch_module() -> str:
    """Return the ES module for ``st.components.v2``: sets the state `sketch`.

    Mount it with ``html='<div class="sketch"></div>'`` and ``css=sketch_style()``.
    """
    return _static("sketch.js") + _STREAMLIT


def sketch_style() -> str:
    """Return the sketch's style sheet."""
    return _static("sketch.css")


def _static(name: str) -> str:
    folder = resources.files("skolemiljo_analytics.views") / "static"
    return (folder / name).read_text(encoding="utf-8")
