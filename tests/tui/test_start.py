"""How little the explorer loads before its first screen."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from collab_tui.__main__ import explorer_arguments
from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.config import Settings
from collab_tui.tui.app import Explorer
from collab_tui.tui.widgets.record_list import RecordList
from tests.conftest import Registry
from tests.tui.driver import PATIENCE, Driver
from tests.tui.registries import SMALL

LATER = {"pydantic", "pydantic_core", "jinja2", "babel", "tree_sitter", "rapidfuzz", "tomli"}
"""Modules for reading files, exporting and finding lines; not for showing what is known."""

NOT_FIRST = {
    "click",
    "hashlib",
    "collab_tui.diary",
    "json",
    "collab_tui.cli",
    "collab_tui.console",
    "collab_tui.query",
    "collab_tui.catalog.search",
    "collab_tui.catalog.why",
    "collab_tui.catalog.facets",
    "collab_tui.catalog.building.changes",
    "collab_tui.catalog.dossier",
    "collab_tui.catalog.orders",
    "collab_tui.catalog.rows",
    "collab_tui.catalog.shown",
    "collab_tui.registry",
    "collab_tui.records.dates",
    "collab_tui.records.declared",
    "collab_tui.records.field",
    "collab_tui.records.vocabulary",
    "collab_tui.render.in_ascii",
    "collab_tui.render.kinds",
    "collab_tui.tui.outside",
    "collab_tui.tui.widgets.too_small",
    "collab_tui.views",
    "collab_tui.catalog.views",
}
"""Modules for what follows the first screen: the record, searching, the registry's files, and what
a registry is made of. The rows of the first screen are kept ready."""

NOT_FOR_THE_PAGE = {
    "collab_tui.catalog.compile",
    "collab_tui.catalog.rows",
    "collab_tui.catalog.search",
    "collab_tui.catalog.shown",
    "collab_tui.catalog.views.axis",
    "collab_tui.catalog.views.sets",
    "collab_tui.query",
    "collab_tui.records.dates",
    "collab_tui.records.declared",
    "collab_tui.records.field",
}
"""Modules that what is drawn next, the overview beside the lists, does without: it is kept ready,
too."""

START = """
import asyncio, sys, threading
from pathlib import Path
import collab_tui.__main__, collab_tui.explore
from collab_tui.config import load_settings, registry_layers
from collab_tui.places import cache_folder
from collab_tui.catalog.catalog import Catalog
from collab_tui.tui.app import Explorer
from collab_tui.tui.searcher import Searcher
from collab_tui.tui.widgets.record_list import RecordList

draw, drawn = Searcher.view, []

async def view(self, wanted):
    found = await draw(self, wanted)
    drawn.append(sorted(sys.modules))
    return found

Searcher.view = view

def note(self):
    if not hasattr(self, "first"):
        self.first = sorted(sys.modules)
        lists = self.screen.query(RecordList)
        self.seen = [[shown.count for shown in lists], lists.first().render_line(0).text]

Explorer.post_display_hook = note  # called after each drawing

async def at_rest(app, pilot):
    await pilot.pause()
    while app.is_obeying or not all(w.is_finished for w in app.workers if w.group != "watch"):
        await asyncio.sleep(0.01)

async def loaded_by_actions(app, pilot):
    from collab_tui.actions import ACTIONS
    from collab_tui.tui.loading import NEEDED
    found, main_screen = {}, app.screen

    class Watch:
        def find_spec(name, path=None, target=None):
            if threading.current_thread() is threading.main_thread():
                found.setdefault(action.id, []).append(name)

    async def press(key):
        await pilot.press(key)
        await at_rest(app, pilot)

    sys.meta_path.insert(0, Watch)
    for action in ACTIONS:
        if action.does_by_name in NEEDED:
            await press(action.keys.partition(",")[0])
            await press("escape")
            while app.screen is not main_screen:
                await press("escape")
    return found

async def main():
    settings = load_settings()
    catalog = Catalog.open(registry_layers([Path(sys.argv[1])], settings), cache_folder())
    app = Explorer(catalog, settings)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        while not drawn:
            await asyncio.sleep(0.01)
        while "collab_tui.tui.opened" not in sys.modules:  # it is loaded ahead of what needs it
            await at_rest(app, pilot)
        await at_rest(app, pilot)
        print([*app.seen, app.first, drawn[0], sorted(sys.modules)])
        print(await loaded_by_actions(app, pilot))
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
    catalog.sets.overview(None)
    catalog.sets.keep()
    catalog.keep_ready()  # as the explorer did that was here before
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
    at_start, by_actions = map(ast.literal_eval, done.stdout.splitlines())
    counts, row, first, page, modules = at_start
    assert counts == [4, 2, 3]
    assert "Badan Standardisasi Nasional" in row
    assert not NOT_FIRST & set(first)
    assert "collab_tui.views.overview" in page
    assert not NOT_FOR_THE_PAGE & set(page)
    assert not LATER & {module.partition(".")[0] for module in modules}
    ours = {"collab_tui", *LATER}
    held = {
        name for names in by_actions.values() for name in names if name.partition(".")[0] in ours
    }
    assert held <= {"collab_tui.tui.parts.commands"}, "an action loads on the event loop"


async def test_a_catalog_that_is_out_of_date_is_shown_at_once_and_mended(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = registry(small=SMALL), tmp_path / "cache"
    before = Catalog.open([folder], cache)
    before.refresh()
    before.close()
    (folder / "new.toml").write_text('[[institution]]\nid = "aa"\nname = "Aachen Hospital"\n')
    catalog = Catalog.open([folder], cache)
    app = Explorer(catalog, Settings())
    is_seen, refresh = threading.Event(), Catalog.refresh

    def refresh_later(self: Catalog, *arguments: Any) -> Any:
        assert is_seen.wait(PATIENCE), "nobody saw the first screen"
        return refresh(self, *arguments)

    monkeypatch.setattr(Catalog, "refresh", refresh_later)
    async with app.run_test(size=(140, 45)) as pilot:
        institutions = app.get_default_screen().query(RecordList).first()
        assert institutions.count == 4
        is_seen.set()
        await Driver(app, pilot, catalog).until(lambda: institutions.count == 5)
        assert "Aachen Hospital" in institutions.render_line(0).text
    catalog.close()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ([], "")),
        (["-d", "a", "--data", "b", "-q", "vaccine"], ([Path("a"), Path("b")], "vaccine")),
        (["--query", "one", "-q", "two"], ([], "two")),
        (["-q", "search"], ([], "search")),
        (["-q", "-covid"], ([], "-covid")),
    ],
)
def test_the_usual_arguments_are_understood_as_the_commands_understand_them(
    arguments: list[str],
    expected: tuple[list[Path], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert explorer_arguments(arguments) == (*expected, False, False)
    assert explorer_arguments(["--fresh", *arguments]) == (*expected, True, False)
    assert explorer_arguments([*arguments, "--ascii"]) == (*expected, False, True)
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        "collab_tui.explore.explore",
        lambda data, query, fresh, _, in_ascii: started.append(
            (list(data), query, fresh, in_ascii)
        ),
    )
    monkeypatch.setattr("collab_tui.cli.goes_to_terminal", lambda: True)
    CliRunner().invoke(cli, arguments)
    CliRunner().invoke(cli, ["--fresh", *arguments])
    CliRunner().invoke(cli, ["--ascii", *arguments])
    assert started == [
        (*expected, False, False),
        (*expected, True, False),
        (*expected, False, True),
    ]


@pytest.mark.parametrize(
    "arguments",
    [["search"], ["-d"], ["-d", "a", "search"], ["--help"], ["-da"], ["--data=a"], ["-x", "y"]],
)
def test_other_arguments_are_left_to_the_commands(arguments: list[str]) -> None:
    assert explorer_arguments(arguments) is None
