"""The institutions of a registry without a ROR id, and what they are in ROR."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from collab_tui.importing.candidates import Candidate, Candidates, Finder, Party, party_of
from collab_tui.importing.dump import Tell, read_dump, short
from collab_tui.importing.file import Said, State, UpdatedFile
from collab_tui.importing.known import read_files, texts
from collab_tui.importing.likeness import Weights
from collab_tui.importing.report import left_as_it_is
from collab_tui.importing.ror import all_names
from collab_tui.language import _, _n
from collab_tui.records.identifiers import canonical
from collab_tui.records.kinds import Kind

_REASONS = {
    "name": _("name"),
    "alias": _("alias"),
    "country": _("country"),
    "city": _("city"),
    "web address": _("web address"),
    "acronym": _("acronym"),
}


@dataclass(slots=True)
class Reconciled:
    """The result for the institutions without a ROR id."""

    known: int
    """How many have one already."""
    certain: list[tuple[Party, Candidate]] = field(default_factory=list)
    doubtful: list[Candidates] = field(default_factory=list)
    unfound: list[Party] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the results: each institution, with its candidates below it."""
        for party, candidate in self.certain:
            yield f"institution/{party.id}  {party.shown}"
            yield f"  = {_line(candidate)}"
        for candidates in self.doubtful:
            yield f"institution/{candidates.party.id}  {candidates.party.shown}"
            yield from (f"  ? {_line(candidate)}" for candidate in candidates.found)
        for party in self.unfound:
            yield f"institution/{party.id}  {party.shown}"
        total = len(self.certain) + len(self.doubtful) + len(self.unfound)
        yield _n(
            "{count} institution without a ROR id, {known} with one",
            "{count} institutions without a ROR id, {known} with one",
            total,
            known=self.known,
        )
        yield _(
            "{certain} certain (=), {doubtful} doubtful (?), {unfound} without a candidate",
            certain=len(self.certain),
            doubtful=len(self.doubtful),
            unfound=len(self.unfound),
        )


class Measure(NamedTuple):
    """How well institutions with a known id are found if the id is hidden."""

    known: int
    """Institutions with an id that is in the dump."""
    absent: int
    """Institutions with an id that is not in the dump: every answer for these is wrong."""
    right: int
    """Certain, and right."""
    wrong: int
    """Certain, and wrong, with those that are not in the dump."""
    listed: int
    """Not certain, and the right one is among the candidates."""

    @property
    def precision(self) -> float:
        """The share of certain answers that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of those in the dump that are certain and right."""
        return self.right / self.known if self.known else 1.0

    def lines(self) -> Iterator[str]:
        """Yield the figures."""
        yield _n(
            "{count} institution with a ROR id in the dump, {absent} not",
            "{count} institutions with a ROR id in the dump, {absent} not",
            self.known,
            absent=self.absent,
        )
        yield _(
            "certain and right: {right}, certain and wrong: {wrong}",
            right=self.right,
            wrong=self.wrong,
        )
        yield _("not certain, the right one among the candidates: {count}", count=self.listed)
        yield _(
            "precision {precision:.3f}, recall {recall:.3f}",
            precision=self.precision,
            recall=self.recall,
        )


def reconcile(
    dump: Path, layers: Sequence[Path], tell: Callable[[str], Tell | None] = lambda _: None
) -> Reconciled:
    """Look for the institutions of a registry that have no ROR id.

    Raises:
        DumpError: the dump cannot be read.
    """
    tables = institutions(layers)
    missing = [party_of(table) for table in tables if not _ror(table)]
    taken = {ror for table in tables for ror in _ror(table)}
    reconciled = Reconciled(len(tables) - len(missing))
    found = _find(dump, missing, tell)
    claims = Counter(one.certain.party.id for one in found if one.certain is not None)
    for candidates in found:
        best = candidates.certain
        if best is not None and claims[best.party.id] == 1 and best.party.id not in taken:
            reconciled.certain.append((candidates.party, best))
        elif candidates.found:
            reconciled.doubtful.append(candidates)
        else:
            reconciled.unfound.append(candidates.party)
    return reconciled


def measure(
    dump: Path, layers: Sequence[Path], tell: Callable[[str], Tell | None] = lambda _: None
) -> Measure:
    """Look for the institutions with a known ROR id, as if it was not known.

    Raises:
        DumpError: the dump cannot be read.
    """
    tables = [table for table in institutions(layers) if _ror(table)]
    there: set[str] = set()
    found = _find(dump, [party_of(table) for table in tables], tell, there)
    known = absent = right = wrong = listed = 0
    for table, candidates in zip(tables, found, strict=True):
        true = set(_ror(table))
        known += bool(true & there)
        absent += not true & there
        best = candidates.certain
        if best is not None:
            right += best.party.id in true
            wrong += best.party.id not in true
        else:
            listed += any(one.party.id in true for one in candidates.found)
    return Measure(known, absent, right, wrong, listed)


def write(reconciled: Reconciled, layers: Sequence[Path]) -> Iterator[UpdatedFile]:
    """Yield the files of a registry that change, with the certain ids.

    Raises:
        FileError: a file cannot be updated.
    """
    wanted = {party.id: candidate.party.id for party, candidate in reconciled.certain}
    places: dict[Path, list[str]] = defaultdict(list)
    for path, kind, table in read_files(layers):
        if kind is Kind.INSTITUTION and table.get("id") in wanted:
            places[path].append(str(table["id"]))
    for path, ids in places.items():
        file = UpdatedFile(path, "")
        for record_id in ids:
            table = {"identifiers": {"ror": wanted[record_id]}}
            outcome = file.apply(Said(Kind.INSTITUTION, record_id, table, is_whole=False))
            if outcome.state is State.LEFT:
                file.left.append(left_as_it_is(f"institution/{record_id}", outcome.reason))
        yield file


def institutions(layers: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the institutions of a registry; if several have the same id, the last."""
    found = {
        table["id"]: table
        for _, kind, table in read_files(layers)
        if kind is Kind.INSTITUTION and isinstance(table.get("id"), str)
    }
    return list(found.values())


def _find(
    dump: Path,
    parties: Sequence[Party],
    tell: Callable[[str], Tell | None],
    there: set[str] | None = None,
) -> list[Candidates]:
    weights = Weights()
    for organisation in read_dump(dump, tell("counted")):
        weights.add(all_names(organisation))
    finder = Finder(parties, weights)
    for organisation in read_dump(dump, tell("compared")):
        finder.look_at(organisation)
        if there is not None:
            there.add(short(organisation["id"]))
    return finder.candidates


def _ror(table: dict[str, Any]) -> list[str]:
    identifiers = table.get("identifiers")
    held = identifiers.get("ror") if isinstance(identifiers, dict) else None
    return [canonical("ror", one) for one in texts(held)]


def _line(candidate: Candidate) -> str:
    reasons = ", ".join(_REASONS[reason] for reason in candidate.reasons)
    why = f"  ({reasons})" if reasons else ""
    return f"{candidate.party.id}  {min(candidate.score, 1.0):.2f}  {candidate.party.shown}{why}"
