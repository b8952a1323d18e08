"""The records that the user marked in the explorer: what ``is:marked`` finds.

No registry and no catalog keeps them. They are in the diary of the registry between visits, and SQL
gets them from here: `marks()` is a function of every connection that asks a catalog.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from collab_tui.records.kinds import Ref

if TYPE_CHECKING:
    from pathlib import Path

    from collab_tui.query.syntax import Node

MARKED = "marked"
"""The value of ``is:`` that finds them."""

FIND = (
    "SELECT record.n FROM json_each(marks()) mark CROSS JOIN record"
    " ON record.id = mark.value ->> 1 AND +record.kind = mark.value ->> 0"
)
"""A SELECT of the numbers of those that exist, in the order in which they were marked."""


def asks_for_marks(node: Node) -> bool:
    """Tell whether the answer to a query depends on what is marked."""
    from collab_tui.query.syntax import Term, Text, leaves

    return any(
        isinstance(leaf, Term) and leaf.name == "is" and Text(MARKED) in leaf.values
        for leaf in leaves(node)
    )


class Marks:
    """Refs in the order in which they were marked. All clones of a catalog share them.

    A ref stays if its record is gone, because a file may be wrong for a moment. `there` has only
    those that have a record.
    """

    def __init__(self) -> None:
        """Begin without any."""
        self._refs: dict[Ref, None] = {}
        self._taken: dict[Ref, None] = {}
        """What was unmarked since the beginning."""
        self._cleared: dict[Ref, None] = {}
        """What `clear` unmarked last."""
        self._gone: frozenset[Ref] = frozenset()
        self._load: Callable[[], Iterable[str]] | None = None
        self.version = 0
        """It changes whenever something is marked or unmarked."""

    def __contains__(self, ref: Ref) -> bool:
        """Tell whether a record is marked."""
        return ref in self._refs

    def __iter__(self) -> Iterator[Ref]:
        """Yield every ref that is marked, also of records that are gone."""
        return iter([*self._refs])

    @property
    def there(self) -> list[Ref]:
        """Those whose records exist, as far as that is known."""
        return [ref for ref in self._refs if ref not in self._gone]

    def toggle(self, ref: Ref) -> bool:
        """Mark a record, or unmark it; tell whether it is marked now."""
        self.version += 1
        self._cleared = {}
        if ref in self._refs:
            del self._refs[ref]
            self._taken[ref] = None
            return False
        self._refs[ref] = None
        self._taken.pop(ref, None)
        self._gone -= {ref}
        return True

    def clear(self) -> int:
        """Unmark every record; return how many were marked. `restore` takes it back."""
        self.version += 1
        self._cleared, self._refs = self._refs, {}
        self._taken |= self._cleared
        return sum(ref not in self._gone for ref in self._cleared)

    def restore(self) -> bool:
        """Take back a `clear` right before; tell whether there was anything."""
        found, self._cleared = self._cleared, {}
        self.version += 1
        self._refs |= found
        for ref in found:
            self._taken.pop(ref, None)
        return bool(found)

    # Between visits

    def load_by(self, load: Callable[[], Iterable[str]]) -> None:
        """Take the refs that `load` returns when a query first asks for them."""
        self._load = load

    def take(self, texts: Iterable[str]) -> None:
        """Put refs of an earlier visit before the others. What is no ref is left out."""
        earlier = [ref for ref in map(_ref, texts) if ref is not None and ref not in self._taken]
        self._refs = dict.fromkeys(earlier) | self._refs
        self.version += 1

    def added_to(self, texts: Iterable[str]) -> list[str]:
        """Return the marks that a diary should have, given those that it has, in any thread."""
        taken = set(map(str, [*self._taken]))
        return [*dict.fromkeys([*(t for t in texts if t not in taken), *map(str, self)])]

    def note_gone(self, refs: Iterable[Ref]) -> None:
        """Note which of the marked records are gone."""
        self._gone = frozenset(refs)

    # For SQL

    def serve(self, connection: sqlite3.Connection) -> None:
        """Let `connection` ask for them."""
        connection.create_function("marks", 0, self._as_json)

    def _as_json(self) -> str:
        import json

        if self._load is not None:
            load, self._load = self._load, None
            self.take(load())
        return json.dumps([*self])


def of_last_visit(layers: Sequence[Path]) -> list[str]:
    """Return the refs that were marked when the last visit to a registry ended."""
    from collab_tui.diary import Diary
    from collab_tui.places import state_folder

    return Diary.of(layers, state_folder()).marks


def _ref(text: str) -> Ref | None:
    try:
        return Ref.parse(text)
    except ValueError:
        return None
