"""What the terminal shows, as far as it was sent, so that only what changes is sent.

Textual sends every line of a widget that may have changed, and the style of each piece in full. At
the end of a slow line, that takes seconds, and most of it is on the screen already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.driver import Driver

from collab_tui.tui.pens import change, of_space
from collab_tui.tui.sent_row import Row

_TOKENS = re.compile(
    r"\x1b\[([\d;]*)m([^\x00-\x1f\x7f]*)\x1b\[0m"  # 1 and 2: a text in a style
    r"|([^\x00-\x1f\x7f]+)"  # 3: a text without one
    r"|\x1b\[(\d+);(\d+)H"  # 4 and 5: row and column to go to
    r"|\x1b\]8;[^;]*;([^\x07\x1b]*)\x1b\\"  # 6: the address that the text leads to, or none
    r"|(\n)"  # 7: the next row
    r"|(\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[\d;]*[hl]|\x07)"  # 8: what draws nothing
    r"|(.)",  # 9: what Textual does not send
    re.DOTALL,
)
"""What the data is made of. The number of the last group tells what was found."""

_MODES = re.compile(r"(?:\x1b\[[?>=<][\d;]*\$?[A-Za-z])+")
"""What only tells the terminal how to work."""

_OTHER_SCREEN = "\x1b[?1049"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"
"""The terminal shows what is between them at once."""

_WIDE = (
    ("\u1100", "\u115f"), ("\u3001", "\u3029"), ("\u3030", "\u303e"), ("\u3041", "\u3096"),
    ("\u309b", "\u30ff"), ("\u3131", "\u318e"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"), ("\uff01", "\uff60"),
)  # fmt: skip
"""Characters, from and to, that every terminal draws in two columns."""

_USUAL = (
    ("\xa0", "\xac"), ("\xae", "\u02ff"), ("\u0370", "\u0377"), ("\u037a", "\u037f"),
    ("\u0384", "\u038a"), ("\u038c", "\u038c"), ("\u038e", "\u03a1"), ("\u03a3", "\u0482"),
    ("\u048a", "\u052f"), ("\u1e00", "\u1eff"), ("\u2010", "\u2027"), ("\u2030", "\u205e"),
    ("\u2070", "\u208e"), ("\u20a0", "\u20c0"), ("\u2116", "\u2116"), ("\u2122", "\u2122"),
    ("\u2190", "\u22ff"), ("\u23ce", "\u23ce"), ("\u232b", "\u232b"), ("\u2500", "\u25fc"),
    ("\u2713", "\u2713"), ("\u2715", "\u2715"), ("\u2717", "\u2717"), ("\u2800", "\u28ff"),
)  # fmt: skip
"""Those that are drawn in one; where what is ambiguous in Unicode's Annex 11 is drawn in two, only
ASCII is. What is neither is odd: of emoji and letters made of parts, each terminal thinks its own.
"""


class _Piece(NamedTuple):
    """A text in a row, and the columns that Rich thinks it takes."""

    start: int
    end: int
    text: str
    look: str


class Sent:
    """Takes what Textual would send, and returns what must be sent."""

    def __init__(self, *, draws_wide: bool = False) -> None:
        """Know nothing yet. The terminal may draw signs of ambiguous width in two columns."""
        self._sizes = _Sizes(draws_wide=draws_wide)
        self._rows: dict[int, Row] = {}
        self._at: tuple[int, int] | None = None
        """Row and column of the cursor, from 0."""
        self._is_begun = False
        """Whether the beginning of an update is held back until there is something in it."""

    def forget(self) -> None:
        """Know nothing any longer, because others may have drawn on the screen."""
        self._rows.clear()
        self._at = None

    def needed(self, data: str) -> str:
        """Return what has the same effect as `data`; the empty text if nothing needs to be sent."""
        if data == _BEGIN:
            self._is_begun = True
            return ""
        if data == _END and self._is_begun:
            self._is_begun = False
            return ""
        if _MODES.fullmatch(data):
            if _OTHER_SCREEN in data:
                self.forget()
            return data
        drawn = self._drawn(data)
        if drawn and self._is_begun:
            self._is_begun = False
            return _BEGIN + drawn
        return drawn

    def _drawn(self, data: str) -> str:
        """Return what is new of some drawing. If it is not understood, all of it is."""
        pencil = _Pencil(self._at)
        y, x = self._at or (0, 0)
        address, odd_row = "", -1
        odd: list[_Piece] = []
        """What is drawn in that row from its first odd text on."""
        for found in _TOKENS.finditer(data):
            kind = found.lastindex
            if odd and kind not in (2, 3, 6):
                self._draw_odd(pencil, odd_row, odd)
                odd, odd_row = [], -1
            if kind in (2, 3):
                look, text = (found[1], found[2]) if kind == 2 else ("", found[3])
                if address:
                    look = f"{look} {address}"
                row = self._rows.get(y) or self._rows.setdefault(y, Row())
                cells = self._sizes.cells(text) if y != odd_row else None
                if cells is None:
                    # Nobody knows where the terminal puts what follows in this row.
                    odd_row = y
                    end = row.lose(x, cell_len(text))
                    odd.append(_Piece(x, end, text, look))
                else:
                    end = x + len(cells)
                    for first, last in row.put(x, cells, look):
                        pencil.write((y, x + first), "".join(cells[first:last]), look)
                        pencil.at = (y, x + last) if x + last < row.width else None
                x = end
            elif kind == 5:
                y, x = int(found[4]) - 1, int(found[5]) - 1
            elif kind == 6:
                address = found[6]
            elif kind == 7:
                y, x = y + 1, 0
            elif kind == 8:
                pencil.add(found[8])
            else:
                self.forget()
                return data
        if odd:
            self._draw_odd(pencil, odd_row, odd)
        drawn, self._at = pencil.end((y, x))
        return drawn

    def _draw_odd(self, pencil: _Pencil, y: int, pieces: Sequence[_Piece]) -> None:
        """Draw pieces of a row so that each begins in its place and none loses its end.

        A terminal may need more columns for a text than Rich says. So the spaces are drawn first:
        the text may go on over them. What it covers beyond the pieces is drawn again.
        """
        for one in pieces:
            pencil.write_alone((y, one.start), " " * (one.end - one.start), one.look)
        for one in pieces:
            if not one.text.isspace():
                pencil.write_alone((y, one.start), one.text, one.look)
        end = pieces[-1].end
        reach = max(one.start + 2 * len(one.text) for one in pieces if not one.text.isascii())
        for start, text, look in self._rows[y].known(end, reach):
            pencil.write_alone((y, start), text, look)


class _Pencil:
    """Writes for a terminal, and knows where its cursor is and how its text looks."""

    def __init__(self, at: tuple[int, int] | None) -> None:
        self.at = at
        """Row and column of the cursor, from 0; None if that is not known."""
        self._look = ""
        self._out: list[str] = []

    def write(self, at: tuple[int, int], text: str, look: str) -> None:
        """Write a text somewhere. `self.at` is then to be set."""
        self._go(at)
        is_same = look == self._look
        if not is_same and not (text.isspace() and of_space(look) == of_space(self._look)):
            self._out.append(change(self._look, look))
            self._look = look
        self._out.append(text)

    def write_alone(self, at: tuple[int, int], text: str, look: str) -> None:
        """Write a text of which nobody knows where it ends."""
        self.write(at, text, look)
        self.at = None

    def add(self, told: str) -> None:
        """Tell the terminal something that draws nothing."""
        self._out.append(told)

    def end(self, at: tuple[int, int]) -> tuple[str, tuple[int, int]]:
        """Leave the cursor somewhere, with plain text; return all that was written, and `at`."""
        self._out.append(change(self._look, ""))
        self._go(at)
        return "".join(self._out), at

    def _go(self, at: tuple[int, int]) -> None:
        if at != self.at:
            y, x = at
            is_in_row = self.at is not None and self.at[0] == y
            self._out.append(f"\x1b[{x + 1}G" if is_in_row else f"\x1b[{y + 1};{x + 1}H")


class _Sizes(dict[str, int]):
    """How many columns a character takes; 0 if terminals do not agree."""

    def __init__(self, *, draws_wide: bool) -> None:
        super().__init__({chr(code): 1 for code in range(32, 127)})
        self._usual = () if draws_wide else _USUAL

    def __missing__(self, character: str) -> int:
        size = 0
        if any(first <= character <= last for first, last in self._usual):
            size = 1
        elif any(first <= character <= last for first, last in _WIDE):
            size = 2
        self[character] = size
        return size

    def cells(self, text: str) -> list[str] | None:
        """Return the cells of a text, or None if something in it is odd."""
        if text.isascii():
            return list(text)
        sizes = [self[character] for character in text]
        if 0 in sizes:
            return None
        if 2 not in sizes:
            return list(text)
        pairs = zip(text, sizes, strict=True)
        return [cell for one, size in pairs for cell in ((one,) if size == 1 else (one, ""))]


def sparing(usual: type[Driver], sent: Sent) -> type[Driver]:
    """Return the usual driver, of a terminal or of a browser, with less that goes through it.

    `sent` is told what is drawn, and says what of it must be sent.
    """

    def write(driver: Driver, data: str) -> None:
        needed = sent.needed(data)
        if needed:
            usual.write(driver, needed)

    return type(f"Sparing{usual.__name__}", (usual,), {"write": write})
