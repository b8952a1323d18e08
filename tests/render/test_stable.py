"""The same registry gives the same documents, byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.render.conftest import every_page, markdown_of, opened_at
from tests.render.small import DANGLING, REGISTRY


def documents(folder: Path) -> dict[str, str]:
    catalog = opened_at(folder)
    try:
        return {str(page.ref): markdown_of([page]) for page in every_page(catalog)}
    finally:
        catalog.close()


@pytest.mark.parametrize("query", ["", "alpha OR beta OR a"])
def test_documents_do_not_depend_on_how_a_process_hashes(tmp_path: Path, query: str) -> None:
    (tmp_path / "a.toml").write_text(REGISTRY + DANGLING, encoding="utf-8")

    def exported(seed: str) -> str:
        command = [sys.executable, "-m", "collab_tui", "export", "-d", str(tmp_path / "a.toml")]
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "COLLAB_TUI_CACHE": str(tmp_path / f"cache-{seed}"),
        }
        done = subprocess.run(
            [*command, "--query", query], env=environment, capture_output=True, check=True
        )
        return done.stdout.decode()

    assert exported("1") == exported("2") != ""


def test_documents_do_not_depend_on_how_records_are_spread_over_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a.toml").write_text(REGISTRY + DANGLING, encoding="utf-8")
    (other / "a.toml").write_text(DANGLING, encoding="utf-8")
    (other / "b.toml").write_text(REGISTRY, encoding="utf-8")
    assert documents(one) == documents(other)
