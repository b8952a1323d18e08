"""A folder of Markdown: MkDocs builds it without a warning."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.site import site_files
from tests.outgoing.test_dump import found


def written(catalog: Catalog, folder: Path, query: str = "") -> dict[str, str]:
    files = dict(site_files(catalog, found(catalog, query)))
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return files


def test_mkdocs_builds_it_without_a_warning(builtin: Catalog, tmp_path: Path) -> None:
    written(builtin, tmp_path / "docs", "country:SG")
    warnings: list[str] = []

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno >= logging.WARNING:
                warnings.append(record.getMessage())

    logger, heard = logging.getLogger("mkdocs"), Heard()
    logger.addHandler(heard)
    try:
        settings = tmp_path / "mkdocs.yml"
        settings.write_text("")
        config = load_config(
            config_file=str(settings),
            site_name="Registry",
            docs_dir=str(tmp_path / "docs"),
            site_dir=str(tmp_path / "site"),
            markdown_extensions=["footnotes", "tables"],
            theme="mkdocs",
            strict=True,
        )
        build(config)
    finally:
        logger.removeHandler(heard)
    assert warnings == []
    assert (tmp_path / "site" / "agreement" / "ssmic" / "index.html").exists()


def test_records_are_linked_where_they_have_a_page(awkward: Catalog, tmp_path: Path) -> None:
    files = written(awkward, tmp_path)
    assert set(files) == {
        "institution/a.md",
        "institution/b.md",
        "agreement/x.md",
        "agreement/y.md",
        "focus-area/f.md",
        "person/p.md",
        "person/q.md",
        "institutions.md",
        "agreements.md",
        "focus-areas.md",
        "people.md",
        "countries.md",
        "index.md",
    }
    assert "](<../institution/b.md>)" in files["agreement/x.md"]
    assert "gone" in files["agreement/x.md"]
    assert "gone.md" not in files["agreement/x.md"]
    assert "## Singapore" in files["countries.md"]
    assert "agreement/y.md" in files["countries.md"]
    assert "- [Institutions](institutions.md) (2)" in files["index.md"]


def test_a_part_of_a_registry_links_within_itself(awkward: Catalog) -> None:
    files = dict(site_files(awkward, found(awkward, "id:x")))
    assert "../institution" not in files["agreement/x.md"]
