"""Hostile texts in the explorer, as a terminal receives them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.hostile import texts
from tests.hostile.formats import TURNING
from tests.hostile.part import Part
from tests.tui.terminal import Terminal

SEQUENCE = re.compile(
    rb"\x1b\[([<=>?]?)([0-9;:]*)([ -/]*[@-~])"  # CSI: colours, the cursor, modes
    rb"|\x1b([\]PX^_])(.*?)(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC: titles, links, the clipboard
    rb"|\x1b([ -/]*[0-~])",
    re.DOTALL,
)
ESCAPE = "\x1b"

WALK = (
    "1jj\rjj",
    ESCAPE,
    "2jj\rjj",
    ESCAPE,
    "3j4j5j2vvvvv",
    "1p",
    ESCAPE,
    "eF",
    ESCAPE,
    "/a",
    ESCAPE,
)
"""Keys that show lists, records, views, problems, the export, facets and the search."""

USUAL = {
    *(f"CSI ?{mode}{end}" for mode in (25, 7, 1000, 1003, 1004, 1006, 1015, 1049, 2004, 2048)
      for end in "hl"),
    *("CSI <u", "CSI >25u", "CSI ?$p", "CSI ?2026$p", "CSI ?2048$p", "CSI H", "CSI m", "OSC 22"),
    *("CSI G", "CSI ?2026h", "CSI ?2026l", "OSC 8", "OSC 52"),
}  # fmt: skip
"""What the explorer sends for any registry: modes, the cursor, colours, the pointer, links."""

LINK = re.compile(rb"8;(id=\d+)?;(https?://[!-~]+)?")
"""A link that a terminal may offer: to the web, in plain ASCII."""


def kinds(raw: bytes) -> set[str]:
    """Return the sorts of sequences in what a terminal received, modes with their numbers.

    Raises:
        AssertionError: there is a control character outside of a sequence.
    """
    found = set()
    for match in SEQUENCE.finditer(raw):
        mark, numbers, last, string, content, _ = match.groups()
        if last is not None:
            is_mode = last in (b"h", b"l", b"n", b"c", b"q", b"p", b"t", b"u")
            sort = b"CSI " + mark + (numbers if is_mode else b"") + last
        elif string == b"]" and LINK.fullmatch(content):
            sort = b"OSC 8"
        elif string == b"]" and content.startswith(b"52;c;"):
            # Without a browser, the address of a followed link is copied.
            assert re.fullmatch(rb"https?://[!-~]+", b64decode(content[5:]))
            sort = b"OSC 52"
        elif string == b"]" and content == b"22;default":
            sort = b"OSC 22"
        else:
            sort = match[0]
        found.add(sort.decode("ascii", "replace"))
    plain = SEQUENCE.sub(b"", raw)
    text = plain.decode("utf-8")
    odd = {char for char in text if (ord(char) < 32 or 0x7F <= ord(char) < 0xA0) or char in TURNING}
    assert odd <= {"\r", "\n"}, f"{odd}"
    return found


def walked(data: Path, folder: Path, size: tuple[int, int], walk: Sequence[str] = WALK) -> bytes:
    """Walk through the explorer; return what the terminal received."""
    with Terminal("-d", str(data), folder=folder, cache=folder / "cache", size=size) as terminal:
        terminal.until_seen("Institutions")
        terminal.settle()
        for keys in walk:
            terminal.press(keys)
            terminal.settle()
        terminal.press(ESCAPE)
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        return terminal.raw


EACH = ("1", *["jjjj"] * (len(texts.ALL) // 4), "2", *["jjjj"] * (len(texts.ALL) // 4))
"""Keys that read every institution and every agreement."""

SIZES = ((140, 45), (80, 24), (60, 20))


def round_(chance: Random, folder: Path) -> int:
    """Walk through a registry of hostile texts."""
    is_whole = chance.random() < 0.7
    made = texts.with_hostile_words(chance) if is_whole else texts.with_hostile_values(chance)
    data = folder / "hostile.toml"
    data.write_text(texts.document(made), "utf-8")
    expect_usual(walked(data, folder, chance.choice(SIZES)))
    return 1


def expect_usual(raw: bytes) -> None:
    """Find nothing in what a terminal received that a usual registry would not send."""
    found = kinds(raw)
    assert found <= USUAL, f"sequences that no registry should send: {found - USUAL}"
    assert "CSI m" in found


def walk(folder: Path) -> int:
    """Read a record of each text, in each size."""
    data = folder / "hostile.toml"
    data.write_text(texts.document(texts.one_each()), "utf-8")
    for size in SIZES:
        expect_usual(walked(data, folder, size, EACH))
    return len(SIZES) * len(texts.ALL)


PART = Part(
    "explorer",
    "hostile texts in the explorer, in a real pseudo-terminal, through lists, records, views,"
    " problems, the export, facets and the search",
    "the terminal receives only sequences that it also receives for a usual registry, and no"
    " control character beside them",
    round_,
    walk=walk,
)
