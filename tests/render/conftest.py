"""What the tests of rendering share."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.render.apart import OwnTemplate
from collab_tui.render.kinds import page_of
from collab_tui.render.markdown import markdown_blocks
from collab_tui.render.page import Page
from collab_tui.render.palette import ansi
from tests.render.small import DANGLING, HOSTILE, REGISTRY

TODAY = date(2026, 6, 15)

GetPage = Callable[[str], Page]


def markdown_of(
    pages: Sequence[Page], query: str | None = None, template: Path | None = None
) -> str:
    """Return one Markdown document with all `pages`."""
    if template is None:
        return "".join(markdown_blocks(pages, query))
    with OwnTemplate(template) as own:
        return "".join(markdown_blocks(pages, query, own))


@pytest.fixture(scope="package")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """The catalog of the registry of these tests."""
    folder = tmp_path_factory.mktemp("render")
    for name, text in (("a", REGISTRY), ("b", DANGLING), ("c", HOSTILE)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    catalog = opened_at(folder)
    yield catalog
    catalog.close()


def opened_at(folder: Path) -> Catalog:
    """Open the registry at `folder` in memory."""
    catalog = Catalog.open([folder], None, TODAY)
    catalog.refresh()
    return catalog


@pytest.fixture
def page(book: Catalog) -> GetPage:
    """Return a function that gives the page of the record with a ref."""

    def get(ref: str) -> Page:
        dossier = book.shown.dossier(book.resolve(ref))
        assert dossier is not None
        return page_of(dossier)

    return get


def every_page(catalog: Catalog) -> list[Page]:
    """Return the page of every record."""
    found = catalog.search(parse("")).found.values()
    dossiers = [catalog.shown.dossier(n) for numbers in found for n in numbers]
    return [page_of(dossier) for dossier in dossiers if dossier is not None]


def show_at(renderable: RenderableType, width: int = 100, *, colour: bool = False) -> str:
    """Return what a terminal of this width shows."""
    out = io.StringIO()
    Console(
        file=out,
        width=width,
        theme=ansi(),
        highlight=False,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    ).print(renderable)
    return out.getvalue()
