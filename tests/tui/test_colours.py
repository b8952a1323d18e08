"""Colours: enough contrast in both themes, no colours if none are wanted, and one place for
them.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest
from rich.color import Color, ColorType
from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input

import collab_tui
from collab_tui.config import Settings
from collab_tui.tui.themes import CONTRAST, OWN, SIXTEEN
from tests.conftest import Registry
from tests.tui.driver import WIDE, Driver, exploring
from tests.tui.registries import BROKEN, SMALL
from tests.tui.terminal import Terminal

TEXT, SIGN, BEST = 4.5, 3.0, 7.0
"""The least contrasts: of text, of signs, and of text in the theme for high contrast (WCAG 2.2,
1.4.3, 1.4.11 and 1.4.6).
"""

_XTERM = (
    *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
)
_VGA = (
    *("000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa"),
    *("555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff"),
)
SIXTEEN_ARE = (_XTERM, _VGA)
"""What sixteen colours are in xterm, and on the console of a PC."""

EVERY_STATUS = "\n".join(
    f'[[agreement]]\nid = "is-{status}"\nname = "One that is {status}"\n'
    f'type = "mou"\nstatus = "{status}"\n'
    for status in (
        *("proposed", "announced", "signed", "active"),
        *("suspended", "completed", "expired", "terminated"),
    )
)

ALL_KEYS = [
    *("2", "j", "tab", "tab", "1", "G", "enter", "j", "enter", "backspace", "escape"),
    *("f", "s", "2", "slash", "end", "ctrl+u"),
]


async def every_screen(explorer: Driver) -> AsyncIterator[str]:
    """Go through everything that the explorer can show, and yield each state."""
    yield "the first screen"
    for key in ALL_KEYS:
        await explorer.press(key)
        yield key
    for query in ("centre", "country:", "type:zzz", "nothing-like-it", "is:expired", "chen"):
        await explorer.press("slash", "end", "ctrl+u")
        await explorer.type(query)
        yield f"typed {query}"
        await explorer.press("escape")
        yield "left it"
    await explorer.search("centre")
    for key in ("1", "2", "3", "2", "enter"):
        await explorer.press(key)
        yield f"centre, then {key}"
    await explorer.press("escape")
    for dialog in ("question_mark", "p", "e", "S"):
        await explorer.press(dialog)
        yield f"dialog {dialog}"
        await explorer.press("pagedown")
        yield f"dialog {dialog}, further down"
        await explorer.press("enter")
        yield f"dialog {dialog}, entered"
        await explorer.press("escape")
    await explorer.press("Y")
    await explorer.until_seen("Copied")
    yield "a word on what was done"
    await explorer.press("ctrl+p")
    await explorer.type("go")
    await explorer.until_seen("Go to the agreements")
    yield "the commands"


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_all_that_can_be_read_stands_out_from_what_it_is_written_on(
    registry: Registry, tmp_path: Path, theme: str
) -> None:
    folder = registry(small=SMALL, broken=BROKEN, more=EVERY_STATUS)
    settings = Settings(theme=theme, export_folder=tmp_path / "no" / "folder")
    faint: dict[tuple[str, str, str], str] = {}
    least = (SIGN, BEST if theme == CONTRAST.name else TEXT)
    async with exploring(folder, size=WIDE, settings=settings) as explorer:
        async for where in every_screen(explorer):
            for widget, segment in shown_by(explorer):
                ratio = contrast_of(segment)
                if ratio < least[any(map(str.isalnum, segment.text))]:
                    faint.setdefault(
                        (widget, str(segment.style), segment.text.strip()[:30]),
                        f"{ratio:.2f} in {where}",
                    )
                style = segment.style
                if theme == SIXTEEN.name and style and style.color and style.bgcolor:
                    both = {style.color.type, style.bgcolor.type}
                    assert both <= {ColorType.STANDARD}, (widget, segment, where)
    assert not faint, "\n".join(f"{ratio}: {what}" for what, ratio in faint.items())


def shown_by(explorer: Driver) -> list[tuple[str, Segment]]:
    """Return every piece of text on the screen, with the widget that shows it."""
    found = []
    for widget in explorer.app.screen.walk_children(Widget):
        if not (widget.is_on_screen and widget.visible and widget.size):
            continue
        width, height = widget.outer_size
        for strip in widget.render_lines(Region(0, 0, width, height)):
            found += [(type(widget).__name__, piece) for piece in strip if says_something(piece)]
    return found


def says_something(segment: Segment) -> bool:
    """Tell text and signs from frames and scroll bars, which are drawn with blocks and lines."""
    return any(not (char.isspace() or "\u2500" <= char <= "\u259f") for char in segment.text)


def contrast_of(segment: Segment) -> float:
    style = segment.style
    assert style is not None, segment
    assert style.color is not None, segment
    assert style.bgcolor is not None, segment
    return contrast(style.color, style.bgcolor)


@cache
def contrast(colour: Color, background: Color) -> float:
    front, behind = tuple(shades(colour)), tuple(shades(background))
    return min(
        (max(one, other) + 0.05) / (min(one, other) + 0.05)
        for one, other in zip(front, behind, strict=True)
    )


def shades(colour: Color) -> Iterator[float]:
    """Yield the luminance of a colour in each set of sixteen; of others, as often."""
    for sixteen in SIXTEEN_ARE:
        number = colour.number if colour.type is ColorType.STANDARD else None
        named = sixteen[number] if number is not None else colour.get_truecolor().hex[1:]
        yield luminance([int(named[at : at + 2], 16) for at in (0, 2, 4)])


def luminance(channels: list[int]) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [part / 255 for part in channels]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_stand_in_one_place() -> None:
    source = Path(collab_tui.__file__).parent
    files = [path for path in source.rglob("*") if path.suffix in (".py", ".tcss")]
    with_colours = [p.name for p in files if re.search(r"#[0-9a-fA-F]{6}\b", p.read_text())]
    assert with_colours == ["palette.py"]


# No colours


COLOUR = re.compile(rb"\x1b\[(?:[0-9]+[;:])*(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:[;:][0-9]+)*m")


def test_without_colours_there_is_none_and_the_terminal_s_own_background(
    registry: Registry, tmp_path: Path
) -> None:
    folder = registry(small=SMALL, broken=BROKEN, more=EVERY_STATUS)
    steps = [
        *(("2", "▌2 Agreements"), ("\r", "⏎ follow"), ("\x1b", "⏎ open"), ("/", "⏎ results")),
        *(("country:", "Netherlands"), ("\x15", "search: words"), ("zzz", "nothing matches")),
        *(("\x15", "search: words"), ("\x1b", "⏎ open"), ("Y", "Copied")),
    ]
    dialogs = [("?", "find a key, a field, a sign"), ("p", "bad-country"), ("e", "● Markdown")]
    with Terminal(
        "-d", str(folder), folder=tmp_path, cache=tmp_path / "c", environment={"NO_COLOR": "1"}
    ) as terminal:
        terminal.until_seen("1 Institutions", "OVERVIEW")
        for keys, seen in steps:
            terminal.press(keys)
            terminal.until_seen(seen)
        for key, seen in dialogs:
            terminal.press(key)
            terminal.until_seen(seen)
            terminal.press("\x1b")
            terminal.until_gone(seen)
        terminal.press("q")
        assert terminal.end() == 0
    assert not COLOUR.findall(terminal.raw)
    assert not re.findall(rb"\x1b\](?:4|10|11|12);", terminal.raw)
    reverse = re.findall(rb"\x1b\[(?:\d+;)*7(?:;\d+)*m", terminal.raw)
    assert len(reverse) > 5, "the cursor's row stands out all the same"


async def test_without_colours_the_cursors_can_be_told_apart(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with exploring(registry(small=SMALL), size=WIDE) as explorer:
        assert isinstance(explorer.focused, Widget)
        there, other = (list(line)[1].style for line in explorer.focused.render_lines(ROWS))
        assert there is not None
        assert there.reverse
        assert other is not None
        assert not other.reverse
        await explorer.press("slash", "a")
        entry = explorer.app.screen.query_one(Input)

        def cursor() -> list[str]:
            (line,) = entry.render_lines(Region(0, 0, 20, 1))
            return [piece.text for piece in line if piece.style and piece.style.reverse]

        await explorer.until(lambda: cursor() == [" "])  # it blinks


ROWS = Region(0, 0, 30, 2)
