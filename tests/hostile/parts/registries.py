"""Damage to the files of a registry: the built-in data, and the registry with every field."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from random import Random

import tomli

from collab_tui.catalog.catalog import Catalog
from collab_tui.keeping.formatting import formatted
from collab_tui.keeping.parts import EditError
from collab_tui.outgoing.documents import document_of
from collab_tui.places import builtin_registry
from collab_tui.query import QueryError, parse
from collab_tui.registry.load import load_file
from tests.catalog.test_damage import answers
from tests.conftest import TODAY
from tests.hostile import texts
from tests.hostile.part import Part
from tests.registry.test_any_bytes import PIECES, check

LARGEST = 30_000
"""Bytes of a file that is asked about after it was damaged."""


@cache
def _files() -> tuple[bytes, ...]:
    found = [texts.EVERY, *sorted(builtin_registry().rglob("*.toml"))]
    return tuple(path.read_bytes() for path in found)


def damaged(chance: Random, content: bytes) -> bytes:
    """Return a file after one to five accidents of editing, merging or copying."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        lines = content.split(b"\n")
        at = chance.randrange(len(lines))
        byte = chance.randrange(len(content) + 1)
        match chance.randrange(9):
            case 0:
                del lines[at : at + chance.choice((1, 1, 5))]
            case 1:
                lines[at:at] = lines[at : at + chance.choice((1, 8))]
            case 2:
                lines.insert(at, lines[chance.randrange(len(lines))])
            case 3:
                lines[at] = lines[at].replace(b'"', b"", 1)
            case 4:
                key, _, value = lines[at].partition(b" = ")
                lines[at] = key + b" = " + (chance.choice(PIECES) if value else b"")
            case 5:
                lines[at:at] = [b"<<<<<<< HEAD", lines[at], b"=======", b">>>>>>> other"]
            case 6:
                content = content[:byte] + chance.choice(PIECES) + content[byte:]
                continue
            case 7:
                content = content[:byte] + content[byte + chance.choice((1, 3, 40)) :]
                continue
            case _:
                lines[at] += f" # {texts.hostile(chance)}".encode()
        content = b"\n".join(lines)
    return content


def round_(chance: Random, folder: Path) -> int:
    """Damage a file, and read it; ask everything if it is small."""
    whole = chance.choice((_files()[0], *_files()))
    content = damaged(chance, whole)
    (folder / "a.toml").write_bytes(content)
    check(load_file("a.toml", content), content)
    try:
        before = tomli.loads(content.decode())
    except (ValueError, RecursionError):
        before = None
    if before is not None:
        try:
            new = formatted(content)
            again = formatted(new)
        except EditError:
            new = again = content  # it is left alone
        assert tomli.loads(new.decode()) == before, "fmt changes nothing but the layout"
        assert again == new, "fmt has nothing to do after itself"
    if len(content) < LARGEST:
        with closing(Catalog.open([folder / "a.toml"], None, TODAY)) as catalog:
            catalog.refresh()
            with suppress(QueryError):  # what a query names may be lost
                answers(catalog)
            for found in catalog.search(parse("")).found.values():
                assert document_of(catalog, found) or not len(found)
            for problem in catalog.problems.all():
                assert problem.place.file
            assert catalog.notices == []
    return 1


PART = Part(
    "registries",
    "accidents of editing, merging and copying, in the built-in data and in a registry with every"
    " field",
    "reading gives records and problems with their places, every question is answered, and fmt"
    " changes only the layout",
    round_,
    rounds=6,
)
