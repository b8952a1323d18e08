"""Joins two records that are one. If they disagree, somebody has to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from collab_tui.keeping.toml_text import in_order
from collab_tui.keeping.values import identity
from collab_tui.records.field import strings
from collab_tui.records.kinds import Kind
from collab_tui.records.same import same

GONE = "ref"
STAYS = "into"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field about which the two say different things."""

    path: str
    gone: Any
    stays: Any


@dataclass(slots=True)
class Merged:
    """The content of the record that stays, and what nobody has chosen yet."""

    table: dict[str, Any]
    conflicts: list[Conflict] = field(default_factory=list)


def merged(
    kind: Kind, gone: Mapping[str, Any], stays: Mapping[str, Any], prefer: Mapping[str, str]
) -> Merged:
    """Join two records. The id and the names of the one that is `gone` become aliases.

    `prefer` says which of the two is right, by the path of a field; ``""`` is for all others.
    """
    joining = _Joining(kind, prefer)
    rest = {key: value for key, value in gone.items() if key not in ("id", "name", "aliases")}
    table = joining.tables((), rest, stays)
    known = {*strings(table["name"])}
    aliases: list[Any] = []
    others = [*strings(gone["name"]), gone["id"]]
    for alias in [*stays.get("aliases", ()), *gone.get("aliases", ()), *others]:
        text = str(alias.get("text") if isinstance(alias, Mapping) else alias)
        if text not in known:
            known.add(text)
            aliases.append(alias)
    table["aliases"] = aliases
    return Merged(in_order(kind, table), joining.conflicts)


class _Joining:
    def __init__(self, kind: Kind, prefer: Mapping[str, str]) -> None:
        self.kind = kind
        self.prefer = prefer
        self.conflicts: list[Conflict] = []

    def tables(
        self, path: tuple[str, ...], gone: Mapping[str, Any], stays: Mapping[str, Any]
    ) -> dict[str, Any]:
        found = dict(stays)
        for key, value in gone.items():
            found[key] = self._values((*path, key), value, found[key]) if key in found else value
        return found

    def _values(self, path: tuple[str, ...], gone: Any, stays: Any) -> Any:
        if path == ("parent",):
            gone, stays = (v if isinstance(v, list) else [v] for v in (gone, stays))
            joined = [*dict.fromkeys([*stays, *gone])]
            return joined if len(joined) > 1 else joined[0]
        if same(gone, stays):
            return stays
        if isinstance(gone, Mapping) and isinstance(stays, Mapping):
            return self.tables(path, gone, stays)
        if isinstance(gone, list) and isinstance(stays, list):
            return self._lists(path, gone, stays)
        name = ".".join(path)
        choice = self.prefer.get(name) or self.prefer.get("")
        if choice is None:
            self.conflicts.append(Conflict(name, gone, stays))
        return gone if choice == GONE else stays

    def _lists(self, path: tuple[str, ...], gone: list[Any], stays: list[Any]) -> list[Any]:
        found = list(stays)
        for element in gone:
            if any(same(element, one) for one in found):
                continue
            mine = identity(self.kind, path, element)
            fellows = [
                i
                for i, one in enumerate(found)
                if isinstance(element, Mapping)
                and mine is not None
                and identity(self.kind, path, one) == mine
            ]
            if not fellows:
                found.append(element)
            elif path == ("evidence",):
                self._evidence(found, fellows[0], element)
            else:
                at = fellows[0]
                found[at] = self.tables((*path, str(mine)), element, found[at])
        return found

    def _evidence(self, found: list[Any], at: int, element: Mapping[str, Any]) -> None:
        """Add what a source supports to what it already supports; another note is kept
        separately.
        """
        mine, note = found[at], element.get("note")
        if note not in (None, mine.get("note")):
            found.append(element)
        elif not (mine.get("supports") and element.get("supports")):
            found[at] = {key: value for key, value in mine.items() if key != "supports"}
        else:
            supports = [*dict.fromkeys([*mine["supports"], *element["supports"]])]
            found[at] = {**mine, "supports": supports}
