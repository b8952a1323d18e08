"""What becomes of a group: the table of a new record, or what is added to one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from collab_tui.drafting.proposal import Fact, evidence_of
from collab_tui.forms.evidence import supports_of
from collab_tui.forms.form import Start
from collab_tui.forms.writing import names_of, start, start_new
from collab_tui.records.kinds import Kind, Ref
from collab_tui.reviewing.items import PARTICIPANTS, Item, Standing
from collab_tui.reviewing.review import Group, Review

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

_LISTS = frozenset({"focus_areas", "undisclosed"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is taken of a group, at one moment."""

    ref: Ref | None
    """The record to which it is added; None for a new record."""
    table: Mapping[str, Any]
    """What a new record begins with: its name and id."""
    taken: tuple[Item, ...]
    source: str
    others: tuple[tuple[Ref, Mapping[str, Any]], ...]
    """The records that are new with it, the source first."""
    names: Mapping[Ref, str]

    def onto(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Return `table` with what is taken, and with the sentences as evidence."""
        found = deepcopy(dict(table))
        for item in self.taken:
            if item.standing is not Standing.SAME or self.ref is None or item.is_corrected:
                _put(found, item)
        facts = [
            Fact(one.fact, one.value, one.sentence, one.start, one.end)
            for one in self.taken
            if one.sentence and self._says(one, found) and not self._is_supported(table, one.fact)
        ]
        if facts:
            evidence = evidence_of(self.source, facts)
            found["evidence"] = [*found.get("evidence", ()), *evidence]
        return found

    def _says(self, item: Item, table: Mapping[str, Any]) -> bool:
        """Tell whether a sentence says what the record has: not ``active`` if it was signed."""
        return item.path != "status" or table.get("status") == item.value

    def _is_supported(self, table: Mapping[str, Any], fact: str) -> bool:
        """Tell whether the source supports a fact of a record already."""
        found = supports_of(table, fact)
        return any(one.source == self.source and one.by is not None for one in found)

    def start(self, catalog: Catalog) -> Start:
        """Return the start of the form.

        Raises:
            KeepError: the record cannot be changed, or is not there any more.
            WriteError: its file cannot be read.
        """
        if self.ref is None:
            table = self.onto(self.table)
            begun = start_new(catalog, Kind.AGREEMENT, table, None, self.others)
        else:
            begun = start(catalog, self.ref)
            table = self.onto(begun.table)
        named = {**names_of(catalog, Kind.AGREEMENT, table), **self.names}
        return Start(
            begun.kind,
            table,
            begun.ref,
            begun.base,
            begun.file,
            begun.language,
            named,
            self.others,
        )


def outcome_of(review: Review, group: Group) -> Outcome:
    """Return what becomes of a group as it is decided now."""
    ref = group.known_ref
    taken = [one for one in group.items if one.counts and not (ref and one.path == "name")]
    taken.sort(key=lambda one: (one.kind is Kind.PERSON, one.start))
    table: dict[str, Any] = {}
    if ref is None:
        name = next(one for one in group.items if one.path == "name")
        table = _beginning(review, group, name)
        taken = [one for one in taken if one is not name or one.sentence]
    return Outcome(
        ref,
        table,
        tuple(taken),
        str(review.source["id"]),
        tuple(_others(review, taken)),
        {one.ref: review.words.name(one.ref) for one in taken if one.ref is not None},
    )


def _beginning(review: Review, group: Group, name: Item) -> dict[str, Any]:
    """Return id, name and acronyms of a new record.

    The drafted id was made from the drafted name, or from the drafted parties; if those are not
    what they were, the form makes another.
    """
    proposed = {one["institution"] for one in group.record.get(PARTICIPANTS, ())}
    is_same = {one.value for one in group.parties} == proposed
    table: dict[str, Any] = {}
    if not name.is_corrected and (name.sentence or is_same):
        table["id"] = group.record["id"]
    table["name"] = review.value_of(group, name)
    if group.record.get("acronyms") and not name.is_corrected:
        table["acronyms"] = list(group.record["acronyms"])
    return table


def _put(table: dict[str, Any], item: Item) -> None:
    """Put what is proposed into a record."""
    if item.kind is Kind.PERSON:
        _put_person(table, item)
    elif item.kind is Kind.INSTITUTION:
        parties = table.setdefault(PARTICIPANTS, [])
        if not any(one.get("institution") == item.value for one in parties):
            role = {"role": item.role} if item.role else {}
            parties.append({"institution": item.value} | role)
    elif item.path in _LISTS:
        held = table.setdefault(item.path, [])
        if item.value not in held:
            held.append(item.value)
    else:
        *above, key = item.path.split(".")
        for step in above:
            table = table.setdefault(step, {})
        table[key] = item.value


def _put_person(table: dict[str, Any], item: Item) -> None:
    """Let a person act for a participant of a record."""
    for one in table.get(PARTICIPANTS, ()):
        if item.party is not None and one.get("institution") == item.party.value:
            people = one.setdefault("people", [])
            named = [p.get("person") if isinstance(p, Mapping) else p for p in people]
            if item.value not in named:
                people.append(
                    {"person": item.value, "role": item.role} if item.role else item.value
                )


def _others(review: Review, taken: list[Item]) -> list[tuple[Ref, Mapping[str, Any]]]:
    """Return the records that are not in the registry yet: the source, and what is named."""
    found: dict[Ref, Mapping[str, Any]] = {}
    if not review.is_source_known:
        found[Ref(Kind.SOURCE, str(review.source["id"]))] = review.source
    for item in sorted(taken, key=lambda one: one.kind is Kind.PERSON):
        if item.ref is None or item.ref not in review.made:
            continue
        table = dict(review.made[item.ref])
        if item.party is not None and table.get("affiliations"):
            first, *rest = table["affiliations"]
            table["affiliations"] = [{**first, "institution": item.party.value}, *rest]
        found[item.ref] = table
    return [*found.items()]
