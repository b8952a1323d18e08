"""Adding and changing records in the explorer, with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui import places
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.screens.confirm import ConfirmScreen
from collab_tui.tui.screens.form import FormScreen
from collab_tui.tui.screens.main import MainScreen
from collab_tui.tui.screens.meanwhile import MeanwhileScreen
from collab_tui.tui.screens.own_copy import OwnCopyScreen
from collab_tui.tui.screens.preview import PreviewScreen
from collab_tui.tui.widgets.entry import Entry
from collab_tui.tui.widgets.form_rows import FormRows
from tests.conftest import Registry
from tests.tui.driver import CHARACTERS, NARROW, WIDE, Driver, exploring, text_of
from tests.tui.registries import SMALL
from tests.tui.terminal import Terminal

NAMES = {char: name for name, char in CHARACTERS.items()}


async def go(explorer: Driver, label: str) -> None:
    """Put the cursor of the form on the row with a label, or with a value."""
    rows = explorer.app.screen.query_one(FormRows)
    index = next(n for n, row in enumerate(rows.rows) if label in (row.label, row.value))
    await explorer.rush("home", *["down"] * index)
    assert rows.cursor == index


async def write(explorer: Driver, text: str) -> None:
    """Type without any time between the keys."""
    await explorer.rush(*(NAMES.get(char, char) for char in text))


async def fill(explorer: Driver, label: str, text: str) -> None:
    await go(explorer, label)
    await explorer.rush("enter", "end", "ctrl+u", *(NAMES.get(c, c) for c in text), "enter")


def beside(explorer: Driver) -> str:
    """Return the row under the cursor, as it is drawn."""
    rows = explorer.app.screen.query_one(FormRows)
    return text_of(rows)[rows.cursor - int(rows.scroll_offset.y)]


async def test_an_agreement_is_added_from_an_institution(registry: Registry) -> None:
    folder = registry(small=SMALL)
    async with exploring(folder, size=NARROW) as explorer:
        await explorer.press("G", "k", "k", "a")
        assert explorer.sees("Agreement with National University")
        await explorer.press("a")
        assert isinstance(explorer.app.screen, FormScreen)
        await write(explorer, "Joint ward")  # it begins with the name
        await explorer.press("tab")
        assert explorer.sees("New agreement: Joint ward", "joint-ward (made from the name)")
        await go(explorer, "Type")
        await explorer.press("enter")
        await write(explorer, "mem")
        assert explorer.sees("memorandum of understanding  A statement")
        assert not explorer.sees("is not one of the terms"), "it is the beginning of one"
        await explorer.press("enter")
        assert "✕" not in explorer.text
        await fill(explorer, "Signed", "2024-10")
        assert "Oct 2024" in beside(explorer)
        await go(explorer, "+ participant")
        await explorer.press("enter")
        await write(explorer, "瑞金")
        assert explorer.sees("Ruijin Hospital", "+ add “瑞金”")
        await explorer.press("enter")  # it goes on with the role
        await explorer.press("enter")
        await write(explorer, "fund")
        await explorer.press("enter")
        await go(explorer, "+ participant")
        await explorer.press("enter")
        await write(explorer, "Brand New Clinic")
        assert explorer.sees("as a new institution")
        await explorer.press("enter", "ctrl+s")
        assert isinstance(explorer.app.screen, PreviewScreen)
        await explorer.press("ctrl+s")
        await explorer.until(lambda: isinstance(explorer.app.screen, MainScreen))
        await explorer.until_seen("Added agreement/joint-ward", "undoes")
        await explorer.settle()
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.row.startswith("Joint ward")
        written = (folder / "small.toml").read_text()
        assert written.startswith(SMALL)
        assert written[len(SMALL) :] == (
            '\n[[agreement]]\nid = "joint-ward"\nname = "Joint ward"\ntype = "mou"\n'
            'dates = { signed = "2024-10" }\nparticipants = [\n  { institution = "nuh" },\n'
            '  { institution = "ruijin", role = "funder" },\n'
            '  { institution = "brand-new-clinic" },\n]\n\n'
            '[[institution]]\nid = "brand-new-clinic"\nname = "Brand New Clinic"\n'
        )
        await explorer.press("U")
        assert explorer.sees("Undo the last write?", "Added agreement/joint-ward")
        await explorer.press("enter")
        await explorer.until_seen("Undone: Added")
        assert (folder / "small.toml").read_text() == SMALL
        assert explorer.counts()["agreement"] == "2/2"
        await explorer.press("U")
        assert explorer.sees("Nothing was written")


async def test_a_mistake_stands_beside_its_field_until_it_is_mended(registry: Registry) -> None:
    folder = registry(small=SMALL)
    async with exploring(folder, size=WIDE) as explorer:
        await explorer.press("2", "G", "i")
        assert explorer.sees("Change agreement: Sino-Singapore")
        await go(explorer, "Signed")
        await explorer.press("enter", "ctrl+u")
        await write(explorer, "2024-13")
        assert explorer.sees("write 2024-10-15, 2024-10 or 2024")
        await explorer.press("enter")
        assert explorer.app.screen.query_one(Entry).is_asking
        await explorer.press("backspace")
        await write(explorer, "2~")
        assert explorer.sees("reads: about Dec 2024")
        await explorer.press("enter")
        assert "about Dec 2024" in beside(explorer)
        await fill(explorer, "Start", "2021")
        await fill(explorer, "End", "2020")
        assert "✕" in explorer.text
        await explorer.press("ctrl+s")
        assert isinstance(explorer.app.screen, FormScreen)
        assert "✕" in beside(explorer)
        for label in ("Start", "End"):
            await go(explorer, label)
            await explorer.press("d")
        assert "✕" not in explorer.text
        await explorer.press("f")
        await write(explorer, "mileston")
        await explorer.press("enter")  # the field is named, and its first element is asked for
        await write(explorer, "2025")
        await explorer.press("enter", "enter")
        await write(explorer, "Opened")
        await explorer.press("enter")
        await go(explorer, "Status")
        await explorer.press("s")
        await explorer.until_seen("the whole record")
        await explorer.press("escape", "ctrl+s")
        assert explorer.sees('+dates = { signed = "2024-12~" }', "+milestones = [")
        await explorer.press("escape", "escape")
        assert isinstance(explorer.app.screen, ConfirmScreen)
        await explorer.press("escape")
        assert isinstance(explorer.app.screen, FormScreen)
        await explorer.press("escape", "enter")
        assert isinstance(explorer.app.screen, MainScreen)
        assert (folder / "small.toml").read_text() == SMALL
        await explorer.press("i", "escape")  # nothing is typed, so nothing is asked
        assert isinstance(explorer.app.screen, MainScreen)


async def test_what_somebody_else_wrote_meanwhile_is_shown_and_kept(registry: Registry) -> None:
    folder = registry(small=SMALL)
    path = folder / "small.toml"
    async with exploring(folder, size=WIDE) as explorer:
        await explorer.press("2", "G", "i")
        await fill(explorer, "Summary", "Mine.")
        path.write_text(
            SMALL.replace("A centre that two hospitals run.", "Theirs.").replace(
                'status = "active"', 'status = "suspended"'
            )
        )
        await explorer.press("ctrl+s")
        assert isinstance(explorer.app.screen, MeanwhileScreen)
        assert explorer.sees("kept: status", 'theirs: "Theirs."', 'mine:   "Mine."')
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, PreviewScreen)
        assert explorer.sees('-summary = "Theirs."', '+summary = "Mine."')
        path.write_text(path.read_text() + "# another hand\n")  # after the preview
        await explorer.press("ctrl+s")
        await explorer.until_seen("The file was changed meanwhile")
        await explorer.press("enter")
        await explorer.until(lambda: isinstance(explorer.app.screen, MainScreen))
        await explorer.settle()
        assert "U undo" in explorer.footer()
        text = path.read_text()
        assert text.endswith("# another hand\n")
        assert 'status = "suspended"\nsummary = "Mine."' in text
        path.write_text(text + "# later\n")
        await explorer.press("U", "enter")
        await explorer.until_seen("Not undone")
        assert path.read_text() == text + "# later\n"


def test_in_a_terminal_a_source_is_added_by_a_few_keys(registry: Registry, tmp_path: Path) -> None:
    folder = registry(small=SMALL)
    with Terminal("-d", str(folder), folder=tmp_path, cache=tmp_path / "cache") as terminal:
        terminal.until_seen("OVERVIEW", "i change")
        terminal.press("as")
        terminal.until_seen("New source", "What it is called")
        terminal.press("Un rapport été\r")
        terminal.until_seen("New source: Un rapport été", "un-rapport-ete (made")
        terminal.press("f")
        terminal.until_seen("Another field")
        terminal.press("doi\r")
        terminal.until_seen("Digital Object Identifier")
        terminal.press("10.1000/182\r\x13")
        terminal.until_seen("Not written", "Type must be filled in")
        terminal.press("\rnews\r")
        terminal.until_gone("Type must be filled in")
        terminal.press("\x13")
        terminal.until_seen("What will be written", '+name = "Un rapport été"')
        terminal.press("\x13")
        terminal.until_seen("Added source/un-rapport-ete", "Un rapport été")
        terminal.press("q")
        assert terminal.end() == 0
    assert (folder / "small.toml").read_text() == SMALL + (
        '\n[[source]]\nid = "un-rapport-ete"\nname = "Un rapport été"\ntype = "news"\n'
        'doi = "10.1000/182"\n'
    )


async def test_the_built_in_registry_is_copied_first(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(small=SMALL)
    monkeypatch.setattr(places, "INSTALLED", folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    async with exploring(folder, size=NARROW) as explorer:
        for key in ("i", "a"):
            await explorer.press(key)
            assert isinstance(explorer.app.screen, OwnCopyScreen)
            assert explorer.sees("This registry came with", "copy and open it")
            assert "edit here" not in explorer.footer()
            await explorer.press("ctrl+o", "escape")
        await explorer.press("i", "enter")
        await explorer.until(lambda: not explorer.app.is_running)
    assert explorer.app.instead == (tmp_path / "collab-tui-registry", "")


async def test_another_part_can_open_a_form_with_a_prepared_record(registry: Registry) -> None:
    folder = registry(small=SMALL)
    async with exploring(folder, size=WIDE) as explorer:
        screen = explorer.app.get_default_screen()
        assert isinstance(screen, MainScreen)
        table = {"name": "Found", "type": "news", "evidence": [{"source": "new"}]}
        new = (Ref(Kind.SOURCE, "new"), {"name": "New", "type": "news"})
        screen.desk.pen.open_form(Kind.SOURCE, table, Path("found.toml"), (new,))
        await explorer.settle()
        assert explorer.sees("New source: Found", "New")
        await explorer.press("ctrl+s", "enter")
        await explorer.until(lambda: (folder / "found.toml").exists())
        assert 'evidence = [\n  { source = "new" },\n]' in (folder / "found.toml").read_text()
        assert 'id = "new"' in (folder / "small.toml").read_text()
