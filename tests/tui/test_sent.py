"""Only what is new on the terminal is sent, and the terminal shows the same as if all were."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pyte
import pytest
from rich.cells import cell_len

from collab_tui.tui.pens import change
from collab_tui.tui.sent import Sent

COLUMNS, ROWS = 40, 6
HOME = "\x1b[1;1H"
WORDS = [
    "",
    " ",
    "   ",
    "partner",
    "Rumah Sakit",
    "瑞金医院",
    "é ö",
    "▌● ─",
    "👍 ok",
    "e\u0301t",
    "1/45",
]
LOOKS = ["", "1", "7", "4;38;5;149", "38;5;149;48;5;16", "38;2;1;2;3;48;5;16", "48;5;16", "2;31;42"]
ADDRESSES = ["", "", "https://who.int/a;b"]


def written(text: str, look: str, address: str = "") -> str:
    """Return a text as Textual writes it."""
    styled = f"\x1b[{look}m{text}\x1b[0m" if look else text
    return f"\x1b]8;id=17;{address}\x1b\\{styled}\x1b]8;;\x1b\\" if address else styled


def drawings(seed: int) -> Iterator[str]:
    """Yield updates of a screen of three widgets beside each other: some of their lines."""
    chance = random.Random(seed)
    for _ in range(60):
        lines = []
        for y in sorted(chance.sample(range(ROWS), chance.randrange(1, 5))):
            start, end = chance.choice([(0, 3), (3, 20), (20, 40)])
            line, x = f"\x1b[{y + 1};{start + 1}H", start
            while (text := chance.choice(WORDS)) and x + cell_len(text) <= end:
                line += written(text, chance.choice(LOOKS), chance.choice(ADDRESSES))
                x += cell_len(text)
            lines.append(line + written(" " * (end - x), chance.choice(LOOKS)))
        at = f"\x1b[{chance.randrange(ROWS) + 1};{chance.randrange(COLUMNS) + 1}H"
        yield "\n".join(lines) + at


def looks_of(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """Return what can be seen: of a space, only its ground."""
    cells = (screen.buffer[y][x] for y in range(ROWS) for x in range(COLUMNS))
    seen = [
        (cell.data, cell.bg, cell.reverse, cell.underscore)
        if cell.data == " " and not (cell.reverse or cell.underscore)
        else tuple(cell)
        for cell in cells
    ]
    return [*seen, (screen.cursor.y, screen.cursor.x)]


@pytest.mark.parametrize("seed", range(8))
def test_the_terminal_shows_the_same_as_if_everything_were_sent(seed: int) -> None:
    sent = Sent()
    screens = [pyte.Screen(COLUMNS, ROWS) for _ in range(2)]
    whole, spared = (pyte.Stream(screen) for screen in screens)
    for drawing in drawings(seed):
        whole.feed(drawing)
        spared.feed(sent.needed(drawing))
        assert looks_of(screens[1]) == looks_of(screens[0]), drawing


def test_what_is_there_is_not_sent_again_and_of_the_rest_only_what_differs() -> None:
    sent = Sent()
    row = HOME + written("Ruijin 瑞金医院", "38;5;149;48;5;16") + "\x1b[1;2H"
    assert sent.needed(row) == row.replace("\x1b[0m", "\x1b[m")
    assert sent.needed(row) == ""
    other = row.replace("医", "ab")
    assert sent.needed(other) == "\x1b[12G\x1b[38;5;149;48;5;16mab\x1b[m\x1b[2G"
    assert sent.needed(HOME) == "\x1b[1G"
    assert sent.needed(HOME) == ""


def test_an_update_that_changes_nothing_is_not_even_begun() -> None:
    sent = Sent()
    begin, end = "\x1b[?2026h", "\x1b[?2026l"
    assert [sent.needed(part) for part in (begin, HOME + "one", end)] == [
        "",
        begin + HOME + "one\x1b[1;4H",
        end,
    ]
    assert [sent.needed(part) for part in (begin, HOME + "one\x1b[1;4H", end)] == ["", "", ""]


def test_after_a_character_that_terminals_measure_in_their_own_way_the_row_is_sent_as_a_whole() -> (
    None
):
    for text, draws_wide in (("👍🏽", False), ("é", True)):
        sent = Sent(draws_wide=draws_wide)
        row = f"{HOME}one {text} {written('two', '1')}\x1b[2;1Hthree{HOME}"
        first = sent.needed(row)
        again = sent.needed(row)
        assert text in again
        assert "two" in again
        assert "three" in first
        assert "three" not in again


class Plain(pyte.Screen):
    """A terminal that knows no joined characters."""

    def draw(self, data: str) -> None:
        """Draw one character after the other, as if each stood alone."""
        for character in data:
            super().draw(character)


@pytest.mark.parametrize("odd", ["👨\u200d👩\u200d👧\u200d👦", "क्षत्रिय", "✈\ufe0f", "plain"])
def test_a_text_that_the_terminal_draws_wider_keeps_its_end_and_covers_nothing(odd: str) -> None:
    """Many terminals add up the widths of all characters; Rich joins them."""
    screen = Plain(COLUMNS, ROWS)
    stream, sent = pyte.Stream(screen), Sent()
    beside = f"\x1b[1;26H{written('beside', '31')} it"
    stream.feed(sent.needed(f"{beside}{HOME}"))
    for name in (f"{odd} étoile", "other", f"{odd} étoile"):
        for room in (16, cell_len(name)):
            row = written(name, "1") + written(" " * (room - cell_len(name)), "44")
            gap = " " * (21 - room)
            more = beside if name == "other" or room == 16 else ""
            stream.feed(sent.needed(f"{HOME}{row}{gap}{written('FR 1', '2')}{more}\x1b[2;1H"))
            line = screen.display[0]
            assert name.partition(" ")[2] in line
            assert line[21 + len(line) - COLUMNS :].startswith("FR 1"), line
            assert line.rstrip().endswith("beside it"), line


def test_what_others_may_have_drawn_is_sent_again() -> None:
    row = HOME + "one" + HOME
    for stranger in ("\x1b[?1049h", "\x1bPq#0\x1b\\", None):
        sent = Sent()
        whole = sent.needed(row)
        if stranger is None:
            sent.forget()
        else:
            assert sent.needed(stranger) == stranger
        assert sent.needed(row) == whole


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "1;31", "\x1b[1;31m"),
        ("1;31", "", "\x1b[m"),
        ("31;48;5;16", "32;48;5;16", "\x1b[32m"),
        ("38;2;1;2;3;48;5;16", "1;38;2;1;2;3;48;5;17", "\x1b[1;48;5;17m"),
        ("1;31", "31", "\x1b[22m"),
        ("1;2;31", "2;7;31", "\x1b[22;2;7m"),
        ("31;44", "4", "\x1b[4;39;49m"),
        ("51;31;44", "97;44", "\x1b[0;97;44m"),
        (" https://who.int", "", "\x1b]8;;\x1b\\"),
    ],
)
def test_a_look_becomes_another_with_few_bytes(before: str, after: str, told: str) -> None:
    assert change(before, after) == told
