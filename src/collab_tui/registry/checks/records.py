"""Mistakes that show in one record, although each of its values is good by itself.

A new check is a function, its declaration, and its place in `CHECKS`. Catalogs that were built
before then notice by themselves that they have to be built again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from collab_tui.language import _, _later
from collab_tui.records.dates import PartialDate
from collab_tui.records.declared import DECLARED
from collab_tui.records.evidence import SOURCED_KINDS, unknown_supports, unsourced
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from collab_tui.records.web import encoded, odd_end
from collab_tui.registry.problems import Argument, Check, KeyPath, Severity, Words

_ADDRESSES = {kind: [one for one in DECLARED[kind].fields if one.sort is Sort.URL] for kind in Kind}
"""The fields of a kind that hold web addresses."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at."""

    kind: Kind
    table: Mapping[str, Any]
    """What was written, without the values that were left out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and its path in the table."""

    path: KeyPath
    arguments: Mapping[str, Argument]
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCheck(Check):
    """A check of one record."""

    kinds: frozenset[Kind] = frozenset(Kind)
    """The kinds of record that it looks at."""
    find: Callable[[Subject], Iterator[Finding]] = field(repr=False)


def _dates(subject: Subject) -> Iterator[Finding]:
    dates = subject.table.get("dates", {})
    for first, last in (("start", "end"), ("start", "terminated"), ("signed", "terminated")):
        yield from _before(dates, first, last, ("dates",))
    for i, post in enumerate(subject.table.get("affiliations", ())):
        yield from _before(post, "from", "until", ("affiliations", i))


def _before(table: Mapping[str, Any], first: str, last: str, path: KeyPath) -> Iterator[Finding]:
    if first not in table or last not in table:
        return
    early, late = PartialDate.parse(table[first]), PartialDate.parse(table[last])
    if is_before(late, early):
        dates = {"last": last, "late": str(late), "first": first, "early": str(early)}
        yield Finding((*path, last), dates)


def _renewal(subject: Subject) -> Iterator[Finding]:
    renewal = subject.table.get("renewal", {})
    dates = subject.table.get("dates", {})
    if renewal.get("type") == "automatic" and not ("every" in renewal or "duration" in dates):
        yield Finding(("renewal",), {})


def _regions(subject: Subject) -> Iterator[Finding]:
    places: list[tuple[KeyPath, Mapping[str, Any]]] = [((), subject.table)]
    places += [(("locations", i), one) for i, one in enumerate(subject.table.get("locations", ()))]
    for path, place in places:
        region, country = place.get("region"), place.get("country")
        if region and country and region[:2] != country and region[3:] != country:
            yield Finding((*path, "region"), {"region": region, "country": country})


def is_before(late: PartialDate, early: PartialDate) -> bool:
    """Tell whether a date that should be later ends before a date that should be earlier."""
    last, first = late.last, early.first
    return last is not None and first is not None and last < first


def _sources(subject: Subject) -> Iterator[Finding]:
    facts = unsourced(subject.kind, subject.table)
    if facts:
        case = "some" if subject.table.get("evidence") else "all"
        yield Finding((), {"facts": facts}, case)


def _supports(subject: Subject) -> Iterator[Finding]:
    for i, j, supported, known in unknown_supports(subject.kind, subject.table):
        path = ("evidence", i, "supports", j)
        yield Finding(path, {"word": supported, "known": known})


def _addresses(subject: Subject) -> Iterator[Finding]:
    for field_ in _ADDRESSES[subject.kind]:
        if field_.top not in subject.table:
            continue
        for found in field_.found(subject.table):
            is_table = bool(field_.inner) and isinstance(found.value, dict)
            address = found.value[field_.inner] if is_table else found.value
            sign = odd_end(address)
            if sign:
                path = (*found.path, field_.inner) if is_table else found.path
                yield Finding(path, {"value": address, "sign": sign, "code": encoded(sign)})


END_BEFORE_START = RecordCheck(
    code="end-before-start",
    severity=Severity.ERROR,
    means=_("An agreement, or a person's time in a post, ends before it begins."),
    remedy=_("Correct one of the two dates."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'
    "dates = { start = 2024, end = 2023 }\n",
    words=Words(
        _later("'{last}' {late} is before '{first}' {early}"),
        _later("correct one of the two dates"),
    ),
    kinds=frozenset({Kind.AGREEMENT, Kind.PERSON}),
    find=_dates,
)
RENEWAL_UNKNOWN = RecordCheck(
    code="renewal-unknown",
    severity=Severity.WARNING,
    means=_(
        "An agreement renews itself, but nothing says for how long. Its next end is not known."
    ),
    remedy=_("Say how long each further term is, or give the agreement a duration."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\n'
    'dates = { end = 2024-12-31 }\nrenewal = { type = "automatic" }\n',
    words=Words(
        _later("it renews itself, but nothing says for how long"), _later('add every = "P1Y"')
    ),
    kinds=frozenset({Kind.AGREEMENT}),
    find=_renewal,
)
REGION_ELSEWHERE = RecordCheck(
    code="region-elsewhere",
    severity=Severity.WARNING,
    means=_("The region belongs to another country than the one that is given."),
    remedy=_("Correct one of the two. Hong Kong, as a region of China, is CN-HK."),
    example='[[institution]]\nid = "a"\nname = "A"\ncountry = "SG"\nregion = "CN-SH"\n',
    words=Words(
        _later("{region} is not a region of {country}"), _later("correct the region or the country")
    ),
    kinds=frozenset({Kind.INSTITUTION}),
    find=_regions,
)
UNSOURCED = RecordCheck(
    code="unsourced",
    severity=Severity.WARNING,
    means=_("A fact of this record has no source."),
    remedy=_("Name a source in 'evidence', and in its 'supports' the facts that it states."),
    example='[[institution]]\nid = "a"\nname = "A"\ncountry = "SG"\n',
    words={
        "all": Words(
            _later("no source supports this record"), _later("add evidence = [{{ source = … }}]")
        ),
        "some": Words(
            _later("no source supports {facts}"),
            _later("name them in the 'supports' of a source that states them"),
        ),
    },
    kinds=SOURCED_KINDS,
    find=_sources,
)
SUPPORTS_NOTHING = RecordCheck(
    code="supports-nothing",
    severity=Severity.WARNING,
    means=_("Evidence supports a fact that the record does not have."),
    remedy=_("Correct the path of the fact, or add the fact."),
    example='[[institution]]\nid = "a"\nname = "A"\n'
    'evidence = [{ source = "s", supports = ["contry"] }]\n',
    words=Words(_later("this record states no '{word}'"), _later("it states: {known}")),
    find=_supports,
)
ODD_ADDRESS = RecordCheck(
    code="odd-address",
    severity=Severity.WARNING,
    means=_(
        "A web address ends with a mark of punctuation. It was probably copied together with the"
        " text around it, and leads nowhere."
    ),
    remedy=_("Remove the mark. If it belongs to the address, write its code: %2E for a full stop."),
    example='[[institution]]\nid = "a"\nname = "A"\nlinks = ["https://example.org/a."]\n',
    words=Words(
        _later("'{value}' ends with '{sign}'"),
        _later("remove it if it belongs to the text around the address; else write {code}"),
    ),
    find=_addresses,
)

CHECKS = (
    END_BEFORE_START,
    RENEWAL_UNKNOWN,
    REGION_ELSEWHERE,
    ODD_ADDRESS,
    UNSOURCED,
    SUPPORTS_NOTHING,
)
