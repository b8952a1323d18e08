"""Damage to the bytes of a catalog."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random

from collab_tui.catalog.catalog import Catalog
from tests.catalog.test_damage import answers, spoil
from tests.conftest import SMALL, TODAY
from tests.hostile.part import Part


@cache
def _expected() -> tuple[str, ...]:
    with closing(Catalog.open([SMALL], None, TODAY)) as catalog:
        catalog.refresh()
        return tuple(answers(catalog))


def round_(chance: Random, folder: Path) -> int:
    """Damage a catalog, and ask it everything, twice."""
    with closing(Catalog.open([SMALL], folder / "cache", TODAY)) as catalog:
        catalog.refresh()
    (file,) = (folder / "cache").glob("*.sqlite")
    file.write_bytes(spoil(file.read_bytes(), chance.getrandbits(32)))
    with closing(Catalog.open([SMALL], folder / "cache", TODAY)) as catalog:
        catalog.refresh()
        answers(catalog)
        found = tuple(answers(catalog))
        assert found == _expected(), "a wrong answer" + (" all the same" if catalog.notices else "")
    return 1


PART = Part(
    "damage",
    "bytes, stretches, pages, single bits and the end of a catalog file",
    "it is built again, and the answers are those of a new one",
    round_,
    rounds=3,
)
