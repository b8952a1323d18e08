"""Two records side by side: what both say, where they differ, and where one says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from collab_tui.catalog import documents
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.partners import NoSuchViewError
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.syntax import Node
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.evidence import sources_of
from collab_tui.records.field import Field, Sort, words_of
from collab_tui.records.kinds import Kind, Ref

_LEFT_OUT = frozenset(
    (
        "id",
        "name",
        "acronyms",
        "aliases",
        "summary",
        "evidence",
        "extra",
        "links",
        "documents",
        "reviewed",
    )
)
"""Outermost keys that are not compared: names, prose, addresses."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a record cites; without a ref if there is no record of it."""

    name: str
    ref: Ref | None


Marks: TypeAlias = tuple[int, ...]
"""The numbers of the sources of a value."""


@dataclass(frozen=True, slots=True)
class Side:
    """A record that is compared."""

    ref: Ref
    name: str
    sources: tuple[Source, ...] = ()
    """The sources that it cites, by their numbers from 1, as on its page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of two records. An empty side says nothing, which is not a difference."""

    label: str
    left: str
    right: str
    is_date: bool
    is_same: bool
    differs: bool
    """Whether both say something, and the two cannot be the same."""
    left_marks: Marks = ()
    right_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An element of a list in one record or in both: a record or a text."""

    name: str
    left: str
    """What the left record says about it: a role."""
    right: str
    ref: Ref | None = None
    left_marks: Marks = ()
    right_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of two records, as sets."""

    label: str
    both: tuple[Entry, ...]
    left: tuple[Entry, ...]
    right: tuple[Entry, ...]
    shared: Count | None = None
    """The query that finds those in both, if there can be one."""
    is_stated: bool = True
    """Whether the two records state it, and it does not follow from others."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison shows."""

    left: Side
    right: Side
    facts: tuple[Fact, ...]
    lists: tuple[Listed, ...]
    total: int = 2


def compare(sets: Sets, node: Node, first: str, second: str) -> Compared:
    """Compare two records of one kind, given by ref. For agreements, only those that a query finds
    count.

    Raises:
        NoSuchViewError: one does not exist, or they are of two kinds.
    """
    refs = Ref.parse(first), Ref.parse(second)
    if refs[0].kind is not refs[1].kind:
        raise NoSuchViewError(
            _(
                "{first} and {second} are of two kinds; compare two of one kind",
                first=first,
                second=second,
            )
        )
    names, docs = [], []
    for ref in refs:
        row = sets.db.execute(
            "SELECT record.name, doc FROM record JOIN definition USING (d)"
            " WHERE record.id = ? AND +kind = ?",
            (ref.id, ref.kind),
        ).fetchone()
        if row is None:
            raise NoSuchViewError(_("there is no record {ref}", ref=ref))
        names.append(row[0])
        docs.append(documents.read(row[1]))
    kind = refs[0].kind
    facts = []
    for field in DECLARED[kind].fields:
        if field.top in _LEFT_OUT or field.sort is Sort.TABLE:
            continue
        if "[]" not in field.path:
            fact = _fact(field, docs[0], docs[1])
            if fact is not None:
                facts.append(fact)
    lists = _lists(sets, kind, docs[0], docs[1])
    if kind is Kind.INSTITUTION:
        lists += _of_institutions(sets, sets.matching(node), refs[0], refs[1])
    left, right = (
        Side(ref, name, _sources(sets, document))
        for ref, name, document in zip(refs, names, docs, strict=True)
    )
    return Compared(left, right, tuple(facts), tuple(lists))


def _cited(document: Mapping[str, Any]) -> list[str]:
    """Return the ids of the sources that a record cites, in the order of their numbers."""
    return list(dict.fromkeys(one["source"] for one in document.get("evidence", ())))


def _sources(sets: Sets, document: Mapping[str, Any]) -> tuple[Source, ...]:
    values = dimension(sets, "source").values
    values.prepare(cited := _cited(document))
    found = ((source, values.get(source)) for source in cited)
    return tuple(Source(v.label, v.ref) if v is not None else Source(s, None) for s, v in found)


def _marks(document: Mapping[str, Any], path: str) -> Marks:
    """Return the numbers of the sources that support the fact at a path."""
    cited = _cited(document)
    return tuple(cited.index(source) + 1 for source in sources_of(document, path))


def _fact(field: Field, left: Mapping[str, Any], right: Mapping[str, Any]) -> Fact | None:
    values = [[str(value) for value in field.values(document)] for document in (left, right)]
    if not values[0] and not values[1]:
        return None
    shown = [", ".join(_called(field, value) for value in found) for found in values]
    is_date = field.sort is Sort.DATE
    both = bool(values[0] and values[1])
    if both and is_date:
        one, other = (PartialDate.parse(found[0]) for found in values)
        differs = one.latest < other.earliest or other.latest < one.earliest
    else:
        differs = both and values[0] != values[1]
    same = both and values[0] == values[1]
    is_inner = "." in field.path and field.top != "dates"
    label = words_of(field.path) if is_inner else field.label
    marks = [
        _marks(document, field.path) if said else ()
        for document, said in zip((left, right), shown, strict=True)
    ]
    words = label.lower()
    return Fact(words, shown[0], shown[1], is_date, same, differs, marks[0], marks[1])


def _called(field: Field, value: str) -> str:
    return field.terms.label_of(value) if field.terms is not None else value


def _lists(
    sets: Sets, kind: Kind, left: Mapping[str, Any], right: Mapping[str, Any]
) -> list[Listed]:
    found = []
    for field in DECLARED[kind].fields:
        if field.top in _LEFT_OUT or "[]" not in field.path or field.sort is Sort.TABLE:
            continue
        if field.names is not None and field.names.kind is not Kind.SOURCE:
            entries = [_named(sets, field, document) for document in (left, right)]
        elif field.path == f"{field.top}[]":
            entries = [_texts(field, document) for document in (left, right)]
        else:
            continue
        if entries[0] or entries[1]:
            inner = field.path != f"{field.top}[]"
            label = words_of(field.top) if inner else field.label
            # People stand inside of elements, whose sources are not only theirs.
            is_within = field.names is not None and field.names.kind is Kind.PERSON
            label = Kind.PERSON.plural if is_within else label
            found.append(_listed(label, entries[0], entries[1], is_stated=not is_within))
    return found


def _texts(field: Field, document: Mapping[str, Any]) -> _Held:
    values = [str(value) for value in field.values(document)]
    marks = _marks(document, field.top)
    return {value: ("", Entry(_called(field, value), "", ""), marks) for value in values}


_Held = dict[str, tuple[str, Entry, Marks]]
"""By key, what is said about it, the entry, and the numbers of its sources."""


def _named(sets: Sets, field: Field, document: Mapping[str, Any]) -> _Held:
    assert field.names is not None, "it names records"
    found: _Held = {}
    for record_id, said in field.named_in(field.names, document):
        ref = Ref(field.names.kind, record_id)
        row = sets.db.execute(
            "SELECT name FROM record WHERE id = ? AND +kind = ?", (ref.id, ref.kind)
        ).fetchone()
        name = row[0] if row is not None else record_id
        entry = Entry(name, "", "", ref if row is not None else None)
        found[record_id] = (said, entry, _marks(document, f"{field.top}.{record_id}"))
    return found


def _listed(
    label: str, left: _Held, right: _Held, shared: Count | None = None, *, is_stated: bool = True
) -> Listed:
    def entry(key: str) -> Entry:
        said = [held[key][0] if key in held else "" for held in (left, right)]
        known = (left.get(key) or right[key])[1]
        marks = [held[key][2] if key in held else () for held in (left, right)]
        return Entry(known.name, said[0], said[1], known.ref, marks[0], marks[1])

    both = [entry(key) for key in left if key in right]
    only_left = [entry(key) for key in left if key not in right]
    only_right = [entry(key) for key in right if key not in left]
    return Listed(label, tuple(both), tuple(only_left), tuple(only_right), shared, is_stated)


def _of_institutions(sets: Sets, result: int, left: Ref, right: Ref) -> list[Listed]:
    """Compare the agreements of two institutions, and those that they share."""
    facet = dimension(sets, "with")
    own = [facet.set(ref.id) & result for ref in (left, right)]
    terms = [facet.values[ref.id].term for ref in (left, right)]
    both = Count("", "", (own[0] & own[1]).bit_count(), " ".join(terms))
    agreements = [_records(sets, found) for found in own]
    around: list[_Held] = []
    for ref, found in zip((left, right), own, strict=True):
        keys = {key for place in sets.places(found) for key in facet.held[place] if key != ref.id}
        facet.values.prepare(keys)
        ranked = sorted(keys, key=lambda key: (facet.values[key].label, key))
        values = (facet.values[key] for key in ranked)
        around.append({v.key: ("", Entry(v.label, "", "", v.ref), ()) for v in values})
    shared = both if both.count else None
    return [
        _listed(_("Partners"), around[0], around[1], is_stated=False),
        _listed(Kind.AGREEMENT.plural, agreements[0], agreements[1], shared, is_stated=False),
    ]


def _records(sets: Sets, found: int) -> _Held:
    numbers: Iterable[int] = [sets.lives[place].n for place in sets.places(found)]
    rows = sets.db.execute(
        "SELECT record.id, name FROM json_each(?) AS wanted CROSS JOIN record"
        " ON record.n = wanted.value ORDER BY begins DESC, name",
        (str(list(numbers)),),
    )
    return {
        record_id: ("", Entry(name, "", "", Ref(Kind.AGREEMENT, record_id)), ())
        for record_id, name in rows
    }
