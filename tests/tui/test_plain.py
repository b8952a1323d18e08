"""The explorer in ASCII: every sign is replaced, keys have names, and the layout stays."""

from __future__ import annotations

from pathlib import Path
from unicodedata import combining, east_asian_width

import pytest
from rich.cells import cell_len

from collab_tui.config import Settings
from collab_tui.places import builtin_registry
from collab_tui.render.in_ascii import in_ascii, in_narrow
from collab_tui.terminal import shows_only_ascii
from collab_tui.views.canvas import Canvas
from collab_tui.views.declared import VIEWS
from collab_tui.views.glyphs import to_ascii
from tests.conftest import Registry
from tests.tui.driver import exploring
from tests.tui.registries import agreement, institution
from tests.tui.terminal import Terminal


@pytest.mark.parametrize("size", [(140, 45), (60, 20)])
async def test_every_screen_is_in_ascii(size: tuple[int, int]) -> None:
    settings = Settings(glyphs="ascii")
    async with exploring(builtin_registry(), size=size, settings=settings) as explorer:
        keys = [*"123", *"v" * len(VIEWS), *"mzezjve", "escape", "question_mark", "escape", "colon"]
        for key in keys:
            await explorer.press(key)
            assert explorer.text.isascii(), f"{key}: {[c for c in explorer.text if c > '~']}"
        await explorer.press("escape", "escape", "1")
        assert "Enter" in explorer.footer()


async def test_where_ambiguous_signs_are_wide_no_column_is_displaced(registry: Registry) -> None:
    """Each line takes as many columns if every ambiguous sign has two, as in a CJK terminal."""
    folder = registry(
        a=institution("rj", "上海交通大学医学院附属瑞金医院 – 中心", 'country = "CN"')
        + institution("sp", "Universidade de São Paulo · Müller", 'country = "BR"')
        + agreement("one", "瑞金医院 × São Paulo … 合作协议（二〇二四年）补充条款", "rj", "sp")
    )
    settings = Settings(glyphs="narrow")
    async with exploring(folder, size=(80, 24), settings=settings) as explorer:
        for keys in (["1"], ["2"], ["enter"], ["v"], ["v"], ["question_mark"], ["escape", "C"]):
            await explorer.press(*keys)
            for line in explorer.lines():
                wide = [c for c in line if east_asian_width(c) == "A" and not combining(c)]
                assert not wide, (keys, wide, line)
                assert cell_len(line) <= 80
        await explorer.press("escape", "escape", "1")
        assert explorer.sees("上海交通大学", "Mu\u0308ller")


def test_a_narrow_text_takes_the_same_columns_and_keeps_what_it_can() -> None:
    for text in ("●◐▏⣿━│", "Müller", "上海 ok", "Привет", "1993 ¹⁻³", "·…–", "✓ ✕ ⊘ •"):
        assert cell_len(in_narrow(text)) == cell_len(text), text
    assert in_narrow("Привет 上海 ✓") == "Привет 上海 ✓"
    assert in_narrow("a · b … c") == "a . b ~ c"


def test_a_text_in_ascii_takes_the_same_columns() -> None:
    texts = ("●◐▏⣿━", "Müller", "上海 ok", "e\u0301", "🔎 find", "·…–", "家\u200b族", "ﬁ½")
    for text in texts:
        plain = in_ascii(text)
        assert plain.isascii()
        assert cell_len(plain) == cell_len(text), (text, plain)


def test_the_number_of_a_source_is_not_taken_for_a_value() -> None:
    assert in_ascii("CN ¹⁻³ and 1993 ³ ¹² m²") == "CN^1-3 and 1993^3^12 m2"
    canvas = Canvas(12, 1)
    canvas.put(0, 0, "1993 ¹⁻³")
    assert "".join(to_ascii(canvas).glyphs[0]).rstrip() == "1993^1-3"


@pytest.mark.parametrize(
    ("environment", "is_plain"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # as Python itself sets it
        ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, False),
        ({}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "linux"}, True),
    ],
)
def test_the_locale_and_the_terminal_decide(
    environment: dict[str, str], is_plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANG", "LC_ALL", "LC_CTYPE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert shows_only_ascii() is is_plain


def test_a_terminal_in_the_c_locale_gets_only_ascii(tmp_path: Path) -> None:
    with Terminal(folder=tmp_path, cache=tmp_path / "cache", environment={"LANG": "C"}) as terminal:
        terminal.until(lambda screen: "OVERVIEW" in screen and "Enter" in screen)
        assert terminal.raw.isascii()
