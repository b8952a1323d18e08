"""Which organisations of a dump are wanted: by country, by id, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from collab_tui.importing.cells import cannot_read
from collab_tui.importing.dump import DumpError, short
from collab_tui.importing.likeness import key
from collab_tui.importing.ror import all_names, countries_of
from collab_tui.language import _
from collab_tui.records.identifiers import canonical, valid_ror


@dataclass(slots=True)
class Selection:
    """What somebody wants from a dump; without any of these, everything."""

    countries: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    """Names as they were given, by the form in which they are compared."""
    is_limited: bool = False
    """Whether ids or names were given, and nothing else is wanted."""
    matches: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """For each name, the ids of the organisations with it."""

    def wants(self, organisation: Mapping[str, Any]) -> bool:
        """Tell whether an organisation is wanted, and note which of the names it has."""
        if self.countries and not self.countries.intersection(countries_of(organisation)):
            return False
        ror = short(organisation["id"])
        for asked in {key(name) for name in all_names(organisation)} if self.names else ():
            if asked in self.names and organisation.get("status") != "withdrawn":
                self.matches[asked].append(ror)
        return not self.is_limited or ror in self.ids

    def named(self) -> set[str]:
        """Return the ids of organisations whose name means only one."""
        return {found[0] for found in self.matches.values() if len(found) == 1}

    def notes(self) -> Iterator[str]:
        """Yield what happened to names that did not lead to one organisation."""
        for asked, name in self.names.items():
            found = self.matches.get(asked, [])
            if not found:
                yield _(
                    "no organisation has the name '{name}'; see: collab-tui reconcile --help",
                    name=name,
                )
            elif len(found) > 1:
                yield _(
                    "'{name}' is the name of {ids}; give the id of one with --ids",
                    name=name,
                    ids=", ".join(found),
                )


def selection(
    countries: frozenset[str], ids: Path | None = None, names: Path | None = None
) -> Selection:
    """Return what some codes and the lines of two files ask for.

    Raises:
        DumpError: a file cannot be read, or a line of the first is not a ROR id.
    """
    wanted = set()
    for number, line in _lines(ids):
        ror = canonical("ror", line)
        if not valid_ror(ror):
            message = _("'{text}' is not a ROR id; write it like 04fp9fm22", text=line)
            raise DumpError(f"{ids}:{number}: {message}")
        wanted.add(ror)
    asked = {key(line): line for _number, line in _lines(names)}
    return Selection(countries, frozenset(wanted), asked, ids is not None or names is not None)


def _lines(path: Path | None) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not empty, with their numbers."""
    if path is None:
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DumpError(cannot_read(path, error)) from error
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].strip()
        if bare:
            yield number, bare
