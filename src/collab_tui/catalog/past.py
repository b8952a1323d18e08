"""On which day each record was last changed, by the commits of a repository.

A record changes with what it says. To lay its file out anew, or to move it to another file, is no
change; that a field is taken out is one, though no line of it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from collab_tui.git import Commit, Repository
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.same import same
from collab_tui.registry.blocks import blocks
from collab_tui.registry.records_in import records_in

Days: TypeAlias = dict[Ref, int]
"""The day of each record, as yyyymmdd."""

_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([a-z0-9-]+)["']""", re.MULTILINE)


def days_of(repository: Repository, commits: Iterable[Commit]) -> Days:
    """Return the records that some commits changed, with the latest of their days."""
    found: Days = {}
    for commit in commits:
        contents = repository.contents(blob for pair in commit.files.values() for blob in pair)
        before, after = (
            [contents[pair[side]] for pair in commit.files.values() if pair[side]]
            for side in (0, 1)
        )
        day = int(commit.date[:10].replace("-", ""))
        for ref in changed(before, after):
            found[ref] = max(day, found.get(ref, 0))
    return found


def changed(before: Iterable[bytes], after: Iterable[bytes]) -> set[Ref]:
    """Return the records in the files `after` that the files `before` lack, or tell otherwise."""
    old, new = _texts(before), _texts(after)
    was, now = _by_ref(old.keys() - new.keys(), old), _by_ref(new.keys() - old.keys(), new)
    return {ref for ref, text in now.items() if ref not in was or not _alike(ref, was[ref], text)}


def _texts(contents: Iterable[bytes]) -> dict[bytes, Kind | None]:
    """Return the text of each record, with its kind, and what else the files hold."""
    return {
        content[block.start : block.end].strip(): block.kind
        for content in contents
        for block in blocks(content)
    }


def _by_ref(texts: Iterable[bytes], kinds: Mapping[bytes, Kind | None]) -> dict[Ref, bytes]:
    """Return the texts by the record in them. Few of them have to be parsed for that."""
    found: dict[Ref, bytes] = {}
    for text in texts:
        kind, first = kinds[text], _ID.search(text)
        start = text[: first.start()] if first is not None else b""
        if kind is not None and first is not None and not re.search(rb"\"\"\"|'''", start):
            found[Ref(kind, first[1].decode())] = text
        else:
            found |= dict.fromkeys(records_in(text), text)
    return found


def _alike(ref: Ref, one: bytes, other: bytes) -> bool:
    tables: list[Any] = [records_in(text).get(ref) for text in (one, other)]
    return same(*tables)
