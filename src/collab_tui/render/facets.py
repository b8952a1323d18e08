"""The values of a field → table, JSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from collab_tui.catalog.facets import Facet
from collab_tui.render.sheet import sheet
from collab_tui.render.words import clean, safe_json


def as_table(facets: Sequence[Facet]) -> RenderableType:
    """Return a Rich table: value, label, count."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    for facet in facets:
        label = "" if facet.label == facet.value else clean(facet.label)
        table.add_row(Text(clean(facet.value)), Text(label, "page.quiet"), Text(str(facet.count)))
    return table


def as_json(facets: Sequence[Facet]) -> str:
    """Return a JSON array of objects with value, label and count."""
    content = [{"value": f.value, "label": f.label, "count": f.count} for f in facets]
    return safe_json(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def as_csv(facets: Sequence[Facet]) -> str:
    """Return CSV with a header."""
    return sheet(("value", "label", "count"), [(f.value, f.label, f.count) for f in facets])
