"""Help, the list of problems, the palette of commands, and the export."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from collab_tui.catalog.checks import stored
from collab_tui.config import Settings
from collab_tui.diary import Diary
from collab_tui.outgoing.documents import document_of, linked_numbers
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.screens.export import ExportScreen
from tests.conftest import Registry
from tests.tui.driver import NARROW, SIZES, WIDE, Driver, exploring, text_of
from tests.tui.registries import BROKEN, SMALL

each_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    return folder


async def scrolled_through(explorer: Driver) -> str:
    """Return the whole text in front, by paging down to its end."""
    seen: list[str] = []
    before = -1
    while explorer.detail.scroll_offset.y != before:
        before = explorer.detail.scroll_offset.y
        seen += [line for line in explorer.lines() if line not in seen]
        await explorer.press("pagedown")
    return "\n".join(seen)


def is_open(explorer: Driver) -> bool:
    return len(explorer.app.screen_stack) > 1


# Help


async def test_help_can_be_read_to_its_end(small: Path) -> None:
    async with exploring(small) as explorer:
        for size in SIZES:
            await explorer.resize(size)
            await explorer.press("question_mark")
            assert explorer.sees("KEYS", "Esc")
            text = await scrolled_through(explorer)
            assert "country:SG,ID" in text
            assert "[keys]" in text
            await explorer.press("escape")


@pytest.mark.parametrize("key", ["escape", "q", "question_mark"])
async def test_help_is_closed_again(small: Path, key: str) -> None:
    async with exploring(small) as explorer:
        await explorer.press("2")
        await explorer.press("question_mark")
        assert is_open(explorer)
        await explorer.press(key)
        assert not is_open(explorer)
        assert explorer.pane is Kind.AGREEMENT


async def test_help_opens_from_the_search_bar(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("slash", "f1")
        assert is_open(explorer)
        await explorer.press("escape")
        assert isinstance(explorer.focused, Input)


# Problems


@each_size
async def test_the_problems_name_file_line_and_what_to_do(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    folder = registry(small=SMALL, broken=BROKEN, torn="[[institution]\n")
    monkeypatch.chdir(folder)
    async with exploring(folder, size=size) as explorer:
        assert explorer.counts()["institution"] == "7/7"
        assert "p 2 problems" in explorer.footer()
        await explorer.press("p")
        assert explorer.sees("2 errors", "broken.toml:10", "Atlantis", "torn.toml:1")
        assert explorer.row.startswith("✕ broken.toml:10")
        assert explorer.sees("error[bad-country]", "two capital letters")
        await explorer.press("j")
        assert explorer.sees("torn.toml:1:", "error[")
        await explorer.press("escape")
        assert not is_open(explorer)


async def test_good_records_beside_bad_ones_can_be_read(registry: Registry) -> None:
    async with exploring(registry(broken=BROKEN)) as explorer:
        assert explorer.sees("Good One", "Good Two")
        await explorer.press("j", "enter")
        assert "institution/good-two" in explorer.reads()


async def test_what_the_registry_leaves_out_is_no_problem(registry: Registry) -> None:
    own = '[registry]\ncheck = { ignore = ["unsourced"] }\n'
    one = '[[institution]]\nid = "a"\nname = "A"\ncountry = "SG"\n'
    line = 'links = ["www.a.example"] # check: ignore bad-url\n'
    async with exploring(registry(one=own + one + line)) as explorer:
        assert "problem" not in explorer.footer()
        await explorer.press("p")
        await explorer.until_seen("nothing is wrong")


async def test_where_nothing_is_wrong_the_problems_say_so(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with exploring(small) as explorer:
        assert "problem" not in explorer.footer()
        await explorer.press("p")
        assert explorer.sees("0 errors", "nothing is wrong")
        await explorer.press("j", "enter", "G", "escape")
        assert not is_open(explorer)
        monkeypatch.setattr(stored, "MOST_AT_ONCE", 1)
        await explorer.press("p")
        assert explorer.sees("nothing else is wrong", "may be the same are not looked for here")


async def test_errors_come_before_warnings(registry: Registry) -> None:
    warned = '[[agreement]]\nid = "w"\nname = "Without a source"\ntype = "mou"\n'
    async with exploring(registry(a=warned, b=BROKEN)) as explorer:
        await explorer.press("p")
        assert explorer.sees("1 error, ")
        assert explorer.row.startswith("✕ b.toml:")
        await explorer.press("j")
        assert explorer.row.startswith("! a.toml:1")


async def test_a_registry_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    async with exploring(tmp_path / "nowhere", size=WIDE) as explorer:
        await explorer.until_seen("no records", "1 problem")
        await explorer.press("p")
        assert explorer.row.startswith("✕ nowhere  ")
        assert not explorer.sees("edit the file"), "there is none"
        await explorer.press("enter", "escape", "F")
        assert explorer.sees("Narrow the institutions", "nothing to choose from")
        assert not explorer.sees("as git knows it"), "git does not keep it"


# Export


@each_size
async def test_the_export_shows_what_it_will_write(small: Path, size: tuple[int, int]) -> None:
    async with exploring(small, size=size) as explorer:
        await explorer.press("2", "j")
        await explorer.press("e")
        assert explorer.sees("Export", "ssmic.md", "● this record", "● Markdown", "ref:", "write")
        await explorer.press("pagedown")
        assert not explorer.sees("ref: agreement/ssmic")


async def test_the_export_writes_the_record(small: Path, folder: Path) -> None:
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("2", "j")
        await explorer.press("e", "enter")
        await explorer.until_seen("Wrote")
        n = explorer.catalog.number(Ref(Kind.AGREEMENT, "ssmic"))
        assert n is not None
        assert [path.name for path in folder.iterdir()] == ["ssmic.md"]
        assert (folder / "ssmic.md").read_text() == document_of(explorer.catalog, [n])
        assert not is_open(explorer)


async def test_the_export_takes_in_linked_records_or_all_results(small: Path, folder: Path) -> None:
    async with exploring(small, size=WIDE, settings=Settings(export_folder=folder)) as explorer:
        await explorer.search("standards")
        await explorer.press("2")
        await explorer.press("e", "down")
        n = explorer.catalog.number(Ref(Kind.AGREEMENT, "standards-mou"))
        assert n is not None
        linked = linked_numbers(explorer.catalog, n)
        assert explorer.sees(f"● this record and what it links to  {len(linked)} records")
        await explorer.press("enter")
        written = (folder / "standards-mou-linked.md").read_text()
        assert written == document_of(explorer.catalog, linked)
        await explorer.press("e", "up")
        assert explorer.sees("● all that the query shows")
        await explorer.press("enter")
        (path,) = set(folder.iterdir()) - {folder / "standards-mou-linked.md"}
        results = path.read_text()
        assert "Memorandum on standards" in results
        assert "focus-area/standards" in results
        assert "agreement/ssmic" not in results


async def test_a_name_of_one_s_own_is_kept_when_the_scope_changes(
    small: Path, folder: Path
) -> None:
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e")
        name_of(explorer).value = "mine.md"
        await explorer.press("down", "enter")
        assert [path.name for path in folder.iterdir()] == ["mine.md"]


async def test_a_file_is_replaced_only_when_asked_twice(small: Path, folder: Path) -> None:
    (folder / "bsn.md").write_text("mine")
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e", "enter")
        assert explorer.sees("bsn.md exists", "Enter again")
        assert (folder / "bsn.md").read_text() == "mine"
        await explorer.press("enter")
        assert not is_open(explorer)
        assert "ref: " in (folder / "bsn.md").read_text()


async def test_consent_to_replace_is_for_one_name_only(small: Path, folder: Path) -> None:
    for name in ("bsn.md", "other.md"):
        (folder / name).write_text("mine")
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e", "enter")
        name_of(explorer).value = "other.md"
        await explorer.settle()
        await explorer.press("enter")
        assert explorer.sees("other.md exists")
        await explorer.press("escape")
    assert {path.read_text() for path in folder.iterdir()} == {"mine"}


async def test_a_name_that_is_no_plain_file_name_is_refused(small: Path, folder: Path) -> None:
    before = sorted(folder.parent.rglob("*"))
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e")
        for name in ("", " ", ".", "..", "../x.md", "/tmp/x.md", "sub/x.md", "x\\y.md", "x" * 300):
            await explorer.press("x")
            name_of(explorer).value = name
            await explorer.press("enter")
            assert isinstance(explorer.app.screen, ExportScreen), name
            assert text_said(explorer), name
    assert sorted(folder.parent.rglob("*")) == before


async def test_a_name_that_no_file_can_have_is_refused(small: Path, folder: Path) -> None:
    before = sorted(folder.parent.rglob("*"))
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e")
        name_of(explorer).value = "x\0y.md"
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, ExportScreen)
        assert text_said(explorer)
    assert sorted(folder.parent.rglob("*")) == before


async def test_a_folder_that_cannot_be_written_is_told(small: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    async with exploring(
        small, size=WIDE, settings=Settings(export_folder=blocked / "below")
    ) as explorer:
        await explorer.press("e", "enter")
        assert "cannot be written" in text_said(explorer)
        await explorer.press("escape")
        assert not is_open(explorer)


async def test_escape_writes_nothing(small: Path, folder: Path) -> None:
    async with exploring(small, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("2")
        await explorer.press("e", "down", "escape")
        assert not is_open(explorer)
        assert explorer.pane is Kind.AGREEMENT
    assert not list(folder.iterdir())


async def test_the_export_opens_from_the_detail_view_and_in_a_small_terminal(
    small: Path, folder: Path
) -> None:
    async with exploring(small, size=NARROW, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("G")
        await explorer.press("enter", "e", "enter")
        assert (folder / "ruijin.md").exists()


async def test_the_file_s_name_takes_keys_once_it_is_entered(small: Path, folder: Path) -> None:
    async with exploring(small, size=NARROW, settings=Settings(export_folder=folder)) as explorer:
        await explorer.press("e", "e", "x")
        assert name_of(explorer).value == "bsn.md"
        assert "Tab name" in explorer.footer()
        await explorer.press("tab", "x")
        assert name_of(explorer).value == "bsn.mdx"
        await explorer.press("tab", "tab", "y")
        assert name_of(explorer).value == "bsn.mdx"
        await explorer.press("tab", "backspace", "enter")
        assert [path.name for path in folder.iterdir()] == ["bsn.md"]


async def test_another_folder_is_typed_made_if_asked_twice_and_kept(
    small: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, here, diary = tmp_path / "home", tmp_path / "here", Diary()
    for one in (home, here):
        one.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", ".")  # not a folder of anybody's documents
    async with exploring(small, size=NARROW, diary=lambda: diary) as explorer:
        await explorer.press("e", "tab")
        assert "Tab folder" in explorer.footer()
        await explorer.press("tab")
        assert "Tab done" in explorer.footer()
        assert folder_of(explorer).value == "~"
        for wrong in ("", "~nobody-is-called-so/x"):
            folder_of(explorer).value = wrong
            await explorer.press("enter")
            assert "a folder, such as ~/Documents" in text_said(explorer)
        folder_of(explorer).value = "briefs/new"
        await explorer.press("enter")
        assert "no such folder; press Enter again" in text_said(explorer)
        assert not (home / "briefs").exists()
        await explorer.press("enter")
        assert (home / "briefs" / "new" / "bsn.md").exists()
    explorer.app.write_into(diary)
    assert diary.folder == str(home / "briefs" / "new")
    usual = Settings(export_folder=folder)
    async with exploring(small, settings=usual, diary=lambda: diary) as explorer:
        await explorer.press("v", "v", "shift+tab", "e", "shift+tab")
        assert folder_of(explorer).value == "~/briefs/new"
        assert folder_of(explorer).has_focus
        await explorer.press("shift+tab", "shift+tab", "enter")
        assert (home / "briefs" / "new" / "timeline.md").exists()
    assert not [*here.iterdir(), *folder.iterdir()]


async def test_without_a_folder_of_one_s_choice_documents_are_the_place(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    here.mkdir()
    home.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "Documents"))
    for expected in (home, home / "Documents"):
        expected.mkdir(exist_ok=True)
        async with exploring(small) as explorer:
            await explorer.press("e", "enter")
            assert (expected / "bsn.md").exists()
    assert not list(here.iterdir())


def name_of(explorer: Driver) -> Input:
    return explorer.app.screen.query(Input).first()


def folder_of(explorer: Driver) -> Input:
    return explorer.app.screen.query(Input).last()


def text_said(explorer: Driver) -> str:
    """Return the error message of the dialog, in one line."""
    return " ".join(" ".join(text_of(explorer.app.screen.query_one("#said"))).split())
