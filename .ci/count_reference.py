"""Say how many tests held numbers to the reference data; fail if any of them was skipped."""

from __future__ import annotations

import sys
from xml.etree import ElementTree as ET


def main(arguments: list[str]) -> int:
    """Read JUnit files and print what was checked."""
    closing = "--closing" in arguments
    cases = [
        case
        for file in arguments
        if not file.startswith("--")
        for case in ET.parse(file).getroot().iter("testcase")  # noqa: S314
    ]
    skipped = [c for c in cases if c.find("skipped") is not None]
    failed = [c for c in cases if c.find("failure") is not None or c.find("error") is not None]
    if closing:
        passed = len(cases) - len(skipped) - len(failed)
        sys.stdout.write(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped\n")
        return 1 if failed else 0
    missing = [
        c
        for c in skipped
        if "SKOLEMILJO_REFERENCE" in str(c.find("skipped").get("message"))  # type: ignore[union-attr]
        or "browser" in str(c.find("skipped").get("message")).lower()  # type: ignore[union-attr]
    ]
    files = {
        str(p.get("value"))
        for c in cases
        for p in c.iter("property")
        if p.get("name") == "reference"
    }
    vectors = {f for f in files if f.startswith("vectors/") and not f.endswith("INDEX.json")}
    using = sum(any(p.get("name") == "reference" for p in c.iter("property")) for c in cases)
    sys.stdout.write(
        f"{len(vectors)} files of expected numbers and {len(files - vectors)} of public data were "
        f"read by {using} tests\n"
    )
    for case in missing:
        sys.stdout.write(f"skipped: {case.get('classname')}.{case.get('name')}\n")
    return 1 if missing or not vectors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
