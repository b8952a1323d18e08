"""The map of the source in CONTRIBUTING.md is that of the source."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "collab_tui"


def test_the_map_names_every_part_of_the_source_and_nothing_else() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.search(r"\n\| package \|.*?\n\n", text, re.DOTALL)
    assert rows is not None
    cells = (row.split("|")[1] for row in rows[0].strip().splitlines()[2:])
    named = {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}
    there = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    there |= {path.name for path in SOURCE.glob("*.py")} - {"__init__.py"}
    assert there - named == set()
    inside = {name for name in named if (SOURCE / name).exists()}
    inside |= {name for name in named if (SOURCE / "catalog" / name).exists()}
    assert named - inside == set()


def test_every_module_that_is_named_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    example = {"catalog/views/types.py", "views/types.py"}
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text)) - example
    places = (SOURCE, ROOT / "tests", ROOT / "benchmarks", ROOT / "scripts")
    there = [path.as_posix() for place in places for path in place.rglob("*.py")]
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in there)] == []
