"""From an article to a written record, with the keyboard."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste

from collab_tui.records.kinds import Kind
from collab_tui.tui.article_files import article_files, named
from collab_tui.tui.screens.article import ArticleScreen
from collab_tui.tui.screens.form import FormScreen
from collab_tui.tui.screens.main import MainScreen
from collab_tui.tui.screens.preview import PreviewScreen
from collab_tui.tui.screens.review import ReviewScreen
from collab_tui.tui.widgets.article_view import ArticleView
from collab_tui.tui.widgets.proposal_list import ProposalList
from tests.conftest import Registry
from tests.reviewing.articles import CENTRE, TWO
from tests.tui.driver import MEDIUM, NARROW, WIDE, Driver, exploring
from tests.tui.registries import SMALL

MOST_KEYS = 25


async def paste(explorer: Driver, text: str) -> None:
    explorer.app.post_message(Paste(text))
    await explorer.settle()


async def test_an_article_becomes_a_record_in_a_keyboards_minute(registry: Registry) -> None:
    folder = registry(small=SMALL)
    async with exploring(folder, size=WIDE) as explorer:
        keys = 0

        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await explorer.press(*pressed)

        await press("D")
        await paste(explorer, CENTRE)
        assert explorer.sees("Pasted:", "Hospitals in Singapore")
        keys += 3
        await explorer.rush("enter", "n", "n")  # keys wait for the reader
        assert isinstance(explorer.app.screen, ReviewScreen)
        assert explorer.sees("Straits Stroke Centre", "new agreement", "Named, and left out")
        assert explorer.sees("◆National University Hospital", "@2 March 2026", "▲Adeline Koh")
        article = explorer.app.screen.query_one(ArticleView)
        proposals = explorer.app.screen.query_one(ProposalList)
        assert explorer.row.startswith("● ▼ Place")
        assert explorer.sees("Place: Shanghai", "taken · score 1.00")
        await press("space")
        assert explorer.row.startswith("○ ▼ Place")
        await press("tab", "l", "l")  # from mark to mark, the proposals follow
        item = proposals.row.item
        assert item is not None
        assert item.start > CENTRE.index("Shanghai on")
        assert article.has_focus
        await press("tab", "n", "enter")
        assert explorer.sees("Esc cancel")
        await press("escape")
        await press("G", "k", "k", "k", "k")
        assert proposals.row.key == "publisher"
        await press("enter")
        await paste(explorer, "The Straits Post")
        await press("enter", "ctrl+s")
        assert isinstance(explorer.app.screen, FormScreen)
        assert explorer.sees("New agreement: Straits Stroke Centre")
        await press("ctrl+s")
        assert isinstance(explorer.app.screen, PreviewScreen)
        await press("ctrl+s")
        await explorer.until(lambda: isinstance(explorer.app.screen, MainScreen))
        await explorer.settle()
        await explorer.until_seen("Added agreement/ssc", "undoes")
        assert explorer.pane is Kind.AGREEMENT
        assert explorer.row.startswith("Straits Stroke Centre")
        pastes = 2
        assert keys + pastes <= MOST_KEYS
        written = (folder / "small.toml").read_text()
        assert 'publisher = "The Straits Post"' in written
        assert 'id = "merlion-health-university"' in written
        assert "place" not in written.removeprefix(SMALL)
        await explorer.press("U", "enter")
        await explorer.until(lambda: (folder / "small.toml").read_text() == SMALL)


async def test_two_agreements_of_a_file_are_written_one_after_the_other(
    registry: Registry, tmp_path: Path
) -> None:
    folder = registry(small=SMALL)
    (tmp_path / "page.txt").write_text(TWO)
    async with exploring(folder, size=NARROW) as explorer:
        await explorer.press("D")
        await paste(explorer, f"'{tmp_path / 'nothing.txt'}'")
        await explorer.press("enter")
        await explorer.until_seen("does not exist")
        await explorer.press("ctrl+u")
        await paste(explorer, f"{tmp_path}/pag")
        await explorer.press("tab")
        await explorer.rush("enter", "escape")
        assert isinstance(explorer.app.screen, ArticleScreen)
        assert explorer.sees("Broken off")
        await explorer.press("enter")
        assert isinstance(explorer.app.screen, ReviewScreen)
        assert explorer.sees("1 Memorandum", "● = Status")
        await explorer.press(
            "space", "escape", "escape", "space"
        )  # it asks, because it was changed
        assert isinstance(explorer.app.screen, ReviewScreen)
        await explorer.resize(MEDIUM)
        await explorer.press("ctrl+s", "ctrl+s", "ctrl+s")
        await explorer.until_seen("written")
        assert isinstance(explorer.app.screen, ReviewScreen)
        assert explorer.sees("▌2 Licence", "in the registry")
        await explorer.press("ctrl+s", "ctrl+s", "ctrl+s")
        await explorer.until(lambda: isinstance(explorer.app.screen, MainScreen))
        written = (folder / "small.toml").read_text().removeprefix(SMALL)
        assert written.count("[[agreement]]") == 2
        assert written.count("[[source]]") == 1


def test_files_are_offered_by_the_beginning_of_their_paths(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("page.html", "Paper.pdf", "other.txt", "picture.png", ".page.html"):
        (tmp_path / name).touch()
    assert [one.label for one in article_files(f"{tmp_path}/pa")] == [
        "Paper.pdf",
        "page.html",
        "pages/",
    ]
    assert article_files(f"{tmp_path}/other.txt") == []
    assert article_files(f"{tmp_path}/nowhere/x") == []
    assert named(" 'a b.txt' ") == "a b.txt"
    assert named("~/x") == str(Path.home() / "x")
