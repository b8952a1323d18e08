"""The lists of people and sources, and which lists are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from collab_tui.config import Settings
from collab_tui.records.kinds import Kind, unknown_kind
from tests.conftest import Registry
from tests.tui.driver import NARROW, WIDE, Driver, exploring

MANY = """\
[[institution]]
id = "nuh"
name = "NUH"
evidence = [{ source = "paper" }]

[[agreement]]
id = "pact"
name = "Pact"
type = "mou"
participants = [{ institution = "nuh", people = ["ada"] }]

[[person]]
id = "ada"
name = "Ada"
affiliations = [{ institution = "nuh" }]

[[person]]
id = "bob"
name = "Bob"

[[source]]
id = "paper"
name = "Paper"
type = "news"
"""


@pytest.fixture
def folder(registry: Registry) -> Path:
    return registry(many=MANY)


def headings(explorer: Driver) -> list[str]:
    """Return the headings of the lists on the screen, from the top."""
    kinds = {kind.plural: kind for kind in Kind}
    lines = [line[: line.find("/") + 3] for line in explorer.lines()]
    return [name for line in lines for name in kinds if f" {name} " in f"{line} " and "/" in line]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_people_and_sources_are_a_key_away(folder: Path, size: tuple[int, int]) -> None:
    async with exploring(folder, size=size) as explorer:
        usual = ["Institutions", "Agreements", "Focus areas"]
        assert headings(explorer) == usual
        await explorer.press("4")
        assert headings(explorer) == [*usual, "People"]
        assert explorer.pane is Kind.PERSON
        assert "4 People" in explorer.title(Kind.PERSON)
        assert explorer.title(Kind.PERSON).endswith("2/2 ")
        await explorer.press("enter")
        assert "person/ada" in explorer.reads(), "the cursor is on the first row"
        await explorer.press("escape", "G", "enter")
        assert "person/bob" in explorer.reads()
        await explorer.press("escape")
        assert explorer.pane is Kind.PERSON
        await explorer.search("ada")
        assert explorer.title(Kind.PERSON).endswith("1/2 ")
        await explorer.press("escape", "5")
        assert headings(explorer) == [*usual, "Sources"]
        assert "Paper" in explorer.row
        await explorer.press("2")
        assert headings(explorer) == usual
        await explorer.search("paper -nuh -pact")
        said = " ".join("\n".join(explorer.lines()).split())
        assert "nothing here matches, but 1 source: 5 shows it" in said
        await explorer.press("5")
        assert explorer.title(Kind.SOURCE).endswith("1/1 ")
        await explorer.press("escape", "2")
        await explorer.press("enter")
        await explorer.choose("person/ada")
        await explorer.press("enter")
        assert "person/ada" in explorer.reads()
        assert headings(explorer) in (usual, []), "a link opens no list"


async def test_a_setting_says_which_lists_are_shown_and_in_what_order(folder: Path) -> None:
    settings = Settings(lists=("source", "person", "institution"))
    async with exploring(folder, settings=settings, size=WIDE) as explorer:
        assert headings(explorer) == ["Sources", "People", "Institutions"]
        passed = [explorer.pane]
        for keys in (("tab", "tab"), ("4",)):  # a kind keeps its key
            await explorer.press(*keys)
            passed.append(explorer.pane)
        assert passed == [Kind.SOURCE, Kind.INSTITUTION, Kind.PERSON]
        await explorer.search("ada")
        assert headings(explorer) == ["Sources", "People", "Institutions"]
        await explorer.press("escape", "2")
        assert headings(explorer) == ["Sources", "People", "Institutions", "Agreements"]
        assert "Pact" in explorer.row


def test_what_is_no_kind_is_said() -> None:
    assert unknown_kind(["person", "source"]) is None
    assert "there is no kind 'people'; the kinds are institution," in str(unknown_kind(["people"]))
    assert unknown_kind(["person", "person"]) == "'person' is there twice"
