"""A dump of ROR → the institutions of a file. It is read twice: first what is wanted, then all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from collab_tui.importing.dump import Tell, read_dump, short
from collab_tui.importing.file import Said, UpdatedFile
from collab_tui.importing.known import read_tables, texts
from collab_tui.importing.report import Report
from collab_tui.importing.ror import Institution, institution
from collab_tui.importing.selecting import Selection
from collab_tui.importing.slugs import free
from collab_tui.language import _, _n
from collab_tui.records.identifiers import canonical
from collab_tui.records.kinds import Kind

SOURCE = "ror"
"""The word in the marks of ROR's values, and the id of the source."""

HEAD = tuple(
    _(
        "Institutions from the Research Organization Registry (https://ror.org), CC0. What you"
        " change\nhere stays when a newer dump is imported. The lines '# ror: …' tell what was"
        " imported: keep\nthem."
    ).split("\n")
)
RECORD = {
    "id": SOURCE,
    "name": "Research Organization Registry (ROR)",
    "type": "dataset",
    "publisher": "Research Organization Registry",
    "url": "https://ror.org",
}
_MOST_TOLD = 20


@dataclass(slots=True)
class _Refs:
    """The ids under which ROR's organisations are known."""

    elsewhere: dict[str, str]
    """Those of a registry outside the file, by ROR id."""
    wanted: set[str] = field(default_factory=set)
    here: dict[str, str] = field(default_factory=dict)
    """Those in the file, and those that will be."""

    def id_of(self, ror: str) -> str | None:
        return self.here.get(ror) or self.elsewhere.get(ror)


def import_ror(
    dump: Path,
    file: UpdatedFile,
    selection: Selection,
    layers: Sequence[Path] = (),
    tell: Callable[[str], Tell | None] = lambda _: None,
) -> Report:
    """Bring the wanted organisations into a file, and update those that it has.

    `tell` is called with what is being done, and returns who to tell how far it is.

    Raises:
        DumpError: the dump cannot be read.
    """
    report = Report("ROR")
    elsewhere, sources = _elsewhere(layers, file.path)
    refs = _Refs(elsewhere)
    parents: dict[str, list[str]] = {}
    total = _choose(dump, file, selection, refs, parents, tell("chosen"))
    report.notes += selection.notes()
    if SOURCE not in sources and refs.wanted - set(elsewhere):
        file.apply(Said(Kind.SOURCE, SOURCE, {}, once=dict(RECORD)))
    above = _without_circles(parents, refs)
    left_out = unfit = 0
    there = 0
    for organisation in read_dump(dump, tell("read")):
        ror = short(organisation["id"])
        if ror not in refs.here:
            there += ror in refs.wanted
            continue
        found = institution(organisation)
        left_out += _relate(found, above.get(ror, []), refs)
        unfit += len(found.unfit)
        told = found.unfit[: max(_MOST_TOLD - unfit, 0)]
        report.notes += [_("left out: {what}", what=one) for one in told]
        once = {"evidence": [{"source": SOURCE}]}
        record_id = refs.here[ror]
        said = Said(Kind.INSTITUTION, record_id, {"id": record_id, **found.table}, once=once)
        report.add(Kind.INSTITUTION, record_id, file.apply(said))
    report.totals += [
        _n("{count} organisation read", "{count} organisations read", total),
        _n(
            "{count} relation to institutions that are not here left out",
            "{count} relations to institutions that are not here left out",
            left_out,
        ),
    ]
    if there:
        report.totals.append(
            _n(
                "{count} institution in the registry already",
                "{count} institutions in the registry already",
                there,
            )
        )
    if unfit:
        report.totals.append(
            _n(
                "{count} value left out that the format does not take",
                "{count} values left out that the format does not take",
                unfit,
            )
        )
    return report


def _choose(
    dump: Path,
    file: UpdatedFile,
    selection: Selection,
    refs: _Refs,
    parents: dict[str, list[str]],
    tell: Tell | None,
) -> int:
    """Find out which organisations are wanted, and their ids; return how many there are."""
    total = 0
    ours = {ror for ror in file.rors() if file.is_ours(Kind.INSTITUTION, file.with_ror(ror) or "")}
    in_dump: list[str] = []
    for organisation in read_dump(dump, tell):
        total += 1
        ror = short(organisation["id"])
        if selection.wants(organisation) or ror in ours:
            refs.wanted.add(ror)
            in_dump.append(ror)
        above = [
            short(one["id"])
            for one in organisation.get("relationships") or ()
            if one["type"] == "parent"
        ]
        if above:
            parents[ror] = above
    named = selection.named() - refs.wanted
    refs.wanted |= named
    taken = set(file.ids(Kind.INSTITUTION)) | set(refs.elsewhere.values())
    for ror in [*in_dump, *sorted(named)]:
        held = file.with_ror(ror)
        if held is not None:
            refs.here[ror] = held
        elif ror not in refs.elsewhere:
            refs.here[ror] = free(ror, taken)
    for ror in file.rors():
        if ror not in refs.wanted:
            refs.elsewhere.setdefault(ror, file.with_ror(ror) or ror)
    return total


def _without_circles(parents: Mapping[str, list[str]], refs: _Refs) -> dict[str, list[str]]:
    """Return the parents of each organisation that are here, without those that would form a
    circle.
    """
    above: dict[str, list[str]] = {}
    for ror in sorted(parents):
        if ror not in refs.here:
            continue
        for parent in parents[ror]:
            if ror not in _upwards(parent, above):
                above.setdefault(ror, []).append(parent)
    return above


def _upwards(start: str, above: Mapping[str, Iterable[str]]) -> set[str]:
    found, left = {start}, [start]
    while left:
        for parent in above.get(left.pop(), ()):
            if parent not in found:
                found.add(parent)
                left.append(parent)
    return found


def _relate(found: Institution, parents: list[str], refs: _Refs) -> int:
    """Put the relations to existing records into the table; return how many others there are."""
    ids = [known for ror in parents if (known := refs.id_of(ror)) is not None]
    related = [
        {"institution": known, "type": kind}
        for kind, ror in found.related
        if (known := refs.id_of(ror)) is not None and ror != found.ror
    ]
    if ids:
        found.table["parent"] = ids[0] if len(ids) == 1 else ids
    if related:
        found.table["related"] = related
    return len(found.parents) + len(found.related) - len(ids) - len(related)


def _elsewhere(layers: Sequence[Path], path: Path) -> tuple[dict[str, str], set[str]]:
    """Return the institutions of a registry by ROR id, and the ids of its sources."""
    found: dict[str, str] = {}
    sources: set[str] = set()
    for kind, table in read_tables(layers, path) if layers else ():
        record_id: Any = table.get("id")
        if not isinstance(record_id, str):
            continue
        if kind is Kind.SOURCE:
            sources.add(record_id)
        identifiers = table.get("identifiers")
        if kind is Kind.INSTITUTION and isinstance(identifiers, dict):
            for one in texts(identifiers.get("ror")):
                found.setdefault(canonical("ror", one), record_id)
    return found, sources
