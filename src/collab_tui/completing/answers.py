"""Asks the catalog for what can come next.

A shell waits for the answer. So the catalog is asked as it was left. Only a small registry that was
never opened is read first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from collab_tui.completing.offers import Offer, query_offers, ref_offers
from collab_tui.config import (
    ConfigError,
    Settings,
    first_unusable,
    load_settings,
    registry_layers,
)
from collab_tui.places import cache_folder
from collab_tui.query.ready import with_ready

if TYPE_CHECKING:
    import click

    from collab_tui.catalog.catalog import Catalog


AT_ONCE = 500_000
"""Bytes of a registry that is read while a shell waits."""


def complete_query(context: click.Context, typed: str) -> list[CompletionItem[str]]:
    """Return how the query that is `typed` can go on."""
    return _items(
        context,
        lambda catalog, kept: query_offers(typed, catalog, with_ready(kept.queries, date.today())),
    )


def complete_ref(context: click.Context, typed: str) -> list[CompletionItem[str]]:
    """Return the refs that begin with what is `typed`."""
    return _items(context, lambda catalog, _: ref_offers(typed, catalog) if catalog else [])


def _items(
    context: click.Context, ask: Callable[[Catalog | None, Settings], list[Offer]]
) -> list[CompletionItem[str]]:
    """Return the answer of `ask`; nothing if the catalog is damaged or locked."""
    try:
        settings = load_settings()
    except ConfigError:
        settings = Settings()
    found: list[Offer] = []
    with suppress(OSError, sqlite3.Error), ExitStack() as after:
        catalog = _open(_named(context), settings)
        if catalog is not None:
            after.callback(catalog.close)
        found = ask(catalog if catalog is not None and _is_ready(catalog) else None, settings)
    return [CompletionItem(one.text, "open" if one.goes_on else "plain", one.help) for one in found]


def _is_ready(catalog: Catalog) -> bool:
    """Tell whether the registry was read; read it if that is a matter of a second."""
    if catalog.is_built():
        return True
    from collab_tui.registry.files import find_files

    files, _ = find_files(catalog.layers)
    if sum(Path(file.path).stat().st_size for file in files) > AT_ONCE:
        return False
    catalog.refresh()
    return True


def _named(context: click.Context) -> list[Path]:
    """Return the registries on the command line, before and after the command."""
    chain = [context]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return [path for one in reversed(chain) for path in one.params.get("data") or ()]


def _open(named: Sequence[Path], settings: Settings) -> Catalog | None:
    """Open the registry's catalog as it was left; None if there is no such registry."""
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.keeping import AfterDamage
    from collab_tui.catalog.marks import of_last_visit

    layers = registry_layers(named, settings)
    if first_unusable(layers) is not None:
        return None
    catalog = Catalog.open(layers, cache_folder())
    catalog.marks.load_by(lambda: of_last_visit(layers))
    catalog.after_damage = AfterDamage.RAISE
    return catalog
