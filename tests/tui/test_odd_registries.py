"""Registries of unusual size, and names that look like more than text."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len

from collab_tui.records.kinds import Kind
from tests.conftest import Registry
from tests.tui.driver import NARROW, WIDE, exploring
from tests.tui.registries import agreement, institution, quoted

ODD_NAMES = {
    "markup": "[bold]x[/] [/] [@click=app.quit]here[/]",
    "escape": "red \x1b[31mtext\x1b[0m \x1b]0;title\x07 \x9b2J",
    "lines": "first\nsecond\r\tthird\u2028fourth",
    "turned": "left \u202egnorw\u202c right",
    "wide": "上海交通大学医学院附属瑞金医院" * 4,
    "thai": "โรงพยาบาลศิริราช คณะแพทยศาสตร์ศิริราชพยาบาล",
    "combined": "Be\u0323\u0302nh vie\u0323\u0302n Hu\u031b\u0303u nghi\u0323 Vie\u0323\u0302t",
    "emoji": "Hospital 🏥 of 🇸🇬 Singapore",
    "braces": "{curly} %s $HOME `tick` \\n \\[bold]",
    "endless": "x" * 400,
}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_an_empty_registry(registry: Registry, size: tuple[int, int]) -> None:
    async with exploring(registry(empty="\n"), size=size) as explorer:
        assert explorer.counts() == {
            "institution": "0/0",
            "agreement": "0/0",
            "focus-area": "0/0",
        }
        assert explorer.sees("no institutions")
        for key in ("j", "k", "G", "g", "pagedown", "2", "3", "tab", "enter", "y", "Y", "o", "E"):
            await explorer.press(key)
        await explorer.press("backspace", "right_square_bracket", "escape", "R", "t")
        await explorer.search("ruijin")
        assert explorer.counts()["institution"] == "0/0"
        await explorer.press("e", "escape", "p", "escape", "question_mark", "escape")
        assert explorer.sees("Institutions")


async def test_an_empty_registry_says_that_it_is_empty(registry: Registry) -> None:
    async with exploring(registry(empty="\n"), size=WIDE) as explorer:
        await explorer.until_seen("holds no records")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_registry_with_one_record(registry: Registry, size: tuple[int, int]) -> None:
    async with exploring(registry(one=institution("one", "The One")), size=size) as explorer:
        assert explorer.counts()["institution"] == "1/1"
        await explorer.press("G", "j", "g", "k", "pagedown", "pageup")
        assert explorer.row.startswith("The One")
        await explorer.press("enter")
        assert "institution/one" in explorer.reads()
        await explorer.press("j", "enter", "escape", "2", "enter", "escape", "3")
        assert explorer.sees("no focus areas")


async def test_names_are_shown_as_text_and_leave_the_columns_aligned(registry: Registry) -> None:
    text = "".join(
        institution(record_id, name, 'country = "SG"') + agreement(record_id, name, record_id)
        for record_id, name in ODD_NAMES.items()
    )
    async with exploring(registry(odd=text)) as explorer:
        for size in (WIDE, NARROW):
            await explorer.resize(size)
            for key, kind, sign in (("1", Kind.INSTITUTION, " SG "), ("2", Kind.AGREEMENT, "● ")):
                await explorer.press(key, "g")
                shown = explorer.list(kind)
                assert shown.count == len(ODD_NAMES)
                rows = [shown.render_line(y).text for y in range(len(ODD_NAMES))]
                assert {cell_len(row) for row in rows} == {shown.size.width}
                assert len({cell_len(row[: row.rindex(sign)]) for row in rows}) == 1, rows
                assert_plain(explorer.text)


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, Kind.AGREEMENT])
async def test_names_are_text_in_the_detail_view(registry: Registry, kind: Kind) -> None:
    text = "".join(
        institution(record_id, name, 'country = "SG"') + agreement(record_id, name, record_id)
        for record_id, name in ODD_NAMES.items()
    )
    async with exploring(registry(odd=text), size=WIDE) as explorer:
        await explorer.press("1" if kind is Kind.INSTITUTION else "2")
        read: set[str] = set()
        for _ in ODD_NAMES:
            reads = explorer.reads()
            read |= {record_id for record_id in ODD_NAMES if f"{kind}/{record_id} " in reads}
            assert_plain(explorer.text)
            await explorer.press("j")
        assert read == set(ODD_NAMES)


@pytest.mark.parametrize("name", ["markup", "escape", "lines", "endless"])
async def test_names_are_text_in_dialogs_and_in_the_registry_s_title(
    registry: Registry, name: str
) -> None:
    odd = ODD_NAMES[name]
    text = f"[registry]\ntitle = {quoted(odd)}\n" + institution("odd", odd, f"x = {quoted(odd)}")
    async with exploring(registry(odd=text), size=WIDE) as explorer:
        assert_plain(explorer.text)
        await explorer.press("e")
        assert explorer.sees("● Markdown", "odd.md")
        assert_plain(explorer.text)
        await explorer.press("escape", "p")
        assert explorer.sees("odd.toml:")
        assert_plain(explorer.text)


async def test_markup_is_shown_letter_by_letter(registry: Registry) -> None:
    name = ODD_NAMES["markup"]
    text = f'[registry]\ntitle = "{name}"\n' + institution("odd", name)
    async with exploring(registry(odd=text), size=WIDE) as explorer:
        assert explorer.sees(name)
        assert explorer.row.startswith(name)
        await explorer.until(lambda: name in explorer.reads())
        assert name in explorer.lines()[0]


async def test_markup_in_a_query_is_shown_letter_by_letter(registry: Registry) -> None:
    async with exploring(registry(one=institution("one", "One")), size=WIDE) as explorer:
        await explorer.press("slash")
        await explorer.type("signed:[bold]")
        assert "[bold]" in explorer.message()


def assert_plain(text: str) -> None:
    unsafe = {"Cc", "Zl", "Zp"}
    found = [char for char in text if unicodedata.category(char) in unsafe and char != "\n"]
    assert not found
    assert "\u202e" not in text
