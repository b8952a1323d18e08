"""Clocks that jump: times of files, and the day."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from tests.catalog.test_refresh import TABLES, dump, listings, random_text
from tests.conftest import TODAY
from tests.hostile import texts
from tests.hostile.part import Part

STEPS = 6
TIMES = (0, 1, 10**9, 1_700_000_000 * 10**9, 1_700_000_000 * 10**9 + 1, 2**33 * 10**9, -(10**9))
"""Nanoseconds since 1970."""

DAYS = (date.min, date(1, 1, 2), date(1999, 12, 31), date(2024, 2, 29), date(9999, 1, 1), date.max)


def round_(chance: Random, folder: Path) -> int:
    """Change files whose times go anywhere; then ask on a strange day."""
    data = folder / "registry"
    data.mkdir()
    with closing(Catalog.open([data], folder / "edited", TODAY)) as edited:
        for step in range(STEPS):
            file = data / f"{chance.choice('pqr')}.toml"
            text = random_text(chance)
            before = file.stat().st_size if file.exists() else 0
            file.write_text(text if len(text) > before else text + " " * (before - len(text)))
            when = chance.choice(TIMES)
            os.utime(file, ns=(when, when))
            edited.refresh()
            fresh = folder / f"fresh-{step}"
            with closing(Catalog.open([data], fresh, TODAY)) as built:
                built.refresh()
                found, expected = dump(folder / "edited"), dump(fresh)
                for table in TABLES:
                    # Times tell apart contents, and are not a part of the content.
                    assert _timeless(table, found) == _timeless(table, expected), table
                assert listings(edited) == listings(built)
    day = chance.choice(DAYS)
    with closing(Catalog.open([texts.EVERY], None, day)) as catalog:
        catalog.refresh()
        assert all(listings(catalog))
    words = ["search", "-d", str(texts.EVERY), f"as-of:{day.isoformat()}", "-f", "json"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code in (0, 1), done.output
    return STEPS + 1


def _timeless(table: str, found: dict[str, list[tuple[object, ...]]]) -> list[tuple[object, ...]]:
    rows = found[table]
    return [(*row[:3], *row[4:]) for row in rows] if table == "file" else rows


PART = Part(
    "clocks",
    "files whose times go back, stay, or are of another century, and days at the ends of the"
    " calendar",
    "the catalog follows the contents, and every question is answered",
    round_,
    rounds=3,
)
