"""A release: its version, its changelog, and what the sdist holds."""

from __future__ import annotations

import runpy
import tarfile
from datetime import date
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

ROOT = Path(__file__).parent.parent
RELEASE = runpy.run_path(str(ROOT / "scripts" / "release.py"), run_name="release")


def test_the_sdist_has_all_that_its_tests_use(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("src", "data", "tests", "benchmarks", "docs", "scripts"):
        there = [path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()]
        wanted = {path.as_posix() for path in there if "__pycache__" not in path.parts}
        assert wanted
        assert wanted <= held
    assert {"README.md", "LICENSE", "CHANGELOG.md", "mkdocs.yml", "pyproject.toml"} <= held


def test_a_version_is_not_older_than_the_one_before() -> None:
    source = '"""Text."""\n__version__ = "0.9.0"\n'
    assert RELEASE["with_version"](source, "0.10.0") == '"""Text."""\n__version__ = "0.10.0"\n'
    for wrong in ("0.8.9", "1.0", "v1.0.0"):
        with pytest.raises(SystemExit, match=wrong.replace(".", r"\.")):
            RELEASE["with_version"](source, wrong)


def test_what_was_unreleased_gets_a_version_and_a_day() -> None:
    text = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2025-01-01)\n\n- Old.\n"
    made = RELEASE["with_release"](text, "0.2.0", date(2026, 1, 2))
    assert made == text.replace("## Unreleased\n", "## Unreleased\n\n## 0.2.0 (2026-01-02)\n")
    with pytest.raises(SystemExit, match="nothing below"):
        RELEASE["with_release"](made, "0.3.0", date(2026, 1, 3))
    with pytest.raises(SystemExit, match="released already"):
        RELEASE["with_release"](text, "0.1.0", date(2026, 1, 3))
