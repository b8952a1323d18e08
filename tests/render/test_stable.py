"""The same registry gives the same documents, byte for byte."""

from __future__ import annotations

from pathlib import Path

from collab_tui.render.markdown import render_markdown
from tests.render.conftest import every_page, opened_at
from tests.render.small import DANGLING, REGISTRY


def documents(folder: Path) -> dict[str, str]:
    catalog = opened_at(folder)
    try:
        return {str(page.ref): render_markdown([page]) for page in every_page(catalog)}
    finally:
        catalog.close()


def test_documents_are_the_same_from_a_catalog_built_again(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(REGISTRY, encoding="utf-8")
    assert documents(tmp_path) == documents(tmp_path)


def test_documents_do_not_depend_on_how_records_are_spread_over_files(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    (one / "a.toml").write_text(REGISTRY + DANGLING, encoding="utf-8")
    (other / "a.toml").write_text(DANGLING, encoding="utf-8")
    (other / "b.toml").write_text(REGISTRY, encoding="utf-8")
    assert documents(one) == documents(other)
