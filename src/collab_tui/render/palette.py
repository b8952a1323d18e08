"""The colours: one accent for each kind of record, quiet greys, three for statuses.

Every colour of the program is defined here. The explorer's own themes are also made from these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rich.theme import Theme

from collab_tui.records.kinds import Kind


class Colours(NamedTuple):
    """The colours of a theme: colours for text, and colours behind text.

    Each text has a contrast of at least 4.5:1 to every colour that may be behind it.
    """

    accents: Mapping[Kind, str]
    """The colour of each kind. A kind without a colour has that of text."""
    text: str
    quiet: str
    good: str
    waiting: str
    over: str
    url: str
    background: str
    surface: str
    """Behind headings, the search bar and dialogs."""
    panel: str
    """Behind the active heading, the footer, and the row under a cursor that is not in use."""
    cursor: str
    """Behind the row under the cursor."""
    match: str
    """The style of matched words."""
    tints: tuple[str, ...] = ()
    """The styles of `heats`, if they are not mixed from the others."""


DARK_COLOURS = Colours(
    accents={
        Kind.INSTITUTION: "#7aa2f7",
        Kind.AGREEMENT: "#9ece6a",
        Kind.FOCUS_AREA: "#e0af68",
        Kind.PERSON: "#bb9af7",
        Kind.SOURCE: "#7dcfff",
    },
    text="#d5d9e5",
    quiet="#a3abbd",
    good="#9ece6a",
    waiting="#e0af68",
    over="#f98a9e",
    url="#8fb4f5",
    background="#16181f",
    surface="#1b1e27",
    panel="#242833",
    cursor="#2d3856",
    match="bold #16181f on #e0af68",
)

LIGHT_COLOURS = Colours(
    accents={
        Kind.INSTITUTION: "#1d4fb8",
        Kind.AGREEMENT: "#33691e",
        Kind.FOCUS_AREA: "#8a5200",
        Kind.PERSON: "#6a3fb5",
        Kind.SOURCE: "#00667a",
    },
    text="#1f2430",
    quiet="#525968",
    good="#33691e",
    waiting="#8a5200",
    over="#b3261e",
    url="#1d4fb8",
    background="#fafafa",
    surface="#f2f3f6",
    panel="#e4e7ee",
    cursor="#d6e0f5",
    match="bold #1f2430 on #ffd98a",
)


CONTRAST_COLOURS = Colours(
    accents={
        Kind.INSTITUTION: "#8fd0ff",
        Kind.AGREEMENT: "#7dff7d",
        Kind.FOCUS_AREA: "#ffd75f",
        Kind.PERSON: "#e6c0ff",
        Kind.SOURCE: "#7ff0ff",
    },
    text="#ffffff",
    quiet="#e6e6e6",
    good="#7dff7d",
    waiting="#ffd75f",
    over="#ffb3b3",
    url="#8fd0ff",
    background="#000000",
    surface="#000000",
    panel="#1f1f1f",
    cursor="#00305e",
    match="bold #000000 on #ffff00",
)
"""For eyes that need more: at least 7:1 (WCAG 2.2, 1.4.6)."""

SIXTEEN_COLOURS = Colours(
    accents={
        Kind.INSTITUTION: "#55ffff",
        Kind.AGREEMENT: "#55ff55",
        Kind.FOCUS_AREA: "#ffff55",
        Kind.PERSON: "#ffffff",
        Kind.SOURCE: "#55ffff",
    },
    text="#ffffff",
    quiet="#aaaaaa",
    good="#55ff55",
    waiting="#ffff55",
    over="#ffff55",
    url="#55ffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    cursor="#0000aa",
    match="bold #000000 on #ffff55",
    tints=(
        *("#ffffff on #000000",) * 2,
        *("#000000 on #00aa00",) * 3,
        *("#000000 on #55ff55",) * 3,
    ),
)
"""Only colours that each of the sixteen is on a terminal of sixteen. Red on blue cannot be read on
some; so what is over has the colour of what waits, and its sign tells the two apart.
"""


HEATS = 8
"""Tints from the background to the colour of agreements; the last one is for the largest number."""


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2), from 0 for black to 1."""
    parts = [value / 255 for value in _channels(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def heats(colours: Colours) -> list[str]:
    """Return the styles of the tints. Text on them is black or white, whichever reads better."""
    if colours.tints:
        return list(colours.tints)
    ground, full = _channels(colours.background), _channels(colours.accents[Kind.AGREEMENT])
    found = []
    for level in range(1, HEATS + 1):
        share = 0.12 + 0.88 * (level - 1) / (HEATS - 1)
        mixed = [round(a + (b - a) * share) for a, b in zip(ground, full, strict=True)]
        tint = "#" + "".join(f"{value:02x}" for value in mixed)
        light = _luminance(tint)
        is_dark = (light + 0.05) / 0.05 > 1.05 / (light + 0.05)
        found.append(f"{'#000000' if is_dark else '#ffffff'} on {tint}")
    return found


def _theme(
    accents: Mapping[Kind, str],
    *,
    text: str,
    quiet: str,
    good: str,
    waiting: str,
    over: str,
    url: str,
    match: str,
    heats: Sequence[str],
    link: str = "",
) -> Theme:
    every = {kind: accents.get(kind, text) for kind in Kind}
    styles = {f"kind.{kind}": f"bold {colour}" for kind, colour in every.items()}
    styles |= {f"accent.{kind}": colour for kind, colour in every.items()}
    styles |= dict.fromkeys(("status.active", "status.completed"), good)
    waits = ("signed", "announced", "negotiating", "proposed")
    styles |= {f"status.{status}": waiting for status in waits}
    ends = ("expired", "lapsed", "terminated", "suspended", "inactive", "withdrawn")
    styles |= {f"status.{status}": over for status in ends}
    styles |= {f"heat.{level}": style for level, style in enumerate(heats, 1)}
    styles |= {
        "page.text": text,
        "page.title": f"bold {text}",
        "page.strong": f"bold {text}",
        "page.quiet": quiet,
        "page.label": quiet,
        "page.mark": quiet,
        "page.note": f"italic {quiet}",
        "page.link": link,
        "page.url": f"{link} {url}".strip(),
        "page.warning": over,
        "page.match": match,
    }
    return Theme(styles)


def _theme_of(colours: Colours) -> Theme:
    return _theme(
        colours.accents,
        text=colours.text,
        quiet=colours.quiet,
        good=colours.good,
        waiting=colours.waiting,
        over=colours.over,
        url=colours.url,
        match=colours.match,
        heats=heats(colours),
    )


# Each is made when it is first asked for: a program uses one of them.


@cache
def dark() -> Theme:
    """Return the styles for dark backgrounds."""
    return _theme_of(DARK_COLOURS)


@cache
def light() -> Theme:
    """Return those for light backgrounds."""
    return _theme_of(LIGHT_COLOURS)


@cache
def contrast() -> Theme:
    """Return those for a black background, with more contrast."""
    return _theme_of(CONTRAST_COLOURS)


@cache
def sixteen() -> Theme:
    """Return those for a black background, in sixteen colours."""
    return _theme_of(SIXTEEN_COLOURS)


@cache
def ansi() -> Theme:
    """Return those in the terminal's own sixteen colours, for output on an unknown background.

    Links are underlined, so that they also show without colour.
    """
    return _theme(
        {
            Kind.INSTITUTION: "blue",
            Kind.AGREEMENT: "green",
            Kind.FOCUS_AREA: "yellow",
            Kind.PERSON: "magenta",
            Kind.SOURCE: "cyan",
        },
        text="default",
        quiet="dim",
        good="green",
        waiting="yellow",
        over="red",
        url="blue",
        link="underline",
        match="bold reverse",
        heats=[
            "default",
            "default",
            "green",
            "green",
            "green",
            "bold green",
            "bold green",
            "bold green",
        ],
    )
