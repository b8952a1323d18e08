"""How little the explorer loads before its first screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from collab_tui.catalog.catalog import Catalog
from tests.conftest import Registry
from tests.tui.registries import SMALL

LATER = {"pydantic", "pydantic_core", "jinja2", "babel", "tree_sitter", "rapidfuzz", "tomli"}
"""Needed to read files, to export and to point at lines, not to show what is known."""

START = """
import asyncio, json, sys
from pathlib import Path
from collab_tui.cli import cli
from collab_tui.config import cache_folder, load_settings, registry_layers
from collab_tui.catalog.catalog import Catalog
from collab_tui.tui.app import Explorer
from collab_tui.tui.widgets.record_list import RecordList

async def main():
    settings = load_settings()
    catalog = Catalog.open(registry_layers([Path(sys.argv[1])], settings), cache_folder())
    app = Explorer(catalog, settings)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        lists = app.get_default_screen().query(RecordList)
        counts = [shown.count for shown in lists]
        print(json.dumps([counts, lists.first().render_line(0).text, sorted(sys.modules)]))
        sys.stdout.flush()
    catalog.close()

asyncio.run(main())
"""


def test_the_first_screen_of_an_up_to_date_catalog_needs_no_reader_and_no_writer(
    registry: Registry, tmp_path: Path
) -> None:
    folder, cache = registry(small=SMALL), tmp_path / "cache"
    catalog = Catalog.open([folder], cache)
    catalog.refresh()
    catalog.close()
    environment = os.environ | {
        "COLLAB_TUI_CACHE": str(cache),
        "COLLAB_TUI_CONFIG": str(tmp_path / "none.toml"),
    }
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    counts, first, modules = json.loads(done.stdout)
    assert counts == [4, 2, 3]
    assert "Badan Standardisasi Nasional" in first
    assert not LATER & {module.partition(".")[0] for module in modules}
