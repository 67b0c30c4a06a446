"""Try the installed wheel, away from the checkout: translations, map, settings, a portrait."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib import resources
from pathlib import Path


def main() -> int:
    """Fail loudly on anything a person with only the wheel would miss."""
    import skolemiljo_analytics

    package = Path(skolemiljo_analytics.__file__).parent
    assert "site-packages" in str(package), f"the checkout was imported: {package}"
    for language in ("nb", "nn", "en"):
        compiled = sorted(package.glob(f"locale/{language}/LC_MESSAGES/*.mo"))
        assert len(compiled) >= 6, f"{language}: {len(compiled)} compiled catalogues"
    assert not list(package.glob("locale/*/LC_MESSAGES/*.po")), "translations uncompiled"
    script = resources.files("skolemiljo_analytics.views") / "static" / "classmap.js"
    assert "export function mount" in script.read_text(encoding="utf-8")
    command = str(Path(sys.executable).parent / "skolemiljo")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SKOLEMILJO_HOME": f"{folder}/home"}
        for arguments in (
            ["--help"],
            ["demo", f"{folder}/skole"],
            ["portrait", f"{folder}/skole/klasse_7b", "--out", f"{folder}/ut"],
            ["report", f"{folder}/skole/klasse_7b", "--out", f"{folder}/portrett.pdf"],
        ):
            subprocess.run([command, *arguments], check=True, env=environment)  # noqa: S603
        made = [p for p in Path(folder, "ut").rglob("*") if p.is_file()]
        assert {".json", ".csv", ".svg"} <= {p.suffix for p in made}, made
        assert Path(folder, "portrett.pdf").read_bytes().startswith(b"%PDF")
    sys.stdout.write("The wheel works on its own\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
