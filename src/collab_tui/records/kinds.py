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
    plural: str
    counted: Callable[[int], str]
    """A number of them: ``2,000 agreements``."""

    def __new__(cls, value: str, label: str, plural: str, counted: Callable[[int], str]) -> Self:
        """Make a member with its heading in singular and plural, and its words for a number."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.plural = plural
        member.counted = counted
        return member

    INSTITUTION = (
        "institution",
        _("Institution"),
        _("Institutions"),
        lambda n: _n("{count} institution", "{count} institutions", n),
    )
    AGREEMENT = (
        "agreement",
        _("Agreement"),
        _("Agreements"),
        lambda n: _n("{count} agreement", "{count} agreements", n),
    )
    FOCUS_AREA = (
        "focus-area",
        _("Focus area"),
        _("Focus areas"),
        lambda n: _n("{count} focus area", "{count} focus areas", n),
    )
    PERSON = "person", _("Person"), _("People"), lambda n: _n("{count} person", "{count} people", n)
    SOURCE = (
        "source",
        _("Source"),
        _("Sources"),
        lambda n: _n("{count} source", "{count} sources", n),
    )

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
        raise ValueError(f"there is no kind '{text}'; the kinds are {', '.join(cls)}")

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
            return f"there is no kind '{name}'; the kinds are {', '.join(Kind)}"
        if name in known:
            return f"'{name}' is there twice"
        known.append(name)
    return None


_BY_TABLE = {kind.table: kind for kind in Kind}


class Relation(StrEnum):
    """What it means that one record names another. The value is stored in catalogs."""

    PARENT = "parent"
    PARTICIPANT = "participant"
    PERSON = "person"
    FOCUS = "focus"
    RELATED = "related"
    BROADER = "broader"
    AFFILIATION = "affiliation"
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
            raise ValueError(f"'{text}' has no kind; write it like agreement/{text}")
        return cls(Kind.named(kind), record_id)


def is_slug(text: str) -> bool:
    """Tell whether `text` can be an id: lower-case letters, digits, single hyphens."""
    return _SLUG.fullmatch(text) is not None
