"""What a registry may have twice. It is looked for when somebody asks for the problems.

Everything here is a warning: people decide whether two records are one. `collab-tui merge` joins
them.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from collab_tui.catalog import documents
from collab_tui.catalog.checks.across import CatalogCheck
from collab_tui.catalog.checks.alike import similar
from collab_tui.catalog.checks.places import place_of
from collab_tui.language import _, _later
from collab_tui.records.kinds import Kind
from collab_tui.registry.problems import KeyPath, Problem, Severity, Words

_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)(\?[^#]*)?", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)=")


def _documents(
    connection: sqlite3.Connection, kind: Kind
) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield the definition, id and document of each record of a kind, in the order of ids."""
    query = "SELECT d, id, doc FROM record JOIN definition USING (d) WHERE kind = ? ORDER BY id"
    for definition, record_id, document in connection.execute(query, (kind,)):
        yield definition, record_id, documents.read(document)


def _twice(
    connection: sqlite3.Connection,
    check: CatalogCheck,
    kind: Kind,
    found: Iterable[tuple[Hashable, int, str, KeyPath]],
) -> Iterator[Problem]:
    """Yield a problem for each record with a key that an earlier record has."""
    first: dict[Hashable, tuple[int, str, KeyPath]] = {}
    for key, definition, record_id, path in found:
        known = first.setdefault(key, (definition, record_id, path))
        if known[0] != definition or known[2] != path:
            place = place_of(connection, definition, path)
            also = place_of(connection, known[0], known[2])
            yield check.at(place, also=also, ref=f"{kind}/{record_id}", other=f"{kind}/{known[1]}")


def _identifiers(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT text, d, kind, id FROM identifier JOIN record USING (n) WHERE text IN"
        " (SELECT text FROM identifier GROUP BY text HAVING count(*) > 1) ORDER BY kind, id"
    ).fetchall()
    by_kind: defaultdict[str, list[tuple[Hashable, int, str, KeyPath]]] = defaultdict(list)
    for text, definition, kind, record_id in rows:
        path: KeyPath = ("identifiers",) if kind == Kind.INSTITUTION else ()
        by_kind[kind].append((text, definition, record_id, path))
    for kind, found in by_kind.items():
        yield from _twice(connection, DOUBLE_IDENTIFIER, Kind.named(kind), found)


def address_key(url: str) -> str:
    """Return the part that two addresses of one page share: no scheme, ``www.`` or tracking."""
    match = _ADDRESS.fullmatch(url.partition("#")[0].strip())
    if match is None:
        return url
    query = "&".join(p for p in (match[3] or "")[1:].split("&") if p and not _TRACKING.match(p))
    return f"{match[1].lower()}{match[2].rstrip('/')}{'?' if query else ''}{query}"


def _sources(connection: sqlite3.Connection) -> Iterator[Problem]:
    found = (
        (address_key(document["url"]), definition, record_id, ("url",))
        for definition, record_id, document in _documents(connection, Kind.SOURCE)
        if document.get("url")
    )
    yield from _twice(connection, DOUBLE_SOURCE, Kind.SOURCE, found)


def _agreement_documents(connection: sqlite3.Connection) -> Iterator[Problem]:
    def found() -> Iterator[tuple[Hashable, int, str, KeyPath]]:
        for definition, record_id, document in _documents(connection, Kind.AGREEMENT):
            for i, one in enumerate(document.get("documents", ())):
                path = ("documents", i)
                if one.get("sha256"):
                    yield one["sha256"], definition, record_id, path
                elif one.get("url"):
                    yield address_key(one["url"]), definition, record_id, path

    yield from _twice(connection, DOUBLE_DOCUMENT, Kind.AGREEMENT, found())


def _agreements(connection: sqlite3.Connection) -> Iterator[Problem]:
    def found() -> Iterator[tuple[Hashable, int, str, KeyPath]]:
        query = (
            "SELECT record.d, id, begins, doc FROM record JOIN definition USING (d)"
            " WHERE kind = ? AND begins IS NOT NULL ORDER BY id"
        )
        for d, record_id, begins, text in connection.execute(query, (Kind.AGREEMENT,)):
            document = documents.read(text)
            who = frozenset(one["institution"] for one in document.get("participants", ()))
            dates = sorted(document.get("dates", {}).values())
            is_day = any(re.fullmatch(r"\d{4}-\d\d-\d\d", str(date)) for date in dates)
            if len(who) > 1 and document.get("type") and is_day:
                yield (who, document["type"], begins), d, record_id, ()

    yield from _twice(connection, DOUBLE_AGREEMENT, Kind.AGREEMENT, found())


def _names(connection: sqlite3.Connection) -> Iterator[Problem]:
    found = []
    query = "SELECT id, d, doc FROM record JOIN definition USING (d) WHERE record.n = ?"
    for pair in similar(connection):
        # Numbers are given in the order of reading, so only ids always give the same order.
        two = sorted(connection.execute(query, (n,)).fetchone() for n in (pair.one, pair.other))
        found.append((two, pair.score))
    for ((first, d, mine), (second, other_d, theirs)), score in sorted(found):
        one, other = documents.read(mine), documents.read(theirs)
        cities = {document.get("city") for document in (one, other)} - {None}
        if len(cities) > 1 or _are_linked(first, one, second, other):
            continue
        place, also = (place_of(connection, n, ("name",)) for n in (other_d, d))
        ref, near = f"{Kind.INSTITUTION}/{second}", f"{Kind.INSTITUTION}/{first}"
        yield DOUBLE_NAME.at(place, also=also, ref=ref, other=near, score=round(score))


def _are_linked(first: str, one: dict[str, Any], second: str, other: dict[str, Any]) -> bool:
    """Tell whether somebody knew about both: one is part of the other, or they are related."""

    def named(document: dict[str, Any]) -> set[str]:
        parent = document.get("parent") or []
        related = (one["institution"] for one in document.get("related", ()))
        return {*([parent] if isinstance(parent, str) else parent), *related}

    return first in named(other) or second in named(one)


_HEAD = '[[source]]\nid = "s"\nname = "S"\ntype = "news"\n'
_TWO = '[[institution]]\nid = "{}"\nname = "{}"\ncountry = "SG"\nevidence = [{{ source = "s" }}]\n'
_MOU = (
    '[[agreement]]\nid = "{}"\nname = "{}"\ntype = "mou"\ndates = {{ signed = 2024-05-01 }}\n'
    'participants = [{{ institution = "a" }}, {{ institution = "b" }}]\n'
    'evidence = [{{ source = "s" }}]\n'
)

DOUBLE_IDENTIFIER = CatalogCheck(
    code="double-identifier",
    severity=Severity.WARNING,
    means=_("Two records of one kind have the same identifier of another registry."),
    remedy=_(
        "If they are one, make one of them: collab-tui merge REF INTO. If they are two,"
        " correct the identifier of one."
    ),
    example="".join(
        [_HEAD]
        + [
            _TWO.format(id_, name) + 'identifiers = { ror = "04fp9fm22" }\n'
            for id_, name in (("a", "One"), ("b", "Two"))
        ]
    ),
    words=Words(
        _later("{ref} has the same identifier as {other}"),
        _later("if they are one: collab-tui merge"),
    ),
    find=_identifiers,
)
DOUBLE_SOURCE = CatalogCheck(
    code="double-source",
    severity=Severity.WARNING,
    means=_(
        "Two sources have the same web address, apart from http or https, www, and what is added"
        " for tracking."
    ),
    remedy=_(
        "If they are one, make one of them: collab-tui merge REF INTO. If they are two,"
        " correct the address of one."
    ),
    example="".join(
        f'[[source]]\nid = "{id_}"\nname = "{id_}"\ntype = "news"\nurl = "{url}"\n'
        for id_, url in (("a", "https://example.org/x"), ("b", "http://www.example.org/x/"))
    ),
    words=Words(
        _later("{ref} has the same address as {other}"), _later("if they are one: collab-tui merge")
    ),
    find=_sources,
)
DOUBLE_DOCUMENT = CatalogCheck(
    code="double-document",
    severity=Severity.WARNING,
    means=_("The same document, by its SHA-256 or its address, is listed twice."),
    remedy=_("Remove one of the two, or correct it."),
    example=_HEAD
    + '[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\nevidence = [{ source = "s" }]\n'
    + 'documents = [{ name = "D", url = "https://example.org/d.pdf" },'
    + ' { name = "E", url = "https://example.org/d.pdf" }]\n',
    words=Words(
        _later("{ref} lists the same document as {other}"), _later("remove one of the two")
    ),
    find=_agreement_documents,
)
DOUBLE_NAME = CatalogCheck(
    code="double-name",
    severity=Severity.WARNING,
    means=_(
        "Two institutions of one country, and not of two cities, have names that differ by"
        " little: by slips, word order, or words that say nothing. The score is from 90 to 100."
    ),
    remedy=_(
        "If they are one, make one of them: collab-tui merge REF INTO. If they are two,"
        " say how they are related, or ignore the check on that line."
    ),
    example=_HEAD + _TWO.format("a", "Ruijin Hospital") + _TWO.format("b", "Hospital Ruijin"),
    words=Words(
        _later("{ref} has almost the same name as {other} (score {score})"),
        _later("if they are one: collab-tui merge"),
    ),
    find=_names,
)
DOUBLE_AGREEMENT = CatalogCheck(
    code="double-agreement",
    severity=Severity.WARNING,
    means=_("Two agreements have the same participants, the same type and the same day."),
    remedy=_(
        "If they are one, make one of them: collab-tui merge REF INTO. If they are two,"
        " ignore the check on that line."
    ),
    example=_HEAD
    + _TWO.format("a", "One")
    + _TWO.format("b", "Two")
    + _MOU.format("x", "X")
    + _MOU.format("y", "Y"),
    words=Words(
        _later("{ref} has the same participants, type and day as {other}"),
        _later("if they are one: collab-tui merge"),
    ),
    find=_agreements,
)

CHECKS = (DOUBLE_IDENTIFIER, DOUBLE_SOURCE, DOUBLE_DOCUMENT, DOUBLE_NAME, DOUBLE_AGREEMENT)
