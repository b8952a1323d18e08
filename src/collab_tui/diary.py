"""The diary of a registry: when it was last explored, what was asked, and where one was.

It is kept in the user's state folder, one file for each registry, between visits. What reads and
writes it is loaded when it is needed, after the first screen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from collab_tui.files import MOST_OF_SETTINGS, read_bytes

MOST_QUERIES = 200
"""How many queries are kept."""

MOST_USED = 30
"""How much of what was chosen in the palette is kept."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to come back to: enough to find it in a later catalog."""

    query: str = ""
    pane: str = ""
    """The kind of the present list."""
    record: str = ""
    """The ref of the record that was read; empty for none."""
    view: dict[str, Any] | None = None
    """The state of the view that was shown in place of the record."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit adds to a diary, as far as it went; what is empty adds nothing."""

    queries: tuple[str, ...] = ()
    """The newest first."""
    used: tuple[str, ...] = ()
    spot: Spot | None = None
    columns: dict[str, list[str]] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    layout: str = ""
    """With the `shares` of the room, if one of them was chosen."""
    shares: dict[str, float] = field(default_factory=dict)
    folder: str = ""


@dataclass(slots=True)
class Diary:
    """What is known of earlier visits to one registry."""

    path: Path | None = None
    """Where it is kept; None for nowhere."""
    left: str = ""
    """When the last visit ended, in ISO 8601; empty if there was none."""
    commits: tuple[str, ...] = ()
    """The commit of each layer by then; empty for a layer that is not kept in git."""
    queries: list[str] = field(default_factory=list)
    """The queries asked so far, the newest first."""
    spot: Spot | None = None
    """Where the last visit ended."""
    columns: dict[str, list[str]] = field(default_factory=dict)
    """The columns that are added to lists, by kind."""
    orders: dict[str, str] = field(default_factory=dict)
    """How lists are sorted, by kind; see `collab_tui.catalog.orders`."""
    layout: str = ""
    """The layout of the screen; empty for the usual one."""
    shares: dict[str, float] = field(default_factory=dict)
    """The part of the room that the lists have, from 0 to 1, by layout; and the part of theirs that
    one of them has: ``stacked/agreement``."""
    marks: list[str] = field(default_factory=list)
    """The refs of the marked records, in the order in which they were marked."""
    used: list[str] = field(default_factory=list)
    """What was chosen in the palette, by its id, the newest first."""
    folder: str = ""
    """The folder that was chosen for exports; empty for the usual one."""

    @classmethod
    def of(cls, layers: Sequence[Path], folder: Path) -> Diary:
        """Open the diary of the registry at `layers`. One that cannot be read is empty."""
        import hashlib

        names = b"\0".join(os.fsencode(os.path.abspath(layer)) for layer in layers)
        return cls.read(folder / f"{hashlib.sha256(names).hexdigest()[:20]}.json")

    @classmethod
    def read(cls, path: Path) -> Diary:
        """Read a diary; what cannot be understood of it is left out."""
        import json

        try:
            content = json.loads(read_bytes(path, MOST_OF_SETTINGS))
        except (OSError, ValueError, RecursionError):
            return cls(path)
        if not isinstance(content, dict):
            return cls(path)
        return cls(
            path,
            _text(content.get("left")),
            tuple(map(_text, _list(content.get("commits")))),
            [*filter(None, map(_text, _list(content.get("queries"))))][:MOST_QUERIES],
            _spot(content.get("spot")),
            _texts_by_name(content.get("columns")),
            _text_by_name(content.get("orders")),
            _text(content.get("layout")),
            _shares(content.get("shares")),
            [*filter(None, map(_text, _list(content.get("marks"))))],
            [*filter(None, map(_text, _list(content.get("used"))))][:MOST_USED],
            _text(content.get("folder")),
        )

    def note_query(self, text: str) -> None:
        """Put a query before the others; it is there only once."""
        text = text.strip()
        if text:
            self.queries = [text, *(one for one in self.queries if one != text)][:MOST_QUERIES]

    def note_used(self, entry: str) -> None:
        """Put what was chosen in the palette before the others."""
        self.used = [entry, *(one for one in self.used if one != entry)][:MOST_USED]

    def add(self, visit: Visit, marked: Callable[[list[str]], list[str]]) -> None:
        """Add what a visit brings; `marked` makes its marks of those that are there."""
        for text in reversed(visit.queries):
            self.note_query(text)
        for entry in reversed(visit.used):
            self.note_used(entry)
        self.spot = visit.spot or self.spot
        self.columns = self.columns | visit.columns
        self.orders = self.orders | visit.orders
        if visit.layout:
            self.layout, self.shares = visit.layout, visit.shares
        self.folder = visit.folder or self.folder
        self.marks = marked(self.marks)

    def keep(self, add: Callable[[Diary], None]) -> None:
        """Let `add` change what is kept by now, and write that if it is something new.

        Raises:
            OSError: it cannot be written.
        """
        if self.path is not None:
            kept = self.read(self.path)
            add(kept)
            if kept != self.read(self.path):
                kept.write()

    def write(self) -> None:
        """Keep it, with the queries that another explorer kept meanwhile.

        Raises:
            OSError: it cannot be written.
        """
        if self.path is None:
            return
        import json

        others = [one for one in self.read(self.path).queries if one not in self.queries]
        content = {
            "left": self.left,
            "commits": self.commits,
            "queries": [*self.queries, *others][:MOST_QUERIES],
            "columns": self.columns,
            "orders": self.orders,
            "layout": self.layout,
            "shares": self.shares,
            "marks": self.marks,
            "used": self.used,
            "folder": self.folder,
            "spot": None
            if self.spot is None
            else {
                "query": self.spot.query,
                "pane": self.spot.pane,
                "record": self.spot.record,
                "view": self.spot.view,
            },
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}")
        try:
            # What somebody searched for is nobody else's business.
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - opened above
                json.dump(content, file, ensure_ascii=False, indent=1)
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text_by_name(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {_text(name): _text(text) for name, text in value.items()}


def _texts_by_name(value: Any) -> dict[str, list[str]]:
    if not isinstance(value, dict):
        return {}
    return {_text(name): [*map(_text, _list(texts))] for name, texts in value.items()}


def _shares(value: Any) -> dict[str, float]:
    if not isinstance(value, dict):
        return {}
    return {
        _text(name): share
        for name, share in value.items()
        if isinstance(share, float) and 0 <= share <= 1
    }


def _spot(value: Any) -> Spot | None:
    if not isinstance(value, dict):
        return None
    view = value.get("view")
    return Spot(
        _text(value.get("query")),
        _text(value.get("pane")),
        _text(value.get("record")),
        view if isinstance(view, dict) else None,
    )
