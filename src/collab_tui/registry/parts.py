"""A large file in parts, each of which is TOML by itself.

Parts can be read by several processes, and the content of only a few of them is in memory.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import tomli

from collab_tui.records.kinds import Kind

SIZE = 1_000_000
"""About how many bytes a part has."""

# A line that begins with a bracket. Expressions that begin with a letter are found fastest.
_BRACKET = re.compile(rb"\n[ \t]*\[(\[?)([A-Za-z_]*)(\]\]|\.)?")
# A long string may hold lines that look like headers; a merge conflict goes over several tables.
_UNCLEAR = (b'"""', b"'''", b"\n<<<<<<<", b"\n=======", b"\n>>>>>>>")


class Part(NamedTuple):
    """A part of a file, in bytes from its start."""

    start: int
    end: int
    line: int = 0
    """The number of lines before it."""
    first: Mapping[str, int] = MappingProxyType({})
    """For each array of tables, the number of its tables before it."""


def parts_of(content: bytes) -> list[Part]:
    """Return the parts of a file that can be read one by one; one part if it cannot be cut.

    Each part is valid TOML if and only if the file is. It begins at the header of a record.
    """
    whole = [Part(0, len(content))]
    text = b"\n" + content  # so a place in it is that of the next byte of the file
    if len(content) < 2 * SIZE or any(mark in text for mark in _UNCLEAR):
        return whole
    counts: Counter[str] = Counter()
    table = ""
    parts: list[Part] = []
    start, line, first = 0, 0, dict[str, int]()
    for bracket in _BRACKET.finditer(text):
        is_array, name, end = bracket[1], bracket[2].decode(), bracket[3]
        if is_array and end == b"]]" and Kind.of_table(name):
            at = bracket.start()
            if not table and not _is_head(content[:at]):
                return whole
            if at - start >= SIZE and table:
                parts.append(Part(start, at, line, first))
                line += content.count(b"\n", start, at)
                start, first = at, dict(counts)
            counts[name] += 1
            table = name
        elif table and not (end == b"." and name == table):  # only a table inside the record is
            return whole
    return [*parts, Part(start, len(content), line, first)]


def _is_head(content: bytes) -> bool:
    """Tell whether what is before the first record is TOML without any record."""
    try:
        head = tomli.loads(content.decode("utf-8-sig"))
    except ValueError:
        return False
    return not any(Kind.of_table(key) for key in head)
