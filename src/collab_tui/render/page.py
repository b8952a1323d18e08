"""A record as a reader gets it: headings, lines and the sources behind each of them.

A page knows nothing of terminals or Markdown. Every section is a list of items, each with
a lead (a label, a date, a role), a line of text, and the sources that back it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from collab_tui.records.kinds import Ref


class Tone(Enum):
    """How a run of text is meant."""

    PLAIN = auto()
    STRONG = auto()
    QUIET = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, perhaps leading to a record or a web address."""

    text: str
    tone: Tone = Tone.PLAIN
    ref: Ref | None = None
    url: str | None = None


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section.

    `sources` are the ids of those that back it; empty where none does, None where the line
    states nothing of its own (a record that links here).
    """

    line: Line
    lead: str = ""
    sources: tuple[str, ...] | None = None
    below: tuple[Line, ...] = ()
    depth: int = 0


class Form(Enum):
    """What a section is, for renderers that can tell the difference."""

    TABLE = auto()
    LIST = auto()
    TREE = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of items; `heads` are what the lead and the line are called in a table.

    `more` items were left out of a long section; `is_listed` says that the query that asks
    for the page's record (``with:nuh``) lists all of them.
    """

    title: str
    items: tuple[Item, ...]
    form: Form = Form.TABLE
    heads: tuple[str, str] = ("", "")
    more: int = 0
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source as a footnote: its number on this page, and what was noted on it."""

    number: int
    id: str
    title: str
    details: str
    url: str | None = None
    notes: tuple[str, ...] = ()
    exists: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A record, ready to be laid out."""

    ref: Ref
    name: str
    badges: tuple[str, ...]
    acronyms: tuple[str, ...] = ()
    local_names: tuple[tuple[str, str], ...] = ()
    """(language, name) for each name but the one shown as `name`."""
    status: str | None = None
    warning: str | None = None
    summary: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    """The record's own dates by field, in EDTF."""
