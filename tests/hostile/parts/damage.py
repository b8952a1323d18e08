"""Damage to the bytes of a catalog."""

from __future__ import annotations

from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.storage import seal
from collab_tui.query import QueryError
from tests.catalog.test_damage import answers, spoil
from tests.conftest import SMALL, TODAY
from tests.hostile.part import Part

DAMAGES = 2
"""Damages of a round, for small catalogs and for others."""


@cache
def _expected() -> tuple[str, ...]:
    with closing(Catalog.open([SMALL], None, TODAY)) as catalog:
        catalog.refresh()
        return tuple(answers(catalog))


def round_(chance: Random, folder: Path) -> int:
    """Damage catalogs, and ask them everything: small ones at once, others as the explorer does."""
    cache = folder / "cache"
    with closing(Catalog.open([SMALL], cache, TODAY)) as catalog:
        catalog.refresh()
    (file,) = cache.glob("*.sqlite")
    content = file.read_bytes()
    for size in (seal.SMALL, 0) * DAMAGES:
        for beside in cache.iterdir():
            beside.unlink()
        spoilt = spoil(content, chance.getrandbits(32))
        file.write_bytes(spoilt)
        with patch.object(seal, "SMALL", size):
            ask(cache, is_damaged=spoilt != content, is_small=bool(size))
    return 2 * DAMAGES


def ask(cache: Path, *, is_damaged: bool, is_small: bool) -> None:
    """Ask a catalog everything; damage must be known before that."""
    with closing(Catalog.open([SMALL], cache, TODAY)) as catalog:
        if is_small:
            assert bool(catalog.notices) is is_damaged
        else:
            with suppress(QueryError):  # nothing has the country that was asked for
                answers(catalog)
            catalog.keep_whole(looks=True)
            assert bool(catalog.notices) is is_damaged
        catalog.refresh()
        found = tuple(answers(catalog))
        assert found == _expected(), "a wrong answer" + (" all the same" if catalog.notices else "")


PART = Part(
    "damage",
    "bytes, stretches, pages, single bits and the end of a catalog file",
    "it is noticed and built again, and the answers are those of a new one: before the first answer"
    " of a small one, in the background for others",
    round_,
)
