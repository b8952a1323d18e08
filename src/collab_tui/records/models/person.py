"""The model of a person."""

from __future__ import annotations

from pydantic import Field

from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models.base import Record, Table
from collab_tui.records.types import Many, Slug, Text


class Affiliation(Table):
    """A person's post at an institution, and how long they held it."""

    institution: Slug
    post: Text | None = None
    since: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None


class Person(Record):
    """Somebody who signs for, leads or represents an institution."""

    kind = Kind.PERSON

    affiliations: Many[Affiliation] = ()
