"""Texts that are changed where that reaches new code, for all that reads texts by itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import tomli

from collab_tui.catalog.storage.rules import PACKAGE
from collab_tui.importing.mapping import MapError, map_of
from collab_tui.query import QueryError, choosing, edit, parse
from collab_tui.query.edit import TypedValue
from collab_tui.query.typed_word import TypedWord
from collab_tui.records.dates import PartialDate
from collab_tui.records.edtf import EDTF_PATTERN
from collab_tui.records.refused import RefusedError
from collab_tui.registry import salvage
from collab_tui.registry.load import load_file
from collab_tui.registry.positions import Positions
from tests.hostile.fuzzing import Target, explore
from tests.hostile.part import Part
from tests.query import test_any_text
from tests.query.test_any_text import PIECES
from tests.registry import test_any_bytes

TERM = "tag:zz"

TRIES = 60
"""Changed texts of a round, for each target."""


def _words(text: str) -> list[str]:
    """Return words, with ↵ for the end of a line and ␣ for a space."""
    return [word.replace("↵", "\n").replace("␣", " ") for word in text.split()]


TOML = [
    *_words(
        "[[institution]]↵ [[agreement]]↵ [registry]↵ [[person]]↵ [institution.extra]↵ a.b.c=1↵"
    ),
    *_words(
        'id="a"↵ name="N"↵ name={ } [ ] [[ ]] { , = . # " \' """ \'\'\' \\ ↵ true 1e3 nan 瑞金 é'
    ),
    *_words(
        "<<<<<<<␣HEAD↵ =======↵ >>>>>>>␣x↵ participants=[ {institution=" + '"x"} extra={x=[1]}↵'
    ),
    *_words("dates.start=2024↵ 2024-10-15 07:32:00 0x1F -5 \ufeff \x00"),
    *("\r", "\r\n", "\ud800"),
]
EDTF = [
    *"0123456789-/~?%XYTZ+:. ",
    *_words(".. 2024 -10 -31 -21 1985-04-12 T23:20:30 Y17 +04:30 -XX"),
]
MAPS = [
    *_words('kind="institution"↵ kind="agreement"↵ [columns]↵ "T"="name"↵ "A"={to="city"}↵ {to='),
    *_words(
        'values={x="y"} otherwise="z" dates="%Y" dates=["%d"] split=";" split=1 with={role="lead"}'
    ),
    *_words(
        'decimal=","↵ empty=[""]↵ header=1↵ [constants]↵ types=["x"]↵ id="{A}"↵ participants.role'
    ),
    *_words(
        'dates.start status identifiers.ror name.en facts.beds { } [ ] " , = . 1 true ↵ encoding=""'
    ),
]

DIGITS = "0123456789"
MARKERS = {str: "\"'", bool: "tf", list: "[", dict: "[{", datetime: DIGITS, date: DIGITS}
"""How a value of a type begins where it stands."""


def query(text: str) -> None:
    """A tree that prints back to itself, or a mistake with its place; a term can be added."""
    test_any_text.check(text)
    for at in {0, len(text) // 2, len(text)}:
        TypedWord.find(text, at)
        TypedValue.find(text, at)
        edit.drop_at(text, at)
    try:
        before = parse(text)
    except QueryError:
        return
    if not edit.has_term(text, TERM):
        added = edit.toggle(text, TERM)
        assert edit.has_term(added, TERM), added
        assert parse(edit.toggle(added, TERM)) == before, added
    chosen = choosing.with_choice(text, "tag", "zz")
    assert any(choice.value == "zz" for choice in choosing.choices(chosen, "tag")), chosen


def edtf_date(text: str) -> None:
    """A date that prints back to itself, ends after it begins and has its pattern; or a refusal."""
    try:
        found = PartialDate.parse(text)
    except RefusedError:
        return
    assert re.fullmatch(EDTF_PATTERN, text), "the JSON Schema refuses it"
    assert str(found) == text
    assert PartialDate.parse(str(found)) == found
    assert found.earliest <= found.latest
    if found.first is not None and found.last is not None:
        assert found.first <= found.last
    assert not found < found


def broken(text: str) -> None:
    """Records and problems with their places, and what is said of all lines is of lines."""
    content = text.encode("utf-8", "surrogatepass")
    test_any_bytes.check(load_file("x.toml", content), content)
    plain = text.replace("\r\n", "\n")
    lines = plain.count("\n")
    last = 0
    for piece in salvage.pieces(text):
        assert piece.text in plain
        assert last <= piece.line <= lines
        last = piece.line


def places(text: str) -> None:
    """The place of every value of a valid file is where such a value begins."""
    try:
        document = tomli.loads(text)
    except (ValueError, RecursionError):
        document = {}
    content = text.encode("utf-8", "surrogatepass")
    found, lines = Positions(content), text.split("\n")
    for path, value in _values((), document):
        spot = found.find(path)
        key = found.find(path, key=True)
        assert 1 <= spot.line <= len(lines), path
        begins = MARKERS.get(type(value))
        rest = lines[spot.line - 1][spot.column - 1 :]
        if begins is not None and rest and path[-1:] != path[:1]:
            assert rest[0] in begins or _is_header(lines[spot.line - 1]), (path, spot, rest)
        assert (key.line, key.column) <= (spot.line, spot.column) or isinstance(path[-1], int)


def _is_header(line: str) -> bool:
    return line.lstrip().startswith("[") or "." in line


def _values(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values((*path, key), inner)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values((*path, index), inner)


def import_map(text: str) -> None:
    """A map whose values have their types, or what is wrong with it."""
    try:
        document = tomli.loads(text)
    except (ValueError, RecursionError):
        return
    try:
        found = map_of(document)
    except MapError:
        return
    for column in found.columns:
        assert all("a;b".split(one) for one in column.split)
        assert all(isinstance(one, str) for one in column.dates)
    list(csv.reader(["a;b"], delimiter=found.reading.delimiter or ";"))
    found.is_empty("x")
    assert all(isinstance(one, str) for one in found.id_headings)


def _files(*names: str) -> frozenset[str]:
    return frozenset(str(PACKAGE / f"{name}.py") for name in names)


TARGETS = (
    Target(
        "query",
        query,
        _files("query/parse", "query/syntax", "query/edit", "query/choosing", "query/ranges"),
        [*PIECES, *_words("tag:zz -tag:zz 202X 2024-13 value:>1000USD as-of: =nuh none any")],
    ),
    Target("edtf", edtf_date, _files("records/edtf", "records/dates"), EDTF),
    Target("salvage", broken, _files("registry/salvage", "registry/load"), TOML),
    Target("positions", places, _files("registry/positions", "registry/salvage"), TOML),
    Target("maps", import_map, _files("importing/mapping", "importing/targets"), MAPS),
)


def round_(chance: Random, folder: Path) -> int:
    """Read each corpus, and changed texts of it."""
    tried = 0
    for target in TARGETS:
        corpus = target.corpus
        explore(target, chance, corpus, lambda tries: tries >= TRIES)
        tried += len(corpus) + TRIES
    return tried


PART = Part(
    "fuzz",
    "queries, dates, broken files, files whose places are asked for and maps of imports, changed at"
    " random where that reaches new code",
    "each is read, or what is wrong has its place; what was read prints back to itself, and a place"
    " is where the value is",
    round_,
)
