"""On which day each record was last changed, by the commits of a repository.

A record changes with what it says. To lay its file out anew, or to move it to another file, is no
change; that a field is taken out is one, though no line of it is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from collab_tui.git import Commit, Repository
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.same import same
from collab_tui.registry.blocks import blocks
from collab_tui.registry.records_in import records_in

Days: TypeAlias = dict[Ref, int]
"""The day of each record, as yyyymmdd."""

Pair: TypeAlias = tuple[bytes, bytes]
"""A file before and after; empty where it is not there."""

Texts: TypeAlias = dict[bytes, Kind | None]
"""Parts of files, each with the kind of its record, if it holds one."""

_HEADER = re.compile(
    rb"^\[\[[ \t]*(?:%s)[ \t]*\]\]" % b"|".join(kind.table.encode() for kind in Kind),
    re.MULTILINE,
)
_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([a-z0-9-]+)["']""", re.MULTILINE)


def days_of(repository: Repository, commits: Iterable[Commit]) -> Days:
    """Return the records that some commits changed, with the latest of their days."""
    found: Days = {}
    for commit in commits:
        day = int(commit.date[:10].replace("-", ""))
        for ref in changed(contents_of(repository, commit)):
            found[ref] = max(day, found.get(ref, 0))
    return found


def contents_of(repository: Repository, commit: Commit) -> list[Pair]:
    """Return each file that a commit changed, before and after."""
    pairs = commit.files.values()
    contents = repository.contents(blob for pair in pairs for blob in pair)
    return [(contents.get(old, b""), contents.get(new, b"")) for old, new in pairs]


def changed(pairs: Iterable[Pair]) -> set[Ref]:
    """Return the records that are there after, and before not, or that said something else."""
    old, new = differing(pairs)
    was, now = _by_ref(old), _by_ref(new)
    return {ref for ref, text in now.items() if ref not in was or not _alike(ref, was[ref], text)}


def differing(pairs: Iterable[Pair]) -> tuple[Texts, Texts]:
    """Return what is only in the files before, and what is only in those after."""
    old: Texts = {}
    new: Texts = {}
    for before, after in pairs:
        first, last = _apart(before, after)
        old |= _texts(before[first : len(before) - last])
        new |= _texts(after[first : len(after) - last])
    both = old.keys() & new.keys()
    return (
        {text: kind for text, kind in old.items() if text not in both},
        {text: kind for text, kind in new.items() if text not in both},
    )


def _apart(before: bytes, after: bytes) -> tuple[int, int]:
    """Return how many bytes two files have in common at their beginning and end, as whole records.

    Most commits change little of a file. So little of it has to be cut into records.
    """
    if any(mark in text for mark in (b'"""', b"'''") for text in (before, after)):
        return 0, 0  # a line that looks like a header may be in a text of several lines
    first = _common(len(before), len(after), lambda n: before[:n] == after[:n])
    first = max((found.start() for found in _HEADER.finditer(before, 0, first)), default=0)
    least = (len(before) - first, len(after) - first)
    last = _common(*least, lambda n: before[len(before) - n :] == after[len(after) - n :])
    header = _HEADER.search(before, len(before) - last)
    return first, len(before) - header.start() if header is not None else 0


def _common(one: int, other: int, is_same: Callable[[int], bool]) -> int:
    """Return the largest number up to both lengths for which something is the same."""
    least, most = 0, min(one, other)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if is_same(middle) else (least, middle - 1)
    return least


def _texts(content: bytes) -> Texts:
    """Return the text of each record, with its kind, and what else a file holds."""
    return {content[one.start : one.end].strip(): one.kind for one in blocks(content)}


def _by_ref(texts: Texts) -> dict[Ref, bytes]:
    """Return the texts by the record in them. Few of them have to be parsed for that."""
    found: dict[Ref, bytes] = {}
    for text, kind in texts.items():
        first = _ID.search(text)
        start = text[: first.start()] if first is not None else b""
        if kind is not None and first is not None and not re.search(rb"\"\"\"|'''", start):
            found[Ref(kind, first[1].decode())] = text
        else:
            found |= dict.fromkeys(records_in(text), text)
    return found


def _alike(ref: Ref, one: bytes, other: bytes) -> bool:
    tables: list[Any] = [records_in(text).get(ref) for text in (one, other)]
    return same(*tables)
