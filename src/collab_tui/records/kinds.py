"""The five kinds of record and the ref that names one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache
from typing import NamedTuple, Self

from collab_tui.language import _, _n

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_SLUG = re.compile(SLUG_PATTERN)


class Kind(StrEnum):
    """A kind of record; the value is the word used in refs and queries."""

    label: str
    """One of them, as a heading."""
    plural: str
    """Several of them, as a heading."""
    noun: str
    """One of them, inside a sentence."""
    nouns: str
    """Several of them, inside a sentence."""
    file_name: str
    """Several of them, in names of files; the same in every language."""

    # That of an enum is a function in Python, and each record looks things up by its kind.
    __hash__ = str.__hash__

    def __new__(
        cls, value: str, file_name: str, label: str, plural: str, noun: str, nouns: str
    ) -> Self:
        """Make a member with its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.file_name = file_name
        member.label = label
        member.plural = plural
        member.noun = noun
        member.nouns = nouns
        return member

    INSTITUTION = (
        "institution",
        "institutions",
        _("Institution"),
        _("Institutions"),
        _("institution"),
        _("institutions"),
    )
    AGREEMENT = (
        "agreement",
        "agreements",
        _("Agreement"),
        _("Agreements"),
        _("agreement"),
        _("agreements"),
    )
    FOCUS_AREA = (
        "focus-area",
        "focus-areas",
        _("Focus area"),
        _("Focus areas"),
        _("focus area"),
        _("focus areas"),
    )
    PERSON = "person", "people", _("Person"), _("People"), _("person"), _("people")
    SOURCE = "source", "sources", _("Source"), _("Sources"), _("source"), _("sources")

    def counted(self, count: int) -> str:
        """Return ``1 agreement``, ``2,000 agreements``."""
        return _COUNTED[self](count)

    @property
    def table(self) -> str:
        """The TOML array of tables that holds this kind (``focus_area``)."""
        return self.value.replace("-", "_")

    @classmethod
    @cache  # this is asked for each row of a result
    def named(cls, text: str) -> Kind:
        """Return the kind whose value is `text`.

        Raises:
            ValueError: no kind has this value.
        """
        for kind in cls:
            if kind.value == text:
                return kind
        raise ValueError(_no_kind(text))

    @classmethod
    def of_table(cls, table: str) -> Kind | None:
        """Return the kind that the TOML array of tables `table` holds, if any."""
        return _BY_TABLE.get(table)


def unknown_kind(names: Iterable[str]) -> str | None:
    """Return what is wrong with the first name that is no kind, or is there twice; None if all are
    kinds.
    """
    known: list[str] = []
    for name in names:
        if name not in [*Kind]:
            return _no_kind(name)
        if name in known:
            return _("'{name}' is there twice", name=name)
        known.append(name)
    return None


def _no_kind(name: str) -> str:
    kinds = ", ".join(Kind)
    return _("there is no kind '{name}'; the kinds are {kinds}", name=name, kinds=kinds)


LISTED = (Kind.INSTITUTION, Kind.AGREEMENT, Kind.FOCUS_AREA)
"""The kinds that have a list in the explorer, in the order of their keys."""

_BY_TABLE = {kind.table: kind for kind in Kind}

_COUNTED: dict[Kind, Callable[[int], str]] = {
    Kind.INSTITUTION: lambda n: _n("{count} institution", "{count} institutions", n),
    Kind.AGREEMENT: lambda n: _n("{count} agreement", "{count} agreements", n),
    Kind.FOCUS_AREA: lambda n: _n("{count} focus area", "{count} focus areas", n),
    Kind.PERSON: lambda n: _n("{count} person", "{count} people", n),
    Kind.SOURCE: lambda n: _n("{count} source", "{count} sources", n),
}


class Relation(StrEnum):
    """What it means that one record names another. The value is stored in catalogs."""

    PARENT = "parent"
    PARTICIPANT = "participant"
    PERSON = "person"
    FOCUS = "focus"
    RELATED = "related"
    BROADER = "broader"
    AFFILIATION = "affiliation"
    FOUNDED = "founded"
    EVIDENCE = "evidence"


class Ref(NamedTuple):
    """The name of one record: ``kind/id``, e.g. ``agreement/ssmic``."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        """Return ``kind/id``."""
        return f"{self.kind}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Read ``kind/id``.

        Raises:
            ValueError: `text` has no known kind before its slash.
        """
        kind, slash, record_id = text.partition("/")
        if not slash:
            raise ValueError(_("'{id}' has no kind; write it like agreement/{id}", id=text))
        return cls(Kind.named(kind), record_id)


def is_slug(text: str) -> bool:
    """Tell whether `text` can be an id: lower-case letters, digits, single hyphens."""
    return _SLUG.fullmatch(text) is not None
