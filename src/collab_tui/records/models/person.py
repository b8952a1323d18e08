"""The model of a person."""

from __future__ import annotations

from typing import Required

from typing_extensions import TypedDict

from collab_tui.records.models.base import Record, Table
from collab_tui.records.types import Date, Many, Slug, Text

# One of its keys is a word of Python.
_Affiliation = TypedDict(
    "_Affiliation",
    {"institution": Required[Slug], "post": Text, "from": Date, "until": Date},
    total=False,
)


class Affiliation(Table, _Affiliation):
    """A person's post at an institution, and how long they held it."""


class Person(Record, total=False):
    """Somebody who signs for, leads or represents an institution."""

    affiliations: Many[Affiliation]
