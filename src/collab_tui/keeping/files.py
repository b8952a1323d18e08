"""Whole files of a registry: one layout, or fixed mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from collab_tui.keeping.draft import Draft
from collab_tui.keeping.errors import KeepError
from collab_tui.keeping.fixing import Fix, fixed
from collab_tui.keeping.formatting import formatted
from collab_tui.keeping.keeper import Keeper
from collab_tui.keeping.parts import EditError
from collab_tui.keeping.placing import files_of, place_within
from collab_tui.keeping.steps import put
from collab_tui.keeping.text import tables_in
from collab_tui.records.kinds import Ref


def format_files(keeper: Keeper, files: Iterable[Path] = ()) -> Draft:
    """Lay out the files of the registry, or those given, as `formatting` does.

    Raises:
        KeepError: a file is not within the registry, or cannot be laid out.
    """
    draft = Draft(keeper.catalog)
    for path in _paths(keeper, files):
        try:
            draft.change(path, formatted)
        except EditError as error:
            raise KeepError(f"{path}: {error}") from error
    return draft


def fix_files(keeper: Keeper, files: Iterable[Path] = ()) -> tuple[Draft, list[tuple[Ref, Fix]]]:
    """Fix what is certain in the files of the registry, or in those given; see `fixing`.

    A file that is not TOML is left alone, and so is a record that cannot be changed by position.

    Raises:
        KeepError: a file is not within the registry.
    """
    draft = Draft(keeper.catalog)
    mended: list[tuple[Ref, Fix]] = []
    for path in _paths(keeper, files):
        try:
            tables = tables_in(draft.content(path))
        except EditError:
            continue
        for held in tables:
            table, fixes = fixed(held.ref.kind, held.table)
            if not fixes:
                continue
            try:
                put(draft, path, held, table)
            except KeepError:
                continue
            mended += [(held.ref, one) for one in fixes]
    return draft, mended


def _paths(keeper: Keeper, files: Iterable[Path]) -> list[Path]:
    layers = keeper.catalog.layers
    named = [place_within(file, layers) for file in files]
    return named or files_of(layers)
