"""``collab-tui --plain``: what the explorer shows, as lines."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from collab_tui.catalog.order import Order
from collab_tui.catalog.status import period_asked
from collab_tui.console import expand, open_catalog, search_or_fail, settings_or_fail
from collab_tui.query import parse
from collab_tui.records.kinds import LISTED, Kind


def print_plain(data: tuple[Path, ...], query: str) -> None:
    """Print the lists that the explorer has for a query; exit with 1 if they are empty."""
    from collab_tui.render.plain import PlainList, as_plain

    catalog = open_catalog((), data)
    text = expand(query).strip()
    names = settings_or_fail().lists
    kinds = [Kind.named(name) for name in names] if names else list(LISTED)
    # Without a query, the explorer sorts by name.
    order = Order.RELEVANCE if text else Order.NAME
    found = search_or_fail(catalog, text, kinds, order)
    period = period_asked(parse(text)) if text else None
    rows = catalog.shown.rows(found, period)
    totals = catalog.counts()
    lists = []
    for kind in kinds:
        of_kind = [row for row in rows if row.kind is kind]
        lists.append(PlainList(kind, of_kind, totals.get(kind, 0)))
    for line in as_plain(catalog.about.title() or "", text, lists):
        click.echo(line, nl=False)
    if not found:
        sys.exit(1)
