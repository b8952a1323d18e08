"""Whatever reads a text of TOML, its tables are the same, and the same texts are no TOML."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest
import tomli

from collab_tui.registry.toml import Parse, fastest
from tests.hostile.parts.toml_test import FILES

MORE = (
    "\ufeffa = 1",  # a second mark of the byte order
    "a = { b = 1,\n c = 2 }",
    "a = { b =\n1 }",
    "z = 1\na = 2\n'b' = 3\nx.c = 4\nx.a = 5",
    "a = 'x\r\ny'",
    "a = '''x\r\ny'''",
    "a = 9223372036854775808",
    "a = '\ud800'",
)


def outcome(parse: Parse, text: str) -> Any:
    """Return the tables with the types of their values and the order of keys, or what is wrong."""
    try:
        return repr(parse(text))
    except (ValueError, RecursionError) as error:
        return type(error), str(error)


def texts() -> Iterator[str]:
    with ZipFile(FILES) as archive:
        for name in archive.namelist():
            yield archive.read(name).decode("utf-8", "surrogateescape")
    yield from MORE


def test_the_fastest_reader_does_what_tomli_does(monkeypatch: pytest.MonkeyPatch) -> None:
    quick, count = fastest(), 0
    assert quick is not tomli.loads
    for text in texts():
        assert outcome(quick, text) == outcome(tomli.loads, text), text
        count += 1
    assert count > 700
    monkeypatch.setitem(sys.modules, "toml_rs", None)
    assert fastest() is tomli.loads
