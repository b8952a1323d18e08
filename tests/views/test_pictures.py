"""The script that makes the pictures runs, and the documentation shows every view."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from collab_tui.views.declared import VIEWS

ROOT = Path(__file__).parent.parent.parent


def _outdated(made: Path, kept: Path) -> list[str]:
    script = runpy.run_path(str(ROOT / "scripts" / "pictures.py"))
    found: list[str] = script["outdated"](made, kept)
    return found


def test_the_pictures_can_be_made_again(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "pictures.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    made = sorted(path.stem for path in tmp_path.glob("*.svg"))
    assert set(VIEWS) < set(made)
    for path in tmp_path.glob("*.svg"):
        assert ET.fromstring(path.read_text("utf-8")).tag.endswith("svg")
    assert _outdated(tmp_path, tmp_path) == []
    (tmp_path / "map.svg").write_text("<svg/>")
    assert "map.svg" in _outdated(tmp_path, ROOT / "docs" / "pictures")
    kept = sorted(path.stem for path in (ROOT / "docs" / "pictures").glob("*.svg"))
    assert set(made) <= set(kept)
    page = (ROOT / "docs" / "views.md").read_text("utf-8")
    for name in VIEWS:
        assert f"(pictures/{name}.svg)" in page
