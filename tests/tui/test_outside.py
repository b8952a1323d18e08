"""Work with other programs: the clipboard, the browser, the editor."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from collab_tui.outgoing.documents import document_of
from collab_tui.records.kinds import Kind, Ref
from collab_tui.tui.outside import editor_command, open_address
from tests.conftest import Registry
from tests.tui.driver import exploring
from tests.tui.registries import SMALL, institution


def browser(monkeypatch: pytest.MonkeyPatch, *, works: bool = True) -> list[str]:
    """Install a browser; return the list of addresses that it is asked to open."""
    opened: list[str] = []

    class Browser(webbrowser.BaseBrowser):
        def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
            opened.append(url)
            return works

    monkeypatch.setattr(webbrowser, "get", Browser)
    return opened


@pytest.fixture
def small(registry: Registry) -> Path:
    return registry(small=SMALL)


async def test_y_copies_the_record_as_markdown(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("2", "j")
        await explorer.press("y")
        n = explorer.catalog.number(Ref(Kind.AGREEMENT, "ssmic"))
        assert n is not None
        assert explorer.app.clipboard == document_of(explorer.catalog, [n])
        await explorer.until_seen("Copied agreement/ssmic")


async def test_shift_y_copies_the_ref(small: Path) -> None:
    async with exploring(small) as explorer:
        await explorer.press("enter", "Y")
        assert explorer.app.clipboard == "institution/bsn"


async def test_o_opens_the_record_s_own_link(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with exploring(small) as explorer:
        opened = browser(monkeypatch)
        await explorer.press("j")
        await explorer.press("o")
        await explorer.until_seen("Opening https://nuh.example/")
        assert opened == ["https://nuh.example/"]


async def test_o_opens_the_chosen_link_of_the_detail_view(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with exploring(small) as explorer:
        opened = browser(monkeypatch)
        await explorer.press("j")
        await explorer.press("enter")
        await explorer.choose("https://news.example/report")
        await explorer.press("o", "enter")
        await explorer.until(lambda: len(opened) == 2)
        assert opened == ["https://news.example/report"] * 2


@pytest.mark.parametrize("is_there", [True, False])
async def test_without_a_browser_the_address_is_copied(
    small: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    async with exploring(small) as explorer:
        browser(monkeypatch, works=False)
        if not is_there:
            monkeypatch.setattr(webbrowser, "get", none)
        await explorer.press("j")
        await explorer.press("o")
        await explorer.until_seen("There is no browser here")
        assert explorer.app.clipboard == "https://nuh.example/"
        assert not explorer.sees("Opening")


async def test_o_says_so_where_there_is_no_link(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with exploring(registry(one=institution("one", "One"))) as explorer:
        opened = browser(monkeypatch)
        await explorer.press("o")
        await explorer.until_seen("no link")
        assert not opened


async def test_only_web_addresses_are_opened(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://example.org/",
        "mailto:a@example.org",
        "-flag",
        "",
        "https://example.org/\x1b]0;x\x07",
        "https://example.org/\nsecond",
    ]
    async with exploring(small) as explorer:
        opened = browser(monkeypatch)
        for address in refused:
            explorer.app.clear_notifications()
            open_address(explorer.app, address)
            await explorer.until_seen("Only web addresses")
        assert not opened


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+12", "a b.toml"]),
        ("/usr/bin/nvim", ["/usr/bin/nvim", "+12", "a b.toml"]),
        ("nano -w", ["nano", "-w", "+12", "a b.toml"]),
        ("emacsclient -t", ["emacsclient", "-t", "+12", "a b.toml"]),
        ("hx", ["hx", "a b.toml:12"]),
        ("code", ["code", "--wait", "--goto", "a b.toml:12"]),
        ("'/opt/my editor/ed'", ["/opt/my editor/ed", "a b.toml"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, command: list[str]) -> None:
    assert editor_command(editor, "a b.toml", 12) == command


def test_quotes_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="quot"):
        editor_command("vim 'x", "a.toml", 1)


async def test_without_an_editor_it_says_which_variable_to_set(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with exploring(small) as explorer:
        await explorer.press("E")
        await explorer.until_seen("$EDITOR")


@pytest.mark.parametrize("editor", ["vim 'x", "true"])
async def test_an_editor_that_cannot_be_started_here_is_told(
    small: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    # A screen that is not a terminal cannot be given to an editor.
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    async with exploring(small) as explorer:
        await explorer.press("E")
        await explorer.until_seen(f"{editor}:")
        await explorer.press("j")
        assert explorer.row.startswith("National")


async def test_a_message_is_plain_text_whatever_is_put_into_it(small: Path) -> None:
    async with exploring(small) as explorer:
        explorer.app.notify("Wrote /a/[b]\x1b]52;c;x\x07\u202e.md")
        await explorer.until_seen("Wrote /a/[b]␛]52;c;x␇⟨U+202E⟩.md")
