"""A record in the way that a reader sees it: headings, lines, and the sources of each line.

A page knows nothing about terminals or Markdown. Every section is a list of items. An item has a
lead (a label, a date, a role), a line of text, and the sources that support it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from collab_tui.language import _
from collab_tui.records.kinds import Ref

FACTS = _("Facts")
"""The title of the first section."""


class Tone(Enum):
    """The meaning of a run of text."""

    PLAIN = auto()
    STRONG = auto()
    QUIET = auto()
    WARNING = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text. It may lead to a record or a web address."""

    text: str
    tone: Tone = Tone.PLAIN
    ref: Ref | None = None
    url: str | None = None


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section.

    `sources` are the ids of the sources that support it. They are empty if none does, and None if
    the line states no fact of this record (a record that links here).
    """

    line: Line
    lead: str = ""
    sources: tuple[str, ...] | None = None
    below: tuple[Line, ...] = ()
    depth: int = 0


class Form(Enum):
    """What a section is, for renderers that show sorts of sections differently."""

    TABLE = auto()
    LIST = auto()
    TREE = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of items. `heads` are the headings of the lead and the line in a table.

    `more` is the number of items that a long section leaves out. `is_listed` says that the query
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
    """A source as a footnote: its number on this page, and the notes about it."""

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
    """(language, name) for each name except the one shown as `name`."""
    status: str | None = None
    warning: str | None = None
    summary: tuple[Item, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[SourceNote, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)
    """The record's own dates by field, in EDTF."""
