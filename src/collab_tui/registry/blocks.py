"""A registry file as the blocks of its records: one can be changed while the rest stays.

A file is cut at its headers, and not parsed as a whole. So a file of 100,000 records takes no more
memory than its own bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from collab_tui.records.kinds import Kind

_TOKEN = re.compile(
    rb'"""(?:\\.|[^\\])*?"""(?!")'
    rb"|'''.*?'''(?!')"
    rb'|"(?:\\.|[^"\\\n])*"'
    rb"|'[^'\n]*'"
    rb"|#[^\n]*"
    rb"|[\[\]{}]",
    re.DOTALL,
)
_HEADER = re.compile(rb"\[(\[?)[ \t]*([A-Za-z0-9_-]+)[^\]\n]*\]")


class Block(NamedTuple):
    """A part of a file, in bytes from its start. `kind` is that of its record, if it has one."""

    kind: Kind | None
    start: int
    end: int


def blocks(content: bytes) -> Iterator[Block]:
    """Yield the parts of a file, which together are the whole file.

    The first part is the text before any header. A record's block goes from its own header, such as
    ``[[agreement]]``, to the next one that is not of a table inside it.
    """
    kind, start = None, 0
    for position, table, is_array in _headers(content):
        found = Kind.of_table(table) if is_array else None
        if not is_array and kind is not None and table == kind.table:
            continue  # a table inside the record
        yield Block(kind, start, position)
        kind, start = found, position
    yield Block(kind, start, len(content))


def _headers(content: bytes) -> Iterator[tuple[int, str, bool]]:
    """Yield where each header's line begins, its first key, and whether it is an array's."""
    depth = passed = 0
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        position = token.start()
        if position < passed:
            continue
        if first in b"[{":
            line = content.rfind(b"\n", 0, position) + 1
            if (
                first == ord("[")
                and depth == 0
                and not content[line:position].strip(b" \t\xef\xbb\xbf")
            ):
                header = _HEADER.match(content, position)
                if header is not None:
                    is_plain = b"." not in header[0]
                    yield line, header[2].decode(), bool(header[1]) and is_plain
                    passed = content.find(b"\n", position)
                    passed = len(content) if passed < 0 else passed
                    continue
            depth += 1
        elif first in b"]}":
            depth = max(depth - 1, 0)
