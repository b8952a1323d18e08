"""What is prepared from records and files before a catalog writes it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from collab_tui.catalog.building.tables import (
    Acronyms,
    Dates,
    Definitions,
    Facets,
    Identifiers,
    Links,
    Numbers,
    OfRecords,
    Records,
    Terms,
    Words,
)
from collab_tui.registry.problems import Problem


@dataclass(slots=True)
class Prepared:
    """What some records have in the tables of a catalog."""

    definitions: Definitions = field(default_factory=Definitions)
    records: Records = field(default_factory=Records)
    words: Words = field(default_factory=Words)
    links: Links = field(default_factory=Links)
    facets: Facets = field(default_factory=Facets)
    dates: Dates = field(default_factory=Dates)
    numbers: Numbers = field(default_factory=Numbers)
    terms: Terms = field(default_factory=Terms)
    acronyms: Acronyms = field(default_factory=Acronyms)
    identifiers: Identifiers = field(default_factory=Identifiers)

    @property
    def refs(self) -> list[str]:
        """``kind/id`` of each record, in order."""
        kinds = zip(self.records.kind, self.records.id, strict=True)
        return [f"{kind}/{record_id}" for kind, record_id in kinds]

    def without(self, indexes: Set[int]) -> Prepared:
        """Return what is kept of the records, without those at `indexes`.

        The others keep their index, although `records` and `words` have fewer rows.
        """
        kept = [index for index in range(len(self.records.id)) if index not in indexes]
        return replace(
            self,
            records=self.records.only(kept),
            words=self.words.only(kept),
            links=self.links.without(indexes),
            facets=self.facets.without(indexes),
            dates=self.dates.without(indexes),
            numbers=self.numbers.without(indexes),
            terms=self.terms.without(indexes),
            acronyms=self.acronyms.without(indexes),
            identifiers=self.identifiers.without(indexes),
        )

    @property
    def values(self) -> tuple[OfRecords, ...]:
        """The tables with the values of records."""
        return (
            self.facets,
            self.dates,
            self.numbers,
            self.terms,
            self.acronyms,
            self.identifiers,
        )


class PreparedFile(NamedTuple):
    """The content of one file, or of a part of a large one."""

    path: str
    size: int
    """Bytes that were read."""
    rows: Prepared
    problems: list[Problem]
    lost: list[str]
    languages: set[str]
    info: str | None
    digest: bytes
    """Of what was read."""
