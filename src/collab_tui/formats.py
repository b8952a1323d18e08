"""The formats that commands write, each declared once: its name in ``--format``, and its endings.

A command takes the first of these that is there: ``--format``, the ending of the file, its default.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from collab_tui.language import _, any_of


class Format(NamedTuple):
    """A format of files."""

    name: str
    endings: tuple[str, ...] = ()
    """The endings that mean it, the usual one first; none for a folder, or for a screen alone."""


ANSI = Format("ansi")
BIBTEX = Format("bibtex", (".bib",))
CSL_JSON = Format("csl-json", (".json",))
CSV = Format("csv", (".csv",))
DATAPACKAGE = Format("datapackage")
GEOJSON = Format("geojson", (".geojson",))
GEXF = Format("gexf", (".gexf",))
GRAPHML = Format("graphml", (".graphml",))
ICALENDAR = Format("ics", (".ics",))
IDS = Format("ids")
JSON = Format("json", (".json",))
JSONL = Format("jsonl", (".jsonl", ".ndjson"))
MARKDOWN = Format("markdown", (".md", ".markdown"))
PARQUET = Format("parquet")
RIS = Format("ris", (".ris",))
SQLITE = Format("sqlite", (".sqlite", ".db"))
SVG = Format("svg", (".svg",))
TABLE = Format("table", (".txt",))
TABLES = Format("tables")
TEXT = Format("text", (".txt",))
TOML = Format("toml", (".toml",))
XLSX = Format("xlsx", (".xlsx",))

COMING = (ICALENDAR,)
DRAFTED = (TOML, JSON)
DRAWN = (TEXT, ANSI, SVG, CSV, JSON)
DUMPED = (JSONL, SQLITE, DATAPACKAGE, PARQUET, GEOJSON, TABLES)
FOUND = (TABLE, IDS, JSON, JSONL, CSV, XLSX, MARKDOWN)
GRAPHS = (CSV, GRAPHML, GEXF, JSON)
REFERENCES = (CSL_JSON, BIBTEX, RIS)
"""What each command that writes files can write; the first one is its default."""


class UnknownEndingError(ValueError):
    """No format of a command has the ending of the file."""


def format_of(path: str | None, formats: Sequence[Format]) -> str:
    """Return the name of the format that a path means: the first one if it has no ending.

    Raises:
        UnknownEndingError: its ending means none of `formats`. The error says which endings do.
    """
    ending = PurePath(path).suffix.lower() if path else ""
    if not ending:
        return formats[0].name
    for one in formats:
        if ending in one.endings:
            return one.name
    known = any_of([one.endings[0] for one in formats if one.endings])
    if len(formats) == 1:
        message = _("{path}: the file needs another ending: {known}", path=path, known=known)
    else:
        message = _(
            "{path}: no format here has this ending; use {known}, or --format",
            path=path,
            known=known,
        )
    raise UnknownEndingError(message)
